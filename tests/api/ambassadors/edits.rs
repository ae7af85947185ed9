//! Forms after the first: what a submission takes, and what PUT and PATCH may make of it.

use rstest::rstest;
use serde_json::json;
use vmj_domain::ambassador::AmbassadorState;
use vmj_tests::ambassadors::{complete_form, form_with, full_form};
use vmj_tests::{Engine, TestApp};

use super::{broken, created, editor, path, tagged_version};

#[rstest]
#[actix_web::test]
async fn submission_names_all_that_is_missing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let agent = app.agent("dinum").await.caller;
    let made = created(&agent, &edition, &json!({})).await;
    let submission = format!("{made}/submission");
    let anywhere = [
        "/capacity",
        "/formats",
        "/job_profile_codes",
        "/languages",
        "/motivation",
        "/programme",
        "/site/arrival_time",
        "/site/commune_code",
        "/site/end_time",
        "/unit",
    ];
    let missing = agent.act(&submission).await.expect_problem(422, "validation_failed");
    assert_eq!(broken(&missing), anywhere.map(|pointer| (pointer, "missing")));
    let on_site = json!({ "formats": ["on_site", "remote"], "site": { "commune_code": "35238" } });
    editor(&agent, &made).await.patch(&made, &on_site).await.expect(200);
    let missing = agent.act(&submission).await.expect_problem(422, "validation_failed");
    let pointers: Vec<_> = broken(&missing).into_iter().map(|(pointer, _)| pointer).collect();
    let expected = [
        "/capacity",
        "/job_profile_codes",
        "/languages",
        "/motivation",
        "/programme",
        "/site/address",
        "/site/arrival_time",
        "/site/end_time",
        "/site/meeting_point",
        "/unit",
    ];
    assert_eq!(pointers, expected);
    let mut remote = form_with(json!({ "formats": ["remote"] }));
    for place in ["address", "meeting_point"] {
        remote["site"].as_object_mut().expect("a site").remove(place);
    }
    editor(&agent, &made).await.put(&made, &remote).await.expect(200);
    agent.act(&submission).await.expect(200);
}

#[rstest]
#[actix_web::test]
async fn submission_holds_the_draft_against_the_edition_of_today(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let agent = app.agent("dinum").await;
    let dinum = app.dinum_admin().await.caller;
    let ambassador = app.db_ambassador(&edition, agent.id, |_| {}).await;
    app.db_ambassador_state(ambassador, &AmbassadorState::Draft).await;
    let postponement = format!("/v1/editions/{}/postponement", edition.id);
    let window = json!({ "first": "2026-11-23", "last": "2026-11-27" });
    let later = json!({ "day": "2026-11-24", "window": window, "reason": "Grève" });
    dinum.post(&postponement, &later).await.expect(200);
    let stale = agent.caller.act(&format!("{}/submission", path(ambassador))).await;
    let stale = stale.expect_problem(422, "validation_failed");
    let expected = [("/alternative_dates/0", "outside_window"), ("/alternative_dates/1", "contradicts")];
    assert_eq!(broken(&stale), expected);
}

#[rstest]
#[actix_web::test]
async fn what_was_submitted_stays_complete(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let agent = app.agent("dinum").await.caller;
    let made = created(&agent, &edition, &complete_form()).await;
    agent.act(&format!("{made}/submission")).await.expect(200);
    app.ministry_admin("dinum").await.caller.act(&format!("{made}/approval")).await.expect(200);
    let editor = editor(&agent, &made).await;
    let without =
        json!({ "unit": null, "job_profile_codes": [], "capacity": 9, "site": { "arrival_time": null } });
    let refused = editor.patch(&made, &without).await.expect_problem(422, "validation_failed");
    let expected = [
        ("/capacity", "out_of_range"),
        ("/job_profile_codes", "missing"),
        ("/site/arrival_time", "missing"),
        ("/unit", "missing"),
    ];
    assert_eq!(broken(&refused), expected);
    editor.put(&made, &json!({})).await.expect_problem(422, "validation_failed");
    let changed = editor.patch(&made, &json!({ "unit": "Pôle web" })).await.expect(200);
    assert_eq!((&changed.json["state"], &changed.json["unit"]), (&json!("approved"), &json!("Pôle web")));
}

