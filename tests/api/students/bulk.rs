//! Many decisions at once: each has an outcome of its own.

use std::collections::HashMap;

use futures_util::future::join;
use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::access::Role;
use vmj_domain::edition::{Edition, EditionState};
use vmj_domain::id::StudentId;
use vmj_tests::students::states;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{broken, path};
use crate::contract::UNKNOWN_ID;
use crate::organisations::db_audit;

fn admission(id: impl std::fmt::Display) -> Value {
    json!({ "student_id": id.to_string(), "decision": "admission" })
}

fn refusal(id: impl std::fmt::Display, reason: &str) -> Value {
    json!({ "student_id": id.to_string(), "decision": "refusal", "reason": reason })
}

async fn decide(caller: &Caller, edition: &Edition, decisions: &[Value]) -> Answer {
    let body = json!({ "decisions": decisions });
    caller.post(&format!("/v1/editions/{}/student-decisions", edition.id), &body).await
}

/// Status, state, and code of the problem, of each.
fn outcomes(answer: &Answer) -> Vec<(u64, Option<&str>, Option<&str>)> {
    let items = answer.json["items"].as_array().expect("items").iter();
    let outcome = |item: &'_ Value| item["status"].as_u64().expect("a status");
    items.map(|item| (outcome(item), item["state"].as_str(), item["problem"]["code"].as_str())).collect()
}

#[rstest]
#[actix_web::test]
async fn each_has_its_own_outcome(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (edition, other_edition) = (app.db_edition(|_| {}).await, app.db_edition(|_| {}).await);
    let dinum = app.db_person(&[Role::Student, Role::DinumAdmin], None).await;
    let own = app.db_student(&edition, dinum.id, |_| {}).await;
    let unverified = app.db_unverified_student().await;
    let unproven = app.db_student(&edition, unverified.id, |_| {}).await;
    let ids = app.db_students(&edition, 5, |_, _| {}).await;
    let elsewhere = app.db_students(&other_edition, 1, |_, _| {}).await[0];
    app.db_student_state(ids[3], &states()[0]).await;
    app.db_student_state(ids[4], &states()[2]).await;
    let decisions = [
        admission(ids[0]),
        refusal(ids[1], "Hors du numérique"),
        admission(own),
        admission(unproven),
        admission(ids[3]),
        refusal(ids[4], "École fermée"),
        admission(ids[2]),
        admission(UNKNOWN_ID),
        admission(elsewhere),
    ];
    let answer = decide(&dinum.caller, &edition, &decisions).await.expect(207);
    let expected = [
        (200, Some("eligible"), None),
        (200, Some("ineligible"), None),
        (409, None, Some("own_record")),
        (409, None, Some("email_unverified")),
        (409, None, Some("invalid_transition")),
        (409, None, Some("invalid_transition")),
        (200, Some("eligible"), None),
        (404, None, Some("not_found")),
        (404, None, Some("not_found")),
    ];
    assert_eq!(outcomes(&answer), expected);
    let items = answer.json["items"].as_array().expect("items");
    for (item, decision) in items.iter().zip(&decisions) {
        assert_eq!(item["id"], decision["student_id"], "in the order of the request");
    }
    assert_eq!(items[4]["problem"]["allowed_transitions"], json!(["submission", "withdrawal"]));
    assert_eq!(items[4]["problem"]["instance"], path(ids[3]));
    let (mut there, mut nowhere) = (items[8]["problem"].clone(), items[7]["problem"].clone());
    (there["instance"], nowhere["instance"]) = (Value::Null, Value::Null);
    assert_eq!(there, nowhere, "of another edition reads as not there");
    for item in items.iter().filter(|item| item["status"] == 200) {
        let shown = dinum.caller.get(&path(item["id"].as_str().expect("an id"))).await.expect(200);
        assert_eq!((&shown.json["state"], &shown.json["version"]), (&item["state"], &item["version"]));
        assert_eq!((&shown.json["decided_by"], &shown.json["criteria"]), (&json!("dinum"), &json!([])));
        assert_eq!(shown.json["state_changed_at"], shown.json["updated_at"]);
    }
    let untouched = dinum.caller.get(&path(unproven)).await.expect(200);
    assert_eq!((&untouched.json["state"], &untouched.json["version"]), (&json!("submitted"), &json!(1)));
}

