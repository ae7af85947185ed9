//! French and English prose; codes that never change.

use rstest::rstest;
use serde_json::Value;
use vmj_tests::{Answer, Caller, Engine, TestApp};

#[rstest]
#[actix_web::test]
async fn accept_language_is_negotiated(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    speaks(&app.anonymous().get("/v1/nowhere").await.expect(404), "fr");
    for (accepted, language) in [
        ("fr", "fr"),
        ("en", "en"),
        ("EN", "en"),
        ("en-GB", "en"),
        ("fr-CA", "fr"),
        ("de", "fr"),
        ("de, en", "en"),
        ("de, fr", "fr"),
        ("*", "fr"),
        ("de, *;q=0.5", "fr"),
        ("en, fr", "en"),
        ("fr, en", "fr"),
        ("en;q=0.5, fr", "fr"),
        ("fr;q=0.2, en;q=0.8", "en"),
        ("fr;q=0.2,en;q=0.8,de", "en"),
        ("fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7", "fr"),
        ("en-US,en;q=0.9,fr;q=0.8", "en"),
        ("en;q=0", "fr"),
        ("en;q=0, fr;q=0.1", "fr"),
        ("de, en;q=0", "fr"),
        ("", "fr"),
        ("english", "fr"),
        (";;;", "fr"),
        ("en;q=nine", "fr"),
    ] {
        let caller = app.anonymous().with("Accept-Language", accepted);
        let answer = caller.get("/v1/nowhere").await.expect(404);
        assert_eq!(answer.header("content-language"), language, "{accepted}");
        speaks(&answer, language);
    }
    let twice = app.anonymous().with("Accept-Language", "de").with("Accept-Language", "en");
    speaks(&twice.get("/v1/nowhere").await.expect(404), "en");
}

fn speaks(answer: &Answer, language: &str) {
    assert_eq!(answer.header("content-language"), language);
    assert_eq!(answer.json["title"], if language == "fr" { "Introuvable" } else { "Not found" });
}

async fn refusals(caller: &Caller, stranger: &Caller) -> Vec<Value> {
    let body = serde_json::json!({ "code": "A", "family_code": "", "label_fr": "", "label_en": "", "rome_code": "x" });
    vec![
        caller.get("/v1/nowhere").await.json,
        caller.get("/v1/accounts?limit=0&q=").await.json,
        caller.post("/v1/job-profiles", &body).await.json,
        caller.put("/v1/me", &body).await.json,
        caller.act("/v1/job-profiles").await.json,
        caller.act("/v1/job-profiles/data-engineer/restoration").await.json,
        caller.with("If-Match", "\"9.x\"").act("/v1/job-profiles/data-engineer/retirement").await.json,
        caller.patch("/v1/me", &serde_json::json!({})).await.json,
        stranger.get("/v1/me").await.json,
    ]
}

#[rstest]
#[actix_web::test]
async fn prose_is_translated_and_codes_are_not(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let in_language = async |language| {
        let stranger = app.bearer("x").with("Accept-Language", language);
        refusals(&admin.with("Accept-Language", language), &stranger).await
    };
    let (french, english) = (in_language("fr").await, in_language("en").await);
    for (french, english) in french.iter().zip(&english) {
        for same in ["type", "status", "code", "instance", "allowed_transitions"] {
            assert_eq!(french[same], english[same]);
        }
        for prose in ["title", "detail"] {
            assert_ne!(french[prose], english[prose], "{french} {english}");
        }
        let of = |problem: &Value, member: &str| -> Vec<Value> {
            problem["errors"].as_array().into_iter().flatten().map(|error| error[member].clone()).collect()
        };
        assert_eq!(of(french, "code"), of(english, "code"));
        assert_eq!(of(french, "pointer"), of(english, "pointer"));
        assert!(
            of(french, "detail")
                .iter()
                .zip(of(english, "detail"))
                .all(|(french, english)| *french != english)
        );
    }
}
