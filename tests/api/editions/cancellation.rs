//! An edition that will not take place.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::{Engine, TestApp};

use super::{approved, at};

#[rstest]
#[actix_web::test]
async fn everybody_sees_why_and_nothing_moves_any_more(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let edition = app.db_edition(|_| {}).await;
    let path = at(&edition);
    let ambassador = approved(&app, &path, "dinum", &json!({})).await;
    let cancellation = format!("{path}/cancellation");
    for body in [json!({}), json!({ "reason": "" }), json!({ "reason": " " }), json!({ "reason": null })] {
        let refused = admin.post(&cancellation, &body).await.expect_problem(422, "validation_failed");
        assert_eq!(refused.pointers(), ["/reason"], "{body}");
    }
    let why = json!({ "reason": "Crise sanitaire" });
    let cancelled = admin.post(&cancellation, &why).await.expect(200);
    let read = app.anonymous().get(&path).await.expect(200);
    assert_eq!((&read.json, &read.json["state_reason"]), (&cancelled.json, &why["reason"]));
    app.anonymous().get("/v1/editions/current").await.expect_problem(404, "not_found");

    let again = admin.post(&cancellation, &why).await.expect_problem(409, "invalid_transition");
    assert_eq!(again.json.get("allowed_transitions").unwrap_or(&json!([])), &json!([]));
    let editor = admin.with("If-Match", "*");
    editor.patch(&path, &json!({ "name": "x" })).await.expect_problem(409, "invalid_transition");
    editor.patch(&ambassador, &json!({ "capacity": 2 })).await.expect_problem(409, "edition_state");
    // It can be begun anew.
    let body = json!({ "name": "Seconde chance", "day": "2027-11-18" });
    admin.post(&format!("{path}/copies"), &body).await.expect(201);
    let told = crate::organisations::db_audit(&app, &edition.id.to_string()).await;
    let wanted = ("edition.cancelled".to_owned(), "state".to_owned(), Some("Crise sanitaire".to_owned()));
    assert_eq!(told, [wanted]);
}

#[rstest]
#[actix_web::test]
async fn reopening_says_why_as_well(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let edition = app.db_edition(|_| {}).await;
    let path = at(&edition);
    admin.act(&format!("{path}/matching")).await.expect(200);
    let reopening = format!("{path}/reopening");
    for body in [json!({}), json!({ "reason": "" }), json!({ "reason": 3 })] {
        let refused = admin.post(&reopening, &body).await.expect_problem(422, "validation_failed");
        assert_eq!(refused.pointers(), ["/reason"], "{body}");
    }
    admin.send(reqwest::Method::POST, &reopening, None).await.expect(415);
    let body: Value = json!({ "reason": "Nouveaux ministères" });
    assert_eq!(admin.post(&reopening, &body).await.expect(200).json["state_reason"], body["reason"]);
}
