//! Values that an edition cannot have: each by its pointer, all together.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{form, made, path, with};
use crate::contract::UNKNOWN_ID;

/// The pointer and code of each broken value, in order of pointers.
fn faults(answer: &Answer) -> Vec<(String, String)> {
    let errors = answer.json["errors"].as_array().expect("errors");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let mut faults: Vec<_> =
        errors.iter().map(|error| (text(&error["pointer"]), text(&error["code"]))).collect();
    faults.sort();
    faults
}

/// One thing that is wrong, at its pointer.
fn cases() -> Vec<(Value, &'static str, &'static str)> {
    let range = |first: &str, last: &str| json!({ "first": first, "last": last });
    vec![
        (json!({ "name": "" }), "/name", "wrong_length"),
        (json!({ "name": "x".repeat(201) }), "/name", "wrong_length"),
        (json!({ "name": " \u{7} " }), "/name", "control_character"),
        (
            json!({ "day": "2027-11-20", "window": range("2027-11-15", "2027-11-26") }),
            "/day",
            "not_a_workday",
        ),
        (json!({ "day": "2027-11-21" }), "/day", "not_a_workday"),
        (
            json!({ "day": "2027-11-11", "window": range("2027-11-08", "2027-11-12") }),
            "/day",
            "not_a_workday",
        ),
        (
            json!({ "day": "2027-03-29", "window": range("2027-03-29", "2027-03-29") }),
            "/day",
            "not_a_workday",
        ),
        (json!({ "day": "1999-11-18", "window": range("1999-11-18", "1999-11-18") }), "/day", "out_of_range"),
        (json!({ "day": "2101-11-17", "window": range("2101-11-17", "2101-11-17") }), "/day", "out_of_range"),
        (json!({ "window": range("2027-11-19", "2027-11-26") }), "/window/first", "outside_window"),
        (json!({ "window": range("2027-11-15", "2027-11-17") }), "/window/last", "outside_window"),
        (json!({ "window": range("2027-11-15", "2028-02-15") }), "/window/last", "out_of_range"),
        (json!({ "formats": [] }), "/formats", "missing"),
        (json!({ "study_levels": [] }), "/study_levels", "missing"),
        (json!({ "diploma_kinds": [] }), "/diploma_kinds", "missing"),
        (
            json!({ "ambassadors_window": range("2027-08-30", "2027-08-29") }),
            "/ambassadors_window/last",
            "not_after",
        ),
        (
            json!({ "students_window": range("2027-08-30", "2027-08-29") }),
            "/students_window/last",
            "not_after",
        ),
        (
            json!({ "students_window": range("1999-12-31", "2027-08-29") }),
            "/students_window/first",
            "out_of_range",
        ),
        (
            json!({ "ambassadors_window": range("2027-08-30", "2101-01-01") }),
            "/ambassadors_window/last",
            "out_of_range",
        ),
        (json!({ "max_wishes": 0 }), "/max_wishes", "out_of_range"),
        (json!({ "max_wishes": 21 }), "/max_wishes", "out_of_range"),
        (json!({ "min_capacity": 0 }), "/min_capacity", "out_of_range"),
        (json!({ "min_capacity": 3, "max_capacity": 2 }), "/max_capacity", "out_of_range"),
        (json!({ "max_capacity": 21 }), "/max_capacity", "out_of_range"),
        (json!({ "answer_days": 0 }), "/answer_days", "out_of_range"),
        (json!({ "answer_days": 61 }), "/answer_days", "out_of_range"),
        (json!({ "job_profiles": [{ "code": "no-such-job" }] }), "/job_profiles/0/code", "unknown_value"),
        (json!({ "job_profiles": [{ "code": "data-steward" }] }), "/job_profiles/0/code", "retired"),
        (
            json!({ "job_profiles": [{ "code": "developer" }, { "code": "developer" }] }),
            "/job_profiles/1/code",
            "repeated",
        ),
        (json!({ "job_profiles": [{ "code": "Not a code" }] }), "/job_profiles/0/code", "malformed"),
        (
            json!({ "job_profiles": [{ "code": "developer", "job_offers_url": "javascript:alert(1)" }] }),
            "/job_profiles/0/job_offers_url",
            "malformed",
        ),
        (json!({ "organisation_ids": [UNKNOWN_ID] }), "/organisation_ids/0", "unknown_value"),
        // A broken shape is told singly.
        (json!({ "day": "2027-02-30" }), "/day", "wrong_type"),
        (json!({ "window": ["2027-11-15", "2027-11-26"] }), "/window", "wrong_type"),
        (json!({ "max_wishes": -1 }), "/max_wishes", "wrong_type"),
        (json!({ "formats": ["by_post"] }), "/formats/0", "unknown_value"),
        (json!({ "documents": ["passport"] }), "/documents/0", "unknown_value"),
        (json!({ "organisation_ids": ["culture"] }), "/organisation_ids/0", "wrong_type"),
        (json!({ "job_profiles": ["developer"] }), "/job_profiles/0", "wrong_type"),
        (json!({ "state": "open" }), "/state", "unknown_member"),
    ]
}

