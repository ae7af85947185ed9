//! Who may take part: decided by the rule of the edition where it can, else by DINUM.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::edition::{Edition, EditionState};
use vmj_domain::study::{DiplomaKind, StudyLevel};
use vmj_tests::people::fresh_email;
use vmj_tests::students::{form_with, made, open_form, student_form, submit};
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{assert_decided, change, id_of};
use crate::organisations::db_audit;
use crate::registration::{PASSWORD, registration};

/// Masters and engineers of the last two years, and whatever is none of the list.
async fn edition(app: &TestApp) -> Edition {
    app.db_edition(|edition| {
        edition.parameters.study_levels = vec![StudyLevel::BacPlus4, StudyLevel::BacPlus5];
        edition.parameters.diploma_kinds =
            vec![DiplomaKind::Master, DiplomaKind::Engineer, DiplomaKind::Other];
    })
    .await
}

/// What a submitted form differs in, and what the rule says of it: state, who decided, criteria.
fn cases() -> Vec<(Value, &'static str, Option<&'static str>, Vec<&'static str>)> {
    let (rule, named) = (Some("rule"), json!({ "school_uai": null, "school_name": "Institut d’exemple" }));
    let mut hopeless = form_with(&named, &json!({ "study_level": "bac_plus_2", "diploma_kind": "bts" }));
    hopeless["adult"] = json!(false);
    let mut open = form_with(&named, &json!({ "diploma_kind": "other" }));
    open["adult"] = json!(false);
    vec![
        (json!({}), "eligible", rule, vec![]),
        (json!({ "study_level": "bac_plus_5", "diploma_kind": "engineer" }), "eligible", rule, vec![]),
        (json!({ "study_level": "bac_plus_3" }), "ineligible", rule, vec!["study_level"]),
        (json!({ "study_level": "bac_plus_2" }), "ineligible", rule, vec!["study_level"]),
        (json!({ "diploma_kind": "licence" }), "ineligible", rule, vec!["diploma_kind"]),
        (json!({ "diploma_kind": "other" }), "submitted", None, vec!["diploma_kind"]),
        (json!({ "adult": false }), "submitted", None, vec!["adult"]),
        (named, "submitted", None, vec!["school"]),
        (open, "submitted", None, vec!["diploma_kind", "adult", "school"]),
        (hopeless, "ineligible", rule, vec!["study_level", "diploma_kind"]),
    ]
}

#[rstest]
#[actix_web::test]
async fn the_rule_decides_what_it_can(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (edition, uai) = (edition(&app).await, app.db_school_uai().await);
    for (members, state, decided_by, criteria) in cases() {
        let form = form_with(&student_form(&uai), &members);
        let (verified, path) = app.student_in(edition.id, &form).await;
        let submitted = submit(&verified.caller, &path).await.expect(200);
        assert_decided(&submitted.json, state, decided_by, &criteria);
        assert_eq!(submitted.json.get("state_reason"), None, "the rule needs no words");
        let read = verified.caller.get(&path).await.expect(200);
        assert_eq!(read.json, submitted.json);

        let unverified = app.db_unverified_student().await.caller;
        let path = made(&unverified, edition.id, &form).await;
        let submitted = submit(&unverified, &path).await.expect(200);
        if state == "ineligible" {
            assert_decided(&submitted.json, state, decided_by, &criteria);
        } else {
            let criteria = [&criteria[..], &["email_verified"]].concat();
            assert_decided(&submitted.json, "submitted", None, &criteria);
        }
    }
}

#[rstest]
#[actix_web::test]
async fn nobody_is_eligible_at_an_address_that_is_not_proven(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let (edition, dinum) = (edition(&app).await, app.dinum_admin().await.caller);
    let form = form_with(&open_form("Institut d’exemple"), &json!({ "diploma_kind": "other" }));
    let student = app.db_unverified_student().await;
    let path = made(&student.caller, edition.id, &form).await;
    submit(&student.caller, &path).await.expect(200);
    let admission = format!("{path}/admission");
    dinum.act(&admission).await.expect_problem(409, "email_unverified");
    let decisions = json!({ "decisions": [{ "student_id": id_of(&path), "decision": "admission" }] });
    let outcome = dinum.post(&format!("/v1/editions/{}/student-decisions", edition.id), &decisions).await;
    assert_eq!(outcome.expect(207).json["items"][0]["problem"]["code"], "email_unverified");
    let waiting = dinum.get(&path).await.expect(200);
    assert_eq!((&waiting.json["state"], &waiting.json["version"]), (&json!("submitted"), &json!(2)));
    prove(&app, &student.caller, &student.email).await;
    let still = dinum.get(&path).await.expect(200);
    assert_decided(&still.json, "submitted", None, &["diploma_kind", "school"]);
    let admitted = dinum.act(&admission).await.expect(200);
    assert_decided(&admitted.json, "eligible", Some("dinum"), &[]);
    // A refusal needs no proof of anything.
    let other = app.db_unverified_student().await.caller;
    let path = made(&other, edition.id, &form).await;
    submit(&other, &path).await.expect(200);
    let refused = dinum.post(&format!("{path}/refusal"), &json!({ "reason": "Hors du numérique" })).await;
    assert_decided(&refused.expect(200).json, "ineligible", Some("dinum"), &[]);
}

