//! What the framework would refuse by itself is a problem like any other, in both languages.

use reqwest::Method;
use rstest::rstest;
use vmj_tests::{Engine, TestApp};

use super::{RENNES, UNKNOWN_ID, anonymised, raw};

#[rstest]
#[actix_web::test]
async fn unknown_routes_are_404_in_both_languages(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let long = format!("/v1/{}", "x".repeat(10_000));
    let paths =
        ["/nowhere", "/v1", "/v1/", "/v1/nowhere", "/v2/me", "/v1/me/", "//v1/me", "/v1/%6De%2F", &long];
    for path in paths {
        for (language, title) in [("fr", "Introuvable"), ("en", "Not found")] {
            let caller = app.anonymous().with("Accept-Language", language);
            let answer = caller.get(path).await.expect_problem(404, "not_found");
            assert_eq!(answer.json["title"], title);
            assert_eq!(answer.header("content-language"), language);
            assert_eq!(answer.json["request_id"], answer.header("x-request-id"));
            let instance = answer.json["instance"].as_str().expect("text");
            assert!(path.starts_with(instance) && instance.len() <= 8192, "{instance}");
        }
    }
}

#[actix_web::test]
async fn an_escaped_path_is_the_same_path() {
    let app = TestApp::start(Engine::Sqlite).await;
    let refused = app.anonymous().act("/v1/m%65").await.expect_problem(405, "method_not_allowed");
    assert_eq!(refused.header("allow"), "GET, HEAD, OPTIONS, PATCH");
    app.anonymous().act("/v1/job-profiles/%2E/restoration").await.expect_problem(405, "method_not_allowed");
}

#[rstest]
#[actix_web::test]
async fn the_instance_of_any_path_is_a_uri_reference(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let path = "/v1/a|b{c}^de[f]\\g%20h;i=j,k'l";
    let answer = raw::exchange(&app, &format!("GET {path}?secret=1 HTTP/1.1"), b"").await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.json()["instance"], "/v1/a%7Cb%7Bc%7D%5Ede%5Bf%5D%5Cg%20h;i=j,k'l");
}

#[rstest]
#[actix_web::test]
async fn wrong_methods_are_405_and_options_tells_the_right_ones(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let account = format!("/v1/accounts/{UNKNOWN_ID}");
    let suspension = format!("{account}/suspension");
    for (method, path, allow) in [
        (Method::DELETE, "/v1/me", "GET, HEAD, OPTIONS, PATCH"),
        (Method::DELETE, "/v1/job-profiles", "GET, HEAD, OPTIONS, POST"),
        (Method::DELETE, "/v1/job-profiles/data-engineer", "GET, HEAD, OPTIONS, PATCH, PUT"),
        (Method::POST, "/v1/job-profiles/data-engineer", "GET, HEAD, OPTIONS, PATCH, PUT"),
        (Method::GET, "/v1/job-profiles/data-engineer/retirement", "OPTIONS, POST"),
        (Method::HEAD, "/v1/job-profiles/data-engineer/retirement", "OPTIONS, POST"),
        (Method::POST, &account, "GET, HEAD, OPTIONS, PATCH"),
        (Method::GET, &suspension, "OPTIONS, POST"),
        (Method::TRACE, RENNES, "GET, HEAD, OPTIONS"),
        (Method::from_bytes(b"BREW").expect("a method"), RENNES, "GET, HEAD, OPTIONS"),
        (Method::POST, "/livez", "GET, HEAD, OPTIONS"),
        (Method::PUT, "/problems/not_found", "GET, HEAD, OPTIONS"),
    ] {
        for (language, title) in [("fr", "Méthode refusée"), ("en", "Method not allowed")] {
            let caller = app.anonymous().with("Accept-Language", language);
            let answer = caller.send(method.clone(), path, None).await.expect(405);
            assert_eq!(answer.header("allow"), allow, "{method} {path}");
            if method != Method::HEAD {
                assert_eq!(
                    (answer.json["code"].as_str(), &answer.json["title"]),
                    (Some("method_not_allowed"), &title.into())
                );
            }
        }
        let options = app.anonymous().send(Method::OPTIONS, path, None).await.expect(204);
        assert_eq!(options.header("allow"), allow, "OPTIONS {path}");
    }
    app.anonymous().send(Method::OPTIONS, "/v1/nowhere", None).await.expect_problem(404, "not_found");
}

#[rstest]
#[actix_web::test]
async fn head_is_get_without_the_body(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let own = ["date", "x-request-id", "ratelimit", "ratelimit-policy"];
    let paths = [
        RENNES,
        "/v1/reference/communes?limit=3",
        "/v1/job-profiles/data-engineer",
        "/v1/me",
        "/v1/nowhere",
        "/livez",
        "/openapi.json",
    ];
    for (path, coding) in paths.iter().flat_map(|path| [(path, "identity"), (path, "gzip")]) {
        let tail = format!("{path} HTTP/1.1\r\nAccept-Encoding: {coding}");
        let mut get = raw::exchange(&app, &format!("GET {tail}"), b"").await;
        let mut head = raw::exchange(&app, &format!("HEAD {tail}"), b"").await;
        assert_eq!(head.body, b"", "{path}");
        assert_eq!(head.status, get.status, "{path}");
        if coding == "identity" {
            let length = head.header("content-length").map(str::to_owned);
            assert_eq!(length, Some(get.body.len().to_string()), "{path}");
        }
        for answer in [&mut get, &mut head] {
            answer.headers.retain(|(name, _)| !own.contains(&name.as_str()));
            answer.headers.sort();
            let exposed = answer.headers.iter_mut().find(|(name, _)| name == "access-control-expose-headers");
            exposed.expect("exposed headers").1 = String::from("in any order");
        }
        // The request id is in the body of a problem, and so in nothing but its length.
        assert_eq!(head.headers, get.headers, "{path} {coding}");
    }
}

#[rstest]
#[actix_web::test]
async fn what_cannot_be_an_id_is_an_unknown_id(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let long = "9".repeat(3000);
    let cannot = [
        "x",
        "1",
        "-1",
        "null",
        "%00",
        "%FF%FE",
        "a%00b",
        "%2e%2e%2fme",
        "é",
        "%ED%A0%80",
        "'--",
        "%7B%7D",
        &long,
    ];
    for (prefix, unknown, suffix) in [
        ("/v1/accounts/", UNKNOWN_ID, ""),
        ("/v1/job-profiles/", "no-such-profile", ""),
        ("/v1/reference/communes/", "99999", ""),
    ] {
        let wanted = admin.get(&format!("{prefix}{unknown}{suffix}")).await.expect_problem(404, "not_found");
        for id in cannot {
            let answer = admin.get(&format!("{prefix}{id}{suffix}")).await.expect_problem(404, "not_found");
            assert_eq!(anonymised(&answer), anonymised(&wanted), "{prefix}{id}");
        }
    }
    for id in cannot {
        for act in ["suspension", "reactivation"] {
            let path = format!("/v1/accounts/{id}/{act}");
            admin
                .post(&path, &serde_json::json!({ "reason": "Essai" }))
                .await
                .expect_problem(404, "not_found");
        }
        let path = format!("/v1/job-profiles/{id}/retirement");
        admin.act(&path).await.expect_problem(404, "not_found");
        app.anonymous().get(&format!("/problems/{id}")).await.expect_problem(404, "not_found");
        app.anonymous().get(&format!("/docs/{id}")).await.expect_problem(404, "not_found");
    }
}
