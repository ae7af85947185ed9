//! Many decisions at once: each has an outcome of its own.

use std::collections::HashMap;

use futures_util::future::join;
use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::access::{Role, Scope};
use vmj_domain::edition::Edition;
use vmj_domain::id::AmbassadorId;
use vmj_tests::ambassadors::states;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{broken, path};
use crate::organisations::db_audit;

const UNKNOWN: &str = "019ab5a0-0000-7000-8000-000000000000";

fn approval(id: impl std::fmt::Display) -> Value {
    json!({ "ambassador_id": id.to_string(), "decision": "approval" })
}

fn rejection(id: impl std::fmt::Display, reason: &str) -> Value {
    json!({ "ambassador_id": id.to_string(), "decision": "rejection", "reason": reason })
}

async fn decide(caller: &Caller, edition: &Edition, decisions: &[Value]) -> Answer {
    let body = json!({ "decisions": decisions });
    caller.post(&format!("/v1/editions/{}/ambassador-decisions", edition.id), &body).await
}

/// Status, state, and code of the problem, of each.
fn outcomes(answer: &Answer) -> Vec<(u64, Option<&str>, Option<&str>)> {
    let items = answer.json["items"].as_array().expect("items").iter();
    items
        .map(|item| {
            (
                item["status"].as_u64().expect("a status"),
                item["state"].as_str(),
                item["problem"]["code"].as_str(),
            )
        })
        .collect()
}

#[rstest]
#[actix_web::test]
async fn each_has_its_own_outcome(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (edition, other_edition) = (app.db_edition(|_| {}).await, app.db_edition(|_| {}).await);
    let admin = app.db_person(&[Role::Agent, Role::MinistryAdmin], Some("dinum")).await;
    let own = app.db_ambassador(&edition, admin.id, |_| {}).await;
    let ids = app.db_ambassadors(&edition, "dinum", 5, |_, _| {}).await;
    let foreign = app.db_ambassadors(&edition, "culture", 1, |_, _| {}).await[0];
    let elsewhere = app.db_ambassadors(&other_edition, "dinum", 1, |_, _| {}).await[0];
    app.db_ambassador_state(ids[3], &states()[0]).await;
    app.db_ambassador_state(ids[4], &states()[2]).await;
    let decisions = [
        approval(ids[0]),
        rejection(ids[1], "Pas cette année"),
        approval(foreign),
        approval(own),
        approval(ids[3]),
        rejection(ids[4], "Locaux en travaux"),
        approval(ids[2]),
        approval(UNKNOWN),
        approval(elsewhere),
    ];
    let answer = decide(&admin.caller, &edition, &decisions).await.expect(207);
    let expected = [
        (200, Some("approved"), None),
        (200, Some("rejected"), None),
        (404, None, Some("not_found")),
        (409, None, Some("own_record")),
        (409, None, Some("invalid_transition")),
        (200, Some("rejected"), None),
        (200, Some("approved"), None),
        (404, None, Some("not_found")),
        (404, None, Some("not_found")),
    ];
    assert_eq!(outcomes(&answer), expected);
    let items = answer.json["items"].as_array().expect("items");
    for (item, decision) in items.iter().zip(&decisions) {
        assert_eq!(item["id"], decision["ambassador_id"], "in the order of the request");
    }
    assert_eq!(items[4]["problem"]["allowed_transitions"], json!(["submission", "withdrawal"]));
    assert_eq!(items[4]["problem"]["instance"], path(ids[3]));
    let (mut there, mut nowhere) = (items[2]["problem"].clone(), items[7]["problem"].clone());
    (there["instance"], nowhere["instance"]) = (Value::Null, Value::Null);
    assert_eq!(there, nowhere, "not yours reads as not there");
    for item in items.iter().filter(|item| item["status"] == 200) {
        let shown = admin.caller.get(&path(item["id"].as_str().expect("an id"))).await.expect(200);
        assert_eq!((&shown.json["state"], &shown.json["version"]), (&item["state"], &item["version"]));
    }
    let rejected = admin.caller.get(&path(ids[4])).await.expect(200);
    assert_eq!(rejected.json["state_reason"], "Locaux en travaux", "each for its own reason");
    let rejected = admin.caller.get(&path(ids[1])).await.expect(200);
    assert_eq!(rejected.json["state_reason"], "Pas cette année");
    let dinum = app.dinum_admin().await.caller;
    let untouched = dinum.get(&path(foreign)).await.expect(200);
    assert_eq!((&untouched.json["state"], &untouched.json["version"]), (&json!("submitted"), &json!(1)));
}