async fn prove(app: &TestApp, student: &Caller, email: &str) {
    student.act("/v1/me/email-verification").await.expect(202);
    let token = json!({ "token": app.db_mailed_token(email).await });
    app.anonymous().post("/v1/email-verifications", &token).await.expect(204);
}

#[rstest]
#[actix_web::test]
async fn from_registration_to_eligibility(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (edition, uai, anonymous) = (edition(&app).await, app.db_school_uai().await, app.anonymous());
    let email = fresh_email();
    anonymous.post("/v1/registrations", &registration(&email)).await.expect(202);
    let credentials = json!({ "email": email, "password": PASSWORD });
    let session = anonymous.post("/v1/auth/sessions", &credentials).await.expect(201);
    let student = app.bearer(session.json["access_token"].as_str().expect("a token"));
    let path = made(&student, edition.id, &student_form(&uai)).await;
    let submitted = submit(&student, &path).await.expect(200);
    assert_decided(&submitted.json, "submitted", None, &["email_verified"]);
    app.clock.advance(chrono::TimeDelta::minutes(1));
    let token = app.db_mailed_token(&email).await;
    anonymous.post("/v1/email-verifications", &json!({ "token": token })).await.expect(204);
    let eligible = student.get(&path).await.expect(200);
    assert_decided(&eligible.json, "eligible", Some("rule"), &[]);
    assert_eq!(eligible.json["version"], 3);
    assert_eq!(eligible.json["state_changed_at"], eligible.json["updated_at"]);
    assert_ne!(eligible.json["state_changed_at"], submitted.json["state_changed_at"]);
    assert_ne!(eligible.header("etag"), submitted.header("etag"));
}

#[rstest]
#[actix_web::test]
async fn a_proof_decides_what_waits_for_it_and_nothing_else(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let uai = app.db_school_uai().await;
    let (student, form) = (app.db_unverified_student().await, student_form(&uai));
    let mut paths = Vec::new();
    for _ in 0..5 {
        let edition = edition(&app).await;
        paths.push((edition.id, made(&student.caller, edition.id, &form).await));
    }
    let submitted = [&paths[1], &paths[2], &paths[3], &paths[4]];
    for (_, path) in submitted {
        submit(&student.caller, path).await.expect(200);
    }
    let withdrawal = format!("{}/withdrawal", paths[2].1);
    student.caller.post(&withdrawal, &json!({ "reason": "Stage" })).await.expect(200);
    app.db_edition_state(paths[3].0, &EditionState::Held).await;
    app.db_edition_state(paths[4].0, &EditionState::Published).await;
    prove(&app, &student.caller, &student.email).await;
    let states = [("draft", 1), ("eligible", 3), ("withdrawn", 3), ("submitted", 2), ("eligible", 3)];
    for ((_, path), (state, version)) in paths.iter().zip(states) {
        let read = student.caller.get(path).await.expect(200);
        assert_eq!((&read.json["state"], &read.json["version"]), (&json!(state), &json!(version)));
    }
}

async fn eligible_by_dinum(app: &TestApp, edition: &Edition, form: &Value) -> (Caller, String) {
    let (student, path) = app.submitted_in(edition.id, form).await;
    let dinum = app.dinum_admin().await.caller;
    let admitted = dinum.act(&format!("{path}/admission")).await.expect(200);
    assert_decided(&admitted.json, "eligible", Some("dinum"), &[]);
    (student.caller, path)
}

fn assert_same_decision(before: &Answer, after: &Answer) {
    for member in ["state", "decided_by", "criteria", "state_changed_at"] {
        assert_eq!(after.json[member], before.json[member], "{member}");
    }
}

