//! What students write: every broken value by its place, edits, and what survives them.

use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::students::{form_with, made, open_form, student_form, submit};
use vmj_tests::{Engine, TestApp};

use super::{broken, change, collection, editor, id_of, ids};
use crate::organisations::db_audit;

/// What a draft must have before it is submitted.
const NEEDED: [&str; 10] = [
    "adult",
    "curriculum",
    "diploma_kind",
    "formats",
    "home_department_code",
    "languages",
    "motivation",
    "school_uai",
    "study_level",
    "wishes",
];

#[rstest]
#[actix_web::test]
async fn every_broken_value_by_its_place(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let uai = app.db_school_uai().await;
    let (student, path) = app.student_in(edition.id, &student_form(&uai)).await;
    let region = |code: &str| json!([code]);
    let cases = [
        ("curriculum", json!(" "), "/curriculum", "blank"),
        ("curriculum", json!("é".repeat(201)), "/curriculum", "too_long"),
        ("curriculum", json!("a\nb"), "/curriculum", "control_character"),
        ("motivation", json!("x".repeat(4001)), "/motivation", "too_long"),
        ("motivation", json!(""), "/motivation", "blank"),
        ("phone", json!("12345"), "/phone", "malformed"),
        ("phone", json!("+33 6 39 98 12 34 00 00"), "/phone", "too_long"),
        ("home_department_code", json!("20"), "/home_department_code", "unknown_value"),
        ("home_department_code", json!("3500"), "/home_department_code", "unknown_value"),
        ("accepted_region_codes", region("35"), "/accepted_region_codes/0", "unknown_value"),
        ("accepted_region_codes", json!(["52", "52"]), "/accepted_region_codes/1", "repeated"),
        ("accepted_region_codes", json!(["52", "53"]), "/accepted_region_codes/1", "contradicts"),
        ("accepted_region_codes", json!(vec!["52"; 31]), "/accepted_region_codes", "wrong_length"),
        ("formats", json!(["on_site", "remote", "remote"]), "/formats", "wrong_length"),
        ("languages", json!(vec!["fr"; 9]), "/languages", "wrong_length"),
        ("reason", json!("x".repeat(501)), "/reason", "wrong_length"),
        ("study_level", json!("bac_plus_6"), "/study_level", "unknown_value"),
        ("diploma_kind", json!("phd"), "/diploma_kind", "unknown_value"),
        ("adult", json!("yes"), "/adult", "wrong_type"),
        ("formats", json!(["by_post"]), "/formats/0", "unknown_value"),
        ("languages", json!(["tlh"]), "/languages/0", "unknown_value"),
        ("birth_date", json!("2004-01-01"), "/birth_date", "unknown_member"),
        ("state", json!("eligible"), "/state", "unknown_member"),
    ];
    for (member, value, pointer, code) in cases {
        let patch = json!({ member: value });
        let refused = change(&student.caller, &path, &patch).await.expect_problem(422, "validation_failed");
        let found = broken(&refused);
        assert!(found.contains(&(pointer, code)), "{patch}: {found:?}");
        let sent = form_with(&student_form(&uai), &patch);
        let refused = student.caller.post(&collection(&edition), &sent).await.expect(422);
        assert_eq!(broken(&refused), found, "a creation says the same as an edit");
    }
    let read = student.caller.get(&path).await.expect(200);
    assert_eq!(read.json["version"], 1, "nothing was written");
}

