//! Signing in, renewing, signing out.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;
use vmj_domain::access::Role;
use vmj_tests::people::PASSWORD;
use vmj_tests::{Answer, Engine, TestApp};

async fn sign_in(app: &TestApp, email: &str, password: &str) -> Answer {
    app.anonymous().post("/v1/auth/sessions", &json!({ "email": email, "password": password })).await
}

async fn renew(app: &TestApp, token: &str) -> Answer {
    app.anonymous().post("/v1/auth/sessions/renewal", &json!({ "refresh_token": token })).await
}

fn text<'a>(answer: &'a Answer, member: &str) -> &'a str {
    answer.json[member].as_str().unwrap_or_else(|| panic!("no {member}"))
}

#[rstest]
#[actix_web::test]
async fn a_person_signs_in_and_sees_who_they_are(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let dinum = app.db_organisation("dinum").await;
    app.db_account("Agent@Example.fr", &[Role::Agent, Role::MinistryAdmin], Some(dinum)).await;
    let session = sign_in(&app, " agent@EXAMPLE.fr ", PASSWORD).await.expect(201);
    assert_eq!(session.json["token_type"], "Bearer");
    assert_eq!(session.header("cache-control"), "no-store");
    let me = app.bearer(text(&session, "access_token")).get("/v1/me").await.expect(200);
    assert_eq!(me.json["email"], "Agent@Example.fr");
    assert_eq!(me.json["roles"], json!(["agent", "ministry_admin"]));
    assert_eq!(me.json["organisation"]["code"], "dinum");
    let permissions = [
        "public",
        "me:read",
        "me:write",
        "accounts:read",
        "accounts:write",
        "audit_events:read",
        "ambassadors:read",
        "ambassadors:write",
        "ambassadors:decide",
        "students:read",
        "accessibility_needs:read",
        "pairings:read",
        "pairings:write",
        "matching_runs:read",
    ];
    assert_eq!(me.json["permissions"], json!(permissions));
}

#[rstest]
#[actix_web::test]
async fn the_answer_tells_nothing_of_who_exists(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    app.db_account("known@example.fr", &[Role::Student], None).await;
    let bodies =
        [("known@example.fr", "wrong"), ("unknown@example.fr", "wrong"), ("unknown@example.fr", PASSWORD)];
    let mut answers = Vec::new();
    for (email, password) in bodies {
        let mut answer = sign_in(&app, email, password).await.expect_problem(401, "invalid_credentials");
        answer.json["request_id"] = json!(null);
        answers.push(answer.json);
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
}

#[rstest]
#[actix_web::test]
async fn refresh_tokens_rotate(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    app.db_account("student@example.fr", &[Role::Student], None).await;
    let first = sign_in(&app, "student@example.fr", PASSWORD).await.expect(201);
    let second = renew(&app, text(&first, "refresh_token")).await.expect(200);
    assert_eq!(first.json["id"], second.json["id"], "one session");
    assert_ne!(first.json["refresh_token"], second.json["refresh_token"]);
    let third = renew(&app, text(&second, "refresh_token")).await.expect(200);
    app.bearer(text(&third, "access_token")).get("/v1/me").await.expect(200);
}

#[rstest]
#[actix_web::test]
async fn a_reused_refresh_token_ends_the_whole_session(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    app.db_account("student@example.fr", &[Role::Student], None).await;
    let first = sign_in(&app, "student@example.fr", PASSWORD).await.expect(201);
    let other_session = sign_in(&app, "student@example.fr", PASSWORD).await.expect(201);
    let second = renew(&app, text(&first, "refresh_token")).await.expect(200);
    renew(&app, text(&first, "refresh_token")).await.expect_problem(401, "invalid_credentials");
    renew(&app, text(&second, "refresh_token")).await.expect_problem(401, "invalid_credentials");
    app.bearer(text(&second, "access_token")).get("/v1/me").await.expect_problem(401, "invalid_token");
    app.bearer(text(&other_session, "access_token")).get("/v1/me").await.expect(200);
}

#[rstest]
#[actix_web::test]
async fn of_two_renewals_at_once_one_is_a_reuse(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    app.db_account("student@example.fr", &[Role::Student], None).await;
    let session = sign_in(&app, "student@example.fr", PASSWORD).await.expect(201);
    let token = text(&session, "refresh_token");
    let answers = futures_util::future::join_all((0..8).map(|_| renew(&app, token))).await;
    let renewed: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
    assert_eq!(renewed.len(), 1);
    let refused = answers.iter().filter(|answer| answer.status != 200);
    refused.for_each(|answer| drop(answer.clone().expect_problem(401, "invalid_credentials")));
    renew(&app, text(renewed[0], "refresh_token")).await.expect_problem(401, "invalid_credentials");
}

#[rstest]
#[actix_web::test]
async fn sessions_end_with_age_and_idleness(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    app.db_account("student@example.fr", &[Role::Student], None).await;
    let idle = sign_in(&app, "student@example.fr", PASSWORD).await.expect(201);
    let mut used = sign_in(&app, "student@example.fr", PASSWORD).await.expect(201);
    for _ in 0..4 {
        app.clock.advance(TimeDelta::days(6));
        used = renew(&app, text(&used, "refresh_token")).await.expect(200);
    }
    renew(&app, text(&idle, "refresh_token")).await.expect_problem(401, "invalid_credentials");
    app.clock.advance(TimeDelta::days(6));
    renew(&app, text(&used, "refresh_token")).await.expect_problem(401, "invalid_credentials");
}

#[rstest]
#[actix_web::test]
async fn signing_out_ends_the_session(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    app.db_account("student@example.fr", &[Role::Student], None).await;
    let session = sign_in(&app, "student@example.fr", PASSWORD).await.expect(201);
    let caller = app.bearer(text(&session, "access_token"));
    caller.act("/v1/auth/sessions/current/revocation").await.expect(204);
    caller.get("/v1/me").await.expect_problem(401, "invalid_token");
    caller.get("/v1/job-profiles").await.expect_problem(401, "invalid_token");
    renew(&app, text(&session, "refresh_token")).await.expect_problem(401, "invalid_credentials");
}
