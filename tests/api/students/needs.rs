//! Accessibility needs: health data, under a consent of its own.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::access::Role;
use vmj_domain::edition::{Edition, EditionState};
use vmj_tests::students::{open_form, submit};
use vmj_tests::{Answer, Caller, Engine, Person, TestApp};

use super::{broken, change, collection, id_of};
use crate::contract::{UNKNOWN_ID, anonymised};
use crate::organisations::db_audit;

const NEEDS: &str = "Un ascenseur, et une place assise";

fn needs(text: &str) -> Value {
    json!({ "needs": text, "consent_version": "2026-11" })
}

fn at(path: &str) -> String {
    format!("{path}/accessibility-needs")
}

/// Says what one needs, as of what was just read.
async fn say(caller: &Caller, path: &str, text: &str) -> Answer {
    super::editor(caller, path).await.put(&at(path), &needs(text)).await
}

async fn erase(caller: &Caller, path: &str) -> Answer {
    super::editor(caller, path).await.send(reqwest::Method::DELETE, &at(path), None).await
}

async fn world(engine: Engine) -> (TestApp, Edition, Person, String) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (person, path) = app.student_in(edition.id, &open_form("Institut d’exemple")).await;
    (app, edition, person, path)
}

/// How often somebody's needs were read, by the audit log.
async fn db_readings(app: &TestApp, path: &str) -> usize {
    let told = db_audit(app, id_of(path)).await;
    told.iter().filter(|(action, ..)| action == "student.accessibility_needs_read").count()
}

#[rstest]
#[actix_web::test]
async fn said_under_a_consent_and_read_by_two(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, _, person, path) = world(engine).await;
    let (caller, dinum) = (&person.caller, app.dinum_admin().await);
    caller.get(&at(&path)).await.expect_problem(404, "not_found");
    dinum.caller.get(&at(&path)).await.expect_problem(404, "not_found");
    assert_eq!(db_readings(&app, &path).await, 0, "there was nothing to read");
    let said = say(caller, &path, &format!(" {NEEDS}\r\n")).await.expect(200);
    let expected = json!({
        "needs": NEEDS, "consent_version": "2026-11", "consented_at": "2026-11-02T09:00:01Z",
    });
    assert_eq!(said.json, expected);
    let student = caller.get(&path).await.expect(200);
    assert_eq!(student.json["version"], 2);
    let own = caller.get(&at(&path)).await.expect(200);
    assert_eq!((&own.json, own.header("etag")), (&expected, said.header("etag")));
    assert!(own.header("etag").contains("\"2."), "the version of the student");
    assert_eq!(db_readings(&app, &path).await, 0, "one's own");
    for reading in 1..=3 {
        let read = dinum.caller.get(&at(&path)).await.expect(200);
        assert_eq!(read.json, expected);
        assert_eq!(read.header("cache-control"), "no-store");
        assert_eq!(db_readings(&app, &path).await, reading, "each");
    }
    dinum.caller.with("If-None-Match", own.header("etag")).get(&at(&path)).await.expect(304);
    assert_eq!(db_readings(&app, &path).await, 4);
    let query = format!("/v1/audit-events?subject={}&action=student.accessibility_needs_read", id_of(&path));
    let events = dinum.caller.get(&query).await.expect(200);
    assert_eq!(events.json["items"][0]["actor"]["id"], json!(dinum.id.to_string()));
    // Who is DINUM and the student reads the own.
    let both = app.db_person(&[Role::Student, Role::DinumAdmin], None).await;
    let edition = app.db_edition(|_| {}).await;
    let own = vmj_tests::students::made(&both.caller, edition.id, &json!({})).await;
    say(&both.caller, &own, NEEDS).await.expect(200);
    both.caller.get(&at(&own)).await.expect(200);
    assert_eq!(db_readings(&app, &own).await, 0);
}

#[rstest]
#[actix_web::test]
async fn nobody_else_knows_whether_there_are_any(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition, person, path) = world(engine).await;
    let silent = app.student_in(edition.id, &open_form("Institut d’exemple")).await.1;
    say(&person.caller, &path, NEEDS).await.expect(200);
    let unknown = format!("/v1/students/{UNKNOWN_ID}");
    for caller in [app.student().await.caller, app.agent("dinum").await.caller] {
        let nothing = caller.get(&at(&unknown)).await.expect_problem(404, "not_found");
        for path in [&path, &silent] {
            assert_eq!(anonymised(&caller.get(&at(path)).await.expect(404)), anonymised(&nothing));
        }
    }
    for (caller, status) in [
        (app.anonymous(), 401),
        (app.ministry_admin("dinum").await.caller, 403),
        (app.hr_client("dinum").await, 403),
    ] {
        caller.get(&at(&path)).await.expect(status);
    }
    // Nobody says it for another, nor takes it back.
    let (stranger, dinum) = (app.student().await.caller, app.dinum_admin().await.caller);
    let both = app.db_person(&[Role::Student, Role::DinumAdmin], None).await.caller;
    for (caller, status) in [(&stranger, 404), (&dinum, 403), (&both, 404)] {
        let caller = caller.with("If-Match", "*");
        caller.put(&at(&path), &needs("Rien")).await.expect(status);
        caller.send(reqwest::Method::DELETE, &at(&path), None).await.expect(status);
    }
    assert_eq!(person.caller.get(&at(&path)).await.expect(200).json["needs"], json!(NEEDS));
    assert_eq!(db_readings(&app, &path).await, 0);
}

