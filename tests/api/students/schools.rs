//! The school: of the directory, or in free text until somebody finds out which is meant.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::edition::EditionState;
use vmj_tests::schools::fresh_uai;
use vmj_tests::students::{form_with, made, open_form, student_form, submit};
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{assert_decided, broken, change, collection, id_of};
use crate::contract::pages::column;
use crate::organisations::db_audit;

/// Says which school is meant.
async fn resolve(caller: &Caller, path: &str, uai: &str) -> Answer {
    caller.post(&format!("{path}/school-resolution"), &json!({ "school_uai": uai })).await
}

/// The id of the school of a UAI.
async fn school_id(app: &TestApp, uai: &str) -> String {
    let list = app.anonymous().get(&format!("/v1/schools?uai={uai}")).await.expect(200);
    list.json["items"][0]["id"].as_str().expect("an id").to_owned()
}

async fn retire(app: &TestApp, uai: &str) {
    let path = format!("/v1/schools/{}/retirement", school_id(app, uai).await);
    app.dinum_admin().await.caller.act(&path).await.expect(200);
}

#[rstest]
#[actix_web::test]
async fn a_school_of_the_directory_or_words_of_ones_own(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let uai = app.db_school_uai().await;
    let (student, path) = app.student_in(edition.id, &student_form(&uai)).await;
    let known = student.caller.get(&path).await.expect(200);
    let expected = json!({ "id": school_id(&app, &uai).await, "uai": uai, "name": "École d’essai" });
    assert_eq!((&known.json["school"], known.json.get("school_name")), (&expected, None));

    let (student, path) = app.student_in(edition.id, &open_form("  Institut d’Exemple  ")).await;
    let named = student.caller.get(&path).await.expect(200);
    assert_eq!((named.json.get("school"), &named.json["school_name"]), (None, &json!("Institut d’Exemple")));
    // The name of a school of the directory is words, too: others may have the same.
    let words = change(&student.caller, &path, &json!({ "school_name": "École d’essai" })).await.expect(200);
    assert_eq!((words.json.get("school"), &words.json["school_name"]), (None, &json!("École d’essai")));

    let both = change(&student.caller, &path, &json!({ "school_uai": uai })).await.expect(422);
    assert_eq!(broken(&both), [("/school_name", "contradicts")]);
    let to_known = json!({ "school_uai": uai, "school_name": null });
    let known = change(&student.caller, &path, &to_known).await.expect(200);
    assert_eq!((&known.json["school"], known.json.get("school_name")), (&expected, None));
    let none = change(&student.caller, &path, &json!({ "school_uai": null })).await.expect(200);
    assert_eq!((none.json.get("school"), none.json.get("school_name")), (None, None));
    for (member, value, code) in [
        ("school_uai", json!(fresh_uai()), "unknown_value"),
        ("school_uai", json!("0352756E"), "malformed"),
        ("school_uai", json!(""), "blank"),
        ("school_name", json!(" "), "blank"),
        ("school_name", json!("— !"), "blank"),
        ("school_name", json!("é".repeat(201)), "too_long"),
        ("school_name", json!("a\u{7}b"), "control_character"),
    ] {
        let refused = change(&student.caller, &path, &json!({ member: value })).await.expect(422);
        assert_eq!(broken(&refused), [(&*format!("/{member}"), code)], "{value}");
    }
}

#[rstest]
#[actix_web::test]
async fn a_retired_school_stays_but_is_not_given(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (uai, other) = (app.db_school_uai().await, app.db_school_uai().await);
    let (student, path) = app.student_in(edition.id, &student_form(&uai)).await;
    let (late, late_path) = app.student_in(edition.id, &student_form(&other)).await;
    retire(&app, &uai).await;
    let refused = change(&late.caller, &late_path, &json!({ "school_uai": uai })).await.expect(422);
    assert_eq!(broken(&refused), [("/school_uai", "retired")]);
    let refused = late.caller.post(&collection(&edition), &student_form(&uai)).await.expect(422);
    assert_eq!(broken(&refused), [("/school_uai", "retired")]);
    let kept = change(&student.caller, &path, &json!({ "phone": null })).await.expect(200);
    assert_eq!(kept.json["school"]["uai"], json!(uai));
    let submitted = submit(&student.caller, &path).await.expect(200);
    assert_decided(&submitted.json, "eligible", Some("rule"), &[]);
    let left = change(&student.caller, &path, &json!({ "school_uai": other })).await.expect(200);
    assert_eq!(left.json["school"]["uai"], json!(other));
    let back = change(&student.caller, &path, &json!({ "school_uai": uai })).await.expect(422);
    assert_eq!(broken(&back), [("/school_uai", "retired")]);
}

