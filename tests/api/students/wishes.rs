//! Ranked wishes: for a job, or for any of a family.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::students::{form_with, open_form};
use vmj_tests::{Engine, TestApp};

use super::{broken, change, collection, editor};

fn job(code: &str) -> Value {
    json!({ "job_profile_code": code })
}

fn family(code: &str) -> Value {
    json!({ "job_family_code": code })
}

#[rstest]
#[actix_web::test]
async fn broken_wishes_by_their_places(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app
        .db_edition(|edition| {
            edition.job_profiles.retain(|offered| offered.profile.code.as_str() != "tester");
            edition.job_profiles.retain(|offered| offered.profile.family_code.as_str() != "security");
            edition.parameters.max_wishes = 3;
        })
        .await;
    let both = json!({ "job_profile_code": "data-engineer", "job_family_code": "data" });
    let cases = [
        (json!([{}]), "/wishes/0/job_profile_code", "missing"),
        (json!([job("data-engineer"), both]), "/wishes/1/job_family_code", "contradicts"),
        (json!([job("data-engineer"), job("data-engineer")]), "/wishes/1/job_profile_code", "repeated"),
        (json!([family("data"), family("data")]), "/wishes/1/job_family_code", "repeated"),
        (json!([job("tester")]), "/wishes/0/job_profile_code", "not_offered"),
        (json!([job("astronaut")]), "/wishes/0/job_profile_code", "not_offered"),
        (json!([job("Data Engineer")]), "/wishes/0/job_profile_code", "malformed"),
        (json!([job("")]), "/wishes/0/job_profile_code", "blank"),
        (json!([family("security")]), "/wishes/0/job_family_code", "not_offered"),
        (json!([family("astronautics")]), "/wishes/0/job_family_code", "unknown_value"),
        (json!([{ "job": "developer" }]), "/wishes/0/job", "unknown_member"),
        (json!([{ "job_profile_code": 1 }]), "/wishes/0/job_profile_code", "wrong_type"),
        (json!([["data-engineer", null]]), "/wishes/0", "wrong_type"),
        (json!({}), "/wishes", "wrong_type"),
    ];
    let student = app.student().await.caller;
    for (wishes, pointer, code) in cases {
        let form = form_with(&open_form("Institut d’exemple"), &json!({ "wishes": wishes }));
        let refused = student.post(&collection(&edition), &form).await;
        let refused = refused.expect_problem(422, "validation_failed");
        assert_eq!(broken(&refused), [(pointer, code)], "{wishes}");
    }
    // As many as the edition allows; what is beyond is not even looked at.
    let codes = ["data-engineer", "data-analyst", "data-scientist", "astronaut", "data-engineer"];
    for length in 3..=codes.len() {
        let wishes: Vec<_> = codes[..length].iter().map(|code| job(code)).collect();
        let form = form_with(&open_form("Institut d’exemple"), &json!({ "wishes": wishes }));
        let answer = app.student().await.caller.post(&collection(&edition), &form).await;
        if length == 3 {
            answer.expect(201);
        } else {
            assert_eq!(broken(&answer.expect(422)), [("/wishes", "too_many")]);
        }
    }
    let many = form_with(&open_form("Institut d’exemple"), &json!({ "wishes": vec![job("a"); 21] }));
    let refused = student.post(&collection(&edition), &many).await.expect(422);
    assert!(broken(&refused).contains(&("/wishes", "wrong_length")));
}

/// What is beyond the limit of a list is not read: neither the time that it takes nor the answer grows with it.
#[rstest]
#[actix_web::test]
async fn lists_without_end_are_refused_unread(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let student = app.student().await.caller;
    let unknown = "019ab5a0-0000-7000-8000-000000000000";
    for (list, items, limit) in [
        ("wishes", json!(vec![json!({}); 100_000]), 20),
        ("wishes", json!(vec![job("data-engineer"); 20_000]), 20),
        ("accepted_region_codes", json!(vec!["99"; 100_000]), 30),
        ("organisation_ids", json!(vec![unknown; 20_000]), 10),
    ] {
        let refused = student.post(&collection(&edition), &json!({ list: items })).await.expect(422);
        let found = broken(&refused);
        assert_eq!(found[0], (&*format!("/{list}"), "wrong_length"));
        assert!(found.len() <= limit + 1, "{list}: {}", found.len());
    }
    let hostile = json!({ "wishes": vec![job("\0"); 20_000] });
    let refused = student.post(&collection(&edition), &hostile).await.expect(422);
    assert_eq!(broken(&refused).len(), 200, "as many as the document says");
}

#[rstest]
#[actix_web::test]
async fn their_order_is_their_rank(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|edition| edition.parameters.max_wishes = 20).await;
    let mut wishes = vec![family("security"), job("tester"), family("data"), job("data-engineer")];
    wishes.extend(["developer", "scrum-master", "ux-designer", "tech-lead"].map(job));
    wishes.extend(["architecture", "support", "other", "development"].map(family));
    let form = form_with(&open_form("Institut d’exemple"), &json!({ "wishes": wishes }));
    let (student, path) = app.student_in(edition.id, &form).await;
    let (caller, dinum) = (&student.caller, app.dinum_admin().await.caller);
    let names = |shown: &Value, at: usize| -> Value {
        let wish = &shown["wishes"][at];
        assert_eq!(wish["rank"], at + 1);
        if wish.get("job_family").is_some() {
            assert_eq!(wish.get("job_profile"), None);
            family(wish["job_family"]["code"].as_str().expect("a code"))
        } else {
            assert!(
                wish["job_profile"]["label_fr"].is_string() && wish["job_profile"]["family_code"].is_string()
            );
            job(wish["job_profile"]["code"].as_str().expect("a code"))
        }
    };
    let shown = |shown: &Value| (0..wishes.len()).map(|at| names(shown, at)).collect::<Vec<_>>();
    let read = caller.get(&path).await.expect(200);
    assert_eq!(read.json["wishes"].as_array().map(Vec::len), Some(wishes.len()));
    assert_eq!(shown(&read.json), wishes);
    let list = dinum.get(&collection(&edition)).await.expect(200);
    assert_eq!(list.json["items"][0], read.json, "a list shows the whole");
    wishes.reverse();
    let turned = change(caller, &path, &json!({ "wishes": wishes })).await.expect(200);
    let shown = |shown: &Value| (0..wishes.len()).map(|at| names(shown, at)).collect::<Vec<_>>();
    assert_eq!(shown(&turned.json), wishes);
    let untouched = change(caller, &path, &json!({ "phone": null })).await.expect(200);
    assert_eq!(untouched.json["wishes"], turned.json["wishes"]);
    let put = form_with(&open_form("Institut d’exemple"), &json!({ "wishes": [job("tester")] }));
    let put = editor(caller, &path).await.put(&path, &put).await.expect(200);
    assert_eq!(put.json["wishes"].as_array().map(Vec::len), Some(1));
    let none = change(caller, &path, &json!({ "wishes": null })).await;
    assert_eq!(none.expect(200).json["wishes"], json!([]), "null clears");
}
