//! The pages behind the `type` of problems.

use rstest::rstest;
use vmj_http::problem::ProblemCode;
use vmj_tests::{Answer, Engine, TestApp};

use super::UNKNOWN_ID;

fn html(answer: &Answer) -> String {
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "public, no-cache");
    String::from_utf8(answer.bytes.clone()).expect("UTF-8")
}

#[rstest]
#[actix_web::test]
async fn every_code_has_its_page(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let anonymous = app.anonymous();
    let index = html(&anonymous.get("/problems").await.expect(200));
    for code in ProblemCode::ALL {
        let path = format!("/problems/{}", code.slug());
        assert!(index.contains(&format!("href=\"{path}\"")), "{path}");
        let page = html(&anonymous.get(&path).await.expect(200));
        let (title, why) = (code.title(), code.explanation());
        for text in [
            code.slug(),
            code.status().as_str(),
            title.french(),
            title.english(),
            why.french(),
            why.english(),
        ] {
            assert!(page.contains(text), "{path}: {text}");
        }
    }
    assert_eq!(index.matches("<li>").count(), ProblemCode::ALL.len());
    for unknown in ["/problems/no_such_code", "/problems/NOT_FOUND", "/problems/", "/problems/not_found/x"] {
        anonymous.get(unknown).await.expect_problem(404, "not_found");
    }
}

#[rstest]
#[actix_web::test]
async fn the_type_of_a_problem_leads_to_its_page(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let origin = format!("http://{}", app.address);
    let suspension = format!("/v1/accounts/{UNKNOWN_ID}/suspension");
    for problem in [
        app.anonymous().get("/v1/me").await.expect(401),
        app.bearer("x").get("/v1/me").await.expect(401),
        app.student().await.caller.get("/v1/accounts").await.expect(403),
        admin.act(&suspension).await.expect(404),
        admin.act("/v1/me").await.expect(405),
        admin.act("/v1/job-profiles/data-engineer/restoration").await.expect(409),
        admin.with("If-Match", "\"9.x\"").act("/v1/job-profiles/data-engineer/retirement").await.expect(412),
        admin.act("/v1/job-profiles").await.expect(415),
        admin.get("/v1/accounts?limit=0").await.expect(422),
        admin.patch("/v1/me", &serde_json::json!({})).await.expect(428),
    ] {
        let path =
            problem.json["type"].as_str().and_then(|kind| kind.strip_prefix(&origin)).expect("one of ours");
        let page = html(&app.anonymous().get(path).await.expect(200));
        assert!(page.contains(problem.json["title"].as_str().expect("text")), "{path}");
    }
}