#[rstest]
#[actix_web::test]
async fn each_for_its_own_reason_is_told(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let ids = app.db_students(&edition, 5, |_, _| {}).await;
    let dinum = app.dinum_admin().await;
    let mut admitted = admission(ids[0]);
    admitted["reason"] = json!("Vu en comité");
    let mut decisions = vec![admitted];
    decisions.extend((1..5).map(|at| refusal(ids[at], &format!("Motif {at}"))));
    decide(&dinum.caller, &edition, &decisions).await.expect(207);
    for (at, id) in ids.iter().enumerate() {
        let shown = dinum.caller.get(&path(id)).await.expect(200);
        let told = db_audit(&app, &id.to_string()).await;
        let (action, reason) = if at == 0 {
            assert_eq!((&shown.json["state"], shown.json.get("state_reason")), (&json!("eligible"), None));
            ("student.admitted", "Vu en comité".to_owned())
        } else {
            assert_eq!(shown.json["state_reason"], format!("Motif {at}"));
            ("student.refused", format!("Motif {at}"))
        };
        assert_eq!(told, [(action.to_owned(), "state".to_owned(), Some(reason))]);
    }
    let events = dinum.caller.get("/v1/audit-events?subject_kind=student").await.expect(200);
    let items = events.json["items"].as_array().expect("items");
    assert_eq!(items.len(), 5);
    for item in items {
        assert_eq!(item["actor"]["id"], json!(dinum.id.to_string()));
        assert_eq!(item["request_id"], items[0]["request_id"]);
    }
}

#[rstest]
#[actix_web::test]
async fn who_is_named_twice_is_decided_on_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let ids = app.db_students(&edition, 2, |_, _| {}).await;
    app.db_student_state(ids[1], &states()[0]).await;
    let dinum = app.dinum_admin().await.caller;
    let decisions = [
        admission(ids[0]),
        refusal(ids[0], "Finalement non"),
        admission(ids[0]),
        admission(ids[1]),
        refusal(ids[1], "Non plus"),
        admission(UNKNOWN_ID),
        admission(UNKNOWN_ID),
    ];
    let answer = decide(&dinum, &edition, &decisions).await.expect(207);
    let late = (409, None, Some("invalid_transition"));
    let absent = (404, None, Some("not_found"));
    assert_eq!(outcomes(&answer), [(200, Some("eligible"), None), late, late, late, late, absent, absent]);
    let allowed = &answer.json["items"][1]["problem"]["allowed_transitions"];
    assert_eq!(*allowed, json!(["withdrawal"]), "from where the first has brought it");
    let shown = dinum.get(&path(ids[0])).await.expect(200);
    assert_eq!((&shown.json["state"], &shown.json["version"]), (&json!("eligible"), &json!(2)));
    assert_eq!(db_audit(&app, &ids[0].to_string()).await.len(), 1);
}

#[rstest]
#[actix_web::test]
async fn a_broken_request_decides_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let ids = app.db_students(&edition, 3, |_, _| {}).await;
    let dinum = app.dinum_admin().await.caller;
    let bare = json!({ "student_id": ids[1].to_string(), "decision": "refusal" });
    let decisions = [admission(ids[0]), bare, refusal(ids[2], " "), refusal(ids[2], &"x".repeat(501))];
    let refused = decide(&dinum, &edition, &decisions).await.expect_problem(422, "validation_failed");
    let expected = [
        ("/decisions/1/reason", "missing"),
        ("/decisions/2/reason", "blank"),
        ("/decisions/3/reason", "too_long"),
    ];
    assert_eq!(broken(&refused), expected);
    for decisions in [Vec::new(), vec![admission(ids[0]); 201]] {
        let refused = decide(&dinum, &edition, &decisions).await.expect_problem(422, "validation_failed");
        assert_eq!(broken(&refused), [("/decisions", "wrong_length")]);
    }
    for (decision, pointer, code) in [
        (json!({ "student_id": ids[0].to_string(), "decision": "applause" }), "/decision", "unknown_value"),
        (json!({ "student_id": "x", "decision": "admission" }), "/student_id", "wrong_type"),
        (json!({ "decision": "admission" }), "/student_id", "missing"),
        (
            json!({ "student_id": ids[0].to_string(), "decision": "admission", "x": 1 }),
            "/x",
            "unknown_member",
        ),
        (json!([ids[0].to_string(), "admission", null]), "", "wrong_type"),
    ] {
        let refused = decide(&dinum, &edition, &[decision]).await.expect_problem(422, "validation_failed");
        assert_eq!(broken(&refused), [(&*format!("/decisions/0{pointer}"), code)]);
    }
    assert_eq!(dinum.get(&path(ids[0])).await.expect(200).json["version"], 1);
}

