//! Mergers: what moves, what stays, and that nobody notices but for their organisation.

mod editions;
mod people;

use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::organisations::db_assert_closure;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{created, db_audit, path};

/// Merges an organisation into another, both by code, from today on.
async fn merge(app: &TestApp, admin: &Caller, code: &str, successor: &str) -> Answer {
    let (id, successor) = (app.db_organisation(code).await, app.db_organisation(successor).await);
    let body = json!({
        "successor_id": successor.to_string(), "effective_on": "2026-11-02", "reason": "Décret de regroupement",
    });
    admin.post(&format!("/v1/organisations/{id}/merger"), &body).await
}

#[rstest]
#[actix_web::test]
async fn the_merged_one_stays_below_its_successor(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    for (code, parent) in [("archives", "culture"), ("archives-sud", "archives"), ("musees", "culture")] {
        let parent = app.db_organisation(parent).await.to_string();
        created(&admin, json!({ "code": code, "parent_id": parent })).await;
    }
    let child =
        app.anonymous().get("/v1/organisations?code=archives").await.expect(200).json["items"][0].clone();
    let merged = merge(&app, &admin, "culture", "justice").await.expect(200);
    assert_eq!(
        (&merged.json["state"], &merged.json["valid_until"]),
        (&json!("retired"), &json!("2026-11-01"))
    );
    for member in ["successor", "parent", "root"] {
        assert_eq!(merged.json[member]["code"], "justice", "{member}");
    }
    assert_eq!(app.anonymous().get(&path(&merged)).await.expect(200).json, merged.json);
    let places = async |code: &str| -> (Value, Value) {
        let list = app.anonymous().get(&format!("/v1/organisations?code={code}")).await.expect(200);
        let item = &list.json["items"][0];
        (item["parent"]["code"].clone(), item["depth"].clone())
    };
    assert_eq!(places("archives").await, (json!("justice"), json!(1)));
    assert_eq!(places("musees").await, (json!("justice"), json!(1)));
    assert_eq!(places("archives-sud").await, (json!("archives"), json!(2)));
    db_assert_closure(&app.database_url).await;

    let id = child["id"].as_str().expect("an id");
    let stale = admin.with("If-Match", format!("\"{}.x\"", child["version"]));
    let edit = json!({ "name": "Archives", "short_name": "A", "kind": "operator" });
    stale.put(&format!("/v1/organisations/{id}"), &edit).await.expect_problem(412, "precondition_failed");

    let again = merge(&app, &admin, "culture", "armees").await.expect_problem(409, "invalid_transition");
    assert_eq!(again.json.get("allowed_transitions").unwrap_or(&json!([])), &json!([]));
    for act in ["restoration", "retirement"] {
        let refused = admin.post(&format!("{}/{act}", path(&merged)), &json!({ "reason": "x" })).await;
        refused.expect_problem(409, "invalid_transition");
    }
    let editor = admin.with("If-Match", "*");
    let moved = editor.patch(&path(&merged), &json!({ "parent_id": null })).await.expect(422);
    assert_eq!((moved.pointers(), &moved.json["errors"][0]["code"]), (vec!["/parent_id"], &json!("fixed")));
    let into_it = merge(&app, &admin, "armees", "culture").await.expect(422);
    assert_eq!(into_it.pointers(), ["/successor_id"], "it is no longer in force");

    let told = db_audit(&app, merged.json["id"].as_str().expect("an id")).await;
    let why = Some("Décret de regroupement".to_owned());
    let fields = "valid_until successor_id parent_id".to_owned();
    assert_eq!(told, [("organisation.merged".to_owned(), fields, why)]);
}

#[rstest]
#[actix_web::test]
async fn mergers_follow_each_other(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let agent = app.agent("culture").await;
    app.db_sub_organisation("archives", "culture").await;
    merge(&app, &admin, "culture", "justice").await.expect(200);
    merge(&app, &admin, "justice", "interieur").await.expect(200);
    merge(&app, &admin, "archives", "interieur").await.expect(200);
    let me = agent.caller.get("/v1/me").await.expect(200);
    assert_eq!(me.json["organisation"]["code"], "interieur");
    let culture = app.db_organisation("culture").await;
    let culture = app.anonymous().get(&format!("/v1/organisations/{culture}")).await.expect(200);
    assert_eq!(culture.json["successor"]["code"], "justice", "what took its place then");
    assert_eq!((&culture.json["root"]["code"], &culture.json["depth"]), (&json!("interieur"), &json!(1)));
    db_assert_closure(&app.database_url).await;
}

#[rstest]
#[actix_web::test]
async fn the_day_is_today_or_past(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let successor = created(&admin, json!({ "valid_from": "2026-10-01" })).await;
    let made = created(&admin, json!({ "valid_from": "2026-01-01" })).await;
    let merger = format!("{}/merger", path(&made));
    let on = |day: &str| json!({ "successor_id": successor.json["id"], "effective_on": day, "reason": "x" });
    for (day, pointer, code) in [
        ("2026-11-03", "/effective_on", "outside_window"),
        ("2026-01-01", "/effective_on", "outside_window"),
        ("2026-09-30", "/successor_id", "contradicts"),
    ] {
        let refused = admin.post(&merger, &on(day)).await.expect_problem(422, "validation_failed");
        assert_eq!((refused.pointers(), &refused.json["errors"][0]["code"]), (vec![pointer], &json!(code)));
    }
    let merged = admin.post(&merger, &on("2026-10-01")).await.expect(200);
    assert_eq!(merged.json["valid_until"], "2026-09-30");
}
