//! Headers that every answer has.

use std::collections::HashSet;

use reqwest::Method;
use rstest::rstest;
use vmj_tests::{Answer, Engine, TestApp};

use super::{RENNES, raw, varies};

#[rstest]
#[actix_web::test]
async fn a_fit_request_id_is_echoed_and_another_is_made(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let long = "x".repeat(64);
    for fit in ["a", "A-b_c.d:0", "019ab5a0-0000-7000-8000-000000000001", &long] {
        let caller = app.anonymous().with("X-Request-Id", fit);
        assert_eq!(caller.get(RENNES).await.expect(200).header("x-request-id"), fit);
        assert_eq!(caller.get("/livez").await.expect(200).header("x-request-id"), fit);
        let problem = caller.get("/v1/nowhere").await.expect(404);
        assert_eq!((problem.header("x-request-id"), &problem.json["request_id"]), (fit, &fit.into()));
    }
    let mut made = HashSet::new();
    for unfit in ["", "a b", "<script>", "é", "a\tb", "%0d%0a", "\"x\"", "x,y", &"x".repeat(65)] {
        let answer = app.anonymous().with("X-Request-Id", unfit).get("/v1/nowhere").await.expect(404);
        let id = answer.header("x-request-id").to_owned();
        assert!(uuid::Uuid::parse_str(&id).is_ok(), "{unfit:?} became {id:?}");
        assert_eq!(answer.json["request_id"], id);
        assert!(made.insert(id), "made twice");
    }
}

fn assert_secure(answer: &Answer) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "cross-origin"),
    ] {
        assert_eq!(answer.header(name), value);
    }
    assert!(answer.header("content-security-policy").contains("default-src 'none'"));
    assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
    for name in ["x-request-id", "content-security-policy", "cache-control", "etag", "content-type"] {
        assert!(answer.headers.get_all(name).iter().count() <= 1, "{name} is there once");
    }
    assert!(!answer.headers.contains_key("server") && !answer.headers.contains_key("x-powered-by"));
}

#[rstest]
#[actix_web::test]
async fn every_answer_is_secure_and_says_what_it_varies_on(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let anonymous = app.anonymous();
    let fresh = admin.get("/v1/me").await.expect(200);
    let answers = [
        anonymous.get(RENNES).await.expect(200),
        anonymous.get("/v1/reference/communes?limit=200").await.expect(200),
        anonymous.with("If-None-Match", "*").get(RENNES).await.expect(304),
        admin.with("If-None-Match", fresh.header("etag")).get("/v1/me").await.expect(304),
        anonymous.get("/v1/me").await.expect(401),
        anonymous.get("/v1/nowhere").await.expect(404),
        anonymous.send(Method::DELETE, "/v1/me", None).await.expect(405),
        anonymous.send(Method::OPTIONS, "/v1/me", None).await.expect(204),
        anonymous.with("Origin", "https://front.example.fr").get(RENNES).await.expect(200),
        anonymous.get("/livez").await.expect(200),
        anonymous.get("/openapi.json").await.expect(200),
        anonymous.get("/docs/").await.expect(200),
        anonymous.get("/docs").await.expect(308),
        anonymous.get("/problems/not_found").await.expect(200),
        fresh,
    ];
    for answer in &answers {
        assert_secure(answer);
        let varies = varies(answer);
        for field in ["accept-encoding", "accept-language", "authorization"] {
            assert!(varies.iter().any(|own| own == field), "{varies:?}");
        }
        let distinct: HashSet<_> = varies.iter().collect();
        assert_eq!(distinct.len(), varies.len(), "each once: {varies:?}");
        assert!(!answer.headers.contains_key("strict-transport-security"), "on plain HTTP it means nothing");
    }
    let secure =
        TestApp::start_with(engine, |settings| settings.public_url = "https://api.example.fr".to_owned());
    let answer = secure.await.anonymous().get("/livez").await.expect(200);
    assert_eq!(answer.header("strict-transport-security"), "max-age=31536000; includeSubDomains");
}

#[rstest]
#[actix_web::test]
async fn personal_data_is_not_stored_and_public_data_is_revalidated(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let own = admin.get("/v1/me").await.expect(200).json["id"].as_str().expect("an id").to_owned();
    for path in ["/v1/me", "/v1/accounts", &format!("/v1/accounts/{own}"), "/v1/nowhere", "/livez", "/readyz"]
    {
        assert_eq!(admin.get(path).await.header("cache-control"), "no-store", "{path}");
    }
    let sign_in = serde_json::json!({ "email": "a@example.fr", "password": "x" });
    let refused = app.anonymous().post("/v1/auth/sessions", &sign_in).await.expect(401);
    assert_eq!(refused.header("cache-control"), "no-store");
    for path in [
        RENNES,
        "/v1/reference/communes?limit=2",
        "/v1/reference/regions",
        "/v1/reference/departments",
        "/v1/reference/study-levels",
        "/v1/reference/public-holidays?year=2026",
        "/v1/job-families",
        "/v1/job-profiles",
        "/v1/job-profiles/data-engineer",
    ] {
        for caller in [&app.anonymous(), &admin] {
            let answer = caller.get(path).await.expect(200);
            assert_eq!(answer.header("cache-control"), "public, no-cache", "{path}");
            let again = caller.with("If-None-Match", answer.header("etag")).get(path).await.expect(304);
            assert_eq!(again.header("cache-control"), "public, no-cache", "{path}");
        }
        let refused =
            app.anonymous().get(&format!("{path}{}x=1", if path.contains('?') { '&' } else { '?' })).await;
        if refused.status != 200 {
            assert_eq!(refused.header("cache-control"), "no-store", "{path}");
        }
    }
}

#[rstest]
#[actix_web::test]
async fn nothing_that_is_sent_breaks_out_of_a_header(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    for query in ["q=a%0d%0aX-Evil:1&limit=1", "q=a%3E%22b&limit=1", "q=e|{}^`&limit=1"] {
        let answer = raw::exchange(&app, &format!("GET /v1/reference/communes?{query} HTTP/1.1"), b"").await;
        assert_eq!(answer.status, 200, "{query}");
        assert!(answer.header("x-evil").is_none());
    }
}
