//! Organisations that a student would like best.

use rstest::rstest;
use serde_json::json;
use vmj_tests::students::{form_with, open_form, submit};
use vmj_tests::{Engine, TestApp};

use super::{broken, change, collection, ids};
use crate::contract::UNKNOWN_ID;

#[rstest]
#[actix_web::test]
async fn of_those_that_take_part_or_below_them(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let lab = app.db_sub_organisation("dinum-lab", "dinum").await.to_string();
    let office = app.db_sub_organisation("dinum-lab-office", "dinum-lab").await.to_string();
    app.clock.advance(chrono::TimeDelta::seconds(2));
    let id = async |code: &str| app.db_organisation(code).await.to_string();
    let (dinum, culture, above) = (id("dinum").await, id("culture").await, id("premier-ministre").await);
    let elsewhere = id("justice").await;
    let cases = [
        (json!([dinum, culture]), vec![]),
        (json!([lab, office]), vec![]),
        (json!([elsewhere]), vec![("/organisation_ids/0", "not_participating")]),
        (json!([dinum, above]), vec![("/organisation_ids/1", "not_participating")]),
        (json!([UNKNOWN_ID]), vec![("/organisation_ids/0", "unknown_value")]),
        (json!([dinum, culture, dinum]), vec![("/organisation_ids/2", "repeated")]),
        (json!(vec![&dinum; 11]), {
            let repeated = ["/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9"];
            let mut all = vec![("/organisation_ids", "wrong_length")];
            all.extend(repeated.map(|at| (at, "repeated")));
            all
        }),
        (json!(["not-an-id"]), vec![("/organisation_ids/0", "wrong_type")]),
    ];
    for (organisations, expected) in cases {
        let form = form_with(&open_form("Institut d’exemple"), &json!({ "organisation_ids": organisations }));
        let answer = app.student().await.caller.post(&collection(&edition), &form).await;
        if expected.is_empty() {
            let shown = ids(&answer.expect(201).json["organisations"]);
            let mut wanted: Vec<_> = organisations.as_array().expect("ids").clone();
            wanted.sort_unstable_by_key(ToString::to_string);
            assert_eq!(shown, wanted);
        } else {
            let whole = |(at, code): (&'static str, &'static str)| {
                let full = at.starts_with("/organisation_ids");
                (if full { at.to_owned() } else { format!("/organisation_ids{at}") }, code)
            };
            let expected: Vec<_> = expected.into_iter().map(whole).collect();
            let answer = answer.expect_problem(422, "validation_failed");
            let found: Vec<_> = broken(&answer).into_iter().map(|(at, code)| (at.to_owned(), code)).collect();
            assert_eq!(found, expected.iter().map(|(at, code)| (at.clone(), *code)).collect::<Vec<_>>());
        }
    }
}

#[rstest]
#[actix_web::test]
async fn one_that_is_out_of_use_stays_but_is_not_given(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let lab = app.db_sub_organisation("dinum-lab", "dinum").await.to_string();
    app.clock.advance(chrono::TimeDelta::seconds(2));
    let wishing = form_with(&open_form("Institut d’exemple"), &json!({ "organisation_ids": [lab] }));
    let (student, path) = app.student_in(edition.id, &wishing).await;
    let (late, late_path) = app.student_in(edition.id, &open_form("Institut d’exemple")).await;
    let admin = app.dinum_admin().await.caller;
    let retirement = format!("/v1/organisations/{lab}/retirement");
    admin.post(&retirement, &json!({ "reason": "Suppression" })).await.expect(200);
    app.clock.advance(chrono::TimeDelta::seconds(2));
    let refused = change(&late.caller, &late_path, &json!({ "organisation_ids": [lab] })).await.expect(422);
    assert_eq!(broken(&refused), [("/organisation_ids/0", "retired")]);
    let kept = change(&student.caller, &path, &json!({ "phone": null })).await.expect(200);
    assert_eq!(kept.json["organisations"][0]["id"], json!(lab));
    submit(&student.caller, &path).await.expect(200);
    change(&student.caller, &path, &json!({ "organisation_ids": [] })).await.expect(200);
    let refused = change(&student.caller, &path, &json!({ "organisation_ids": [lab] })).await.expect(422);
    assert_eq!(broken(&refused), [("/organisation_ids/0", "retired")]);
}
