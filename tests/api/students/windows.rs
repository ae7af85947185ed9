//! The window of the students, to the microsecond, by the clock of metropolitan France.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;
use vmj_domain::clock::{Clock as _, Instant};
use vmj_domain::edition::{DayRange, Edition};
use vmj_tests::editions::date;
use vmj_tests::students::{open_form, submit};
use vmj_tests::{Caller, Engine, Person, TestApp};

use super::{change, collection};

/// The window of these tests: 4 to 6 November 2026, an hour ahead of UTC.
const OPENS: &str = "2026-11-03T23:00:00Z";
const CLOSES: &str = "2026-11-06T23:00:00Z";

async fn edition(app: &TestApp) -> Edition {
    app.db_edition(|edition| {
        edition.parameters.students_window = DayRange { first: date(11, 4), last: date(11, 6) };
    })
    .await
}

/// Goes to an instant, or so much beside it.
fn go(app: &TestApp, instant: &str, microseconds: i64) {
    let to: Instant = instant.parse().expect("an instant");
    app.clock.advance(to + TimeDelta::microseconds(microseconds) - app.clock.now());
}

/// The same person with a token of this moment.
async fn again(app: &TestApp, person: &Person) -> Caller {
    app.bearer(app.db_token(person.id).await)
}

/// Whether each act of a student is admitted now: registration, edit, submission, resumption.
async fn assert_admitted(app: &TestApp, edition: &Edition, admitted: bool) {
    let registered = app.student().await.caller.post(&collection(edition), &json!({})).await;
    // One who is there already, whenever that was.
    let person = app.student().await;
    let student = app.db_student(edition, person.id, |student| {
        student.state = vmj_domain::student::StudentState::Draft;
        student.form = vmj_tests::students::open_offer("Institut d’exemple");
    });
    let path = super::path(student.await);
    let edited = change(&person.caller, &path, &json!({ "phone": null })).await;
    let submitted = submit(&person.caller, &path).await;
    // Leaving is possible at any time.
    let withdrawal = format!("{path}/withdrawal");
    person.caller.post(&withdrawal, &json!({ "reason": "Stage" })).await.expect(200);
    let resumed = person.caller.act(&format!("{path}/resumption")).await;
    for (answer, status) in [(registered, 201), (edited, 200), (submitted, 200), (resumed, 200)] {
        if admitted {
            answer.expect(status);
        } else {
            let refused = answer.expect_problem(409, "window_closed");
            let detail = refused.json["detail"].as_str().expect("a detail");
            assert!(detail.contains(OPENS) && detail.contains(CLOSES), "{detail}");
        }
    }
}

#[rstest]
#[actix_web::test]
async fn it_opens_and_closes_to_the_microsecond(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = edition(&app).await;
    for (edge, microseconds, admitted) in
        [(OPENS, -1, false), (OPENS, 0, true), (CLOSES, -1, true), (CLOSES, 0, false)]
    {
        go(&app, edge, microseconds);
        assert_admitted(&app, &edition, admitted).await;
    }
}

#[rstest]
#[actix_web::test]
async fn dinum_needs_a_reason_from_the_same_instant(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = edition(&app).await;
    for (edge, microseconds, free) in
        [(OPENS, -1, false), (OPENS, 0, true), (CLOSES, -1, true), (CLOSES, 0, false)]
    {
        go(&app, edge, microseconds);
        let (dinum, student) = (app.dinum_admin().await.caller, app.student().await);
        let mut body = json!({ "account_id": student.id.to_string() });
        let bare = dinum.post(&collection(&edition), &body).await;
        if free {
            bare.expect(201);
        } else {
            assert_eq!(super::broken(&bare.expect(422)), [("/reason", "missing")]);
            body["reason"] = json!("Courrier reçu à temps");
            dinum.post(&collection(&edition), &body).await.expect(201);
        }
    }
}

#[rstest]
#[actix_web::test]
async fn what_was_begun_in_time_is_not_ended_late(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = edition(&app).await;
    go(&app, OPENS, 0);
    let (person, path) = app.student_in(edition.id, &open_form("Institut d’exemple")).await;
    go(&app, CLOSES, 0);
    let caller = again(&app, &person).await;
    submit(&caller, &path).await.expect_problem(409, "window_closed");
    change(&caller, &path, &json!({ "phone": null })).await.expect_problem(409, "window_closed");
    let read = caller.get(&path).await.expect(200);
    assert_eq!((&read.json["state"], &read.json["version"]), (&json!("draft"), &json!(1)));
}