/// The admin, a form that is right but for its organisations' being two, and an edition to change.
async fn prepared(app: &TestApp) -> (Caller, Value, String) {
    let admin = app.dinum_admin().await.caller;
    admin.act("/v1/job-profiles/data-steward/retirement").await.expect(200);
    let edition = path(&made(app, &admin, json!({})).await);
    (admin.with("If-Match", "*"), form(app).await, edition)
}

#[rstest]
#[actix_web::test]
async fn each_by_its_pointer(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (admin, form, edition) = prepared(&app).await;
    let before = admin.get(&edition).await.expect(200);
    for (members, pointer, code) in cases() {
        let body = with(form.clone(), &members);
        for answer in [
            admin.post("/v1/editions", &body).await,
            admin.put(&edition, &body).await,
            admin.patch(&edition, &members).await,
        ] {
            let refused = answer.expect_problem(422, "validation_failed");
            assert_eq!(faults(&refused), [(pointer.to_owned(), code.to_owned())], "{members}");
        }
    }
    let twice = json!({ "organisation_ids": [form["organisation_ids"][0], form["organisation_ids"][0]] });
    let refused = admin.patch(&edition, &twice).await.expect_problem(422, "validation_failed");
    assert_eq!(faults(&refused), [("/organisation_ids/1".to_owned(), "repeated".to_owned())]);
    let half = with(form.clone(), &json!({ "window": { "first": "2027-11-15" } }));
    for answer in [admin.post("/v1/editions", &half).await, admin.put(&edition, &half).await] {
        assert_eq!(faults(&answer.expect(422)), [("/window/last".to_owned(), "missing".to_owned())]);
    }
    assert_eq!(admin.get(&edition).await.expect(200).json, before.json);
    let list = admin.get("/v1/editions?count=true").await.expect(200);
    assert_eq!(list.json["page"]["total"], 1);
}

#[rstest]
#[actix_web::test]
async fn all_together(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (admin, form, edition) = prepared(&app).await;
    let members = json!({
        "name": "", "day": "2027-11-21", "window": { "first": "2027-11-22", "last": "2027-11-20" }, "formats": [],
        "ambassadors_window": { "first": "2027-08-30", "last": "2027-08-01" }, "max_wishes": 99, "answer_days": 0,
        "job_profiles": [
            { "code": "no-such-job", "job_offers_url": "not a url" }, { "code": "Not a code" },
            { "code": "data-steward" }, { "code": "developer" }, { "code": "developer" },
        ],
        "organisation_ids": [UNKNOWN_ID, form["organisation_ids"][0], form["organisation_ids"][0]],
    });
    let wanted = [
        ("/ambassadors_window/last", "not_after"),
        ("/answer_days", "out_of_range"),
        ("/day", "not_a_workday"),
        ("/formats", "missing"),
        ("/job_profiles/0/code", "unknown_value"),
        ("/job_profiles/0/job_offers_url", "malformed"),
        ("/job_profiles/1/code", "malformed"),
        ("/job_profiles/2/code", "retired"),
        ("/job_profiles/4/code", "repeated"),
        ("/max_wishes", "out_of_range"),
        ("/name", "wrong_length"),
        ("/organisation_ids/0", "unknown_value"),
        ("/organisation_ids/2", "repeated"),
        ("/window/first", "outside_window"),
        ("/window/last", "outside_window"),
    ]
    .map(|(pointer, code)| (pointer.to_owned(), code.to_owned()));
    let body = with(form, &members);
    for answer in [
        admin.post("/v1/editions", &body).await,
        admin.put(&edition, &body).await,
        admin.patch(&edition, &members).await,
    ] {
        assert_eq!(faults(&answer.expect_problem(422, "validation_failed")), wanted);
    }
}