#[rstest]
#[actix_web::test]
async fn edits_need_the_present_version(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let agent = app.agent("dinum").await;
    let (caller, form) = (&agent.caller, complete_form());
    let made = created(caller, &edition, &form).await;
    let stale = (412, "precondition_failed");
    for (tag, (status, code)) in
        [(None, (428, "precondition_required")), (Some("\"2.x\""), stale), (Some("garbage"), stale)]
    {
        let sender = tag.map_or_else(|| caller.clone(), |tag| caller.with("If-Match", tag));
        sender.put(&made, &form).await.expect_problem(status, code);
        sender.patch(&made, &json!({ "unit": "x" })).await.expect_problem(status, code);
        // What is broken is told first.
        sender.patch(&made, &json!({ "unit": "" })).await.expect_problem(422, "validation_failed");
    }
    let first = editor(caller, &made).await;
    let changed = first.patch(&made, &json!({ "unit": "Pôle web" })).await.expect(200);
    assert_eq!(tagged_version(&changed), "2");
    first.put(&made, &form).await.expect_problem(412, "precondition_failed");
    let elsewhere = json!({ "account_id": app.agent("dinum").await.id.to_string() });
    let editor = caller.with("If-Match", "*");
    let refused = editor.patch(&made, &elsewhere).await.expect_problem(422, "validation_failed");
    assert_eq!(broken(&refused), [("/account_id", "contradicts")]);
    editor.patch(&made, &json!({ "account_id": agent.id.to_string() })).await.expect(200);
    let id = made.rsplit('/').next().expect("an id").parse().expect("an id");
    for state in [3, 4] {
        app.db_ambassador_state(id, &vmj_tests::ambassadors::states()[state]).await;
        let refused = editor.patch(&made, &json!({ "unit": "x" })).await;
        let refused = refused.expect_problem(409, "invalid_transition");
        assert_eq!(refused.json["allowed_transitions"], json!(["resumption"]));
        editor.put(&made, &form).await.expect_problem(409, "invalid_transition");
    }
}

#[rstest]
#[actix_web::test]
async fn null_clears_and_put_replaces(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let agent = app.agent("dinum").await.caller;
    let made = created(&agent, &edition, &full_form()).await;
    let patch = json!({
        "projects": null, "technologies": null, "capacity": null, "alternative_dates": [],
        "job_profile_codes": ["tester"], "site": { "lunch": null, "dress_code": "Tenue de ville" },
    });
    let patched = editor(&agent, &made).await.patch(&made, &patch).await.expect(200);
    let shown = &patched.json;
    assert_eq!(
        (shown.get("projects"), shown.get("capacity"), shown["site"].get("lunch")),
        (None, None, None)
    );
    assert_eq!((&shown["technologies"], &shown["alternative_dates"]), (&json!([]), &json!([])));
    assert_eq!(shown["job_profiles"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&shown["site"]["dress_code"], &shown["site"]["address"]),
        (&json!("Tenue de ville"), &json!("20 avenue de Ségur"))
    );
    let cleared = editor(&agent, &made).await.patch(&made, &json!({ "site": null })).await.expect(200);
    assert_eq!(cleared.json["site"], json!({}));
    assert_eq!(agent.get(&made).await.expect(200).json, cleared.json);
    let replaced = editor(&agent, &made).await.put(&made, &complete_form()).await.expect(200);
    assert_eq!(
        (&replaced.json["formats"], &replaced.json["languages"]),
        (&json!(["on_site"]), &json!(["fr"]))
    );
    assert_eq!(replaced.json["site"]["commune"]["code"], "75107");
    assert_eq!(replaced.json["version"], 4);
}
