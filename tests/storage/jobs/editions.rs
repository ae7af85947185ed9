//! Editions that move on by themselves.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;
use vmj_domain::clock::Instant;
use vmj_domain::edition::{DayRange, Edition, EditionState};
use vmj_domain::id::EditionId;
use vmj_domain::text::Reason;
use vmj_tests::editions::date;
use vmj_tests::{Engine, TestApp};

use super::{MOMENT, at, move_to, pass};

/// What the API shows of an edition a second later, when the server has learned of it.
async fn shown(app: &TestApp, id: EditionId) -> serde_json::Value {
    app.clock.advance(TimeDelta::seconds(1));
    app.anonymous().get(&format!("/v1/editions/{id}")).await.expect(200).json
}

/// The events of the audit log that the server wrote by itself.
async fn by_itself(app: &TestApp, id: EditionId) -> Vec<serde_json::Value> {
    let dinum = app.dinum_admin().await.caller;
    let path = format!("/v1/audit-events?subject_kind=edition&subject={id}");
    let page = dinum.get(&path).await.expect(200).json;
    page["items"].as_array().expect("events").clone()
}

/// Held or matching at this instant and not before, with one event, and nothing more later.
async fn moves(app: &TestApp, id: EditionId, instant: Instant, (to, action): (&str, &str)) {
    move_to(app, instant - MOMENT);
    let before = app.anonymous().get(&format!("/v1/editions/{id}")).await.expect(200).json;
    assert_eq!(pass(app).await, 0);
    move_to(app, instant);
    assert_eq!(pass(app).await, 1);
    let after = shown(app, id).await;
    let version = before["version"].as_i64().expect("a version") + 1;
    assert_eq!((&after["state"], &after["version"]), (&json!(to), &json!(version)));
    assert_eq!(after["state_changed_at"].as_str().map(at), Some(instant));
    let events = by_itself(app, id).await;
    let [event] = &events[..] else { panic!("{events:?}") };
    let told = (&event["action"], &event["actor"], &event["fields"]);
    assert_eq!(told, (&json!(action), &json!({ "kind": "system" }), &json!(["state"])));
    assert_eq!(pass(app).await, 0, "once");
}

#[rstest]
#[actix_web::test]
async fn a_published_edition_is_held_when_its_day_is_over(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let published = |edition: &mut Edition| edition.state = EditionState::Published;
    let id = app.db_edition(published).await.id;
    let tomorrow = |edition: &mut Edition| {
        published(edition);
        edition.parameters.day = date(11, 20);
    };
    app.db_edition(tomorrow).await;
    for state in [EditionState::Draft, EditionState::Matching, EditionState::Held, EditionState::Closed] {
        app.db_edition(|edition| edition.state = state.clone()).await;
    }
    // The end of 19 November in metropolitan France.
    moves(&app, id, at("2026-11-19T23:00:00Z"), ("held", "edition.held")).await;
}

#[rstest]
#[actix_web::test]
async fn matching_starts_when_both_windows_are_over(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let windows = |ambassadors, students| {
        move |edition: &mut Edition| {
            edition.parameters.ambassadors_window = DayRange { first: date(9, 1), last: ambassadors };
            edition.parameters.students_window = DayRange { first: date(9, 1), last: students };
        }
    };
    let id = app.db_edition(windows(date(11, 8), date(11, 10))).await.id;
    app.db_edition(windows(date(11, 8), date(11, 11))).await;
    app.db_edition(windows(date(11, 11), date(11, 8))).await;
    app.db_edition(|edition| edition.state = EditionState::Draft).await;
    moves(&app, id, at("2026-11-10T23:00:00Z"), ("matching", "edition.matching_started")).await;
}

#[rstest]
#[actix_web::test]
async fn an_edition_that_was_opened_again_is_left_to_dinum(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let why = Reason::parse("Peu d’inscriptions").expect("a reason");
    let reopened = EditionState::Open { reopened_because: Some(why) };
    let id = app.db_edition(|edition| edition.state = reopened.clone()).await.id;
    move_to(&app, at("2026-11-18T12:00:00Z"));
    assert_eq!(pass(&app).await, 0);
    assert_eq!(shown(&app, id).await["state"], "open");
    // By hand it goes on, as before.
    let dinum = app.dinum_admin().await.caller;
    dinum.act(&format!("/v1/editions/{id}/matching")).await.expect(200);
}
