//! From creation to retirement.

use rstest::rstest;
use serde_json::json;
use vmj_tests::{Engine, TestApp};

use super::{created, db_audit, path};

#[rstest]
#[actix_web::test]
async fn from_creation_to_restoration(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let dinum = app.db_organisation("dinum").await.to_string();
    let made = created(&admin, json!({ "code": "lab", "parent_id": dinum, "siret": "35600000049837" })).await;
    let path = path(&made);
    assert_eq!(made.header("location"), path);
    let read = app.anonymous().get(&path).await.expect(200);
    assert_eq!((&read.json, read.header("etag")), (&made.json, made.header("etag")));
    assert_eq!(read.json["parent"]["code"], "dinum");
    assert_eq!(read.json["root"]["code"], "premier-ministre");
    assert_eq!((&read.json["depth"], &read.json["state"]), (&json!(2), &json!("active")));
    assert_eq!(read.json["former_names"], json!([]));

    let whole = json!({ "name": "Agence", "short_name": "A", "kind": "public_body", "parent_id": dinum });
    admin.put(&path, &whole).await.expect_problem(428, "precondition_required");
    let put = admin.with("If-Match", made.header("etag")).put(&path, &whole).await.expect(200);
    assert_eq!((&put.json["kind"], put.json.get("siret")), (&json!("public_body"), None));
    let stale = admin.with("If-Match", made.header("etag"));
    stale.patch(&path, &json!({ "name": "B" })).await.expect_problem(412, "precondition_failed");
    let editor = admin.with("If-Match", put.header("etag"));
    let moved = editor.patch(&path, &json!({ "parent_id": null })).await.expect(200);
    assert_eq!((moved.json.get("parent"), &moved.json["root"]["code"]), (None, &json!("lab")));
    assert_eq!((&moved.json["depth"], &moved.json["version"]), (&json!(0), &json!(3)));
    assert_eq!(moved.json["former_names"], json!([]), "a correction is no renaming");

    let reason = json!({ "reason": "Suppression par décret" });
    let retired = admin.post(&format!("{path}/retirement"), &reason).await.expect(200);
    assert_eq!(
        (&retired.json["state"], &retired.json["valid_until"]),
        (&json!("retired"), &json!("2026-11-01"))
    );
    let again = admin.post(&format!("{path}/retirement"), &reason).await;
    let again = again.expect_problem(409, "invalid_transition");
    assert_eq!(again.json["allowed_transitions"], json!(["restoration"]));
    let restored = admin.act(&format!("{path}/restoration")).await.expect(200);
    assert_eq!((&restored.json["state"], restored.json.get("valid_until")), (&json!("active"), None));
    let again = admin.act(&format!("{path}/restoration")).await.expect_problem(409, "invalid_transition");
    assert_eq!(again.json["allowed_transitions"], json!(["renaming", "merger", "retirement"]));

    let told = db_audit(&app, made.json["id"].as_str().expect("an id")).await;
    let told: Vec<_> =
        told.iter().map(|(action, fields, why)| (action.as_str(), fields.as_str(), why.as_deref())).collect();
    let mut wanted = [
        ("organisation.changed", "name short_name kind siret", None),
        ("organisation.changed", "parent_id", None),
        ("organisation.created", "", None),
        ("organisation.restored", "valid_until", None),
        ("organisation.retired", "valid_until", Some("Suppression par décret")),
    ];
    wanted.sort_unstable();
    let mut told = told;
    told.sort_unstable();
    assert_eq!(told, wanted);
}

#[rstest]
#[actix_web::test]
async fn names_are_kept_with_their_days(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let made =
        created(&admin, json!({ "name": "Dinsic", "short_name": "SIC", "valid_from": "2015-09-21" })).await;
    let renaming = format!("{}/renaming", path(&made));
    let to = |name: &str, day: &str| json!({ "name": name, "short_name": "N", "effective_on": day });
    let once = admin.post(&renaming, &to("Dinum", "2019-10-26")).await.expect(200);
    assert_eq!((&once.json["name"], &once.json["version"]), (&json!("Dinum"), &json!(2)));
    let first = json!({ "name": "Dinsic", "short_name": "SIC", "used_until": "2019-10-25" });
    assert_eq!(once.json["former_names"], json!([first]));
    for day in ["2019-10-26", "2015-09-22", "2026-11-03"] {
        let refused = admin.post(&renaming, &to("Autre", day)).await.expect_problem(422, "validation_failed");
        assert_eq!(refused.pointers(), ["/effective_on"], "{day}");
        assert_eq!(refused.json["errors"][0]["code"], "outside_window");
    }
    let today = admin.post(&renaming, &to("Numérique", "2026-11-02")).await.expect(200);
    let second = json!({ "name": "Dinum", "short_name": "N", "used_until": "2026-11-01" });
    assert_eq!(today.json["former_names"], json!([first, second]));
    let read = app.anonymous().get(&path(&made)).await.expect(200);
    assert_eq!(read.json, today.json);
    for words in ["dinsic", "NUMERIQUE", "num", "sic"] {
        let found = app
            .anonymous()
            .get(&format!("/v1/organisations?q={words}&code={}", made.json["code"].as_str().expect("a code")))
            .await;
        assert_eq!(super::codes(&found.expect(200)).len(), 1, "{words}");
    }
    let editor = admin.with("If-Match", "*");
    let late = editor.patch(&path(&made), &json!({ "valid_from": "2019-10-26" })).await.expect(422);
    assert_eq!(late.pointers(), ["/valid_from"], "the first name would have no day");
}

#[rstest]
#[actix_web::test]
async fn transitions_run_once_for_a_key(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let made = created(&admin, json!({})).await;
    let keyed = admin.with("Idempotency-Key", "\"k\"");
    let retirement = format!("{}/retirement", path(&made));
    let first = keyed.post(&retirement, &json!({ "reason": "Essai" })).await.expect(200);
    let again = keyed.post(&retirement, &json!({ "reason": "Essai" })).await.expect(200);
    assert_eq!((again.header("idempotency-replayed"), &again.bytes), ("true", &first.bytes));
    let stale = admin.with("If-Match", made.header("etag"));
    stale.act(&format!("{}/restoration", path(&made))).await.expect_problem(412, "precondition_failed");
}

#[rstest]
#[actix_web::test]
async fn others_see_only_their_present_name(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let agent = app.agent("culture").await;
    let culture = app.db_organisation("culture").await;
    let before = agent.caller.get("/v1/me").await.expect(200);
    let body =
        json!({ "name": "Ministère de la Création", "short_name": "MC", "effective_on": "2026-11-02" });
    admin.post(&format!("/v1/organisations/{culture}/renaming"), &body).await.expect(200);
    let after = agent.caller.get("/v1/me").await.expect(200);
    assert_eq!(after.json["organisation"]["name"], "Ministère de la Création");
    assert_eq!(after.json["organisation"]["code"], "culture");
    assert_ne!(before.header("etag"), after.header("etag"));
    assert_eq!(before.json["version"], after.json["version"]);
}
