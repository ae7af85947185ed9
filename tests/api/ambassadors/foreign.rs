//! Not yours reads as not there, whatever is done.

use std::collections::BTreeSet;

use reqwest::Method;
use rstest::rstest;
use serde_json::Value;
use vmj_tests::app::DOCUMENT;
use vmj_tests::conformance::Operation;
use vmj_tests::{Answer, Caller, Engine, TestApp};

const UNKNOWN: &str = "019ab5a0-0000-7000-8000-000000000000";

/// A body without what is special to one answer.
fn anonymised(answer: &Answer) -> Value {
    let mut body = answer.json.clone();
    body["instance"] = Value::Null;
    body["request_id"] = Value::Null;
    body
}

async fn call(caller: &Caller, operation: &Operation, id: &str, body: Option<&str>) -> Answer {
    let method = Method::from_bytes(operation.method.as_bytes()).expect("a method");
    let path = operation.path.replace("{ambassador_id}", id);
    let content_type = operation.request_content_types.first().map_or("application/json", String::as_str);
    caller.send(method, &path, body.map(|body| (content_type, body.as_bytes().to_vec()))).await
}

#[rstest]
#[actix_web::test]
async fn a_foreign_ambassador_is_an_unknown_one(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let foreign = app.db_ambassadors(&edition, "culture", 1, |_, _| {}).await[0].to_string();
    let (agent, admin) = (app.agent("dinum").await.caller, app.ministry_admin("dinum").await.caller);
    let (client, student) = (app.hr_client("dinum").await, app.student().await.caller);
    let mut compared = BTreeSet::new();
    for operation in DOCUMENT.operations() {
        if !operation.path.contains("{ambassador_id}") {
            continue;
        }
        let example = operation.example_request().map(|example| example.to_string());
        // A body that is broken, and one that cannot be read, tell no more.
        let bodies: &[Option<&str>] = match &example {
            Some(example) => &[Some(example), Some("{\"unknown\": 1}"), Some("{")],
            None => &[None],
        };
        for (kind, caller) in
            [("agent", &agent), ("ministry admin", &admin), ("HR client", &client), ("student", &student)]
        {
            for body in bodies {
                let what = format!("{} as {kind} with {body:?}", operation.operation_id);
                let there = call(caller, &operation, &foreign, *body).await;
                let nowhere = call(caller, &operation, UNKNOWN, *body).await;
                assert_eq!(there.status, nowhere.status, "{what}");
                assert_eq!(anonymised(&there), anonymised(&nowhere), "{what}");
                assert!(matches!(there.status.as_u16(), 403 | 404), "{what}: {}", there.json);
                if there.status == 404 {
                    compared.insert(operation.operation_id.clone());
                }
            }
        }
    }
    assert_eq!(compared.len(), 8, "every operation on an ambassador: {compared:?}");
}
