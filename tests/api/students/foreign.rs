//! What is not yours reads as what is not there, whatever you do to it.

use reqwest::Method;
use rstest::rstest;
use serde_json::json;
use vmj_tests::app::DOCUMENT;
use vmj_tests::conformance::Operation;
use vmj_tests::students::open_form;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::id_of;
use crate::contract::{UNKNOWN_ID, anonymised};

async fn call(caller: &Caller, operation: &Operation, id: &str) -> Answer {
    let method = Method::from_bytes(operation.method.as_bytes()).expect("a method");
    let path = operation.path.replace("{student_id}", id);
    let body = operation.example_request().map(|example| example.to_string().into_bytes());
    let content_type = operation.request_content_types.first().map_or("application/json", String::as_str);
    // A condition that holds for anything that is there.
    caller.with("If-Match", "*").send(method, &path, body.map(|body| (content_type, body))).await
}

#[rstest]
#[actix_web::test]
async fn a_foreign_id_is_an_unknown_one_to_every_operation(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (owner, path) = app.submitted_in(edition.id, &open_form("Institut d’exemple")).await;
    let needs = json!({ "needs": "Un ascenseur", "consent_version": "2026-11" });
    let editor = super::editor(&owner.caller, &path).await;
    editor.put(&format!("{path}/accessibility-needs"), &needs).await.expect(200);
    let before = owner.caller.get(&path).await.expect(200);
    let operations: Vec<_> = DOCUMENT
        .operations()
        .into_iter()
        .filter(|operation| operation.path.contains("{student_id}"))
        .collect();
    assert!(operations.len() >= 12, "{}", operations.len());
    let callers = [
        ("another student", app.student().await.caller),
        ("a student of the edition", app.student_in(edition.id, &json!({})).await.0.caller),
        ("agent", app.agent("dinum").await.caller),
        ("ministry admin", app.ministry_admin("dinum").await.caller),
    ];
    let mut not_there = 0;
    for (kind, caller) in &callers {
        for operation in &operations {
            let what = format!("{} by {kind}", operation.operation_id);
            let foreign = call(caller, operation, id_of(&path)).await;
            let unknown = call(caller, operation, UNKNOWN_ID).await;
            let garbage = call(caller, operation, "not-an-id").await;
            assert!(matches!(foreign.status.as_u16(), 403 | 404), "{what}: {}", foreign.json);
            assert_eq!(
                (foreign.status, anonymised(&foreign)),
                (unknown.status, anonymised(&unknown)),
                "{what}"
            );
            assert_eq!(
                (garbage.status, anonymised(&garbage)),
                (unknown.status, anonymised(&unknown)),
                "{what}"
            );
            assert_eq!(foreign.json["instance"].as_str().map(|at| at.contains(id_of(&path))), Some(true));
            not_there += usize::from(foreign.status == 404);
        }
    }
    // Of a student: three on the student, three transitions, three on the needs; of the others, the readings.
    assert_eq!(not_there, 2 * 9 + 2 + 1);
    let dinum = app.dinum_admin().await.caller;
    for operation in operations {
        let unknown = call(&dinum, &operation, UNKNOWN_ID).await;
        assert!(matches!(unknown.status.as_u16(), 403 | 404), "{}: {}", operation.operation_id, unknown.json);
    }
    let after = owner.caller.get(&path).await.expect(200);
    assert_eq!(
        (&after.json, after.header("etag")),
        (&before.json, before.header("etag")),
        "nothing was done"
    );
}

/// Broken requests as well: what is wrong with them tells nothing of what is there.
#[rstest]
#[actix_web::test]
async fn whatever_is_sent(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let path = app.student_in(edition.id, &json!({})).await.1;
    let stranger = app.student().await.caller.with("Idempotency-Key", "\"");
    for (content_type, body) in
        [("text/plain", &b"{"[..]), ("application/json", b"{"), ("application/json", b"{\"x\": 1}")]
    {
        for (method, suffix) in [
            (Method::PUT, ""),
            (Method::PATCH, ""),
            (Method::POST, "/submission"),
            (Method::POST, "/withdrawal"),
            (Method::PUT, "/accessibility-needs"),
        ] {
            let at = format!("{path}{suffix}");
            let answer = stranger.send(method, &at, Some((content_type, body.to_vec()))).await;
            answer.expect_problem(404, "not_found");
        }
    }
}