#[rstest]
#[actix_web::test]
async fn all_of_them_together(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition =
        app.db_edition(|edition| edition.parameters.formats = vec![vmj_domain::place::Format::Remote]).await;
    let (student, unknown) = (app.student().await.caller, "019ab5a0-0000-7000-8000-000000000000");
    let form = json!({
        "curriculum": "", "school_uai": vmj_tests::schools::fresh_uai(), "home_department_code": "00",
        "accepted_region_codes": ["52", "99", "52"], "formats": ["on_site"], "organisation_ids": [unknown],
        "wishes": [{}, { "job_profile_code": "astronaut" }, { "job_profile_code": "Not A Code" }],
        "motivation": "x".repeat(4001), "phone": "?", "reason": "", "account_id": unknown,
    });
    let refused = student.post(&collection(&edition), &form).await.expect_problem(422, "validation_failed");
    let expected = [
        ("/accepted_region_codes/1", "unknown_value"),
        ("/accepted_region_codes/2", "repeated"),
        ("/account_id", "unknown_value"),
        ("/curriculum", "blank"),
        ("/formats", "not_offered"),
        ("/home_department_code", "unknown_value"),
        ("/motivation", "too_long"),
        ("/organisation_ids/0", "unknown_value"),
        ("/phone", "malformed"),
        ("/reason", "wrong_length"),
        ("/school_uai", "unknown_value"),
        ("/wishes/0/job_profile_code", "missing"),
        ("/wishes/1/job_profile_code", "not_offered"),
        ("/wishes/2/job_profile_code", "malformed"),
    ];
    assert_eq!(broken(&refused), expected);
    let path = made(&student, edition.id, &json!({})).await;
    let refused = change(&student, &path, &form).await.expect(422);
    let (mut expected, mut found) = (expected.to_vec(), broken(&refused));
    expected.retain(|(pointer, _)| *pointer != "/account_id");
    found.retain(|(pointer, _)| *pointer != "/account_id");
    assert_eq!(found, expected);
    assert!(broken(&refused).contains(&("/account_id", "contradicts")), "nobody changes whose it is");
}

#[rstest]
#[actix_web::test]
async fn an_empty_submission_names_all_that_is_missing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (student, path) = app.student_in(edition.id, &json!({})).await;
    let refused = submit(&student.caller, &path).await.expect_problem(422, "validation_failed");
    let expected: Vec<_> = NEEDED.iter().map(|member| format!("/{member}")).collect();
    assert_eq!(broken(&refused), expected.iter().map(|at| (&**at, "missing")).collect::<Vec<_>>());
    assert_eq!(student.caller.get(&path).await.expect(200).json["state"], "draft");
    // Each by itself, at the submission and after it.
    let uai = app.db_school_uai().await;
    let whole = student_form(&uai);
    for member in NEEDED {
        let cleared = if whole[member].is_array() { json!([]) } else { Value::Null };
        let patch = json!({ member: cleared });
        let (student, path) = app.student_in(edition.id, &form_with(&whole, &patch)).await;
        let refused = submit(&student.caller, &path).await.expect(422);
        assert_eq!(broken(&refused), [(&*format!("/{member}"), "missing")]);
        change(&student.caller, &path, &json!({ member: whole[member] })).await.expect(200);
        submit(&student.caller, &path).await.expect(200);
        let refused = change(&student.caller, &path, &patch).await.expect_problem(422, "validation_failed");
        assert_eq!(broken(&refused), [(&*format!("/{member}"), "missing")]);
    }
    for optional in ["phone", "accepted_region_codes", "organisation_ids"] {
        let (student, path) = app.submitted_in(edition.id, &whole).await;
        let cleared = if optional == "phone" { Value::Null } else { json!([]) };
        change(&student.caller, &path, &json!({ optional: cleared })).await.expect(200);
    }
}

#[rstest]
#[actix_web::test]
async fn a_submission_is_held_against_the_edition_of_its_day(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (uai, dinum) = (app.db_school_uai().await, app.dinum_admin().await.caller);
    let culture = app.db_organisation("culture").await.to_string();
    let form = form_with(&student_form(&uai), &json!({ "organisation_ids": [culture] }));
    let (student, path) = app.student_in(edition.id, &form).await;
    let (interieur, at) = (app.db_organisation("interieur").await, format!("/v1/editions/{}", edition.id));
    let fewer = json!({ "formats": ["remote"], "organisation_ids": [interieur.to_string()] });
    change(&dinum, &at, &fewer).await.expect(200);
    app.clock.advance(chrono::TimeDelta::seconds(2));
    let refused = submit(&student.caller, &path).await.expect_problem(422, "validation_failed");
    assert_eq!(broken(&refused), [("/formats", "not_offered"), ("/organisation_ids/0", "not_participating")]);
    change(&student.caller, &path, &json!({ "formats": ["remote"], "organisation_ids": [] }))
        .await
        .expect(200);
    submit(&student.caller, &path).await.expect(200);
}