#[rstest]
#[actix_web::test]
async fn each_is_told_in_the_audit_log(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let ids = app.db_ambassadors(&edition, "dinum", 3, |_, _| {}).await;
    let foreign = app.db_ambassadors(&edition, "culture", 1, |_, _| {}).await[0];
    let admin = app.ministry_admin("dinum").await;
    let mut approved = approval(ids[0]);
    approved["reason"] = json!("Vu en comité");
    let decisions = [approved, rejection(ids[1], "Un"), rejection(ids[2], "Deux"), approval(foreign)];
    decide(&admin.caller, &edition, &decisions).await.expect(207);
    for (id, action, reason) in [
        (ids[0], "ambassador.approved", "Vu en comité"),
        (ids[1], "ambassador.rejected", "Un"),
        (ids[2], "ambassador.rejected", "Deux"),
    ] {
        let told = db_audit(&app, &id.to_string()).await;
        assert_eq!(told, [(action.to_owned(), "state".to_owned(), Some(reason.to_owned()))]);
    }
    assert!(db_audit(&app, &foreign.to_string()).await.is_empty());
    let events = admin.caller.get("/v1/audit-events?subject_kind=ambassador").await.expect(200);
    let items = events.json["items"].as_array().expect("items");
    assert_eq!(items.len(), 3);
    for item in items {
        assert_eq!(
            (&item["actor"]["id"], &item["organisation"]["code"]),
            (&json!(admin.id.to_string()), &json!("dinum"))
        );
        assert_eq!(item["request_id"], items[0]["request_id"]);
    }
}

#[rstest]
#[actix_web::test]
async fn who_is_named_twice_is_decided_on_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let ids = app.db_ambassadors(&edition, "dinum", 2, |_, _| {}).await;
    app.db_ambassador_state(ids[1], &states()[0]).await;
    let admin = app.ministry_admin("dinum").await.caller;
    let decisions = [
        approval(ids[0]),
        rejection(ids[0], "Finalement non"),
        approval(ids[0]),
        approval(ids[1]),
        rejection(ids[1], "Non plus"),
        approval(UNKNOWN),
        approval(UNKNOWN),
    ];
    let answer = decide(&admin, &edition, &decisions).await.expect(207);
    let late = (409, None, Some("invalid_transition"));
    let absent = (404, None, Some("not_found"));
    assert_eq!(outcomes(&answer), [(200, Some("approved"), None), late, late, late, late, absent, absent]);
    let allowed = &answer.json["items"][1]["problem"]["allowed_transitions"];
    assert_eq!(*allowed, json!(["rejection", "withdrawal"]), "from where the first has brought it");
    let shown = admin.get(&path(ids[0])).await.expect(200);
    assert_eq!((&shown.json["state"], &shown.json["version"]), (&json!("approved"), &json!(2)));
    assert_eq!(db_audit(&app, &ids[0].to_string()).await.len(), 1);
}

#[rstest]
#[actix_web::test]
async fn a_broken_request_decides_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let ids = app.db_ambassadors(&edition, "dinum", 3, |_, _| {}).await;
    let admin = app.ministry_admin("dinum").await.caller;
    let bare = json!({ "ambassador_id": ids[1].to_string(), "decision": "rejection" });
    let decisions = [approval(ids[0]), bare, rejection(ids[2], " "), rejection(ids[2], &"x".repeat(501))];
    let refused = decide(&admin, &edition, &decisions).await.expect_problem(422, "validation_failed");
    let expected = [
        ("/decisions/1/reason", "missing"),
        ("/decisions/2/reason", "blank"),
        ("/decisions/3/reason", "too_long"),
    ];
    assert_eq!(broken(&refused), expected);
    let untouched = admin.get(&path(ids[0])).await.expect(200);
    assert_eq!(untouched.json["version"], 1);
    for decisions in [Vec::new(), vec![approval(ids[0]); 201]] {
        let refused = decide(&admin, &edition, &decisions).await.expect_problem(422, "validation_failed");
        assert_eq!(broken(&refused), [("/decisions", "wrong_length")]);
    }
    let unknown = json!({ "ambassador_id": ids[0].to_string(), "decision": "applause" });
    let refused = decide(&admin, &edition, &[unknown]).await.expect_problem(422, "validation_failed");
    assert_eq!(broken(&refused), [("/decisions/0/decision", "unknown_value")]);
}

