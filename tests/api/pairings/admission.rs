//! What may be done to duos in which state of their edition.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::clock::Clock as _;
use vmj_domain::edition::EditionState;
use vmj_domain::pairing::Pairing;
use vmj_domain::text::Reason;
use vmj_tests::duos::{Duo, stage};
use vmj_tests::editions::date;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{collection, for_party};

/// In which states of an edition something may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// Open, matching, published.
    BeforeHeld,
    /// Then, and when it was held, if the date of the duo is still to come.
    ToCome,
    /// Then, and when it was held.
    UntilClosed,
}

/// What is done, from which stage, with what, and when.
fn acts() -> Vec<(&'static str, &'static str, Option<Value>, When)> {
    use When::{ToCome, UntilClosed};
    let student = Some(for_party("student"));
    let mut date_request = for_party("student");
    date_request["date"] = json!("2026-11-25");
    let cancellation = json!({ "reason_code": "work", "text": "Réunion" });
    let contestation = json!({ "on_behalf_of": "student", "text": "Présente" });
    vec![
        ("acceptance", "proposed", student.clone(), ToCome),
        ("refusal", "proposed", student.clone(), ToCome),
        ("cancellation", "confirmed", Some(cancellation), ToCome),
        ("date-request", "confirmed", Some(date_request), ToCome),
        ("date-acceptance", "asked_by_ambassador", student.clone(), ToCome),
        ("date-refusal", "asked_by_ambassador", student, ToCome),
        ("holding", "confirmed", None, UntilClosed),
        ("no-show", "confirmed", Some(json!({ "missing": "student" })), UntilClosed),
        ("contestation", "no_show", Some(contestation), UntilClosed),
        (
            "contest-settlement",
            "contested",
            Some(json!({ "outcome": "held", "reason": "Deux signatures" })),
            UntilClosed,
        ),
        ("notes", "confirmed", None, UntilClosed),
    ]
}

fn states() -> Vec<(EditionState, &'static [When])> {
    use When::{BeforeHeld, ToCome, UntilClosed};
    let reason = Reason::parse("Grève").expect("a reason");
    let all = &[BeforeHeld, ToCome, UntilClosed][..];
    vec![
        (EditionState::Draft, &[]),
        (EditionState::Open { reopened_because: None }, all),
        (EditionState::Matching, all),
        (EditionState::Published, all),
        (EditionState::Held, &[UntilClosed]),
        (EditionState::Closed, &[]),
        (EditionState::Cancelled { reason }, &[]),
    ]
}

async fn act(dinum: &Caller, duo: &Duo, act: &str, body: Option<&Value>) -> Answer {
    match (act, body) {
        ("notes", _) => {
            dinum.with("If-Match", "*").patch(&duo.path(), &json!({ "access_cleared": true })).await
        }
        (_, Some(body)) => dinum.post(&duo.at(act), body).await,
        (_, None) => dinum.act(&duo.at(act)).await,
    }
}

/// Today is 18 November: one duo is of today, another of the 24th.
#[rstest]
#[actix_web::test]
async fn the_edition_decides(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    app.clock.set("2026-11-18T09:00:00Z");
    let edition = app.db_edition(|_| {}).await;
    let duo = app.db_duo(&edition, "dinum", |_| {}).await;
    for (state, admitted) in states() {
        app.db_edition_state(edition.id, &state).await;
        let dinum = app.dinum_admin().await.caller;
        for (name, from, body, when) in acts() {
            for day in [date(11, 18), date(11, 24)] {
                let to_come = day == date(11, 24);
                let from = stage(from, app.clock.now());
                let change = |pairing: &mut Pairing| (pairing.state, pairing.date) = (from.clone(), day);
                let before = app.db_change_pairing(duo.id, change).await;
                let answer = act(&dinum, &duo, name, body.as_ref()).await;
                let what = format!("{name} on {day} in {}", state.slug());
                let refusal = match when {
                    When::ToCome if state == EditionState::Held && to_come => None,
                    when if !admitted.contains(&when) => Some("edition_state"),
                    // It is the duo's own day that is not right.
                    _ if to_come && matches!(name, "holding" | "no-show") => Some("too_early"),
                    _ if !to_come && name == "date-request" => Some("too_late"),
                    _ => None,
                };
                let told = answer.json["code"].as_str();
                assert_eq!(told, refusal, "{what}: {}", answer.json);
                assert_eq!(answer.status, if refusal.is_some() { 409 } else { 200 }, "{what}");
                if refusal.is_some() {
                    assert_eq!(app.db_pairing_now(duo.id).await, before, "{what}");
                }
            }
        }
    }
}

#[rstest]
#[actix_web::test]
async fn it_decides_on_new_duos_and_replacements(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    for (state, admitted) in states() {
        let edition = app.db_edition(|_| {}).await;
        let host = app.db_host_of(&edition, "dinum", |_| {}).await.id;
        let student = app.db_candidate(&edition, |_| {}).await;
        let lost =
            app.db_duo(&edition, "dinum", |lost| lost.state = stage("declined", lost.created_at)).await;
        app.db_edition_state(edition.id, &state).await;
        let dinum = app.dinum_admin().await.caller;
        let host = json!({ "ambassador_id": host.to_string(), "job_profile_code": "data-engineer", "format": "remote" });
        let mut pair = host.clone();
        pair["student_id"] = json!(student.id.to_string());
        let made = dinum.post(&collection(&edition), &pair).await;
        let replaced = dinum.post(&lost.at("replacement"), &host).await;
        let until_held = admitted.contains(&When::BeforeHeld);
        for (answer, may) in [(&made, until_held), (&replaced, until_held || state == EditionState::Held)] {
            let told = (answer.status.as_u16(), answer.json["code"].as_str());
            let expected = if may { (201, None) } else { (409, Some("edition_state")) };
            assert_eq!(told, expected, "in {}: {}", state.slug(), answer.json);
        }
        // What is wrong with the values comes first.
        pair["student_id"] = json!(lost.id.to_string());
        dinum.post(&collection(&edition), &pair).await.expect_problem(422, "validation_failed");
    }
    super::assert_sound(&app.db_broken_invariants().await);
}
