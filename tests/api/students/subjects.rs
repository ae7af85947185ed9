//! Who may become a student of an edition, by whom.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::access::Role;
use vmj_domain::edition::{DayRange, Edition, EditionState};
use vmj_tests::editions::date;
use vmj_tests::students::{form_with, made, open_form, student_form, submit};
use vmj_tests::{Answer, Caller, Engine, Person, TestApp};

use super::{assert_decided, broken, change, collection, id_of, path};
use crate::contract::{UNKNOWN_ID, anonymised};
use crate::organisations::db_audit;

/// Registers oneself, or somebody whom DINUM names.
async fn register(caller: &Caller, edition: &Edition, person: Option<&Person>) -> Answer {
    let body = person.map_or_else(|| json!({}), |person| json!({ "account_id": person.id.to_string() }));
    caller.post(&collection(edition), &body).await
}

#[rstest]
#[actix_web::test]
async fn oneself_or_anybody_by_dinum(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (one, other, dinum) = (app.student().await, app.student().await, app.dinum_admin().await);
    let own = register(&one.caller, &edition, None).await.expect(201);
    assert_eq!(own.json["person"]["id"], json!(one.id.to_string()));
    let own = register(&other.caller, &app.db_edition(|_| {}).await, Some(&other)).await.expect(201);
    assert_eq!(own.json["person"]["id"], json!(other.id.to_string()), "oneself by name");

    let foreign = register(&one.caller, &edition, Some(&other)).await.expect(422);
    assert_eq!(broken(&foreign), [("/account_id", "unknown_value")]);
    let unknown = one.caller.post(&collection(&edition), &json!({ "account_id": UNKNOWN_ID })).await;
    assert_eq!(anonymised(&unknown.expect(422)), anonymised(&foreign), "nobody learns who exists");

    let made = register(&dinum.caller, &edition, Some(&other)).await.expect(201);
    let id = made.json["id"].as_str().expect("an id");
    other.caller.get(&path(id)).await.expect(200);
    let events = dinum.caller.get(&format!("/v1/audit-events?subject={id}")).await.expect(200);
    let event = &events.json["items"][0];
    assert_eq!(
        (&event["action"], &event["actor"]["id"]),
        (&json!("student.created"), &json!(dinum.id.to_string()))
    );
    for (body, code) in [(json!({}), "missing"), (json!({ "account_id": UNKNOWN_ID }), "unknown_value")] {
        let refused = dinum.caller.post(&collection(&edition), &body).await.expect(422);
        assert_eq!(broken(&refused), [("/account_id", code)]);
    }
    let both = app.db_person(&[Role::DinumAdmin, Role::Student], None).await;
    let own = register(&both.caller, &edition, None).await.expect(201);
    assert_eq!(own.json["person"]["id"], json!(both.id.to_string()));
    for (caller, status) in [
        (app.anonymous(), 401),
        (app.agent("dinum").await.caller, 403),
        (app.ministry_admin("dinum").await.caller, 403),
        (app.hr_client("dinum").await, 403),
    ] {
        register(&caller, &edition, Some(&one)).await.expect(status);
    }
}

#[rstest]
#[actix_web::test]
async fn only_active_accounts_of_students(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let dinum = app.dinum_admin().await.caller;
    let suspended = app.student().await;
    let suspension = format!("/v1/accounts/{}/suspension", suspended.id);
    dinum.post(&suspension, &json!({ "reason": "Essai" })).await.expect(200);
    for person in [app.agent("dinum").await, app.dinum_admin().await, suspended] {
        let refused = register(&dinum, &edition, Some(&person)).await;
        refused.expect_problem(409, "not_eligible_to_register");
    }
    let both = app.db_person(&[Role::Agent, Role::Student], Some("dinum")).await;
    register(&both.caller, &edition, None).await.expect(201);
    register(&dinum, &edition, Some(&app.db_unverified_student().await)).await.expect(201);
}

