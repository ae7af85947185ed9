//! x
use rstest::rstest;
use vmj_tests::{Engine, TestApp};

#[rstest]
#[actix_web::test]
async fn smoke(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    app.anonymous().get("/v1/job-profiles").await.expect(200);
    app.student().await.caller.get("/v1/me").await.expect(200);
    app.hr_client("dinum").await.get("/v1/me").await.expect_problem(403, "forbidden");
    app.ministry_admin("dinum").await.caller.get("/v1/accounts").await.expect(200);
}
