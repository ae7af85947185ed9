//! A new edition out of an earlier one.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::{Caller, Engine, TestApp};

use super::{STATES, at, form, made, path, state};
use crate::contract::pages::column;
use crate::contract::{UNKNOWN_ID, anonymised};

#[rstest]
#[actix_web::test]
async fn rules_and_windows_follow_the_day(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let earlier = made(&app, &admin, json!({})).await;
    let copies = format!("{}/copies", path(&earlier));
    let body = json!({ "name": "Édition 2028", "day": "2028-11-16" });
    let keyed = admin.with("Idempotency-Key", "\"copy\"");
    let copy = keyed.post(&copies, &body).await.expect(201);
    let again = keyed.post(&copies, &body).await.expect(201);
    assert_eq!((again.header("idempotency-replayed"), &again.bytes), ("true", &copy.bytes));
    assert_eq!(copy.header("location"), path(&copy));
    assert_ne!(copy.json["id"], earlier.json["id"]);
    // 364 days later: the same weekdays.
    let days = |first: &str, last: &str| json!({ "first": first, "last": last });
    assert_eq!(copy.json["window"], days("2028-11-13", "2028-11-24"));
    for (window, first, last) in
        [("ambassadors_window", "2028-08-28", "2028-10-13"), ("students_window", "2028-09-11", "2028-10-22")]
    {
        let shown = &copy.json[window];
        assert_eq!((&shown["first"], &shown["last"]), (&json!(first), &json!(last)));
    }
    for member in [
        "formats",
        "study_levels",
        "diploma_kinds",
        "max_wishes",
        "min_capacity",
        "max_capacity",
        "answer_days",
        "documents",
        "job_profiles",
        "organisations",
    ] {
        assert_eq!(copy.json[member], earlier.json[member], "{member}");
    }
    assert_eq!((&copy.json["state"], &copy.json["version"]), (&json!("draft"), &json!(1)));
    let read = admin.get(&path(&copy)).await.expect(200);
    assert_eq!((&read.json, read.header("etag")), (&copy.json, copy.header("etag")));
    // Each goes its own way.
    admin.with("If-Match", "*").patch(&path(&copy), &json!({ "job_profiles": [] })).await.expect(200);
    assert_eq!(admin.get(&path(&earlier)).await.expect(200).json, earlier.json);
    // To an earlier day as well, over a day on which the clock changes.
    let back = admin.post(&copies, &json!({ "name": "Printemps", "day": "2027-03-25" })).await.expect(201);
    assert_eq!(back.json["window"], days("2027-03-22", "2027-04-02"));
}

#[rstest]
#[actix_web::test]
async fn whatever_its_state(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    for name in STATES {
        let earlier = app.db_edition(|edition| edition.postponed_from = Some(edition.parameters.day)).await;
        app.db_edition_state(earlier.id, &state(name)).await;
        let body = json!({ "name": "Suite", "day": "2028-11-16" });
        let copy = admin.post(&format!("{}/copies", at(&earlier)), &body).await.expect(201);
        assert_eq!((&copy.json["state"], copy.json.get("state_reason")), (&json!("draft"), None), "{name}");
        assert_eq!(copy.json.get("postponed_from"), None, "{name}");
        app.anonymous().get(&path(&copy)).await.expect(404);
    }
}

/// Codes of what takes part.
fn participating(edition: &Value) -> Vec<&str> {
    let organisations = edition["organisations"].as_array().expect("organisations");
    organisations.iter().map(|organisation| organisation["code"].as_str().expect("a code")).collect()
}

