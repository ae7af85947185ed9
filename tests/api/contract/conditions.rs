//! Entity tags: `If-None-Match` spares a body, `If-Match` guards a change.

use rstest::rstest;
use serde_json::json;
use vmj_tests::{Engine, TestApp};

use super::RENNES;

#[rstest]
#[actix_web::test]
async fn if_none_match_spares_the_body(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let own = format!("/v1/accounts/{}", app.student().await.id);
    for path in [RENNES, "/v1/job-profiles?limit=3", "/v1/job-profiles/data-engineer", "/v1/me", &own] {
        let read = admin.get(path).await.expect(200);
        let tag = read.header("etag").trim_start_matches("W/").to_owned();
        let opaque = tag.trim_matches('"');
        let (version, _) = opaque.split_once('.').expect("version and hash");
        for hit in [
            tag.clone(),
            format!("W/{tag}"),
            format!("\"other\", {tag}"),
            format!("\"other\",W/{tag} , \"more\""),
            "*".to_owned(),
        ] {
            let answer = admin.with("If-None-Match", &*hit).get(path).await.expect(304);
            assert!(answer.bytes.is_empty());
            assert_eq!(answer.header("etag").trim_start_matches("W/"), tag);
            assert_eq!(answer.headers.get("cache-control"), read.headers.get("cache-control"));
            assert!(!answer.headers.contains_key("content-type"));
        }
        for miss in [
            "\"other\"".to_owned(),
            format!("\"{version}\""),
            format!("\"{version}.other\""),
            format!("\"{opaque}x\""),
            String::new(),
            "garbage,,,".to_owned(),
        ] {
            admin.with("If-None-Match", &*miss).get(path).await.expect(200);
        }
        let two = admin.with("If-None-Match", "\"other\"").with("If-None-Match", &*tag);
        two.get(path).await.expect(304);
    }
    admin.with("If-None-Match", "*").get("/v1/nowhere").await.expect(404);
    app.anonymous().with("If-None-Match", "*").get("/v1/me").await.expect(401);
}

#[rstest]
#[actix_web::test]
async fn a_tag_changes_with_the_bytes(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let path = "/v1/job-profiles/data-engineer";
    let before = admin.get(path).await.expect(200);
    let list = admin.get("/v1/job-profiles").await.expect(200);
    let editor = admin.with("If-Match", before.header("etag"));
    let changed = editor.patch(path, &json!({ "label_en": "Engineer of data" })).await.expect(200);
    assert_ne!(changed.header("etag"), before.header("etag"));
    admin.with("If-None-Match", before.header("etag")).get(path).await.expect(200);
    admin.with("If-None-Match", changed.header("etag")).get(path).await.expect(304);
    admin.with("If-None-Match", list.header("etag")).get("/v1/job-profiles").await.expect(200);
    editor.patch(path, &json!({ "label_en": "x" })).await.expect_problem(412, "precondition_failed");
    let same = admin.with("If-Match", changed.header("etag")).patch(path, &json!({})).await.expect(200);
    assert_eq!(same.json["label_en"], "Engineer of data");
}

#[rstest]
#[actix_web::test]
async fn if_match_guards_changes(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let path = "/v1/job-profiles/data-engineer";
    let patch = |tag: String| {
        let editor = admin.with("If-Match", tag);
        async move { editor.patch(path, &json!({ "label_en": "Changed" })).await }
    };
    let current = async || {
        let read = admin.with("Accept-Encoding", "identity").get(path).await.expect(200);
        read.header("etag").to_owned()
    };
    for stale in ["\"999.x\"", "W/\"999.x\"", "\"x\"", "\"\"", "", "garbage", "\"-1.x\"", "\"0.x\""] {
        patch(stale.to_owned()).await.expect_problem(412, "precondition_failed");
    }
    let tag = current().await;
    let version = tag.trim_matches('"').split('.').next().expect("a version").to_owned();
    patch(format!("\"{}.x\"", version.parse::<i64>().expect("a number") + 1)).await.expect(412);
    patch(tag).await.expect(200);
    patch(format!("W/{}", current().await)).await.expect(200);
    patch(format!("\"other\", {}", current().await)).await.expect(200);
    patch("*".to_owned()).await.expect(200);
    // Another language or role gives other bytes of the same version: the version part decides.
    let version = current().await.trim_matches('"').split('.').next().expect("a version").to_owned();
    patch(format!("\"{version}.other-bytes\"")).await.expect(200);
    admin.patch(path, &json!({})).await.expect_problem(428, "precondition_required");
    admin
        .with("If-Match", "*")
        .put("/v1/job-profiles/no-such", &json!({}))
        .await
        .expect_problem(404, "not_found");
}