#[rstest]
#[actix_web::test]
async fn one_student_for_each_account_and_edition(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let (edition, other) = (app.db_edition(|_| {}).await, app.db_edition(|_| {}).await);
    let (student, dinum) = (app.student().await, app.dinum_admin().await.caller);
    let made = register(&student.caller, &edition, None).await.expect(201);
    register(&student.caller, &edition, None).await.expect_problem(409, "already_exists");
    register(&dinum, &edition, Some(&student)).await.expect_problem(409, "already_exists");
    register(&student.caller, &other, None).await.expect(201);
    // Who has left comes back by resuming.
    let at = made.header("location");
    student.caller.post(&format!("{at}/withdrawal"), &json!({ "reason": "Stage" })).await.expect(200);
    register(&student.caller, &edition, None).await.expect_problem(409, "already_exists");
    student.caller.act(&format!("{at}/resumption")).await.expect(200);
}

#[rstest]
#[actix_web::test]
async fn nobody_is_both_in_one_edition(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (edition, other) = (app.db_edition(|_| {}).await, app.db_edition(|_| {}).await);
    let both = app.db_person(&[Role::Agent, Role::Student], Some("dinum")).await;
    let ambassadors = |edition: &Edition| format!("/v1/editions/{}/ambassadors", edition.id);
    register(&both.caller, &edition, None).await.expect(201);
    both.caller.post(&ambassadors(&edition), &json!({})).await.expect_problem(409, "already_exists");
    both.caller.post(&ambassadors(&other), &json!({})).await.expect(201);
    register(&both.caller, &other, None).await.expect_problem(409, "already_exists");
}

/// Whose window has been over since yesterday.
async fn past(app: &TestApp) -> Edition {
    app.db_edition(|edition| {
        edition.parameters.students_window = DayRange { first: date(10, 1), last: date(11, 1) };
    })
    .await
}

#[rstest]
#[actix_web::test]
async fn dinum_registers_outside_the_window_with_a_reason(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let (edition, uai) = (past(&app).await, app.db_school_uai().await);
    let (student, dinum) = (app.student().await, app.dinum_admin().await.caller);
    let form = form_with(&student_form(&uai), &json!({ "account_id": student.id.to_string() }));
    student.caller.post(&collection(&edition), &form).await.expect_problem(409, "window_closed");
    let why = json!({ "reason": "Courrier reçu à temps" });
    let own = student.caller.post(&collection(&edition), &form_with(&form, &why)).await;
    own.expect_problem(409, "window_closed");
    let refused = dinum.post(&collection(&edition), &form_with(&form, &json!({ "phone": "?" }))).await;
    assert_eq!(broken(&refused.expect(422)), [("/phone", "malformed"), ("/reason", "missing")], "together");
    let made = dinum.post(&collection(&edition), &form_with(&form, &why)).await.expect(201);
    let path = path(made.json["id"].as_str().expect("an id"));
    assert!(!String::from_utf8_lossy(&made.bytes).contains("Courrier"), "kept, not shown");

    let submission = format!("{path}/submission");
    student.caller.act(&submission).await.expect_problem(409, "window_closed");
    let refused = dinum.with("If-Match", "\"9.x\"").act(&submission).await.expect(422);
    assert_eq!(broken(&refused), [("/reason", "missing")]);
    let submitted = dinum.post(&submission, &why).await.expect(200);
    assert_decided(&submitted.json, "eligible", Some("rule"), &[]);
    let refused = dinum.patch(&path, &json!({ "phone": null })).await.expect(422);
    assert_eq!(broken(&refused), [("/reason", "missing")], "before the condition");
    let patch = form_with(&json!({ "phone": null }), &why);
    change(&dinum, &path, &patch).await.expect(200);
    let patched = change(&student.caller, &path, &json!({ "phone": null })).await;
    patched.expect_problem(409, "window_closed");
    // To leave takes no window.
    student.caller.post(&format!("{path}/withdrawal"), &json!({ "reason": "Stage" })).await.expect(200);
    student.caller.act(&format!("{path}/resumption")).await.expect_problem(409, "window_closed");
    dinum.post(&format!("{path}/resumption"), &why).await.expect(200);
    let reason = Some("Courrier reçu à temps".to_owned());
    let told = db_audit(&app, id_of(&path)).await;
    let with_reason: Vec<_> = told.iter().filter(|(.., why)| *why == reason).map(|told| &*told.0).collect();
    assert_eq!(with_reason, ["student.changed", "student.created", "student.resumed", "student.submitted"]);
}

