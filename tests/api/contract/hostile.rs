//! Whatever is sent to any operation, the answer is never a failure of ours, and always as documented.

use std::fmt::Write as _;

use reqwest::Method;
use rstest::rstest;
use vmj_tests::app::DOCUMENT;
use vmj_tests::conformance::Operation;
use vmj_tests::{Caller, Engine, TestApp};

const VALUES: [&str; 16] = [
    "",
    "0",
    "-1",
    "9223372036854775808",
    "1e400",
    "true",
    "null",
    "%00",
    "%FF",
    "%F0%9F%92%A9",
    "%E2%80%AE",
    "'%3B--",
    "%25_%5C",
    "..%2F..%2Fetc%2Fpasswd",
    "%7B%22a%22%3A1%7D",
    "019ab5a0-0000-7000-8000-000000000000",
];

const HEADERS: [&str; 8] = [
    "If-Match",
    "If-None-Match",
    "Idempotency-Key",
    "Accept",
    "Accept-Language",
    "Accept-Encoding",
    "X-Forwarded-For",
    "traceparent",
];

fn bodies() -> Vec<Vec<u8>> {
    let deep = "[".repeat(5000);
    let texts = [
        "",
        "null",
        "[]",
        "{}",
        "0",
        "\"\"",
        "{\"\":\"\"}",
        "{\"a\":\"\\u0000\"}",
        "\u{0}",
        "\u{feff}{}",
        "{\"id\":1e400}",
        &deep,
    ];
    let mut all: Vec<_> = texts.into_iter().map(|text| text.as_bytes().to_vec()).collect();
    all.push(b"\xff\xfe{}".to_vec());
    all
}

/// The path with one value in place of each parameter, and the same value for each parameter of the query.
fn target(operation: &Operation, value: &str) -> String {
    let mut path = operation.path.clone();
    while let (Some(open), Some(close)) = (path.find('{'), path.find('}')) {
        path.replace_range(open..=close, if value.is_empty() { "%20" } else { value });
    }
    let mut query = String::new();
    for parameter in operation.parameters.iter().filter(|parameter| parameter.location == "query") {
        let _ = write!(query, "{}{}={value}", if query.is_empty() { '?' } else { '&' }, parameter.name);
    }
    path + &query
}

async fn attack(caller: &Caller, operation: &Operation) {
    let method = Method::from_bytes(operation.method.as_bytes()).expect("a method");
    let check = |target: &str, status: u16| assert!(status < 500, "{method} {target} answered {status}");
    for value in VALUES {
        let target = target(operation, value);
        check(&target, caller.send(method.clone(), &target, None).await.status.as_u16());
    }
    for content_type in operation.request_content_types.iter().map(String::as_str).chain(["text/plain"]) {
        for body in bodies() {
            let target = target(operation, VALUES[15]);
            let answer = caller.send(method.clone(), &target, Some((content_type, body))).await;
            check(&target, answer.status.as_u16());
        }
    }
    for value in ["", "\"", "\"\"", ",,,", "*", "W/", "\"1\"x", ";q=9", "identity;q=0", &"x".repeat(5000)] {
        let target = target(operation, VALUES[15]);
        let caller = HEADERS.iter().fold(caller.clone(), |caller, header| caller.with(header, value));
        let answer = caller.send(method.clone(), &target, None).await;
        check(&format!("{target} with headers {value}"), answer.status.as_u16());
    }
}

#[rstest]
#[actix_web::test]
async fn nothing_breaks_an_operation(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await;
    for operation in DOCUMENT.operations() {
        // Fresh, since one of the operations ends the session.
        let caller = app.bearer(app.db_token(admin.id).await);
        attack(&caller, &operation).await;
        if operation.public {
            attack(&app.anonymous(), &operation).await;
        }
    }
    admin.caller.get("/v1/me").await.expect(200);
}
