//! The rules that always hold, asked of the database.

use rstest::rstest;
use vmj_tests::{Engine, TestApp};

#[rstest]
#[actix_web::test]
async fn a_new_database_breaks_none(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    app.db_edition(|_| {}).await;
    app.dinum_admin().await;
    assert_eq!(app.db_broken_invariants().await, Vec::<String>::new());
}
