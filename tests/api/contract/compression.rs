//! Compressed answers, as they are on the wire.

use rstest::rstest;
use serde_json::json;
use vmj_tests::{Engine, TestApp};

use super::raw::{RawAnswer, exchange};

const LARGE: &str = "/v1/reference/communes?limit=200";

async fn get(app: &TestApp, path: &str, headers: &str) -> RawAnswer {
    let headers: String = headers.lines().fold(String::new(), |all, line| all + "\r\n" + line);
    exchange(app, &format!("GET {path} HTTP/1.1{headers}"), b"").await
}

#[rstest]
#[actix_web::test]
async fn a_large_list_comes_compressed_with_a_weak_tag(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let plain = get(&app, LARGE, "").await;
    let strong = plain.header("etag").expect("a tag").to_owned();
    assert!(strong.starts_with('"'), "{strong}");
    for (accepted, coding) in [
        ("", None),
        ("identity", None),
        ("deflate", Some("deflate")),
        ("identity;q=0", None),
        ("*;q=0", None),
        ("", None),
        ("gzip;q=0", None),
        ("br;q=0, gzip;q=0.0", None),
        ("gzip", Some("gzip")),
        ("GZIP", Some("gzip")),
        ("gzip;q=0.5", Some("gzip")),
        ("gzip ; q=1", Some("gzip")),
        ("br;q=0, gzip", Some("gzip")),
        ("br", Some("br")),
        ("gzip, deflate, br", Some("br")),
        ("gzip, deflate, br, zstd", Some("br")),
        ("br;q=0.1, gzip;q=0.9", Some("gzip")),
        ("identity;q=1, gzip;q=0.5", None),
    ] {
        let answer = get(&app, LARGE, &format!("Accept-Encoding: {accepted}")).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-encoding"), coding, "{accepted}");
        let tag = if coding.is_some() { format!("W/{strong}") } else { strong.clone() };
        assert_eq!(answer.header("etag"), Some(&*tag), "{accepted}");
        match coding {
            None => assert_eq!(answer.body, plain.body),
            Some(coding) => {
                assert!(answer.body.len() * 4 < plain.body.len(), "{coding}: {} bytes", answer.body.len());
                assert_eq!(answer.body.starts_with(&[0x1f, 0x8b]), coding == "gzip");
            }
        }
    }
    // Small answers stay as they are.
    let small = get(&app, "/v1/reference/communes?limit=1", "Accept-Encoding: identity").await;
    assert!(small.body.len() < 1024);
}

#[rstest]
#[actix_web::test]
async fn what_is_decompressed_is_what_was_said(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    for path in [LARGE, "/v1/job-profiles?limit=200", "/v1/accounts", "/openapi.json", "/docs/", "/v1/me"] {
        let plain = admin.with("Accept-Encoding", "identity").get(path).await.expect(200);
        for coding in ["gzip", "br"] {
            let answer = admin.with("Accept-Encoding", coding).get(path).await.expect(200);
            assert_eq!(answer.bytes, plain.bytes, "{path} {coding}");
        }
    }
}

#[rstest]
#[actix_web::test]
async fn our_own_weak_tag_is_accepted(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let caller = app.dinum_admin().await;
    let token = app.db_token(caller.id).await;
    let profile = "/v1/job-profiles/data-engineer";
    for (path, coding) in [LARGE, profile, "/v1/me"].iter().flat_map(|path| [(path, "gzip"), (path, "br")]) {
        let asking = format!("Authorization: Bearer {token}\nAccept-Encoding: {coding}");
        let answer = get(&app, path, &asking).await;
        assert_eq!((answer.status, answer.header("content-encoding")), (200, Some(coding)), "{path}");
        let weak = answer.header("etag").expect("a tag").to_owned();
        assert!(weak.starts_with("W/\""), "{weak}");
        let again = get(&app, path, &format!("{asking}\nIf-None-Match: {weak}")).await;
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
        assert_eq!(again.header("etag"), Some(&*weak), "the tag that the 200 would have had");
        assert_eq!(again.header("content-encoding"), None);
    }
    let asking = format!("Authorization: Bearer {token}\nAccept-Encoding: gzip");
    for path in [profile, "/v1/me"] {
        let weak = get(&app, path, &asking).await.header("etag").expect("a tag").to_owned();
        let patch = if path == profile { json!({ "label_en": "x" }) } else { json!({ "locale": "en" }) };
        let editor = caller.caller.with("If-Match", &*weak);
        editor.patch(path, &patch).await.expect(200);
        editor.patch(path, &patch).await.expect_problem(412, "precondition_failed");
    }
}
