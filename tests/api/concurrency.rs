//! Races, with real concurrency.

use futures_util::future::join_all;
use rstest::rstest;
use serde_json::json;
use vmj_tests::{Answer, Engine, TestApp};

fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status.as_u16() == status).count()
}

#[rstest]
#[actix_web::test]
async fn of_64_edits_with_one_if_match_one_wins(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    for round in 0..5 {
        let read = admin.get("/v1/job-profiles/data-engineer").await.expect(200);
        let editor = admin.with("If-Match", read.header("etag"));
        let edits = (0..64).map(|number| {
            let editor = &editor;
            async move {
                let patch = json!({ "label_en": format!("Round {round}, editor {number}") });
                editor.patch("/v1/job-profiles/data-engineer", &patch).await
            }
        });
        let answers = join_all(edits).await;
        assert_eq!((count(&answers, 200), count(&answers, 412)), (1, 63));
        let winner = answers.iter().find(|answer| answer.status == 200).expect("a winner");
        let now = admin.get("/v1/job-profiles/data-engineer").await.expect(200);
        assert_eq!(now.json, winner.json);
        assert_eq!(now.json["version"], round + 2);
    }
}

#[rstest]
#[actix_web::test]
async fn of_50_posts_with_one_key_one_has_an_effect(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await;
    let caller = admin.caller.with("Idempotency-Key", "\"create-platform-engineer\"");
    let body = json!({
        "code": "platform-engineer", "family_code": "infrastructure", "label_fr": "Ingénieur plateforme",
        "label_en": "Platform engineer",
    });
    let answers = join_all((0..50).map(|_| caller.post("/v1/job-profiles", &body))).await;
    assert_eq!(count(&answers, 201) + count(&answers, 409), 50);
    let fresh = answers
        .iter()
        .filter(|answer| answer.status == 201 && !answer.headers.contains_key("idempotency-replayed"));
    assert_eq!(fresh.count(), 1);
    for busy in answers.iter().filter(|answer| answer.status == 409) {
        assert_eq!(busy.json["code"], "idempotency_in_progress");
        assert_eq!(busy.header("retry-after"), "1");
    }
    let again = caller.post("/v1/job-profiles", &body).await.expect(201);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.header("location"), "/v1/job-profiles/platform-engineer");
    let first = answers.iter().find(|answer| answer.status == 201).expect("the effect");
    assert_eq!((again.bytes, again.headers.get("etag")), (first.bytes.clone(), first.headers.get("etag")));
    let read = admin.caller.get("/v1/job-profiles/platform-engineer").await.expect(200);
    assert_eq!(read.json["version"], 1);
}

#[rstest]
#[actix_web::test]
async fn a_key_belongs_to_one_request_of_one_principal(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let (one, other) = (app.dinum_admin().await.caller, app.dinum_admin().await.caller);
    let body =
        |code: &str| json!({ "code": code, "family_code": "data", "label_fr": "Essai", "label_en": "Trial" });
    let keyed = one.with("Idempotency-Key", "k1");
    keyed.post("/v1/job-profiles", &body("first")).await.expect(201);
    keyed.post("/v1/job-profiles", &body("second")).await.expect_problem(422, "idempotency_key_reused");
    // Quoted and bare are one key; another principal and another operation have their own.
    let quoted =
        one.with("Idempotency-Key", "\"k1\"").post("/v1/job-profiles", &body("first")).await.expect(201);
    assert_eq!(quoted.header("idempotency-replayed"), "true");
    other.with("Idempotency-Key", "k1").post("/v1/job-profiles", &body("third")).await.expect(201);
    keyed.act("/v1/job-profiles/first/retirement").await.expect(200);
    let again = keyed.act("/v1/job-profiles/first/retirement").await.expect(200);
    assert_eq!(again.header("idempotency-replayed"), "true");
    keyed.act("/v1/job-profiles/third/retirement").await.expect_problem(422, "idempotency_key_reused");
    one.act("/v1/job-profiles/first/retirement").await.expect_problem(409, "invalid_transition");
    // A refusal is not kept: the key is free for the mended request.
    let mended = one.with("Idempotency-Key", "k2");
    mended.post("/v1/job-profiles", &body("Not A Slug")).await.expect_problem(422, "validation_failed");
    mended.post("/v1/job-profiles", &body("fourth")).await.expect(201);
    app.clock.advance(chrono::TimeDelta::hours(25));
    let tomorrow = app.dinum_admin().await.caller.with("Idempotency-Key", "k2");
    tomorrow.post("/v1/job-profiles", &body("fifth")).await.expect(201);
}

#[rstest]
#[actix_web::test]
async fn writes_on_two_servers_are_seen_by_both(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let database = engine.database().await;
    let clock = std::sync::Arc::default();
    let same =
        |settings: &mut vmj_http::HttpSettings| settings.auth.issuer = "https://api.example.fr".to_owned();
    let here = TestApp::start_on(&database.settings, std::sync::Arc::clone(&clock), same).await;
    let there = TestApp::start_on(&database.settings, clock, same).await;
    let admin = here.dinum_admin().await.caller;
    let list = "/v1/job-profiles?family_code=data&limit=200";
    let before = there.anonymous().get(list).await.expect(200);
    admin.act("/v1/job-profiles/data-steward/retirement").await.expect(200);
    here.clock.advance(chrono::TimeDelta::seconds(2));
    for server in [&here, &there] {
        let after = server.anonymous().get(list).await.expect(200);
        let shown = |answer: &Answer| answer.json["items"].as_array().map_or(0, Vec::len);
        assert_eq!(shown(&after), shown(&before) - 1);
        assert_ne!(after.header("etag"), before.header("etag"));
        let retired = server.anonymous().get("/v1/job-profiles?state=retired").await.expect(200);
        assert_eq!(retired.json["items"][0]["code"], "data-steward");
    }
}