#[rstest]
#[actix_web::test]
async fn what_is_out_of_use_is_left_behind(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    for code in ["gone", "merged", "taken-over", "successor"] {
        app.db_sub_organisation(code, "justice").await;
    }
    let ids = async |codes: &[&str]| {
        let mut ids = Vec::new();
        for code in codes {
            ids.push(app.db_organisation(code).await.to_string());
        }
        ids
    };
    let taking_part = ids(&["culture", "gone", "merged", "taken-over"]).await;
    let earlier = made(&app, &admin, json!({ "organisation_ids": taking_part })).await;
    let id = earlier.json["id"].as_str().expect("an id").parse().expect("an id");
    app.db_edition_state(id, &state("closed")).await;
    admin.act("/v1/job-profiles/developer/retirement").await.expect(200);
    let [gone, merged, taken_over, successor] =
        &ids(&["gone", "merged", "taken-over", "successor"]).await[..]
    else {
        panic!("four")
    };
    let act = async |id: &str, act: &str, body: Value| {
        admin.post(&format!("/v1/organisations/{id}/{act}"), &body).await.expect(200);
    };
    act(gone, "retirement", json!({ "reason": "Fin" })).await;
    let into = |id: &str| json!({ "successor_id": id, "effective_on": "2026-11-02", "reason": "Décret" });
    act(taken_over, "merger", into(merged)).await;
    act(merged, "merger", into(successor)).await;

    let body = json!({ "name": "Suite", "day": "2028-11-16" });
    let copy = admin.post(&format!("{}/copies", path(&earlier)), &body).await.expect(201);
    let jobs: Vec<_> =
        copy.json["job_profiles"].as_array().expect("profiles").iter().map(|job| &job["code"]).collect();
    assert_eq!(jobs, [&json!("data-engineer")]);
    assert_eq!(
        participating(&copy.json),
        ["culture", "successor"],
        "who took the place of what is gone takes part"
    );
    let kept = admin.get(&path(&earlier)).await.expect(200);
    assert_eq!(participating(&kept.json), ["culture", "gone", "merged", "taken-over"], "its story stays");
}

#[rstest]
#[actix_web::test]
async fn refusals(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let earlier = made(&app, &admin, json!({})).await;
    let copies = format!("{}/copies", path(&earlier));
    for (body, faults) in [
        (json!({ "name": "", "day": "2028-11-16" }), vec![("/name", "wrong_length")]),
        (json!({ "name": "Suite", "day": "2028-11-18" }), vec![("/day", "not_a_workday")]),
        (
            json!({ "name": "", "day": "2028-11-18" }),
            vec![("/name", "wrong_length"), ("/day", "not_a_workday")],
        ),
        (json!({ "name": "Suite", "day": "2200-11-18" }), vec![("/day", "out_of_range")]),
        // Its windows would begin before there are holidays.
        (json!({ "name": "Suite", "day": "2000-01-04" }), vec![("/day", "out_of_range")]),
        (json!({ "name": "Suite" }), vec![("/day", "missing")]),
        (
            json!({ "name": "Suite", "day": "2028-11-16", "state": "open" }),
            vec![("/state", "unknown_member")],
        ),
    ] {
        let refused = admin.post(&copies, &body).await.expect_problem(422, "validation_failed");
        let codes = refused.json["errors"].as_array().expect("errors").iter().map(|error| &error["code"]);
        let codes = codes.map(|code| code.as_str().expect("a code"));
        let found: Vec<_> = refused.pointers().into_iter().zip(codes).collect();
        assert_eq!(found, faults, "{body}");
    }
    let body = json!({ "name": "Suite", "day": "2028-11-16" });
    let unknown =
        async |caller: &Caller| caller.post(&format!("/v1/editions/{UNKNOWN_ID}/copies"), &body).await;
    let missing = unknown(&admin).await.expect_problem(404, "not_found");
    let read = app.anonymous().get(&format!("/v1/editions/{UNKNOWN_ID}")).await;
    assert_eq!(anonymised(&missing), anonymised(&read));
    for (caller, status) in [
        (app.anonymous(), 401),
        (app.student().await.caller, 403),
        (app.agent("dinum").await.caller, 403),
        (app.ministry_admin("dinum").await.caller, 403),
        (app.hr_client("dinum").await, 403),
    ] {
        caller.post(&copies, &body).await.expect(status);
        unknown(&caller).await.expect(status);
        caller.post("/v1/editions", &form(&app).await).await.expect(status);
    }
    assert_eq!(column(&admin.get("/v1/editions").await.expect(200), "id"), [earlier.json["id"].clone()]);
}
