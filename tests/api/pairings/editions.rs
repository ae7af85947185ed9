//! What happens to duos when their edition moves, or ends.

use std::collections::BTreeMap;

use rstest::rstest;
use serde_json::json;
use vmj_domain::clock::Clock as _;
use vmj_domain::pairing::{Answers, Author, PairingState, Party};
use vmj_tests::editions::date;
use vmj_tests::pairings::confirmed;
use vmj_tests::{Engine, TestApp};

/// How many messages of each kind there are.
async fn told(app: &TestApp) -> BTreeMap<String, usize> {
    let mut told = BTreeMap::new();
    for message in app.db_outbox().await {
        *told.entry(message.template).or_default() += 1;
    }
    told
}

/// How many there are more.
fn news(before: &BTreeMap<String, usize>, after: &BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let more = after.iter().map(|(template, count)| {
        (template.clone(), count - before.get(template).copied().unwrap_or_default())
    });
    more.filter(|(_, count)| *count > 0).collect()
}

#[rstest]
#[actix_web::test]
async fn a_postponement_asks_the_confirmed_and_makes_proposals_anew(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let now = app.clock.now();
    let pairing = |state: PairingState| {
        let (app, edition) = (&app, &edition);
        async move { app.db_pairing(edition, |pairing| pairing.state = state.clone()).await.id }
    };
    let deadline = now + chrono::TimeDelta::days(3);
    let answers = Answers::default().with(Party::Student, now);
    let proposed = pairing(PairingState::Proposed { answers, deadline }).await;
    let agreed = pairing(confirmed(now)).await;
    let held = pairing(PairingState::Held).await;
    let before = told(&app).await;
    let admin = app.dinum_admin().await.caller;
    let body = json!({
        "day": "2026-12-03", "window": { "first": "2026-11-30", "last": "2026-12-11" }, "reason": "Grève",
    });
    admin.post(&format!("/v1/editions/{}/postponement", edition.id), &body).await.expect(200);

    let read = admin.get(&format!("/v1/pairings/{proposed}")).await.expect(200).json;
    assert_eq!((&read["state"], &read["date"]), (&json!("proposed"), &json!("2026-12-03")));
    assert_eq!(read["answers"].get("student_accepted_at"), None, "the answer was about another day");
    assert!(app.db_history(proposed).await.contains(&"proposed system".to_owned()));

    let read = admin.get(&format!("/v1/pairings/{agreed}")).await.expect(200).json;
    assert_eq!((&read["state"], &read["date"]), (&json!("confirmed"), &json!("2026-11-19")));
    let pending = &read["pending_date"];
    assert_eq!((&pending["date"], &pending["asked_by"]), (&json!("2026-12-03"), &json!("system")));
    assert!(read.get("convocation").is_some(), "contacts stay visible meanwhile");
    assert_eq!(app.db_pairing_now(held).await.state, PairingState::Held);

    let news = news(&before, &told(&app).await);
    assert_eq!(news, [("pairing_date_asked".to_owned(), 2), ("pairing_proposed".to_owned(), 2)]);
    assert_eq!(app.db_broken_invariants().await, Vec::<String>::new());
}

#[rstest]
#[actix_web::test]
async fn a_postponed_duo_goes_on_when_both_want_and_ends_when_one_does_not(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let now = app.clock.now();
    let one = app.db_pairing(&edition, |pairing| pairing.state = confirmed(now)).await;
    let other = app.db_pairing(&edition, |pairing| pairing.state = confirmed(now)).await;
    let admin = app.dinum_admin().await.caller;
    let body = json!({
        "day": "2026-12-03", "window": { "first": "2026-11-30", "last": "2026-12-11" }, "reason": "Grève",
    });
    admin.post(&format!("/v1/editions/{}/postponement", edition.id), &body).await.expect(200);
    for person in [one.student.person.id, one.ambassador.agent.id] {
        let caller = app.db_caller(person).await;
        caller.post(&format!("/v1/pairings/{}/date-acceptance", one.id), &json!({})).await.expect(200);
    }
    assert_eq!(app.db_pairing_now(one.id).await.date, date(12, 3));
    let student = app.db_caller(other.student.person.id).await;
    student.post(&format!("/v1/pairings/{}/date-refusal", other.id), &json!({})).await.expect(200);
    let ended = admin.get(&format!("/v1/pairings/{}", other.id)).await.expect(200).json;
    assert_eq!(ended["state"], "cancelled");
    assert_eq!(ended["loss"], json!({ "by": "student", "reason_code": "edition_postponed" }));
    assert_eq!(app.db_broken_invariants().await, Vec::<String>::new());
}

#[rstest]
#[actix_web::test]
async fn a_cancelled_edition_ends_its_duos_and_tells_them(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let elsewhere = app.db_edition(|_| {}).await;
    let now = app.clock.now();
    let mut ended = Vec::new();
    for state in [confirmed(now), confirmed(now)] {
        ended.push(app.db_pairing(&edition, |pairing| pairing.state = state.clone()).await.id);
    }
    ended.push(app.db_pairing(&edition, |_| {}).await.id);
    let held = app.db_pairing(&edition, |pairing| pairing.state = PairingState::Held).await.id;
    let other = app.db_pairing(&elsewhere, |_| {}).await.id;
    let before = told(&app).await;
    let admin = app.dinum_admin().await.caller;
    let there = format!("/v1/editions/{}/cancellation", edition.id);
    admin.post(&there, &json!({ "reason": "Crise sanitaire" })).await.expect(200);
    for id in ended {
        let state = app.db_pairing_now(id).await.state;
        let reason = vmj_domain::pairing::CancellationReason::EditionCancelled;
        assert_eq!(state, PairingState::Cancelled { by: Author::Dinum, reason, text: None });
        let history = app.db_history(id).await;
        assert_eq!(history.iter().filter(|line| *line == "cancelled dinum").count(), 1, "{history:?}");
    }
    assert_eq!(app.db_pairing_now(held).await.state, PairingState::Held);
    assert_eq!(app.db_pairing_now(other).await.state.slug(), "proposed");
    assert_eq!(news(&before, &told(&app).await), [("pairing_lost".to_owned(), 6)]);
    assert_eq!(app.db_broken_invariants().await, Vec::<String>::new());
}
