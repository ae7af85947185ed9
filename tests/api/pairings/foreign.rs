//! Not yours reads as not there, whatever is done.

use std::collections::BTreeSet;

use reqwest::Method;
use rstest::rstest;
use vmj_tests::app::DOCUMENT;
use vmj_tests::conformance::Operation;
use vmj_tests::duos::stage;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::collection;
use crate::contract::{UNKNOWN_ID, anonymised};

async fn call(caller: &Caller, operation: &Operation, id: &str, body: Option<&str>) -> Answer {
    let method = Method::from_bytes(operation.method.as_bytes()).expect("a method");
    let path = operation.path.replace("{pairing_id}", id);
    let content_type = operation.request_content_types.first().map_or("application/json", String::as_str);
    caller.send(method, &path, body.map(|body| (content_type, body.as_bytes().to_vec()))).await
}

#[rstest]
#[actix_web::test]
async fn a_foreign_pairing_is_an_unknown_one(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let foreign = app.db_duo(&edition, "culture", |duo| duo.state = stage("confirmed", duo.created_at)).await;
    let own = app.db_duo(&edition, "dinum", |_| {}).await;
    let callers = [
        ("student", app.student_of(&own).await),
        ("agent", app.agent_of(&own).await),
        ("agent of the same organisation", app.agent("culture").await.caller),
        ("ministry admin", app.ministry_admin("dinum").await.caller),
        ("HR client", app.hr_client("culture").await),
    ];
    let (mut compared, mut all) = (BTreeSet::new(), BTreeSet::new());
    let operations = DOCUMENT.operations();
    for operation in &operations {
        if !operation.path.contains("{pairing_id}") {
            continue;
        }
        all.insert(operation.operation_id.clone());
        let example = operation.example_request().map(|example| example.to_string());
        // A body that is broken, and one that cannot be read, tell no more.
        let bodies: &[Option<&str>] = match &example {
            Some(example) => &[Some(example), Some("{\"unknown\": 1}"), Some("{")],
            None => &[None],
        };
        for (kind, caller) in &callers {
            for body in bodies {
                let what = format!("{} as {kind} with {body:?}", operation.operation_id);
                let there = call(caller, operation, &foreign.id.to_string(), *body).await;
                let nowhere = call(caller, operation, UNKNOWN_ID, *body).await;
                assert_eq!(there.status, nowhere.status, "{what}");
                assert_eq!(anonymised(&there), anonymised(&nowhere), "{what}");
                assert!(matches!(there.status.as_u16(), 403 | 404), "{what}: {}", there.json);
                if there.status == 404 {
                    compared.insert(operation.operation_id.clone());
                }
            }
        }
    }
    // What DINUM alone may do, nobody else may even ask.
    let made = ["list_replacement_candidates", "replace_pairing", "settle_contest"].map(str::to_owned);
    assert_eq!(all.difference(&compared).cloned().collect::<Vec<_>>(), made);
    assert_eq!(compared.len(), 12, "every other operation on a pairing: {compared:?}");
    let dinum = app.dinum_admin().await.caller;
    for operation in operations.iter().filter(|operation| made.contains(&operation.operation_id)) {
        let example = operation.example_request().map(|example| example.to_string());
        call(&dinum, operation, UNKNOWN_ID, example.as_deref()).await.expect_problem(404, "not_found");
    }
    let list = callers[3].1.get(&collection(&edition)).await.expect(200);
    assert!(!list.json.to_string().contains(&foreign.id.to_string()), "nor is it in a list");
}
