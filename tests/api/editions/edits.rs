//! What may be changed when.

use rstest::rstest;
use serde_json::json;
use vmj_domain::edition::DayRange;
use vmj_tests::editions::date;
use vmj_tests::{Caller, Engine, TestApp};

use super::{STATES, at, made, path, state};

#[rstest]
#[actix_web::test]
async fn until_it_was_held_and_by_dinum_only(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let anyone = |caller: Caller| caller.with("If-Match", "*");
    let refused = [
        (anyone(app.anonymous()), 401),
        (anyone(app.student().await.caller), 403),
        (anyone(app.agent("dinum").await.caller), 403),
        (anyone(app.ministry_admin("dinum").await.caller), 403),
        (anyone(app.hr_client("dinum").await), 403),
    ];
    for name in STATES {
        let edition = app.db_edition(|_| {}).await;
        app.db_edition_state(edition.id, &state(name)).await;
        let path = at(&edition);
        for (caller, status) in &refused {
            caller.patch(&path, &json!({ "name": "Autre" })).await.expect(*status);
            caller.put(&path, &json!({})).await.expect(*status);
        }
        let answer =
            admin.with("If-Match", "*").patch(&path, &json!({ "name": "Autre", "max_wishes": 6 })).await;
        if ["draft", "open", "matching", "published"].contains(&name) {
            let patched = answer.expect(200);
            assert_eq!((&patched.json["max_wishes"], &patched.json["state"]), (&json!(6), &json!(name)));
        } else {
            answer.expect_problem(409, "invalid_transition");
        }
    }
}

#[rstest]
#[actix_web::test]
async fn the_day_is_fixed_once_it_was_told(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let editor = admin.with("If-Match", "*");
    let moved = json!({ "day": "2026-11-26" });
    for name in ["draft", "open", "matching", "published"] {
        let edition = app.db_edition(|_| {}).await;
        app.db_edition_state(edition.id, &state(name)).await;
        let path = at(&edition);
        editor.patch(&path, &json!({ "day": "2026-11-19", "max_wishes": 4 })).await.expect(200);
        let answer = editor.patch(&path, &moved).await;
        if name == "draft" {
            assert_eq!(answer.expect(200).json["day"], "2026-11-26");
            continue;
        }
        let refused = answer.expect_problem(422, "validation_failed");
        assert_eq!((refused.pointers(), &refused.json["errors"][0]["code"]), (vec!["/day"], &json!("fixed")));
        // Told with all the rest, and before the version is looked at.
        let both = json!({ "day": "2026-11-26", "max_wishes": 0 });
        let refused = admin.with("If-Match", "\"1.x\"").patch(&path, &both).await;
        let refused = refused.expect_problem(422, "validation_failed");
        let mut pointers = refused.pointers();
        pointers.sort_unstable();
        assert_eq!(pointers, ["/day", "/max_wishes"], "{name}");
        // The days around it are not.
        let around = json!({ "window": { "first": "2026-11-19", "last": "2026-12-04" } });
        editor.patch(&path, &around).await.expect(200);
    }
}

#[rstest]
#[actix_web::test]
async fn what_was_offered_stays_though_it_is_out_of_use(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let (here, there) = (made(&app, &admin, json!({})).await, made(&app, &admin, json!({})).await);
    let editor = admin.with("If-Match", "*");
    let lab = app.db_sub_organisation("dinum-lab", "dinum").await.to_string();
    let both = json!({ "job_profiles": [{ "code": "developer" }], "organisation_ids": [lab] });
    editor.patch(&path(&here), &both).await.expect(200);
    editor.patch(&path(&there), &json!({ "job_profiles": [] })).await.expect(200);
    admin.act("/v1/job-profiles/developer/retirement").await.expect(200);
    admin.post(&format!("/v1/organisations/{lab}/retirement"), &json!({ "reason": "Fin" })).await.expect(200);
    // It stays where it is, and is given to nothing else; once given up, it does not come back.
    editor.patch(&path(&here), &json!({ "name": "Autre" })).await.expect(200);
    editor.patch(&path(&here), &both).await.expect(200);
    let refused = editor.patch(&path(&there), &both).await.expect_problem(422, "validation_failed");
    let codes = refused.json["errors"].as_array().expect("errors").iter().map(|error| &error["code"]);
    assert_eq!(codes.collect::<Vec<_>>(), [&json!("retired"), &json!("retired")]);
    let mut pointers = refused.pointers();
    pointers.sort_unstable();
    assert_eq!(pointers, ["/job_profiles/0/code", "/organisation_ids/0"]);
    let other = json!({ "job_profiles": [{ "code": "tester" }], "organisation_ids": [] });
    editor.patch(&path(&here), &other).await.expect(200);
    editor.patch(&path(&here), &both).await.expect_problem(422, "validation_failed");
    // Its names follow it everywhere.
    let label = json!({ "label_fr": "Testeuse / Testeur logiciel" });
    editor.patch("/v1/job-profiles/tester", &label).await.expect(200);
    app.clock.advance(chrono::TimeDelta::seconds(1));
    let read = admin.get(&path(&here)).await.expect(200);
    assert_eq!(read.json["job_profiles"][0]["label_fr"], label["label_fr"]);
}

#[rstest]
#[actix_web::test]
async fn windows_may_be_made_longer_while_people_register(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|edition| {
        edition.parameters.ambassadors_window = DayRange { first: date(9, 1), last: date(11, 1) };
    });
    let path = at(&edition.await);
    let (agent, body) = (app.agent("dinum").await.caller, json!({}));
    let volunteer = async || agent.post(&format!("{path}/ambassadors"), &body).await;
    volunteer().await.expect_problem(409, "window_closed");
    let editor = app.dinum_admin().await.caller.with("If-Match", "*");
    editor.patch(&path, &json!({ "ambassadors_window": { "last": "2026-11-02" } })).await.expect(200);
    volunteer().await.expect(201);
}
