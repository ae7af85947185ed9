//! Rotating the signing keys refuses no valid token.

use chrono::TimeDelta;
use rstest::rstest;
use vmj_http::access::keys;
use vmj_tests::app::KEY_SECRET;
use vmj_tests::{Engine, TestApp};

async fn published(app: &TestApp) -> Vec<String> {
    let keys = app.anonymous().get("/.well-known/jwks.json").await.expect(200);
    let keys = keys.json["keys"].as_array().cloned().unwrap_or_default();
    keys.iter().filter_map(|key| key["kid"].as_str().map(str::to_owned)).collect()
}

fn kid(token: &str) -> String {
    jsonwebtoken::decode_header(token).expect("a header").kid.expect("a kid")
}

#[rstest]
#[actix_web::test]
async fn a_rotation_refuses_no_valid_token(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let lifetime = TimeDelta::minutes(10);
    let student = app.student().await;
    let before = app.db_token(student.id).await;
    let next = keys::rotate(&app.store, &KEY_SECRET.into(), lifetime).await.expect("a key");

    app.clock.advance(TimeDelta::seconds(11));
    let both = published(&app).await;
    assert_eq!(both.len(), 2, "the next key is published before it signs");
    assert!(both.contains(&next));
    let meanwhile = app.db_token(student.id).await;
    assert_eq!(kid(&meanwhile), kid(&before), "the next key does not sign yet");

    // For twenty minutes, every token that is not expired is good, whichever key signed it.
    let mut issued = vec![(TimeDelta::zero(), before), (TimeDelta::zero(), meanwhile)];
    let mut now = TimeDelta::zero();
    while now < TimeDelta::minutes(20) {
        app.clock.advance(TimeDelta::seconds(30));
        now += TimeDelta::seconds(30);
        issued.push((now, app.db_token(student.id).await));
        issued.retain(|(at, _)| now - *at < lifetime - TimeDelta::seconds(15));
        for (at, token) in &issued {
            assert_eq!(app.bearer(&**token).get("/v1/me").await.status, 200, "issued at {at}, used at {now}");
        }
    }
    assert_eq!(published(&app).await, std::slice::from_ref(&next), "the old key has gone");
    assert!(issued.iter().all(|(_, token)| kid(token) == next));
}

#[actix_web::test]
async fn another_secret_does_not_open_the_keys() {
    let app = TestApp::start(Engine::Sqlite).await;
    let others = vmj_http::AuthSettings {
        key_encryption_secret: "another-secret-of-enough-length-for-this".into(),
        ..app.server.state().settings().auth.clone()
    };
    let refused = vmj_http::access::TokenIssuer::load(&app.store, others).await.expect_err("sealed");
    assert!(refused.to_string().contains("auth.key_encryption_secret"), "{refused}");
}
