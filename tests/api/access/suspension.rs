//! Lost power is lost within five seconds, on every server.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rstest::rstest;
use serde_json::json;
use vmj_domain::access::Role;
use vmj_persistence::StoreError;
use vmj_tests::people::PASSWORD;
use vmj_tests::{Answer, Caller, Engine, TestApp};

const LIMIT: Duration = Duration::from_secs(5);

async fn until_status(caller: &Caller, path: &str, status: u16) -> Answer {
    let started = Instant::now();
    loop {
        let answer = caller.get(path).await;
        if answer.status.as_u16() == status {
            return answer;
        }
        assert!(started.elapsed() < LIMIT, "still {} after five seconds", answer.status);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Two servers on one database, and the token of a ministry admin that both accept.
async fn two_servers(engine: Engine) -> (vmj_tests::engine::TestDatabase, TestApp, TestApp) {
    let database = engine.database().await;
    let clock = Arc::default();
    let same =
        |settings: &mut vmj_http::HttpSettings| settings.auth.issuer = "https://api.example.fr".to_owned();
    let first = TestApp::start_on(&database.settings, Arc::clone(&clock), same).await;
    let second = TestApp::start_on(&database.settings, clock, same).await;
    (database, first, second)
}

#[rstest]
#[actix_web::test]
async fn a_suspended_account_loses_its_power_everywhere(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (_database, here, there) = two_servers(engine).await;
    let admin = here.dinum_admin().await;
    let agent = here.agent("dinum").await;
    let token = here.db_token(agent.id).await;
    there.bearer(&*token).get("/v1/me").await.expect(200);
    let path = format!("/v1/accounts/{}/suspension", agent.id);
    let suspended = admin.caller.post(&path, &json!({ "reason": "Départ" })).await.expect(200);
    assert_eq!(suspended.json["status"], "suspended");
    here.bearer(&*token).get("/v1/me").await.expect_problem(401, "invalid_token");
    until_status(&there.bearer(&*token), "/v1/me", 401).await.expect_problem(401, "invalid_token");
    let sign_in = json!({ "email": agent.email, "password": PASSWORD });
    here.anonymous().post("/v1/auth/sessions", &sign_in).await.expect_problem(401, "invalid_credentials");

    admin.caller.act(&format!("/v1/accounts/{}/reactivation", agent.id)).await.expect(200);
    here.anonymous().post("/v1/auth/sessions", &sign_in).await.expect(201);
    // The old sessions stay ended.
    here.bearer(&*token).get("/v1/me").await.expect_problem(401, "invalid_token");
}

#[rstest]
#[actix_web::test]
async fn a_demoted_account_loses_its_power_everywhere(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (_database, here, there) = two_servers(engine).await;
    let admin = here.ministry_admin("dinum").await;
    let token = here.db_token(admin.id).await;
    there.bearer(&*token).get("/v1/accounts").await.expect(200);
    let demote = async |tx: &vmj_persistence::WriteTx| {
        tx.accounts().set_roles(admin.id, &[Role::Agent]).await?;
        Ok::<_, StoreError>(())
    };
    here.store.write(demote).await.expect("demoted");
    for server in [&here, &there] {
        until_status(&server.bearer(&*token), "/v1/accounts", 403).await.expect_problem(403, "forbidden");
        server.bearer(&*token).get("/v1/me").await.expect(200);
    }
}

#[rstest]
#[actix_web::test]
async fn the_last_dinum_admin_cannot_be_suspended(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let (one, other) = (app.dinum_admin().await, app.dinum_admin().await);
    let suspend = |who: &vmj_tests::Person, whom: &vmj_tests::Person| {
        let (caller, path) = (who.caller.clone(), format!("/v1/accounts/{}/suspension", whom.id));
        async move { caller.post(&path, &json!({ "reason": "Essai" })).await }
    };
    // Each suspends the other, at once: one of them must remain.
    let answers = futures_util::join!(suspend(&one, &other), suspend(&other, &one));
    let statuses = [answers.0.status.as_u16(), answers.1.status.as_u16()];
    assert!(statuses.contains(&200), "{statuses:?}");
    assert!(statuses.contains(&409) || statuses.contains(&401), "{statuses:?}");
    let survivor = if answers.0.status == 200 { &one } else { &other };
    suspend(survivor, survivor).await.expect_problem(409, "last_dinum_admin");
    survivor.caller.get("/v1/me").await.expect(200);
}