#[rstest]
#[actix_web::test]
async fn what_touches_eligibility_is_decided_again(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let (edition, uai) = (edition(&app).await, app.db_school_uai().await);
    let other = form_with(&student_form(&uai), &json!({ "diploma_kind": "other" }));
    let other_school = app.db_school_uai().await;
    // patch → state, who decided, criteria
    let cases = [
        (json!({ "curriculum": "Licence pro métiers du numérique" }), "submitted", None, &["diploma_kind"]),
        (json!({ "study_level": "bac_plus_5" }), "submitted", None, &["diploma_kind"]),
        (json!({ "school_uai": other_school }), "submitted", None, &["diploma_kind"]),
        (json!({ "study_level": "bac_plus_2" }), "ineligible", Some("rule"), &["study_level"]),
        (json!({ "diploma_kind": "bts" }), "ineligible", Some("rule"), &["diploma_kind"]),
    ];
    for (patch, state, decided_by, criteria) in cases {
        let (student, path) = eligible_by_dinum(&app, &edition, &other).await;
        app.clock.advance(chrono::TimeDelta::seconds(1));
        let changed = change(&student, &path, &patch).await.expect(200);
        assert_decided(&changed.json, state, decided_by, criteria);
        assert_eq!(changed.json["state_changed_at"], changed.json["updated_at"], "{patch}");
        assert_eq!(student.get(&path).await.expect(200).json, changed.json);
    }
    let (student, path) = eligible_by_dinum(&app, &edition, &other).await;
    let minor = change(&student, &path, &json!({ "adult": false })).await.expect(200);
    assert_decided(&minor.json, "submitted", None, &["diploma_kind", "adult"]);
    let master = change(&student, &path, &json!({ "adult": true, "diploma_kind": "master" })).await;
    assert_decided(&master.expect(200).json, "eligible", Some("rule"), &[]);
    let told: Vec<_> = db_audit(&app, id_of(&path)).await.into_iter().map(|(_, fields, _)| fields).collect();
    assert!(
        told.contains(&"adult".to_owned()) && told.contains(&"diploma_kind adult".to_owned()),
        "{told:?}"
    );
}

#[rstest]
#[actix_web::test]
async fn what_does_not_is_not(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (edition, uai) = (edition(&app).await, app.db_school_uai().await);
    let other = form_with(&student_form(&uai), &json!({ "diploma_kind": "other" }));
    let (student, path) = eligible_by_dinum(&app, &edition, &other).await;
    let culture = app.db_organisation("culture").await.to_string();
    for patch in [
        json!({ "wishes": [{ "job_family_code": "security" }] }),
        json!({ "home_department_code": "971", "accepted_region_codes": ["11", "53"] }),
        json!({ "formats": ["remote"] }),
        json!({ "organisation_ids": [culture] }),
        json!({ "languages": ["fsl"] }),
        json!({ "motivation": "Comprendre." }),
        json!({ "phone": null }),
        json!({}),
    ] {
        let before = student.get(&path).await.expect(200);
        app.clock.advance(chrono::TimeDelta::seconds(1));
        let after = change(&student, &path, &patch).await.expect(200);
        assert_same_decision(&before, &after);
        let version = before.json["version"].as_i64().map(|version| version + 1);
        assert_eq!(after.json["version"].as_i64(), version, "{patch}");
    }
    // By rule, it comes to the same.
    let (student, path) = app.submitted_in(edition.id, &student_form(&uai)).await;
    let before = student.caller.get(&path).await.expect(200);
    app.clock.advance(chrono::TimeDelta::seconds(1));
    let after = change(&student.caller, &path, &json!({ "curriculum": "Autre master" })).await.expect(200);
    assert_same_decision(&before, &after);
    // A draft is not decided on, whatever it says.
    let (student, path) = app.student_in(edition.id, &student_form(&uai)).await;
    let draft = change(&student.caller, &path, &json!({ "study_level": "bac_plus_2" })).await.expect(200);
    assert_decided(&draft.json, "draft", None, &[]);
}

#[rstest]
#[actix_web::test]
async fn each_submission_asks_the_rule_of_its_day(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let (edition, uai, dinum) = (edition(&app).await, app.db_school_uai().await, app.dinum_admin().await);
    let form = form_with(&student_form(&uai), &json!({ "study_level": "bac_plus_3" }));
    let (student, path) = app.submitted_in(edition.id, &form).await;
    let at = format!("/v1/editions/{}", edition.id);
    change(&dinum.caller, &at, &json!({ "study_levels": ["bac_plus_3", "bac_plus_4"] })).await.expect(200);
    let still = student.caller.get(&path).await.expect(200);
    assert_decided(&still.json, "ineligible", Some("rule"), &["study_level"]);
    student.caller.act(&format!("{path}/resumption")).await.expect(200);
    let now = submit(&student.caller, &path).await.expect(200);
    assert_decided(&now.json, "eligible", Some("rule"), &[]);
}
