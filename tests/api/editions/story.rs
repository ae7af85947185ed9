//! One edition from its creation to its closure, and what is kept of it.

use rstest::rstest;
use serde_json::json;
use vmj_tests::{Engine, TestApp};

use super::{form, path, state};

#[rstest]
#[actix_web::test]
async fn from_creation_to_closure(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let body = form(&app).await;
    let keyed = admin.with("Idempotency-Key", "\"make\"");
    let made = keyed.post("/v1/editions", &body).await.expect(201);
    let again = keyed.post("/v1/editions", &body).await.expect(201);
    assert_eq!((again.header("idempotency-replayed"), &again.bytes), ("true", &made.bytes));
    let path = path(&made);
    assert_eq!((made.header("location"), &made.json["state"]), (path.as_str(), &json!("draft")));

    app.clock.advance(chrono::TimeDelta::seconds(3));
    let opened =
        admin.with("If-Match", made.header("etag")).act(&format!("{path}/opening")).await.expect(200);
    assert_eq!(opened.json["state_changed_at"], "2026-11-02T09:00:03Z");
    admin.act(&format!("{path}/matching")).await.expect(200);
    let why = json!({ "reason": "Trop peu d’étudiants" });
    let reopened = admin.post(&format!("{path}/reopening"), &why).await.expect(200);
    assert_eq!((&reopened.json["state"], &reopened.json["state_reason"]), (&json!("open"), &why["reason"]));
    let matching = admin.act(&format!("{path}/matching")).await.expect(200);
    assert_eq!(matching.json.get("state_reason"), None, "it went with the state");
    // Publishing is the business of a matching run.
    let id = made.json["id"].as_str().expect("an id").parse().expect("an id");
    app.db_edition_state(id, &state("published")).await;

    app.clock.set("2027-11-18T23:00:00Z");
    let admin = app.dinum_admin().await.caller;
    let held = admin.act(&format!("{path}/holding")).await.expect(200);
    assert_eq!(held.json["state"], "held");
    let closed = admin.act(&format!("{path}/closure")).await.expect(200);
    assert_eq!((&closed.json["state"], &closed.json["version"]), (&json!("closed"), &json!(8)));
    assert_eq!(app.anonymous().get(&path).await.expect(200).json, closed.json);

    let told = crate::organisations::db_audit(&app, made.json["id"].as_str().expect("an id")).await;
    let told: Vec<_> =
        told.iter().map(|(action, fields, why)| (&**action, &**fields, why.as_deref())).collect();
    let wanted = [
        ("edition.closed", "state", None),
        ("edition.created", "", None),
        ("edition.held", "state", None),
        ("edition.matching_started", "state", None),
        ("edition.matching_started", "state", None),
        ("edition.opened", "state", None),
        ("edition.reopened", "state", Some("Trop peu d’étudiants")),
    ];
    assert_eq!(told, wanted);
}

#[rstest]
#[actix_web::test]
async fn transitions_are_repeated_and_conditional(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let why = json!({ "reason": "Essai" });
    let later = json!({ "day": "2027-12-02", "window": { "first": "2027-11-29", "last": "2027-12-10" }, "reason": "x" });
    let acts = [
        ("opening", None, "draft"),
        ("matching", None, "open"),
        ("reopening", Some(&why), "matching"),
        ("postponement", Some(&later), "open"),
        ("holding", None, "published"),
        ("closure", None, "held"),
        ("cancellation", Some(&why), "open"),
    ];
    for (name, body, from) in acts {
        let edition = app.db_edition(|edition| {
            edition.parameters.day = vmj_tests::editions::date(10, 15);
            edition.parameters.window.first = vmj_tests::editions::date(10, 12);
        });
        let edition = edition.await;
        app.db_edition_state(edition.id, &state(from)).await;
        let path = format!("/v1/editions/{}/{name}", edition.id);
        let send = async |caller: vmj_tests::Caller| match body {
            Some(body) => caller.post(&path, body).await,
            None => caller.act(&path).await,
        };
        let keyed = admin.with("Idempotency-Key", format!("\"{name}\""));
        let stale = send(keyed.with("If-Match", "\"1.x\"")).await;
        stale.expect_problem(412, "precondition_failed");
        let done = send(keyed.with("If-Match", "\"2.x\"")).await.expect(200);
        assert_eq!(done.json["version"], 3, "{name}");
        // A repetition is answered from memory, whatever has become of the state and of the tag.
        let again = send(keyed.with("If-Match", "\"2.x\"")).await.expect(200);
        assert_eq!((again.header("idempotency-replayed"), &again.bytes), ("true", &done.bytes), "{name}");
        assert_eq!(again.header("etag"), done.header("etag"), "{name}");
        let read = admin.get(&format!("/v1/editions/{}", edition.id)).await.expect(200);
        assert_eq!(read.json, done.json, "{name}");
    }
}
