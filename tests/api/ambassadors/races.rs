//! Races, with real concurrency.

use futures_util::future::{join, join_all};
use rstest::rstest;
use serde_json::json;
use vmj_domain::id::AmbassadorId;
use vmj_tests::ambassadors::complete_form;
use vmj_tests::{Answer, Engine, TestApp};

use super::{collection, created, path};
use crate::organisations::db_audit;

fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status.as_u16() == status).count()
}

fn only<'a>(answers: &'a [Answer], status: u16, code: &str) -> usize {
    let refused: Vec<&'a Answer> = answers.iter().filter(|answer| answer.status == status).collect();
    assert!(refused.iter().all(|answer| answer.json["code"] == code), "{refused:?}");
    refused.len()
}

#[rstest]
#[actix_web::test]
async fn of_16_creations_for_one_agent_one_succeeds(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let admin = app.ministry_admin("dinum").await.caller;
    for _ in 0..4 {
        let agent = app.agent("dinum").await;
        let body = json!({ "account_id": agent.id.to_string() });
        let creations = (0..16).map(|number| {
            let (edition, body) = (collection(&edition), &body);
            let caller = if number % 2 == 0 { &admin } else { &agent.caller };
            async move { caller.post(&edition, body).await }
        });
        let answers = join_all(creations).await;
        assert_eq!((count(&answers, 201), only(&answers, 409, "already_exists")), (1, 15));
        let own = agent.caller.get(&format!("{}?count=true", collection(&edition))).await.expect(200);
        assert_eq!(own.json["page"]["total"], 1);
    }
}

#[rstest]
#[actix_web::test]
async fn of_16_edits_with_one_if_match_one_wins(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (agent, admin) = (app.agent("dinum").await.caller, app.ministry_admin("dinum").await.caller);
    let made = created(&agent, &edition, &complete_form()).await;
    for round in 1..=4 {
        let read = agent.get(&made).await.expect(200);
        let edits = (0..16).map(|number| {
            let caller = if number % 2 == 0 { &admin } else { &agent };
            let (caller, made) = (caller.with("If-Match", read.header("etag")), &made);
            let profiles =
                if number % 3 == 0 { json!(["tester"]) } else { json!(["data-engineer", "tester"]) };
            let patch = json!({ "unit": format!("Pôle {number}"), "job_profile_codes": profiles });
            async move { caller.patch(made, &patch).await }
        });
        let answers = join_all(edits).await;
        assert_eq!((count(&answers, 200), only(&answers, 412, "precondition_failed")), (1, 15));
        let winner = answers.iter().find(|answer| answer.status == 200).expect("a winner");
        let now = agent.get(&made).await.expect(200);
        assert_eq!((&now.json, &now.json["version"]), (&winner.json, &json!(round + 1)));
    }
}

#[rstest]
#[actix_web::test]
async fn of_16_approvals_one_is_the_first(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let admins = [app.ministry_admin("dinum").await.caller, app.dinum_admin().await.caller];
    for _ in 0..4 {
        let ambassador = app.db_ambassadors(&edition, "dinum", 1, |_, _| {}).await[0];
        let approval = format!("{}/approval", path(ambassador));
        let approvals = (0..16).map(|number| admins[number % 2].act(&approval));
        let answers = join_all(approvals).await;
        // Who comes too late is told of the state, on both engines, and not of a version that it never named.
        assert_eq!((count(&answers, 200), only(&answers, 409, "invalid_transition")), (1, 15));
        assert_eq!(db_audit(&app, &ambassador.to_string()).await.len(), 1);
    }
}

/// What moves or renames the agent is not undone by what happens to the ambassador at the same time.
#[rstest]
#[actix_web::test]
async fn what_follows_the_account_is_not_undone(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let admin = app.dinum_admin().await.caller;
    let names = ["Abc", "Mno", "Xyz"];
    for round in 0..12 {
        let agent = app.agent("dinum").await;
        let ambassador: AmbassadorId = app.db_ambassador(&edition, agent.id, |_| {}).await;
        let (approval, name) = (format!("{}/approval", path(ambassador)), names[round % 3]);
        let renaming = agent.caller.with("If-Match", "*");
        let family_name = json!({ "family_name": format!("{name} {round}") });
        let rename = renaming.patch("/v1/me", &family_name);
        let (approved, renamed) = join(admin.act(&approval), rename).await;
        approved.expect(200);
        renamed.expect(200);
        let found = admin.get(&format!("{}?q={name}%20{round}", collection(&edition))).await.expect(200);
        assert_eq!(found.json["items"].as_array().map(Vec::len), Some(1), "round {round}: {}", found.json);
        assert_eq!(found.json["items"][0]["state"], "approved");
    }
}