#[rstest]
#[actix_web::test]
async fn nothing_else_shows_them(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition, person, path) = world(engine).await;
    let (caller, dinum) = (&person.caller, app.dinum_admin().await.caller);
    say(caller, &path, NEEDS).await.expect(200);
    let submitted = submit(caller, &path).await.expect(200);
    let changed =
        change(caller, &path, &json!({ "phone": null, "wishes": [{ "job_family_code": "data" }] })).await;
    assert_eq!(caller.get(&at(&path)).await.expect(200).json["needs"], json!(NEEDS), "they survive an edit");
    dinum.get(&at(&path)).await.expect(200);
    for answer in [
        submitted,
        changed.expect(200),
        caller.get(&path).await.expect(200),
        dinum.get(&path).await.expect(200),
        dinum.get(&collection(&edition)).await.expect(200),
        dinum.get("/v1/audit-events").await.expect(200),
        caller.get("/v1/me").await.expect(200),
    ] {
        let text = String::from_utf8_lossy(&answer.bytes);
        assert!(!text.contains("ascenseur") && !text.contains("accessibility_needs\""), "{text}");
        assert!(!text.contains("2026-11\""), "nor that a consent was given");
    }
    for table in ["students", "audit_events", "audit_event_texts", "idempotency_keys", "outbox_messages"] {
        assert!(!app.db_holds(table, "ascenseur").await, "{table}");
    }
    assert!(app.db_holds("accessibility_needs", "ascenseur").await);
    // Only in free text may one write them elsewhere, by oneself.
    let told: Vec<_> = db_audit(&app, id_of(&path)).await.into_iter().map(|told| told.0).collect();
    let expected =
        ["student.accessibility_needs_read", "student.changed", "student.created", "student.submitted"];
    assert_eq!(told, expected);
}

#[rstest]
#[actix_web::test]
async fn erased_with_the_consent_at_any_time(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition, person, path) = world(engine).await;
    let (caller, dinum) = (&person.caller, app.dinum_admin().await.caller);
    erase(caller, &path).await.expect_problem(404, "not_found");
    say(caller, &path, NEEDS).await.expect(200);
    erase(caller, &path).await.expect(204);
    assert_eq!(app.db_dump("accessibility_needs").await, "", "the row is gone");
    caller.get(&at(&path)).await.expect_problem(404, "not_found");
    dinum.get(&at(&path)).await.expect_problem(404, "not_found");
    erase(caller, &path).await.expect_problem(404, "not_found");
    assert_eq!(caller.get(&path).await.expect(200).json["version"], 3);

    say(caller, &path, "Autre chose").await.expect(200);
    app.db_edition_state(edition.id, &EditionState::Closed).await;
    say(caller, &path, NEEDS).await.expect_problem(409, "edition_state");
    assert_eq!(caller.get(&at(&path)).await.expect(200).json["needs"], "Autre chose");
    erase(caller, &path).await.expect(204);
    assert_eq!(app.db_dump("accessibility_needs").await, "");
    assert!(!app.db_holds("audit_events", "Autre").await);
}

#[rstest]
#[actix_web::test]
async fn what_is_sent_is_checked(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, _, person, path) = world(engine).await;
    let caller = &person.caller;
    for (body, pointer, code) in [
        (json!({ "needs": NEEDS }), "/consent_version", "missing"),
        (json!({ "consent_version": "2026-11" }), "/needs", "missing"),
        (json!({ "needs": NEEDS, "consent_version": "2025-11" }), "/consent_version", "unknown_value"),
        (json!({ "needs": NEEDS, "consent_version": null }), "/consent_version", "wrong_type"),
        (json!({ "needs": NEEDS, "consent_version": true }), "/consent_version", "wrong_type"),
        (needs(" "), "/needs", "blank"),
        (needs(&"x".repeat(4001)), "/needs", "too_long"),
        (
            json!({ "needs": NEEDS, "consent_version": "2026-11", "diagnosis": "x" }),
            "/diagnosis",
            "unknown_member",
        ),
    ] {
        let refused = caller.put(&at(&path), &body).await.expect_problem(422, "validation_failed");
        assert_eq!(broken(&refused), [(pointer, code)]);
    }
    caller.put(&at(&path), &needs(NEEDS)).await.expect_problem(428, "precondition_required");
    let stale = caller.with("If-Match", "\"9.x\"");
    stale.put(&at(&path), &needs(NEEDS)).await.expect_problem(412, "precondition_failed");
    assert_eq!(app.db_dump("accessibility_needs").await, "");
    let said = say(caller, &path, NEEDS).await.expect(200);
    caller.send(reqwest::Method::DELETE, &at(&path), None).await.expect_problem(428, "precondition_required");
    stale.send(reqwest::Method::DELETE, &at(&path), None).await.expect_problem(412, "precondition_failed");
    // The tag of an earlier answer about them is one of the student.
    let anew = caller.with("If-Match", said.header("etag"));
    app.clock.advance(chrono::TimeDelta::minutes(1));
    let replaced = anew.put(&at(&path), &needs("Une boucle magnétique")).await.expect(200);
    assert_eq!(replaced.json["consented_at"], "2026-11-02T09:01:01Z", "a consent of its own, each time");
    anew.put(&at(&path), &needs("Rien")).await.expect_problem(412, "precondition_failed");
    assert_eq!(app.db_dump("accessibility_needs").await.lines().count(), 1);
}