#[rstest]
#[actix_web::test]
async fn only_dinum_decides_while_the_edition_lets_anybody(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let ids = app.db_students(&edition, 3, |_, _| {}).await;
    for (caller, status, code) in [
        (app.anonymous(), 401, "unauthenticated"),
        (app.student().await.caller, 403, "forbidden"),
        (app.agent("dinum").await.caller, 403, "forbidden"),
        (app.ministry_admin("dinum").await.caller, 403, "forbidden"),
        (app.hr_client("dinum").await, 403, "forbidden"),
    ] {
        decide(&caller, &edition, &[admission(ids[0])]).await.expect_problem(status, code);
    }
    let dinum = app.dinum_admin().await.caller;
    let states = [EditionState::Matching, EditionState::Published, EditionState::Held, EditionState::Closed];
    for (at, state) in states.iter().enumerate() {
        app.db_edition_state(edition.id, state).await;
        let answer = decide(&dinum, &edition, &[admission(ids[at.min(2)])]).await;
        if at < 2 {
            assert_eq!(outcomes(&answer.expect(207)), [(200, Some("eligible"), None)]);
        } else {
            answer.expect_problem(409, "edition_state");
        }
    }
    let unknown = format!("/v1/editions/{UNKNOWN_ID}/student-decisions");
    dinum.post(&unknown, &json!({ "decisions": [] })).await.expect_problem(404, "not_found");
}

#[rstest]
#[actix_web::test]
async fn a_key_decides_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let ids = app.db_students(&edition, 2, |_, _| {}).await;
    let dinum = app.dinum_admin().await.caller;
    let keyed = dinum.with("Idempotency-Key", "committee-1");
    let decisions = [admission(ids[0]), admission(UNKNOWN_ID)];
    let first = decide(&keyed, &edition, &decisions).await.expect(207);
    let again = decide(&keyed, &edition, &decisions).await.expect(207);
    assert_eq!((again.header("idempotency-replayed"), &again.json), ("true", &first.json));
    decide(&keyed, &edition, &[admission(ids[1])]).await.expect_problem(422, "idempotency_key_reused");
    let anew = decide(&dinum, &edition, &decisions).await.expect(207);
    assert_eq!(outcomes(&anew)[0], (409, None, Some("invalid_transition")));
    assert_eq!(db_audit(&app, &ids[0].to_string()).await.len(), 1);
}

/// The states that one admin's answer tells of.
fn decided(answer: &Answer) -> HashMap<&str, &str> {
    let items = answer.json["items"].as_array().expect("items").iter();
    items.filter_map(|item| Some((item["id"].as_str()?, item["state"].as_str()?))).collect()
}

#[rstest]
#[actix_web::test]
async fn of_two_admins_each_student_hears_one(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let admins = [app.dinum_admin().await.caller, app.dinum_admin().await.caller];
    for _ in 0..3 {
        let ids: Vec<StudentId> = app.db_students(&edition, 100, |_, _| {}).await;
        let admissions: Vec<_> = ids.iter().map(admission).collect();
        // The other admin goes the other way round, and a third decides on one of them alone.
        let refusals: Vec<_> = ids.iter().rev().map(|id| refusal(id, &format!("Refus {id}"))).collect();
        let (bulk, alone) = (
            join(decide(&admins[0], &edition, &admissions), decide(&admins[1], &edition, &refusals)),
            admins[1].act(&format!("{}/admission", path(ids[50]))).await,
        );
        let alone_won = alone.status == 200;
        let (one, other) = bulk.await;
        let (one, other) = (one.expect(207), other.expect(207));
        let (one, other) = (decided(&one), decided(&other));
        assert_eq!(one.len() + other.len() + usize::from(alone_won), 100, "each once");
        for id in &ids {
            let id = id.to_string();
            let shown = admins[0].get(&path(&id)).await.expect(200);
            let told = one.get(&*id).or(other.get(&*id)).copied().unwrap_or("eligible");
            assert_eq!((&shown.json["state"], &shown.json["version"]), (&json!(told), &json!(2)));
            let reason = other.contains_key(&*id).then(|| json!(format!("Refus {id}")));
            assert_eq!(shown.json.get("state_reason"), reason.as_ref());
            assert_eq!(db_audit(&app, &id).await.len(), 1);
        }
    }
}
