//! What is written of an edition is what is read of it.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::{Engine, TestApp};

use super::{form, made, path, with};
use crate::contract::UNKNOWN_ID;

/// What PUT takes, out of what GET gives.
fn form_of(shown: &Value) -> Value {
    let mut form = shown.clone();
    let form = form.as_object_mut().expect("an object");
    form.retain(|member, _| {
        !["id", "state", "state_changed_at", "opened_at", "version", "created_at", "updated_at"]
            .contains(&member.as_str())
    });
    for window in ["ambassadors_window", "students_window"] {
        let window = form[window].as_object_mut().expect("an object");
        window.retain(|member, _| ["first", "last"].contains(&member.as_str()));
    }
    for profile in form["job_profiles"].as_array_mut().expect("an array") {
        let profile = profile.as_object_mut().expect("an object");
        profile.retain(|member, _| ["code", "job_offers_url"].contains(&member.as_str()));
        profile.entry("job_offers_url").or_insert(Value::Null);
    }
    let organisations = form.remove("organisations").expect("organisations");
    let ids =
        organisations.as_array().expect("an array").iter().map(|organisation| organisation["id"].clone());
    form.insert("organisation_ids".to_owned(), ids.collect());
    json!(form)
}

#[rstest]
#[actix_web::test]
async fn everything_is_kept(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let form = form(&app).await;
    let made = made(&app, &admin, json!({})).await;
    let path = path(&made);
    assert_eq!(form_of(&made.json), form);
    // Each rule at once, at the ends of what it may be; sets in order, each once.
    let other = with(
        form.clone(),
        &json!({
            "name": "  Édition  d’essai ", "day": "2100-11-18", "window": { "first": "2100-08-19", "last": "2100-11-18" },
            "formats": ["remote", "remote"], "study_levels": ["bac_plus_5", "bac_plus_2", "bac_plus_3"],
            "diploma_kinds": ["other"], "ambassadors_window": { "first": "2000-01-01", "last": "2000-01-01" },
            "students_window": { "first": "2100-12-31", "last": "2100-12-31" }, "max_wishes": 20,
            "min_capacity": 20, "max_capacity": 20, "answer_days": 60,
            "documents": ["leave_of_absence", "agreement", "liability_insurance"],
            "job_profiles": [{ "code": "tester", "job_offers_url": "https://offres.example.fr/tester" }],
            "organisation_ids": [form["organisation_ids"][1]],
        }),
    );
    let put = admin.with("If-Match", made.header("etag")).put(&path, &other).await.expect(200);
    let kept = with(
        other,
        &json!({
            "name": put.json["name"], "formats": ["remote"], "study_levels": ["bac_plus_2", "bac_plus_3", "bac_plus_5"],
            "documents": ["agreement", "liability_insurance", "leave_of_absence"],
        }),
    );
    assert_eq!(put.json["name"].as_str().map(str::trim), put.json["name"].as_str());
    assert_eq!(form_of(&put.json), kept);
    assert_eq!(admin.get(&path).await.expect(200).json, put.json);
    let tester = &put.json["job_profiles"][0];
    assert_eq!((&tester["family_code"], &tester["label_en"]), (&json!("development"), &json!("Tester")));
    let back = admin.with("If-Match", put.header("etag")).put(&path, &form).await.expect(200);
    assert_eq!((form_of(&back.json), &back.json["version"]), (form, &json!(3)));
}

#[rstest]
#[actix_web::test]
async fn what_is_left_out(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let whole = form(&app).await;
    let without = |members: &[&str]| {
        let mut body = whole.clone();
        body.as_object_mut().expect("an object").retain(|member, _| !members.contains(&member.as_str()));
        body
    };
    let body = without(&["max_wishes", "job_profiles", "organisation_ids"]);
    let made = admin.post("/v1/editions", &body).await.expect(201);
    assert_eq!((&made.json["max_wishes"], &made.json["job_profiles"]), (&json!(5), &json!([])));
    for member in whole.as_object().expect("an object").keys() {
        if ["max_wishes", "job_profiles", "organisation_ids"].contains(&member.as_str()) {
            continue;
        }
        let refused = admin.post("/v1/editions", &without(&[member])).await.expect(422);
        assert_eq!(refused.pointers(), [format!("/{member}")]);
        assert_eq!(refused.json["errors"][0]["code"], "missing");
    }
}

#[rstest]
#[actix_web::test]
async fn a_patch_changes_what_it_names(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let made = made(&app, &admin, json!({})).await;
    let (path, before) = (path(&made), form_of(&made.json));
    let editor = admin.with("If-Match", made.header("etag"));
    let patch = json!({ "window": { "last": "2027-12-03" }, "answer_days": 10, "job_profiles": [{ "code": "tester" }] });
    let patched = editor.patch(&path, &patch).await.expect(200);
    let wanted = with(
        before,
        &json!({
            "window": { "first": "2027-11-15", "last": "2027-12-03" }, "answer_days": 10,
            "job_profiles": [{ "code": "tester", "job_offers_url": null }],
        }),
    );
    assert_eq!((form_of(&patched.json), &patched.json["version"]), (wanted, &json!(2)));
    let fields = crate::organisations::db_audit(&app, made.json["id"].as_str().expect("an id")).await;
    assert_eq!(fields[0].1, "window answer_days job_profiles");

    editor.patch(&path, &patch).await.expect_problem(412, "precondition_failed");
    editor.put(&path, &form(&app).await).await.expect_problem(412, "precondition_failed");
    admin.patch(&path, &patch).await.expect_problem(428, "precondition_required");
    admin.put(&path, &form(&app).await).await.expect_problem(428, "precondition_required");
    let unknown = format!("/v1/editions/{UNKNOWN_ID}");
    admin.patch(&unknown, &json!({ "colour": "red" })).await.expect_problem(404, "not_found");
    admin.put(&unknown, &json!({ "colour": "red" })).await.expect_problem(404, "not_found");
}
