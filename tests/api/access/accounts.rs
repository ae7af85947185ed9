//! Accounts: whose they are is decided in the query.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::access::Role;
use vmj_tests::{Answer, Engine, TestApp};

/// A body without what is special to one answer.
fn anonymised(answer: &Answer) -> Value {
    let mut body = answer.json.clone();
    body["instance"] = Value::Null;
    body["request_id"] = Value::Null;
    body
}

#[rstest]
#[actix_web::test]
async fn a_ministry_admin_reaches_the_own_subtree_only(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    app.db_sub_organisation("dinum-lab", "dinum").await;
    let (own, below) = (app.agent("dinum").await, app.agent("dinum-lab").await);
    let (above, foreign) = (app.agent("premier-ministre").await, app.agent("culture").await);
    let (without, dinum) = (app.student().await, app.db_person(&[Role::DinumAdmin], Some("dinum")).await);
    let admin = app.ministry_admin("dinum").await.caller;
    let unknown = admin.get("/v1/accounts/019ab5a0-0000-7000-8000-000000000000").await.expect(404);
    for person in [&own, &below] {
        admin.get(&format!("/v1/accounts/{}", person.id)).await.expect(200);
    }
    for person in [&above, &foreign, &without, &dinum] {
        let hidden = admin.get(&format!("/v1/accounts/{}", person.id)).await.expect_problem(404, "not_found");
        assert_eq!(anonymised(&hidden), anonymised(&unknown), "not yours reads as not there");
        let path = format!("/v1/accounts/{}/suspension", person.id);
        admin.post(&path, &json!({ "reason": "x" })).await.expect_problem(404, "not_found");
    }
    let page = admin.get("/v1/accounts?count=true").await.expect(200);
    assert_eq!(page.json["page"]["total"], 3, "own, below, and the admin");
    let foreign = app.db_organisation("culture").await;
    let none = admin.get(&format!("/v1/accounts?organisation_id={foreign}")).await.expect(200);
    assert_eq!(none.json["items"], json!([]));
}

#[rstest]
#[actix_web::test]
async fn transitions_have_one_table(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let student = app.student().await;
    let path = |act: &str| format!("/v1/accounts/{}/{act}", student.id);
    let reason = json!({ "reason": "Essai" });
    let refused = admin.act(&path("reactivation")).await.expect_problem(409, "invalid_transition");
    assert_eq!(refused.json["allowed_transitions"], json!(["suspension"]));
    let suspended = admin.post(&path("suspension"), &reason).await.expect(200);
    assert_eq!(suspended.json["suspension_reason"], "Essai");
    assert_eq!(suspended.json["version"], 2);
    let refused = admin.post(&path("suspension"), &reason).await.expect_problem(409, "invalid_transition");
    assert_eq!(refused.json["allowed_transitions"], json!(["reactivation"]));
    let stale = admin.with("If-Match", "\"1.x\"");
    stale.act(&path("reactivation")).await.expect_problem(412, "precondition_failed");
    let current = admin.with("If-Match", suspended.header("etag"));
    let active = current.act(&path("reactivation")).await.expect(200);
    assert_eq!(active.json["status"], "active");
    assert_eq!(active.json.get("suspension_reason"), None);
}

#[rstest]
#[actix_web::test]
async fn one_changes_the_own_profile_and_nothing_else(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let student = app.student().await.caller;
    let me = student.get("/v1/me").await.expect(200);
    student.patch("/v1/me", &json!({ "locale": "en" })).await.expect_problem(428, "precondition_required");
    let current = student.with("If-Match", me.header("etag"));
    let changed =
        current.patch("/v1/me", &json!({ "locale": "en", "given_name": "  Zoé " })).await.expect(200);
    assert_eq!((&changed.json["locale"], &changed.json["given_name"]), (&json!("en"), &json!("Zoé")));
    assert_eq!(changed.json["family_name"], me.json["family_name"]);
    current.patch("/v1/me", &json!({ "locale": "fr" })).await.expect_problem(412, "precondition_failed");
    let fresh = student.with("If-Match", changed.header("etag"));
    let plain = Some(("application/json", br#"{"locale": "fr"}"#.to_vec()));
    let changed = fresh.send(reqwest::Method::PATCH, "/v1/me", plain).await.expect(200);
    let fresh = student.with("If-Match", changed.header("etag"));
    for member in ["roles", "email", "version"] {
        let refused =
            fresh.patch("/v1/me", &json!({ member: "x" })).await.expect_problem(422, "validation_failed");
        assert_eq!(refused.json["errors"][0]["code"], "unknown_member");
    }
    fresh.patch("/v1/me", &json!({ "given_name": null })).await.expect_problem(422, "validation_failed");
}
