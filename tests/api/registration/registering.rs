//! Making an account of one's own.

use futures_util::future::join_all;
use reqwest::header::HeaderMap;
use rstest::rstest;
use serde_json::{Value, json};
use vmj_http::{Budget, RateLimitSettings};
use vmj_tests::people::fresh_email;
use vmj_tests::{Engine, TestApp};

use super::{PASSWORD, registration};

async fn total_of_accounts(app: &TestApp, email: &str) -> Value {
    let admin = app.dinum_admin().await.caller;
    let page = admin.get(&format!("/v1/accounts?count=true&q={email}")).await.expect(200);
    page.json["page"]["total"].clone()
}

#[rstest]
#[actix_web::test]
async fn a_student_registers_and_is_not_proven(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let email = fresh_email();
    app.anonymous().post("/v1/registrations", &registration(&email)).await.expect(202);
    let session =
        app.anonymous().post("/v1/auth/sessions", &json!({ "email": email, "password": PASSWORD })).await;
    let session = session.expect(201);
    let me = app.bearer(session.json["access_token"].as_str().expect("a token")).get("/v1/me").await;
    let me = me.expect(200).json;
    assert_eq!((&me["roles"], &me["email_verified"]), (&json!(["student"]), &json!(false)));
    assert_eq!((me.get("organisation"), me.get("invited_at")), (None, None));
    let outbox = app.db_outbox().await;
    let [message] = &outbox[..] else { panic!("{outbox:#?}") };
    assert_eq!(
        (message.template.as_str(), message.recipient.as_str()),
        ("email_verification", email.as_str())
    );
    assert_eq!(message.variables["expires_at"], "2026-11-02T09:30:00Z");
    for table in ["accounts", "audit_events", "outbox_messages"] {
        assert!(!app.db_holds(table, PASSWORD).await, "the password is in {table}");
    }
    let token = app.db_mailed_token(&email).await;
    assert!(!app.db_holds("one_time_tokens", &token).await, "hashed");
}

#[rstest]
#[actix_web::test]
async fn the_answer_does_not_tell_who_is_known(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let known = app.agent("dinum").await;
    let admin = app.dinum_admin().await.caller;
    let path = format!("/v1/accounts/{}", known.id);
    let before = admin.get(&path).await.expect(200);
    let unknown = format!("x{}", known.email);
    let of_unknown = app.anonymous().post("/v1/registrations", &registration(&unknown)).await.expect(202);
    let of_known = app.anonymous().post("/v1/registrations", &registration(&known.email)).await.expect(202);
    assert_eq!(of_unknown.json, json!({ "email": unknown }));
    assert_eq!(of_known.json, json!({ "email": known.email }));
    let names = |headers: &HeaderMap| {
        let mut names: Vec<_> = headers.keys().map(ToString::to_string).collect();
        names.sort();
        names
    };
    assert_eq!(names(&of_unknown.headers), names(&of_known.headers));

    // In the case of the account, not of whoever typed it.
    let shouted = known.email.to_uppercase();
    app.anonymous().post("/v1/registrations", &registration(&shouted)).await.expect(202);
    let outbox = app.db_outbox().await;
    let told: Vec<_> = outbox.iter().filter(|message| message.template == "account_exists").collect();
    assert_eq!(told.len(), 2, "{outbox:#?}");
    for message in told {
        assert_eq!((message.recipient.as_str(), message.locale.as_str()), (known.email.as_str(), "fr"));
        let expected = json!({ "given_name": "Camille", "sign_in_url": "https://front.example.fr/sign-in" });
        assert_eq!(message.variables, expected, "no name that somebody else typed, no token");
    }
    assert_eq!(admin.get(&path).await.expect(200).json, before.json, "nothing else");
    let own = json!({ "email": known.email, "password": PASSWORD });
    app.anonymous().post("/v1/auth/sessions", &own).await.expect_problem(401, "invalid_credentials");
}

#[rstest]
#[actix_web::test]
async fn two_registrations_at_once_make_one_account(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    for _ in 0..4 {
        let email = fresh_email();
        let anonymous = app.anonymous();
        let body = registration(&email);
        for answer in join_all((0..4).map(|_| anonymous.post("/v1/registrations", &body))).await {
            answer.expect(202);
        }
        assert_eq!(total_of_accounts(&app, &email).await, 1);
        let mut sent = app.db_outbox().await;
        sent.retain(|message| message.recipient == email);
        let proofs = sent.iter().filter(|message| message.template == "email_verification").count();
        assert_eq!((sent.len(), proofs), (4, 1), "{sent:#?}");
    }
}

#[rstest]
#[actix_web::test]
async fn broken_values_are_named_together(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let mut body = registration("not an address");
    body["password"] = json!("short");
    body["given_name"] = json!(" ");
    let refused = app.anonymous().post("/v1/registrations", &body).await;
    let refused = refused.expect_problem(422, "validation_failed");
    let mut pointers = refused.pointers();
    pointers.sort_unstable();
    assert_eq!(pointers, ["/email", "/given_name", "/password"]);
    let mut body = registration(&fresh_email());
    for (password, status) in [("x".repeat(11), 422), ("x".repeat(129), 422), ("é".repeat(128), 202)] {
        body["password"] = json!(password);
        app.anonymous().post("/v1/registrations", &body).await.expect(status);
    }
    body["roles"] = json!(["dinum_admin"]);
    app.anonymous().post("/v1/registrations", &body).await.expect_problem(422, "validation_failed");
    assert_eq!(app.db_outbox().await.len(), 1);
}

#[rstest]
#[actix_web::test]
async fn attempts_are_counted_with_those_to_sign_in(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let of = |burst: u32| {
        let number = |number| std::num::NonZeroU32::new(number).expect("not zero");
        Budget { burst: number(burst), per_minute: number(1) }
    };
    let limits = RateLimitSettings { address: of(100), principal: of(100), sign_in: of(3) };
    let app = TestApp::start_with(engine, |settings| settings.rate_limit = Some(limits)).await;
    let anonymous = app.anonymous();
    anonymous.post("/v1/registrations", &registration(&fresh_email())).await.expect(202);
    let token = json!({ "token": "x" });
    anonymous.post("/v1/email-verifications", &token).await.expect(422);
    let acceptance = json!({ "token": "x", "password": PASSWORD });
    anonymous.post("/v1/invitation-acceptances", &acceptance).await.expect(422);
    for (path, body) in [
        ("/v1/registrations", registration(&fresh_email())),
        ("/v1/email-verifications", token),
        ("/v1/invitation-acceptances", acceptance),
        ("/v1/auth/sessions", json!({ "email": "a@example.fr", "password": PASSWORD })),
    ] {
        anonymous.post(path, &body).await.expect_problem(429, "rate_limited");
    }
    assert_eq!(app.db_outbox().await.len(), 1);
}