#[rstest]
#[actix_web::test]
async fn a_whole_form_comes_back_as_it_was_sent(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|edition| edition.parameters.max_wishes = 20).await;
    let uai = app.db_school_uai().await;
    let mut organisations =
        [app.db_organisation("culture").await.to_string(), app.db_organisation("dinum").await.to_string()];
    let form = form_with(
        &student_form(&uai),
        &json!({
            "curriculum": "  E\u{301}tudes d’informatique ", "motivation": "Un.\r\n\tDeux.",
            "accepted_region_codes": ["975", "11", "02"], "organisation_ids": organisations,
            "languages": ["fsl", "fr", "de"], "formats": ["remote", "on_site"], "home_department_code": "2A",
        }),
    );
    let (student, path) = app.student_in(edition.id, &form).await;
    let read = student.caller.get(&path).await.expect(200);
    organisations.sort_unstable();
    assert_eq!(read.json["curriculum"], "Études d’informatique", "trimmed, composed");
    assert_eq!(read.json["motivation"], "Un.\n\tDeux.");
    assert_eq!(read.json["accepted_region_codes"], json!(["975", "11", "02"]), "in their order");
    assert_eq!(ids(&read.json["organisations"]), organisations);
    assert_eq!(
        (&read.json["languages"], &read.json["formats"]),
        (&json!(["fr", "de", "fsl"]), &json!(["on_site", "remote"]))
    );
    assert_eq!((&read.json["home_department_code"], &read.json["adult"]), (&json!("2A"), &json!(true)));
    assert_eq!(read.json["person"]["email"], json!(student.email));
    assert_eq!(read.json["edition"]["id"], json!(edition.id.to_string()));
    let put = editor(&student.caller, &path).await.put(&path, &form).await.expect(200);
    for (member, value) in read.json.as_object().expect("members") {
        if !["version", "updated_at"].contains(&&**member) {
            assert_eq!(put.json[member], *value, "{member} survives");
        }
    }
    assert_eq!(put.json["version"], 2);
}

#[rstest]
#[actix_web::test]
async fn edits_need_what_was_read(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (student, path) = app.student_in(edition.id, &open_form("Institut d’exemple")).await;
    let (caller, whole) = (&student.caller, open_form("Institut d’exemple"));
    caller.put(&path, &whole).await.expect_problem(428, "precondition_required");
    caller.patch(&path, &json!({})).await.expect_problem(428, "precondition_required");
    let stale = caller.with("If-Match", "\"9.x\"");
    stale.put(&path, &whole).await.expect_problem(412, "precondition_failed");
    stale.patch(&path, &json!({})).await.expect_problem(412, "precondition_failed");
    // What is sent comes before the condition.
    submit(caller, &path).await.expect(200);
    let missing = json!({ "motivation": null, "curriculum": "\u{1}" });
    let expected = [("/curriculum", "control_character"), ("/motivation", "missing")];
    for refused in [stale.patch(&path, &missing).await, caller.patch(&path, &missing).await] {
        assert_eq!(broken(&refused.expect(422)), expected);
    }
    let body = Some(("text/plain", b"{}".to_vec()));
    stale.send(Method::PATCH, &path, body).await.expect_problem(415, "unsupported_media_type");

    let both = json!({ "phone": null, "languages": ["de"] });
    let changed = editor(caller, &path).await.patch(&path, &both).await.expect(200);
    assert_eq!((changed.json.get("phone"), &changed.json["languages"]), (None, &json!(["de"])));
    assert_eq!(changed.json["motivation"], json!("Découvrir le service public numérique."), "the rest stays");
    let told = db_audit(&app, id_of(&path)).await;
    let change = told.iter().find(|(action, ..)| action == "student.changed").expect("told");
    assert_eq!((&*change.1, change.2.as_deref()), ("languages phone", None));
    let put = editor(caller, &path).await.put(&path, &form_with(&whole, &json!({ "phone": null }))).await;
    assert_eq!(put.expect(200).json["languages"], json!(["fr", "en"]), "PUT replaces all");
    let dump = app.db_dump("audit_events").await + &app.db_dump("audit_event_texts").await;
    assert!(!dump.contains("Découvrir") && !dump.contains("Institut"), "fields, never their values");
}
