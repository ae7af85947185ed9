//! Proposals, pending dates and days.

use chrono::TimeDelta;
use rstest::rstest;
use vmj_domain::access::Role;
use vmj_domain::clock::Clock as _;
use vmj_domain::pairing::{Answers, Author, CancellationReason, Pairing, PairingState};
use vmj_tests::editions::date;
use vmj_tests::pairings::{confirmed, confirmed_but};
use vmj_tests::people::fresh_email;
use vmj_tests::{Engine, TestApp};

use super::{MOMENT, at, both, move_to, pass, still, told};

#[rstest]
#[actix_web::test]
async fn a_proposal_expires_at_its_deadline(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = still(&app).await;
    let dinum = app.agent("dinum").await;
    let ambassador = app.db_host(&edition, dinum.id, |_| {}).await;
    let student = app.db_guest(&edition, app.student().await.id, |_| {}).await;
    let deadline = app.clock.now() + TimeDelta::hours(3);
    let answers = Answers { student: Some(app.clock.now()), ambassador: None };
    let proposed = |deadline| PairingState::Proposed { answers, deadline };
    let propose = |pairing: &mut Pairing| pairing.state = proposed(deadline);
    let pairing = app.db_pairing_of(&edition, &student, &ambassador, propose).await;
    let later = app.db_pairing(&edition, |pairing| pairing.state = proposed(deadline + MOMENT)).await;

    move_to(&app, deadline - MOMENT);
    assert_eq!(pass(&app).await, 0);
    assert_eq!(app.db_pairing_now(pairing.id).await, pairing);
    move_to(&app, deadline);
    assert_eq!(pass(&app).await, 1);
    let expired = Pairing {
        state: PairingState::Expired { answers },
        state_changed_at: deadline,
        updated_at: deadline,
        version: pairing.version.next(),
        ..pairing.clone()
    };
    assert_eq!(app.db_pairing_now(pairing.id).await, expired);
    assert_eq!(app.db_history(pairing.id).await, ["proposed dinum", "expired system"]);
    assert_eq!(told(&app, "pairing_lost").await, both(&pairing));
    assert_eq!(pass(&app).await, 0, "once");
    assert_eq!(app.db_pairing_now(pairing.id).await, expired);
    assert_eq!(app.db_pairing_now(later.id).await, later);

    // Seat and student are free again.
    app.db_pairing_of(&edition, &student, &ambassador, |_| {}).await;
    move_to(&app, deadline + MOMENT);
    assert_eq!(pass(&app).await, 1);
}

#[rstest]
#[actix_web::test]
async fn a_date_that_nobody_answered_goes(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = still(&app).await;
    let (now, deadline) = (app.clock.now(), app.clock.now() + TimeDelta::days(2));
    let ask = |by, deadline| {
        move |pairing: &mut Pairing| {
            pairing.state = confirmed_but(now, date(11, 24), by, deadline);
        }
    };
    let asked = app.db_pairing(&edition, ask(Author::Student, deadline)).await;
    let postponed = app.db_pairing(&edition, ask(Author::System, deadline)).await;
    let later = app.db_pairing(&edition, ask(Author::System, deadline + MOMENT)).await;

    move_to(&app, deadline - MOMENT);
    assert_eq!(pass(&app).await, 0);
    move_to(&app, deadline);
    assert_eq!(pass(&app).await, 2);
    let kept = app.db_pairing_now(asked.id).await;
    assert_eq!((kept.state, kept.date), (confirmed(now), date(11, 19)), "the old date stays");
    assert_eq!(kept.state_changed_at, now, "it is as confirmed as before");
    assert_eq!(app.db_history(asked.id).await, ["proposed dinum", "date_expired system"]);
    assert_eq!(told(&app, "pairing_date_kept").await, both(&asked));
    let lost = app.db_pairing_now(postponed.id).await;
    let (by, reason) = (Author::System, CancellationReason::EditionPostponed);
    assert_eq!(lost.state, PairingState::Cancelled { by, reason, text: None }, "there is no old date");
    assert_eq!(app.db_history(postponed.id).await, ["proposed dinum", "cancelled system"]);
    assert_eq!(told(&app, "pairing_lost").await, both(&postponed));
    assert_eq!(pass(&app).await, 0, "once");
    assert_eq!(app.db_pairing_now(later.id).await, later);
}