#[rstest]
#[actix_web::test]
async fn all_who_wrote_the_same_are_put_at_the_school(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let (edition, other_edition) = (app.db_edition(|_| {}).await, app.db_edition(|_| {}).await);
    let held = app.db_edition(|_| {}).await;
    let (uai, dinum) = (app.db_school_uai().await, app.dinum_admin().await.caller);
    // edition, words, other members → whether put at the school, state, criteria
    let minor = json!({ "adult": false });
    let cases = [
        (&edition, "Institut d’Exemple", json!({}), true, "eligible", vec![]),
        (&edition, "INSTITUT D'EXEMPLE", json!({}), true, "eligible", vec![]),
        (&other_edition, "institut - d exemple !", json!({}), true, "eligible", vec![]),
        (&edition, "Institut d’exémple", minor, true, "submitted", vec!["adult"]),
        (&held, "Institut d’Exemple", json!({}), true, "submitted", vec!["school"]),
        (&edition, "Institut d’Exemples", json!({}), false, "submitted", vec!["school"]),
        (&edition, "Institut dexemple", json!({}), false, "submitted", vec!["school"]),
    ];
    let mut paths = Vec::new();
    for (edition, words, members, ..) in &cases {
        let form = form_with(&open_form(words), members);
        paths.push(app.submitted_in(edition.id, &form).await.1);
    }
    let (draft, draft_path) = app.student_in(edition.id, &open_form("Institut d’Exemple")).await;
    app.db_edition_state(held.id, &EditionState::Held).await;
    app.clock.advance(chrono::TimeDelta::seconds(1));
    let resolved = resolve(&dinum, &paths[0], &uai).await.expect(200);
    assert_decided(&resolved.json, "eligible", Some("rule"), &[]);
    for (path, (_, words, _, put, state, criteria)) in paths.iter().zip(&cases) {
        let read = dinum.get(path).await.expect(200);
        let decided_by = (*state == "eligible").then_some("rule");
        assert_decided(&read.json, state, decided_by, criteria);
        let school = put.then(|| json!(uai));
        assert_eq!(read.json["school"].get("uai"), school.as_ref(), "{words}");
        assert_eq!(read.json.get("school_name"), (!put).then(|| json!(words)).as_ref(), "{words}");
        let fields = if *criteria == ["school"] { "school" } else { "school state" };
        let told: Vec<_> = db_audit(&app, id_of(path)).await;
        let told: Vec<_> = told.iter().filter(|(action, ..)| action == "student.school_resolved").collect();
        assert_eq!(
            told.iter().map(|(_, fields, _)| &**fields).collect::<Vec<_>>(),
            [fields][..(*put).into()]
        );
    }
    assert_eq!(dinum.get(&paths[0]).await.expect(200).json, resolved.json);
    let draft = draft.caller.get(&draft_path).await.expect(200);
    assert_decided(&draft.json, "draft", None, &[]);
    assert_eq!(draft.json["school"]["uai"], json!(uai));
}

#[rstest]
#[actix_web::test]
async fn the_next_who_writes_it_is_resolved_at_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (uai, dinum) = (app.db_school_uai().await, app.dinum_admin().await.caller);
    let first = app.submitted_in(edition.id, &open_form("Institut d’Exemple")).await.1;
    resolve(&dinum, &first, &uai).await.expect(200);
    let (student, path) = app.student_in(edition.id, &open_form("institut  D’EXEMPLE")).await;
    let draft = student.caller.get(&path).await.expect(200);
    assert_eq!((&draft.json["school"]["uai"], draft.json.get("school_name")), (&json!(uai), None));
    assert_decided(&submit(&student.caller, &path).await.expect(200).json, "eligible", Some("rule"), &[]);
    let (student, path) = app.submitted_in(edition.id, &open_form("Ailleurs")).await;
    let words = json!({ "school_name": "Institut d’Exemple" });
    let changed = change(&student.caller, &path, &words).await.expect(200);
    assert_decided(&changed.json, "eligible", Some("rule"), &[]);
    // What the words mean goes with the school; DINUM looks anew.
    retire(&app, &uai).await;
    let (student, path) = app.submitted_in(edition.id, &open_form("Institut d’Exemple")).await;
    let named = student.caller.get(&path).await.expect(200);
    assert_decided(&named.json, "submitted", None, &["school"]);
    assert_eq!(named.json["school_name"], "Institut d’Exemple");
    let successor = app.db_school_uai().await;
    let resolved = resolve(&dinum, &path, &successor).await.expect(200);
    assert_eq!(resolved.json["school"]["uai"], json!(successor));
    let path = app.submitted_in(edition.id, &open_form("INSTITUT D’EXEMPLE")).await.1;
    assert_eq!(dinum.get(&path).await.expect(200).json["school"]["uai"], json!(successor));
    assert_eq!(dinum.get(&first).await.expect(200).json["school"]["uai"], json!(uai), "the past stays");
}

