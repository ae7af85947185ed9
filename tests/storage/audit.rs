//! The audit log: in the transaction of what it tells, and append-only in the database itself.

use rstest::rstest;
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, Statement};
use serde_json::json;
use vmj_tests::{Engine, TestApp};

async fn rows(connection: &DatabaseConnection) -> Vec<(String, String)> {
    let sql = "SELECT action, fields FROM audit_events ORDER BY id";
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let rows = connection.query_all_raw(statement).await.expect("rows");
    rows.iter()
        .map(|row| (row.try_get_by_index(0).expect("action"), row.try_get_by_index(1).expect("fields")))
        .collect()
}

#[rstest]
#[actix_web::test]
async fn what_admins_do_is_told_and_cannot_be_untold(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = engine.database().await;
    let app = TestApp::start_on(&database.settings, std::sync::Arc::default(), |_| {}).await;
    let admin = app.dinum_admin().await.caller;
    let student = app.student().await;
    let profile = admin.get("/v1/job-profiles/tester").await.expect(200);
    let editor = admin.with("If-Match", profile.header("etag"));
    editor.patch("/v1/job-profiles/tester", &json!({ "label_en": "Test engineer" })).await.expect(200);
    editor.patch("/v1/job-profiles/tester", &json!({ "label_en": "Too late" })).await.expect(412);
    app.clock.advance(chrono::TimeDelta::milliseconds(1));
    let path = format!("/v1/accounts/{}/suspension", student.id);
    admin.post(&path, &json!({ "reason": "Essai" })).await.expect(200);
    admin.post(&path, &json!({ "reason": "Essai" })).await.expect(409);

    let connection = Database::connect(database.settings.url.as_str()).await.expect("a connection");
    let told = [("job_profile.changed", "label_en"), ("account.suspended", "status")];
    let told = told.map(|(action, fields)| (action.to_owned(), fields.to_owned()));
    assert_eq!(rows(&connection).await, told, "what was refused left no trace");
    for sql in ["UPDATE audit_events SET action = 'x'", "DELETE FROM audit_events"] {
        let refused = connection.execute_unprepared(sql).await.expect_err(sql);
        assert!(refused.to_string().contains("append-only"), "{refused}");
    }
    if engine == Engine::Postgres {
        connection.execute_unprepared("TRUNCATE audit_events CASCADE").await.expect_err("truncated");
    }
    assert_eq!(rows(&connection).await, told);
    // The words about a person can go with the person.
    connection.execute_unprepared("DELETE FROM audit_event_texts").await.expect("erased");
}