#[rstest]
#[actix_web::test]
async fn a_day_was_held_once_its_report_time_is_over_everywhere(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = still(&app).await;
    let now = app.clock.now();
    let mut on_the_day = Vec::new();
    // Rennes, Nouméa eleven hours before it, Papeete twelve after it.
    for commune in ["35238", "98818", "98735"] {
        let dinum = app.db_organisation("dinum").await;
        let agent = app.db_account(&fresh_email(), &[Role::Agent], Some(dinum)).await;
        let settle = |it: &mut vmj_domain::ambassador::Ambassador| {
            it.form.site.commune_code = Some(commune.to_owned());
        };
        let ambassador = app.db_host(&edition, agent, settle).await;
        let confirm = |pairing: &mut Pairing| pairing.state = confirmed(now);
        on_the_day.push(app.db_pairing_with(&edition, &ambassador, confirm).await);
    }
    let another = |day, state: PairingState| {
        move |pairing: &mut Pairing| {
            pairing.date = day;
            pairing.state = state.clone();
        }
    };
    let next_day = app.db_pairing(&edition, another(date(11, 20), confirmed(now))).await;
    let pending = confirmed_but(now, date(11, 24), Author::Student, at("2026-11-30T00:00:00Z"));
    let pending = app.db_pairing(&edition, another(date(11, 19), pending)).await;

    // The end of 20 November in Papeete.
    let over = at("2026-11-21T10:00:00Z");
    let ends: Vec<_> = on_the_day.iter().map(Pairing::is_held_from).collect();
    assert_eq!(ends, [at("2026-11-20T23:00:00Z"), at("2026-11-20T13:00:00Z"), over]);
    move_to(&app, over - MOMENT);
    assert_eq!(pass(&app).await, 0, "a no-show can still be told somewhere");
    move_to(&app, over);
    assert_eq!(pass(&app).await, 3);
    for pairing in &on_the_day {
        let held = app.db_pairing_now(pairing.id).await;
        assert_eq!((held.state, held.state_changed_at), (PairingState::Held, over));
        assert_eq!(app.db_history(pairing.id).await, ["proposed dinum", "held system"]);
    }
    let messages = app.db_outbox().await;
    assert!(
        messages.iter().all(|message| message.template == "pairing_proposed"),
        "nobody is told: {messages:?}"
    );
    assert_eq!(pass(&app).await, 0, "once");
    for untouched in [next_day, pending] {
        assert_eq!(app.db_pairing_now(untouched.id).await, untouched);
    }
    app.clock.advance(TimeDelta::days(1));
    assert_eq!(pass(&app).await, 1, "the day after");
}

#[rstest]
#[actix_web::test]
async fn what_is_over_is_left_as_it_is(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = still(&app).await;
    let now = app.clock.now();
    let (by, text) = (Author::Student, None);
    let states = [
        PairingState::Declined { party: vmj_domain::pairing::Party::Student, by, text: None },
        PairingState::Expired { answers: Answers::default() },
        PairingState::Cancelled { by, reason: CancellationReason::Illness, text },
        PairingState::Held,
        PairingState::NoShow { missing: vmj_domain::pairing::Missing::Both, by, contest: None },
    ];
    let mut pairings = Vec::new();
    for state in states {
        pairings.push(app.db_pairing(&edition, |pairing| pairing.state = state.clone()).await);
    }
    let proposed = app.db_outbox().await.len();
    move_to(&app, now + TimeDelta::days(60));
    assert_eq!(pass(&app).await, 0);
    for pairing in pairings {
        assert_eq!(app.db_pairing_now(pairing.id).await, pairing);
    }
    assert_eq!(app.db_outbox().await.len(), proposed);
}