#[rstest]
#[actix_web::test]
async fn what_cannot_be_resolved(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (uai, gone) = (app.db_school_uai().await, app.db_school_uai().await);
    let (student, path) = app.submitted_in(edition.id, &open_form("Institut d’Exemple")).await;
    let dinum = app.dinum_admin().await.caller;
    retire(&app, &gone).await;
    for (value, code) in [
        (json!(fresh_uai()), "unknown_value"),
        (json!(gone), "retired"),
        (json!("0352756E"), "malformed"),
        (json!(""), "wrong_length"),
        (Value::Null, "wrong_type"),
    ] {
        let body = json!({ "school_uai": value });
        let refused = dinum.post(&format!("{path}/school-resolution"), &body).await.expect(422);
        assert_eq!(broken(&refused), [("/school_uai", code)]);
    }
    for (caller, status) in [
        (app.anonymous(), 401),
        (student.caller.clone(), 403),
        (app.agent("dinum").await.caller, 403),
        (app.ministry_admin("dinum").await.caller, 403),
        (app.hr_client("dinum").await, 403),
    ] {
        resolve(&caller, &path, &uai).await.expect(status);
    }
    resolve(&dinum.with("If-Match", "\"7.x\""), &path, &uai).await.expect(412);
    let keyed = dinum.with("Idempotency-Key", "resolve");
    let first = resolve(&keyed, &path, &uai).await.expect(200);
    let again = resolve(&keyed, &path, &uai).await.expect(200);
    assert_eq!((again.header("idempotency-replayed"), &again.json), ("true", &first.json));
    let twice = resolve(&dinum, &path, &uai).await.expect_problem(409, "invalid_transition");
    assert_eq!(twice.json["allowed_transitions"], json!(["withdrawal"]));
    let nameless = made(&app.student().await.caller, edition.id, &json!({})).await;
    resolve(&dinum, &nameless, &uai).await.expect_problem(409, "invalid_transition");
    let open = app.submitted_in(edition.id, &open_form("Ailleurs")).await.1;
    app.db_edition_state(edition.id, &EditionState::Closed).await;
    resolve(&dinum, &open, &uai).await.expect_problem(409, "edition_state");
}

#[rstest]
#[actix_web::test]
async fn what_was_decided_stays_decided(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (uai, dinum) = (app.db_school_uai().await, app.dinum_admin().await.caller);
    let words = "Institut d’Exemple";
    let mut paths = Vec::new();
    for state in vmj_tests::students::states() {
        let person = app.student().await;
        let change = |student: &mut vmj_domain::student::Student| {
            student.state = state.clone();
            student.form = vmj_tests::students::open_offer(words);
        };
        paths.push((super::path(app.db_student(&edition, person.id, change).await), state));
    }
    resolve(&dinum, &paths[2].0, &uai).await.expect(200);
    for (path, before) in paths {
        let read = dinum.get(&path).await.expect(200);
        assert_eq!(read.json["school"]["uai"], json!(uai));
        let waited = before.slug() == "submitted";
        let decided_by = before.decider().map(|decider| decider.slug());
        let (state, decided_by) =
            if waited { ("eligible", Some("rule")) } else { (before.slug(), decided_by) };
        assert_eq!(
            (read.json["state"].as_str(), read.json["decided_by"].as_str()),
            (Some(state), decided_by)
        );
        assert_eq!(read.json["version"], if waited { 3 } else { 2 });
    }
    // An edit that has nothing to do with the school does not send an eligible one back.
    let found = dinum.get(&format!("{}?open=school", collection(&edition))).await.expect(200);
    assert_eq!(column(&found, "id"), Vec::<Value>::new());
}

#[rstest]
#[actix_web::test]
async fn others_at_the_school_are_left_alone(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (uai, dinum) = (app.db_school_uai().await, app.dinum_admin().await.caller);
    let minor = form_with(&student_form(&uai), &json!({ "adult": false, "study_level": "bac_plus_2" }));
    let bystander = app.submitted_in(edition.id, &minor).await.1;
    let before = dinum.get(&bystander).await.expect(200);
    assert_decided(&before.json, "submitted", None, &["adult"]);
    // By the rule of today the bystander would not be eligible; but nobody has asked.
    let stricter = json!({ "study_levels": ["bac_plus_4"] });
    change(&dinum, &format!("/v1/editions/{}", edition.id), &stricter).await.expect(200);
    let path = app.submitted_in(edition.id, &open_form("Institut d’Exemple")).await.1;
    resolve(&dinum, &path, &uai).await.expect(200);
    let after = dinum.get(&bystander).await.expect(200);
    assert_eq!((&after.json, after.header("etag")), (&before.json, before.header("etag")));
}