#[rstest]
#[actix_web::test]
async fn the_edition_says_what_may_be_done(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (uai, dinum) = (app.db_school_uai().await, app.dinum_admin().await.caller);
    let reason = vmj_domain::text::Reason::parse("Grève").expect("a reason");
    let why = json!({ "reason": "Courrier reçu à temps" });
    for state in [
        EditionState::Matching,
        EditionState::Published,
        EditionState::Held,
        EditionState::Closed,
        EditionState::Cancelled { reason },
    ] {
        let edition = app.db_edition(|_| {}).await;
        let (draft, draft_path) = app.student_in(edition.id, &student_form(&uai)).await;
        let open = app.submitted_in(edition.id, &open_form("Institut d’exemple")).await.1;
        app.db_edition_state(edition.id, &state).await;
        let live = matches!(state, EditionState::Matching | EditionState::Published);
        let code = if live { "window_closed" } else { "edition_state" };
        register(&app.student().await.caller, &edition, None).await.expect_problem(409, code);
        submit(&draft.caller, &draft_path).await.expect_problem(409, code);
        change(&draft.caller, &draft_path, &json!({ "phone": null })).await.expect_problem(409, code);
        let by_dinum = dinum.post(&format!("{draft_path}/submission"), &why).await;
        let decided = dinum.act(&format!("{open}/admission")).await;
        let left = draft.caller.post(&format!("{draft_path}/withdrawal"), &why).await;
        for answer in [by_dinum, decided, left] {
            if live {
                answer.expect(200);
            } else {
                answer.expect_problem(409, "edition_state");
            }
        }
        dinum.get(&open).await.expect(200);
    }
}

#[rstest]
#[actix_web::test]
async fn an_edition_that_is_not_seen_is_not_there(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let draft = app.db_edition(|edition| edition.state = EditionState::Draft).await;
    let (student, dinum) = (app.student().await, app.dinum_admin().await.caller);
    let unknown = format!("/v1/editions/{UNKNOWN_ID}/students");
    let nowhere = student.caller.get(&unknown).await.expect_problem(404, "not_found");
    for list in [collection(&draft), unknown] {
        for answer in
            [student.caller.get(&list).await, student.caller.post(&list, &json!({ "phone": "" })).await]
        {
            assert_eq!(anonymised(&answer.expect(404)), anonymised(&nowhere));
        }
    }
    dinum.get(&collection(&draft)).await.expect(200);
    register(&dinum, &draft, Some(&student)).await.expect_problem(409, "edition_state");
}

#[rstest]
#[actix_web::test]
async fn a_creation_with_a_key_happens_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (student, form) = (app.student().await.caller, open_form("Institut d’exemple"));
    let keyed = student.with("Idempotency-Key", "register");
    let first = keyed.post(&collection(&edition), &form).await.expect(201);
    let again = keyed.post(&collection(&edition), &form).await.expect(201);
    assert_eq!((again.header("idempotency-replayed"), &again.json), ("true", &first.json));
    assert_eq!(again.header("location"), first.header("location"));
    keyed.post(&collection(&edition), &json!({})).await.expect_problem(422, "idempotency_key_reused");
    let other: Value = student.get(first.header("location")).await.expect(200).json;
    assert_eq!(other, first.json);
    made(&student, app.db_edition(|_| {}).await.id, &form).await;
}
