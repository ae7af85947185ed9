//! Browsers of the configured origins, and of others.

use reqwest::Method;
use rstest::rstest;
use vmj_tests::{Answer, Engine, TestApp};

use super::{RENNES, raw, varies};

const FRONT: &str = "https://front.example.fr";
const METHODS: [&str; 6] = ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"];
const EXPOSED: [&str; 9] = [
    "content-language",
    "etag",
    "idempotency-replayed",
    "link",
    "location",
    "ratelimit",
    "ratelimit-policy",
    "retry-after",
    "x-request-id",
];
const SENDABLE: [&str; 9] = [
    "accept-language",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "if-none-match",
    "traceparent",
    "tracestate",
    "x-request-id",
];

fn list(answer: &Answer, header: &str) -> Vec<String> {
    let mut all: Vec<_> = answer.header(header).split(',').map(|item| item.trim().to_owned()).collect();
    all.sort_unstable();
    all
}

fn lower(items: Vec<String>) -> Vec<String> {
    items.into_iter().map(|item| item.to_ascii_lowercase()).collect()
}

#[rstest]
#[actix_web::test]
async fn preflights_of_the_front_end_are_granted(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let browser = app.anonymous().with("Origin", FRONT);
    for (method, path) in
        METHODS.iter().zip(["/v1/me", RENNES, RENNES, "/v1/me", "/v1/job-profiles", "/v1/nowhere"])
    {
        let asking = browser
            .with("Access-Control-Request-Method", *method)
            .with("Access-Control-Request-Headers", SENDABLE.join(","));
        let granted = asking.send(Method::OPTIONS, path, None).await;
        assert!(granted.status.is_success(), "{method} {path}: {granted:?}");
        assert_eq!(granted.header("access-control-allow-origin"), FRONT);
        assert_eq!(list(&granted, "access-control-allow-methods"), METHODS);
        assert_eq!(lower(list(&granted, "access-control-allow-headers")), SENDABLE);
        assert_eq!(granted.header("access-control-max-age"), "3600");
        assert!(!granted.headers.contains_key("access-control-allow-credentials"), "no cookies");
        assert!(granted.bytes.is_empty());
        granted.header("x-request-id");
    }
}

#[rstest]
#[actix_web::test]
async fn preflights_of_others_are_not(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let method = "Access-Control-Request-Method: GET";
    let evil_header = format!("Origin: {FRONT}\r\n{method}\r\nAccess-Control-Request-Headers: x-evil");
    for asking in [
        format!("Origin: https://evil.example\r\n{method}"),
        format!("Origin: http://front.example.fr\r\n{method}"),
        format!("Origin: https://front.example.fr:8443\r\n{method}"),
        format!("Origin: https://front.example.fr.evil.example\r\n{method}"),
        format!("Origin: https://sub.front.example.fr\r\n{method}"),
        format!("Origin: null\r\n{method}"),
        format!("Origin: {FRONT}\r\nAccess-Control-Request-Method: BREW"),
        evil_header,
        method.to_owned(),
    ] {
        let head = format!("OPTIONS /v1/me HTTP/1.1\r\nHost: test\r\n{asking}");
        let answer = raw::exchange_bytes(&app, head.as_bytes(), b"").await;
        assert_eq!((answer.status, &answer.json()["code"]), (400, &"malformed_request".into()), "{asking}");
        for granted in ["origin", "methods", "headers"] {
            assert_eq!(answer.header(&format!("access-control-allow-{granted}")), None, "{asking}");
        }
    }
}

#[rstest]
#[actix_web::test]
async fn simple_requests_and_refusals_show_their_headers(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let browser = app.anonymous().with("Origin", FRONT);
    let foreign = app.anonymous().with("Origin", "https://evil.example");
    for (path, status) in [(RENNES, 200), ("/v1/me", 401), ("/v1/nowhere", 404), ("/v1/accounts?x=1", 401)] {
        let answer = browser.get(path).await.expect(status);
        assert_eq!(answer.header("access-control-allow-origin"), FRONT, "{path}");
        assert_eq!(lower(list(&answer, "access-control-expose-headers")), EXPOSED);
        assert!(varies(&answer).contains(&"origin".to_owned()), "another origin gets another answer");
        let answer = foreign.get(path).await.expect(status);
        assert!(!answer.headers.contains_key("access-control-allow-origin"), "{path}");
        let answer = app.anonymous().get(path).await.expect(status);
        assert!(!answer.headers.contains_key("access-control-allow-origin"), "{path}");
        assert!(
            varies(&answer).contains(&"origin".to_owned()),
            "a cache must not give this answer to the front end"
        );
    }
    let not_modified = browser.with("If-None-Match", "*").get(RENNES).await.expect(304);
    assert_eq!(not_modified.header("access-control-allow-origin"), FRONT);
}
