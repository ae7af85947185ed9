//! Requests that are wrong in several ways at once: 401, 403, 404, 413/415, 400, 422, idempotency, 428/412, 409.

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::{Caller, Engine, TestApp};

use super::{UNKNOWN_ID, profile};

/// What is wrong with a request besides its caller and its path.
#[derive(Clone, Copy, Debug)]
enum Body {
    WrongType,
    TooLarge,
    BadSyntax,
    BadValue,
    Good,
}

impl Body {
    fn bytes(self, good: &Value) -> (&'static str, Vec<u8>) {
        match self {
            Self::WrongType => ("text/plain", b"{".to_vec()),
            Self::TooLarge => ("application/json", vec![b'{'; 1024 * 1024 + 1]),
            Self::BadSyntax => ("application/json", b"{".to_vec()),
            Self::BadValue => ("application/json", b"{\"unknown\":1}".to_vec()),
            Self::Good => ("application/json", good.to_string().into_bytes()),
        }
    }
}

/// Every body, with what it is refused for when nothing comes before.
const BODIES: [(Body, u16, &str); 4] = [
    (Body::WrongType, 415, "unsupported_media_type"),
    (Body::TooLarge, 413, "payload_too_large"),
    (Body::BadSyntax, 400, "malformed_json"),
    (Body::BadValue, 422, "validation_failed"),
];

async fn send(
    caller: &Caller,
    method: &Method,
    path: &str,
    body: Body,
    good: &Value,
    status: u16,
    code: &str,
) {
    let (content_type, bytes) = body.bytes(good);
    let answer = caller.send(method.clone(), path, Some((content_type, bytes))).await;
    let seen = (answer.status.as_u16(), answer.json["code"].as_str());
    assert_eq!(seen, (status, Some(code)), "{method} {path} with {body:?}: {}", answer.json);
}

#[rstest]
#[actix_web::test]
async fn who_and_where_come_before_what(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let good = json!({ "reason": "Essai" });
    let admin = app.dinum_admin().await.caller;
    let (student, stranger) = (app.student().await.caller, app.ministry_admin("culture").await.caller);
    let unseen = app.agent("justice").await.id;
    let paths = [
        (Method::POST, format!("/v1/accounts/{UNKNOWN_ID}/suspension")),
        (Method::POST, format!("/v1/accounts/{unseen}/suspension")),
        (Method::POST, "/v1/accounts/not-an-id/suspension".to_owned()),
        (Method::PUT, "/v1/job-profiles/no-such-profile".to_owned()),
        (Method::PATCH, "/v1/job-profiles/no-such-profile".to_owned()),
    ];
    let spoilt = |caller: &Caller| caller.with("If-Match", "\"999.stale\"").with("Idempotency-Key", "\"");
    let bodies = BODIES.iter().map(|(body, ..)| *body).chain([Body::Good]);
    for (body, (method, path)) in bodies.flat_map(|body| paths.iter().map(move |path| (body, path))) {
        let of_accounts = path.contains("accounts");
        let finder = if of_accounts { &stranger } else { &admin };
        for (caller, status, code) in [
            (&app.anonymous(), 401, "unauthenticated"),
            (&app.bearer("forged"), 401, "invalid_token"),
            (&student, 403, "forbidden"),
            (finder, 404, "not_found"),
        ] {
            send(&spoilt(caller), method, path, body, &good, status, code).await;
        }
    }
}

#[rstest]
#[actix_web::test]
async fn what_is_sent_comes_before_conditions(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let target = app.student().await.id;
    let (suspension, reason) = (format!("/v1/accounts/{target}/suspension"), json!({ "reason": "Essai" }));
    let (engineer, mut labels) = ("/v1/job-profiles/data-engineer", profile("x"));
    labels.as_object_mut().expect("an object").remove("code");
    let used = admin.with("Idempotency-Key", "\"used\"");
    used.post(&suspension, &reason).await.expect(200);
    let (post, put, patch) = (Method::POST, Method::PUT, Method::PATCH);
    let stale = |caller: &Caller| caller.with("If-Match", "\"999.stale\"");
    for (body, status, code) in BODIES {
        // A key used for another request, a stale tag, a transition that the state does not allow: none is reached.
        send(&stale(&used), &post, &suspension, body, &reason, status, code).await;
        for method in [&put, &patch] {
            send(&admin, method, engineer, body, &labels, status, code).await;
            send(&stale(&admin), method, engineer, body, &labels, status, code).await;
        }
        send(&used, &post, "/v1/job-profiles", body, &labels, status, code).await;
    }
    let other = json!({ "reason": "Autre" });
    send(&stale(&used), &post, &suspension, Body::Good, &other, 422, "idempotency_key_reused").await;
    send(&stale(&admin), &post, &suspension, Body::Good, &other, 412, "precondition_failed").await;
    send(&admin, &post, &suspension, Body::Good, &other, 409, "invalid_transition").await;
    let replayed = stale(&used).post(&suspension, &reason).await.expect(200);
    assert_eq!(replayed.header("idempotency-replayed"), "true", "before the tag is compared");
    for method in [&put, &patch] {
        send(&admin, method, engineer, Body::Good, &labels, 428, "precondition_required").await;
        send(&stale(&admin), method, engineer, Body::Good, &labels, 412, "precondition_failed").await;
    }
    let taken = profile("data-engineer");
    send(&admin, &post, "/v1/job-profiles", Body::Good, &taken, 409, "already_exists").await;
    let malformed = admin.with("Idempotency-Key", "\"");
    send(&malformed, &post, "/v1/job-profiles", Body::Good, &taken, 400, "malformed_request").await;
}