#[rstest]
#[actix_web::test]
async fn only_who_decides_decides(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let ids = app.db_ambassadors(&edition, "dinum", 4, |_, _| {}).await;
    let writer = app.hr_client_with("dinum", &[Scope::AmbassadorsRead, Scope::AmbassadorsWrite]).await;
    for (caller, status, code) in [
        (app.anonymous(), 401, "unauthenticated"),
        (app.student().await.caller, 403, "forbidden"),
        (app.agent("dinum").await.caller, 403, "forbidden"),
        (writer, 403, "forbidden"),
    ] {
        decide(&caller, &edition, &[approval(ids[0])]).await.expect_problem(status, code);
    }
    let elsewhere = app.ministry_admin("culture").await.caller;
    let answer = decide(&elsewhere, &edition, &[approval(ids[0])]).await.expect(207);
    assert_eq!(outcomes(&answer), [(404, None, Some("not_found"))]);
    let deciders = [
        app.hr_client_with("dinum", &[Scope::AmbassadorsApprove]).await,
        app.ministry_admin("dinum").await.caller,
        app.ministry_admin("premier-ministre").await.caller,
        app.dinum_admin().await.caller,
    ];
    for (caller, id) in deciders.iter().zip(ids) {
        let answer = decide(caller, &edition, &[approval(id)]).await.expect(207);
        assert_eq!(outcomes(&answer), [(200, Some("approved"), None)]);
    }
}

#[rstest]
#[actix_web::test]
async fn a_key_decides_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let ids = app.db_ambassadors(&edition, "dinum", 2, |_, _| {}).await;
    let admin = app.ministry_admin("dinum").await.caller;
    let keyed = admin.with("Idempotency-Key", "committee-1");
    let decisions = [approval(ids[0]), approval(UNKNOWN)];
    let first = decide(&keyed, &edition, &decisions).await.expect(207);
    let again = decide(&keyed, &edition, &decisions).await.expect(207);
    assert_eq!((again.header("idempotency-replayed"), &again.json), ("true", &first.json));
    decide(&keyed, &edition, &[approval(ids[1])]).await.expect_problem(422, "idempotency_key_reused");
    let anew = decide(&admin, &edition, &decisions).await.expect(207);
    assert_eq!(outcomes(&anew)[0], (409, None, Some("invalid_transition")));
    assert_eq!(db_audit(&app, &ids[0].to_string()).await.len(), 1);
}

/// The states that one admin's answer tells of.
fn decided(answer: &Answer) -> HashMap<String, String> {
    let items = answer.json["items"].as_array().expect("items").iter();
    items
        .filter(|item| item["status"] == 200)
        .map(|item| {
            (
                item["id"].as_str().expect("an id").to_owned(),
                item["state"].as_str().expect("a state").to_owned(),
            )
        })
        .collect()
}

#[rstest]
#[actix_web::test]
async fn of_two_admins_each_ambassador_hears_one(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let admins = [app.ministry_admin("dinum").await.caller, app.dinum_admin().await.caller];
    for round in 0..3 {
        let ids: Vec<AmbassadorId> = app.db_ambassadors(&edition, "dinum", 100, |_, _| {}).await;
        let approvals: Vec<_> = ids.iter().map(approval).collect();
        // The other admin goes the other way round.
        let rejections: Vec<_> = ids.iter().rev().map(|id| rejection(id, &format!("Refus {id}"))).collect();
        let (one, other) =
            join(decide(&admins[0], &edition, &approvals), decide(&admins[1], &edition, &rejections)).await;
        let (one, other) = (decided(&one.expect(207)), decided(&other.expect(207)));
        // Rejecting what has just been approved is allowed; approving what was rejected is not.
        assert_eq!(other.len(), 100, "round {round}");
        assert!(one.len() == 100 || one.is_empty(), "round {round}: {}", one.len());
        for id in &ids {
            let expected = if one.is_empty() { 2 } else { 3 };
            let shown = admins[0].get(&path(id)).await.expect(200);
            let told = (&shown.json["state"], &shown.json["version"], &shown.json["state_reason"]);
            assert_eq!(told, (&json!("rejected"), &json!(expected), &json!(format!("Refus {id}"))));
            assert_eq!(db_audit(&app, &id.to_string()).await.len(), expected - 1);
        }
        let ids: Vec<AmbassadorId> = app.db_ambassadors(&edition, "dinum", 100, |_, _| {}).await;
        let (forth, back): (Vec<_>, Vec<_>) =
            (ids.iter().map(approval).collect(), ids.iter().rev().map(approval).collect());
        let (one, other) =
            join(decide(&admins[0], &edition, &forth), decide(&admins[1], &edition, &back)).await;
        let (one, other) = (decided(&one.expect(207)), decided(&other.expect(207)));
        assert_eq!(one.len() + other.len(), 100, "each once");
        assert!(one.keys().all(|id| !other.contains_key(id)));
    }
}
