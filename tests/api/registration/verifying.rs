//! Proving an address.

use chrono::TimeDelta;
use futures_util::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::people::fresh_email;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{PASSWORD, registration};
use crate::accounts::invitation;

async fn verify(app: &TestApp, token: &str) -> Answer {
    app.anonymous().post("/v1/email-verifications", &json!({ "token": token })).await
}

async fn is_proven(caller: &Caller) -> Value {
    caller.get("/v1/me").await.expect(200).json["email_verified"].clone()
}

#[rstest]
#[actix_web::test]
async fn a_token_proves_one_address_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let student = app.db_unverified_student().await;
    let sent = student.caller.act("/v1/me/email-verification").await.expect(202);
    assert_eq!(sent.json, json!({ "email": student.email }));
    let token = app.db_mailed_token(&student.email).await;
    assert!(!String::from_utf8_lossy(&sent.bytes).contains(&token));
    let other = app.db_unverified_student().await;

    let version = student.caller.get("/v1/me").await.expect(200).json["version"].clone();
    verify(&app, &token).await.expect(204);
    assert_eq!(
        (is_proven(&student.caller).await, is_proven(&other.caller).await),
        (json!(true), json!(false))
    );
    let after = student.caller.get("/v1/me").await.expect(200);
    assert_eq!(after.json["version"].as_i64(), version.as_i64().map(|version| version + 1));
    student.caller.act("/v1/me/email-verification").await.expect_problem(409, "invalid_transition");
    assert_eq!(app.db_outbox().await.len(), 1);
}

#[rstest]
#[actix_web::test]
async fn every_token_that_proves_nothing_is_refused_alike(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let email = fresh_email();
    app.anonymous().post("/v1/registrations", &registration(&email)).await.expect(202);
    let good = app.db_mailed_token(&email).await;
    let made = app.dinum_admin().await.caller.post("/v1/accounts", &invitation(&["student"], None)).await;
    let invited = made.expect(201).json["email"].as_str().expect("an address").to_owned();
    let of_invitation = app.db_mailed_token(&invited).await;
    let used = {
        let student = app.db_unverified_student().await;
        student.caller.act("/v1/me/email-verification").await.expect(202);
        let token = app.db_mailed_token(&student.email).await;
        verify(&app, &token).await.expect(204);
        token
    };
    let renewed = {
        let student = app.db_unverified_student().await;
        student.caller.act("/v1/me/email-verification").await.expect(202);
        let token = app.db_mailed_token(&student.email).await;
        student.caller.act("/v1/me/email-verification").await.expect(202);
        token
    };
    let unknown = verify(&app, "unknown").await.expect_problem(422, "validation_failed");
    assert_eq!(
        (unknown.pointers(), &unknown.json["errors"][0]["code"]),
        (vec!["/token"], &json!("invalid_token"))
    );
    for (why, token) in [("used", &used), ("replaced", &renewed), ("foreign", &of_invitation)] {
        let refused = verify(&app, token).await.expect(422);
        assert_eq!(refused.json["errors"], unknown.json["errors"], "{why}");
    }
    let acceptance = json!({ "token": good, "password": PASSWORD });
    let foreign = app.anonymous().post("/v1/invitation-acceptances", &acceptance).await.expect(422);
    assert_eq!(foreign.json["errors"], unknown.json["errors"]);

    app.clock.advance(TimeDelta::minutes(30));
    assert_eq!(verify(&app, &good).await.expect(422).json["errors"], unknown.json["errors"], "expired");
    app.clock.advance(TimeDelta::microseconds(-1));
    verify(&app, &good).await.expect(204);
    // What was tried in vain used nothing up.
    app.anonymous()
        .post("/v1/invitation-acceptances", &json!({ "token": of_invitation, "password": PASSWORD }))
        .await
        .expect(204);
}

#[rstest]
#[actix_web::test]
async fn of_two_uses_at_once_one_has_an_effect(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    for _ in 0..4 {
        let student = app.db_unverified_student().await;
        student.caller.act("/v1/me/email-verification").await.expect(202);
        let token = app.db_mailed_token(&student.email).await;
        let answers = join_all((0..6).map(|_| verify(&app, &token))).await;
        let count = |status: u16| answers.iter().filter(|answer| answer.status == status).count();
        assert_eq!((count(204), count(422)), (1, 5));
        assert_eq!(student.caller.get("/v1/me").await.expect(200).json["version"], 2);
    }
}

#[rstest]
#[actix_web::test]
async fn a_suspended_account_proves_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let student = app.db_unverified_student().await;
    student.caller.act("/v1/me/email-verification").await.expect(202);
    let token = app.db_mailed_token(&student.email).await;
    let admin = app.dinum_admin().await.caller;
    let path = format!("/v1/accounts/{}/suspension", student.id);
    admin.post(&path, &json!({ "reason": "Essai" })).await.expect(200);
    verify(&app, &token).await.expect_problem(422, "validation_failed");
}

#[rstest]
#[actix_web::test]
async fn asking_again_with_one_key_sends_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let student = app.db_unverified_student().await;
    let caller = student.caller.with("Idempotency-Key", "again");
    let first = caller.act("/v1/me/email-verification").await.expect(202);
    let again = caller.act("/v1/me/email-verification").await.expect(202);
    assert_eq!((again.header("idempotency-replayed"), &again.bytes), ("true", &first.bytes));
    assert_eq!(app.db_outbox().await.len(), 1);
    let token = app.db_mailed_token(&student.email).await;
    assert!(!app.db_holds("idempotency_keys", &token).await);
}
