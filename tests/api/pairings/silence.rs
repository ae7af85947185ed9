//! The two speak for themselves; administrators say for whom, and why.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::clock::Clock as _;
use vmj_tests::duos::{STAGES, stage};
use vmj_tests::{Caller, Engine, TestApp};

use super::{WHY, broken};

/// What is sent without a word on whom it is for, or why; and what a ministry admin and DINUM are then asked for.
fn silent() -> Vec<(&'static str, Value, &'static [&'static str], &'static [&'static str])> {
    let (why, whom_and_why) = (&["/reason"][..], &["/on_behalf_of", "/reason"][..]);
    vec![
        ("acceptance", json!({}), why, whom_and_why),
        ("refusal", json!({}), why, whom_and_why),
        ("date-request", json!({ "date": "2026-11-24" }), why, whom_and_why),
        ("date-acceptance", json!({}), why, whom_and_why),
        ("date-refusal", json!({}), why, whom_and_why),
        ("cancellation", json!({ "reason_code": "illness" }), &["/text"], &["/text"]),
        // The words are what is asked for, and a ministry speaks for the ambassador.
        ("contestation", json!({ "text": WHY }), &[], &["/on_behalf_of"]),
    ]
}

async fn assert_asked(caller: &Caller, path: &str, body: &Value, missing: &[&str], what: &str) {
    if missing.is_empty() {
        return;
    }
    let refused = caller.post(path, body).await.expect_problem(422, "validation_failed");
    let expected: Vec<_> = missing.iter().map(|pointer| (*pointer, "missing")).collect();
    assert_eq!(broken(&refused), expected, "{what}");
}

#[rstest]
#[actix_web::test]
async fn at_every_stage(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let duo = app.db_duo(&edition, "dinum", |_| {}).await;
    let (ministry, dinum) = (app.ministry_admin("dinum").await.caller, app.dinum_admin().await.caller);
    for name in STAGES {
        let state = stage(name, app.clock.now());
        let before = app.db_change_pairing(duo.id, |pairing| pairing.state.clone_from(&state)).await;
        for (act, body, of_ministry, of_dinum) in silent() {
            let what = format!("{act} at {name}");
            assert_asked(&ministry, &duo.at(act), &body, of_ministry, &what).await;
            assert_asked(&dinum, &duo.at(act), &body, of_dinum, &what).await;
        }
        assert_eq!(app.db_pairing_now(duo.id).await, before, "{name}");
    }
}

#[rstest]
#[actix_web::test]
async fn nobody_speaks_for_the_wrong_side(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let duo = app.db_duo(&edition, "dinum", |_| {}).await;
    let callers = [
        ("student", app.student_of(&duo).await, "ambassador"),
        ("agent", app.agent_of(&duo).await, "student"),
        ("ministry admin", app.ministry_admin("dinum").await.caller, "student"),
    ];
    for (kind, caller, other) in &callers {
        for (act, mut body, ..) in silent() {
            if act == "cancellation" {
                continue;
            }
            body["on_behalf_of"] = json!(other);
            if act != "contestation" {
                body["reason"] = json!(WHY);
            }
            let refused = caller.post(&duo.at(act), &body).await.expect_problem(422, "validation_failed");
            assert_eq!(broken(&refused), [("/on_behalf_of", "not_grantable")], "{act} by {kind}");
        }
    }
    // Saying that one speaks for oneself does no harm.
    let [(_, student, _), (_, agent, _), _] = &callers;
    let own = json!({ "on_behalf_of": "student" });
    student.post(&duo.at("acceptance"), &own).await.expect(200);
    let own = json!({ "on_behalf_of": "ambassador" });
    let confirmed = agent.post(&duo.at("acceptance"), &own).await.expect(200);
    assert_eq!(confirmed.json["state"], "confirmed");
    assert!(super::audited(&app, duo.id).await.is_empty(), "nobody did anything for somebody else");
}
