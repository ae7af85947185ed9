//! What earlier editions say about a market.

use chrono::NaiveDate;
use rstest::rstest;
use vmj_domain::edition::{Edition, EditionState};
use vmj_domain::pairing::Pairing;
use vmj_domain::student::Student;
use vmj_domain::text::Reason;
use vmj_tests::duos::{STAGES, stage};
use vmj_tests::editions::date;
use vmj_tests::students::states;
use vmj_tests::{Engine, TestApp};

use super::market::standing;

async fn on(app: &TestApp, day: NaiveDate) -> Edition {
    app.db_edition(|edition| edition.parameters.day = day).await
}

/// The stages at which two have met, or will.
const MET: [&str; 5] = ["confirmed", "asked_by_student", "asked_by_ambassador", "postponed", "held"];

#[rstest]
#[actix_web::test]
async fn who_met_in_an_earlier_edition_does_not_meet_again(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let (earlier, present) = (on(&app, date(3, 5)).await, on(&app, date(11, 19)).await);
    let (same_day, later) = (on(&app, date(11, 19)).await, on(&app, date(12, 3)).await);
    let others = STAGES.map(|name| (&earlier, name, MET.contains(&name)));
    for (then, name, excluded) in
        others.into_iter().chain([(&same_day, "held", false), (&later, "held", false)])
    {
        let make = |duo: &mut Pairing| duo.state = stage(name, duo.created_at);
        let duo = app.db_duo(then, "dinum", make).await;
        let student = app.db_guest(&present, duo.student.person.id, |_| {}).await;
        let host = app.db_host(&present, duo.ambassador.agent.id, |_| {}).await;
        let found = standing(&app, &present, (student.id, host.id)).await;
        assert_eq!(found, (true, 3, excluded, false), "{name} on {}", then.parameters.day);
    }
}

async fn left_out(app: &TestApp, edition: &Edition, student: &Student) -> bool {
    let market = app.db_market(edition).await;
    let candidate = market.candidates.iter().find(|candidate| candidate.student == student.id);
    candidate.expect("a candidate").was_left_out
}

/// Somebody who was this in one edition, and is eligible in another.
async fn again(app: &TestApp, then: &Edition, now: &Edition, change: impl Fn(&mut Student)) -> Student {
    let former = app.db_candidate(then, change).await;
    app.db_guest(now, former.person.id, |_| {}).await
}

#[rstest]
#[actix_web::test]
async fn who_registered_for_the_last_edition_was_left_out(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let (first, last) = (on(&app, date(2, 3)).await, on(&app, date(3, 5)).await);
    let cancelled = on(&app, date(4, 2)).await;
    let reason = Reason::parse("Grève").expect("a reason");
    app.db_edition_state(cancelled.id, &EditionState::Cancelled { reason }).await;
    let draft = app
        .db_edition(|edition| {
            edition.parameters.day = date(5, 7);
            edition.state = EditionState::Draft;
        })
        .await;
    let (present, later) = (on(&app, date(11, 19)).await, on(&app, date(12, 3)).await);
    for state in states() {
        let student = again(&app, &last, &present, |student| student.state = state.clone()).await;
        let expected = ["submitted", "eligible"].contains(&state.slug());
        assert_eq!(left_out(&app, &present, &student).await, expected, "{state:?}");
    }
    for (then, expected) in [(&first, false), (&cancelled, false), (&draft, false), (&later, false)] {
        let student = again(&app, then, &present, |_| {}).await;
        assert_eq!(left_out(&app, &present, &student).await, expected, "{}", then.parameters.day);
    }
    let newcomer = app.db_candidate(&present, |_| {}).await;
    assert!(!left_out(&app, &present, &newcomer).await);
}

#[rstest]
#[actix_web::test]
async fn who_was_placed_once_was_not_left_out(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (first, last) = (on(&app, date(2, 3)).await, on(&app, date(3, 5)).await);
    let present = on(&app, date(11, 19)).await;
    for name in STAGES {
        let make = |duo: &mut Pairing| duo.state = stage(name, duo.created_at);
        let of_last = app.db_duo(&last, "dinum", make).await.student.person.id;
        let student = app.db_guest(&present, of_last, |_| {}).await;
        assert_eq!(left_out(&app, &present, &student).await, !MET.contains(&name), "{name}");
    }
    let held = |duo: &mut Pairing| duo.state = stage("held", duo.created_at);
    let of_first = app.db_duo(&first, "dinum", held).await.student.person.id;
    app.db_guest(&last, of_first, |_| {}).await;
    let student = app.db_guest(&present, of_first, |_| {}).await;
    assert!(!left_out(&app, &present, &student).await, "placed two editions ago");
}
