//! Bodies that are refused before their values are looked at.

use reqwest::Method;
use rstest::rstest;
use serde_json::json;
use vmj_tests::{Caller, Engine, TestApp};

use super::{profile, raw};

const JSON: &str = "application/json";
const MIB: usize = 1024 * 1024;

async fn post(caller: &Caller, content_type: &str, body: impl Into<Vec<u8>>) -> vmj_tests::Answer {
    caller.send(Method::POST, "/v1/job-profiles", Some((content_type, body.into()))).await
}

#[rstest]
#[actix_web::test]
async fn media_types(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let person = app.dinum_admin().await;
    let (admin, token) = (person.caller, app.db_token(person.id).await);
    let body = profile("media-type").to_string();
    for wrong in [
        "",
        "text/plain",
        "application/xml",
        "application/jsonx",
        "application/merge-patch+json",
        "json",
        "*/*",
    ] {
        post(&admin, wrong, body.as_str()).await.expect_problem(415, "unsupported_media_type");
    }
    admin.act("/v1/job-profiles").await.expect_problem(415, "unsupported_media_type");
    let gzipped = admin.with("Content-Encoding", "gzip");
    post(&gzipped, JSON, body.as_str()).await.expect_problem(415, "unsupported_media_type");
    post(&admin, "Application/JSON; charset=utf-8", body).await.expect(201);
    for (content_type, status) in [("text/plain", 415), ("application/merge-patch+json", 200), (JSON, 200)] {
        let body = json!({ "label_en": content_type }).to_string();
        let head = format!(
            "PATCH /v1/job-profiles/media-type HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer {token}\r\n\
             If-Match: *\r\nContent-Type: {content_type}\r\nContent-Length: {}",
            body.len()
        );
        let answer = raw::exchange_bytes(&app, head.as_bytes(), body.as_bytes()).await;
        assert_eq!(answer.status, status, "{content_type}");
    }
}

#[rstest]
#[actix_web::test]
async fn sizes(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await;
    let padded = |size: usize| {
        let body = profile("size").to_string();
        format!("{body}{}", " ".repeat(size - body.len()))
    };
    for size in [MIB + 1, 2 * MIB, 10 * MIB] {
        post(&admin.caller, JSON, padded(size)).await.expect_problem(413, "payload_too_large");
    }
    post(&admin.caller, JSON, padded(MIB)).await.expect(201);

    let token = app.db_token(admin.id).await;
    let head = format!(
        "POST /v1/job-profiles HTTP/1.1\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
    );
    let declared = format!("{head}Content-Length: 10737418240");
    let answer = raw::exchange(&app, &declared, b"{").await;
    assert_eq!((answer.status, &answer.json()["code"]), (413, &"payload_too_large".into()));
    let chunked = format!("{head}Transfer-Encoding: chunked");
    let chunk = [b"10000\r\n".as_slice(), &[b' '; 0x10000], b"\r\n"].concat();
    let answer = raw::exchange(&app, &chunked, &chunk.repeat(20)).await;
    assert_eq!((answer.status, &answer.json()["code"]), (413, &"payload_too_large".into()));
    // Where chunks are no chunks the framework may close the connection before the handler could answer.
    let broken = format!("{chunked}\r\nHost: test");
    let answer = raw::exchange_bytes(&app, broken.as_bytes(), b"zz\r\n{}\r\n0\r\n\r\n").await;
    assert!(matches!(answer.status, 0 | 400), "{answer:?}");
}

#[rstest]
#[actix_web::test]
async fn broken_syntax_is_400(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let good = profile("syntax").to_string();
    let deep_array = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep_member = good.replace("\"data\"", &deep_array);
    let unknown_deep = good.replace("\"code\"", &format!("\"x\":{deep_array},\"code\""));
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("empty", vec![]),
        ("white space", b"  \n".to_vec()),
        ("not JSON", b"code=x".to_vec()),
        ("cut off", good.as_bytes()[..good.len() - 1].to_vec()),
        ("trailing garbage", format!("{good}x").into_bytes()),
        ("two documents", format!("{good}{good}").into_bytes()),
        ("trailing comma", good.replace('}', ",}").into_bytes()),
        ("single quotes", good.replace('"', "'").into_bytes()),
        ("comment", format!("/**/{good}").into_bytes()),
        ("byte order mark", format!("\u{feff}{good}").into_bytes()),
        ("raw NUL", good.replace("Trial", "\0").into_bytes()),
        ("raw control character", good.replace("Trial", "\u{1}").into_bytes()),
        ("bad UTF-8", [&good.as_bytes()[..10], b"\xff\xfe", &good.as_bytes()[10..]].concat()),
        ("UTF-16", good.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("lone surrogate", good.replace("Trial", "\\ud800").into_bytes()),
        ("huge number", good.replace("\"data\"", "1e999").into_bytes()),
        ("NaN", good.replace("\"data\"", "NaN").into_bytes()),
        ("100 000 deep", deep_array.clone().into_bytes()),
        ("100 000 deep in a member", deep_member.into_bytes()),
        ("100 000 deep in an unknown member", unknown_deep.into_bytes()),
        ("100 000 deep objects", "{\"a\":".repeat(100_000).into_bytes()),
    ];
    for (name, body) in cases {
        for (language, title) in [("fr", "JSON mal formé"), ("en", "Malformed JSON")] {
            let answer = post(&admin.with("Accept-Language", language), JSON, body.clone()).await;
            assert_eq!(answer.status, 400, "{name}: {}", answer.json);
            let answer = answer.expect_problem(400, "malformed_json");
            assert_eq!(answer.json["title"], title);
        }
        let editor = admin.with("If-Match", "*");
        let patch = Some(("application/merge-patch+json", body));
        let answer = editor.send(Method::PATCH, "/v1/job-profiles/data-engineer", patch).await;
        assert_eq!(answer.status, 400, "PATCH, {name}: {}", answer.json);
    }
}
