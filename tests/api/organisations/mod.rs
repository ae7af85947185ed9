//! Organisations: their life, their tree, and what becomes of their people.

mod concurrency;
mod days;
mod life;
mod lists;
mod merger;
mod values;

use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, Statement};
use serde_json::{Value, json};
use vmj_tests::people::fresh_code;
use vmj_tests::{Answer, Caller, TestApp};

/// A direct way to the database of a server.
async fn db(app: &TestApp) -> DatabaseConnection {
    Database::connect(app.database_url.as_str()).await.expect("a connection")
}

/// Runs a statement with values.
async fn db_run<const N: usize>(database: &DatabaseConnection, sql: &str, values: [sea_orm::Value; N]) {
    let statement = Statement::from_sql_and_values(database.get_database_backend(), sql, values);
    database.execute_raw(statement).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// An organisation that may be created.
fn organisation(code: &str) -> Value {
    json!({ "code": code, "name": format!("Agence {code}"), "short_name": "AE", "kind": "operator" })
}

/// A new organisation with other members than usual.
async fn created(admin: &Caller, members: Value) -> Answer {
    let mut body = organisation(&fresh_code());
    for (member, value) in members.as_object().expect("members") {
        body[member] = value.clone();
    }
    admin.post("/v1/organisations", &body).await.expect(201)
}

/// Where an organisation is read.
fn path(answer: &Answer) -> String {
    format!("/v1/organisations/{}", answer.json["id"].as_str().expect("an id"))
}

/// The codes of a list.
fn codes(page: &Answer) -> Vec<&str> {
    let items = page.json["items"].as_array().expect("items");
    items.iter().map(|item| item["code"].as_str().expect("a code")).collect()
}

/// What the audit log has of something: actions, fields, and reasons.
pub async fn db_audit(app: &TestApp, subject: &str) -> Vec<(String, String, Option<String>)> {
    let database = db(app).await;
    let statement = Statement::from_sql_and_values(
        database.get_database_backend(),
        "SELECT action, fields, reason FROM audit_events
         LEFT JOIN audit_event_texts ON audit_event_id = id WHERE subject = $1 ORDER BY action",
        [subject.into()],
    );
    let rows = database.query_all_raw(statement).await.expect("rows");
    let text = |row: &sea_orm::QueryResult, at| row.try_get_by_index(at).expect("text");
    rows.iter().map(|row| (text(row, 0), text(row, 1), row.try_get_by_index(2).expect("a reason"))).collect()
}
