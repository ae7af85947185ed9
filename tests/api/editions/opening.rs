//! What an edition must have before it opens.

use rstest::rstest;
use serde_json::json;
use vmj_tests::{Engine, TestApp};

use super::{made, path};

#[rstest]
#[actix_web::test]
async fn it_must_offer_jobs_and_somebody_must_take_part(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let culture = app.db_organisation("culture").await.to_string();
    let bare = made(&app, &admin, json!({ "job_profiles": [], "organisation_ids": [] })).await;
    assert_eq!((&bare.json["job_profiles"], &bare.json["organisations"]), (&json!([]), &json!([])));
    let path = path(&bare);
    let opening = format!("{path}/opening");
    let refused = admin.act(&opening).await.expect_problem(422, "validation_failed");
    assert_eq!(refused.pointers(), ["/job_profiles", "/organisation_ids"]);
    let editor = admin.with("If-Match", "*");
    editor.patch(&path, &json!({ "job_profiles": [{ "code": "developer" }] })).await.expect(200);
    let refused = admin.act(&opening).await.expect_problem(422, "validation_failed");
    assert_eq!(
        (refused.pointers(), &refused.json["errors"][0]["code"]),
        (vec!["/organisation_ids"], &json!("missing"))
    );
    editor.patch(&path, &json!({ "organisation_ids": [culture] })).await.expect(200);
    let opened = admin.act(&opening).await.expect(200);
    assert_eq!((&opened.json["state"], &opened.json["version"]), (&json!("open"), &json!(4)));
}
