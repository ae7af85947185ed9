//! Accessibility needs go with their time.

use chrono::NaiveDate;
use rstest::rstest;
use vmj_domain::clock::Clock as _;
use vmj_domain::edition::{Edition, EditionState};
use vmj_domain::id::StudentId;
use vmj_domain::pairing::{Pairing, PairingState};
use vmj_domain::student::{AccessibilityNeeds, ConsentVersion};
use vmj_domain::text::{Prose, Reason};
use vmj_persistence::{StoreError, WriteTx};
use vmj_tests::editions::date;
use vmj_tests::pairings::confirmed;
use vmj_tests::{Engine, TestApp};

use super::{MOMENT, at, move_to, pass, still};

async fn with_needs(app: &TestApp, student: StudentId) -> StudentId {
    let write = async |tx: &WriteTx| {
        let needs = AccessibilityNeeds {
            needs: Prose::parse("Une place près de la porte").expect("a text"),
            consent_version: ConsentVersion::November2026,
            consented_at: tx.now(),
        };
        tx.students().set_needs(student, &needs).await
    };
    app.store.write::<_, StoreError>(write).await.expect("written");
    student
}

async fn student(app: &TestApp, edition: &Edition) -> StudentId {
    let account = app.student().await.id;
    with_needs(app, app.db_guest(edition, account, |_| {}).await.id).await
}

async fn paired(app: &TestApp, edition: &Edition, day: NaiveDate, state: PairingState) -> StudentId {
    let pair = |pairing: &mut Pairing| {
        pairing.date = day;
        pairing.state = state.clone();
    };
    with_needs(app, app.db_pairing(edition, pair).await.student.id).await
}

/// Which of these still have their needs.
async fn kept(app: &TestApp, students: &[StudentId]) -> Vec<bool> {
    let read = async |tx: &vmj_persistence::ReadTx| {
        let mut kept = Vec::new();
        for student in students {
            kept.push(tx.students().needs(*student).await?.is_some());
        }
        Ok::<_, StoreError>(kept)
    };
    app.store.read(read).await.expect("read")
}

#[rstest]
#[actix_web::test]
async fn needs_go_seven_days_after_the_day(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (edition, now) = (still(&app).await, app.clock.now());
    let tomorrow = app.db_edition(|edition| {
        edition.state = EditionState::Matching;
        edition.parameters.day = date(11, 20);
    });
    let tomorrow = tomorrow.await;
    let lost = PairingState::Expired { answers: vmj_domain::pairing::Answers::default() };
    let students = [
        student(&app, &edition).await,
        paired(&app, &edition, date(11, 17), confirmed(now)).await,
        paired(&app, &edition, date(11, 24), lost).await,
        paired(&app, &edition, date(11, 24), confirmed(now)).await,
        paired(&app, &edition, date(11, 24), PairingState::Held).await,
        student(&app, &tomorrow).await,
    ];
    // Seven whole days after 19 November, in metropolitan France.
    move_to(&app, at("2026-11-26T23:00:00Z") - MOMENT);
    while pass(&app).await > 0 {}
    assert_eq!(kept(&app, &students).await, [true; 6]);
    move_to(&app, at("2026-11-26T23:00:00Z"));
    assert_eq!(pass(&app).await, 3);
    assert_eq!(kept(&app, &students).await, [false, false, false, true, true, true]);
    assert_eq!(pass(&app).await, 0);
    move_to(&app, at("2026-12-01T23:00:00Z") - MOMENT);
    while pass(&app).await > 0 {}
    assert_eq!(kept(&app, &students).await, [false, false, false, true, true, false]);
    move_to(&app, at("2026-12-01T23:00:00Z"));
    assert_eq!(pass(&app).await, 2, "seven days after their own");
    assert_eq!(kept(&app, &students).await, [false; 6]);
}

#[rstest]
#[actix_web::test]
async fn needs_go_seven_days_after_a_cancellation(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let (cancelled, other) = (still(&app).await, still(&app).await);
    let students = [student(&app, &cancelled).await, student(&app, &other).await];
    let reason = Reason::parse("Grève").expect("a reason");
    app.clock.advance(MOMENT * 700_000);
    let at = app.clock.now();
    app.db_edition_state(cancelled.id, &EditionState::Cancelled { reason }).await;
    move_to(&app, at + chrono::TimeDelta::days(7) - MOMENT);
    assert_eq!(pass(&app).await, 0);
    move_to(&app, at + chrono::TimeDelta::days(7));
    assert_eq!(pass(&app).await, 1);
    assert_eq!(kept(&app, &students).await, [false, true]);
}
