//! The window of the ambassadors, at its very edges.

use rstest::rstest;
use serde_json::json;
use vmj_domain::edition::DayRange;
use vmj_tests::{Answer, Engine, TestApp};

use super::{ambassador_path, at, offer, started_at};

/// A window, the instants at which it begins and ends, and the microsecond before each. The clock goes forward on
/// 29 March 2026 and 28 March 2027, back on 25 October 2026.
const WINDOWS: [(&str, &str, [&str; 4]); 3] = [
    (
        "2026-03-29",
        "2026-10-25",
        [
            "2026-03-28T22:59:59.999999Z",
            "2026-03-28T23:00:00Z",
            "2026-10-25T22:59:59.999999Z",
            "2026-10-25T23:00:00Z",
        ],
    ),
    (
        "2026-10-25",
        "2027-03-28",
        [
            "2026-10-24T21:59:59.999999Z",
            "2026-10-24T22:00:00Z",
            "2027-03-28T21:59:59.999999Z",
            "2027-03-28T22:00:00Z",
        ],
    ),
    (
        "2026-11-04",
        "2026-11-04",
        [
            "2026-11-03T22:59:59.999999Z",
            "2026-11-03T23:00:00Z",
            "2026-11-04T22:59:59.999999Z",
            "2026-11-04T23:00:00Z",
        ],
    ),
];

/// The day of the edition lies years ahead, the students' window far behind: neither matters.
async fn edition(app: &TestApp, first: &str, last: &str) -> String {
    let day = |text: &str| text.parse().expect("a day");
    let window = DayRange { first: day(first), last: day(last) };
    let edition = app.db_edition(|edition| {
        edition.parameters.ambassadors_window = window;
        edition.parameters.students_window = DayRange { first: day("2020-01-01"), last: day("2020-01-01") };
        edition.parameters.day = day("2029-11-15");
        edition.parameters.window = DayRange { first: day("2029-11-15"), last: day("2029-11-15") };
    });
    at(&edition.await)
}

/// Somebody new volunteers now.
async fn volunteer(app: &TestApp, edition: &str) -> Answer {
    let agent = app.agent("dinum").await.caller;
    agent.post(&format!("{edition}/ambassadors"), &json!({})).await
}

#[rstest]
#[actix_web::test]
async fn it_opens_and_closes_to_the_microsecond(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(0, 1, 2)] window: usize,
) {
    let (first, last, [before, opening, end, closing]) = WINDOWS[window];
    let (app, _database) = started_at(engine, "2026-03-01T09:00:00Z").await;
    let edition = edition(&app, first, last).await;
    let shown = app.anonymous().get(&edition).await.expect(200).json["ambassadors_window"].clone();
    let wanted = json!({ "first": first, "last": last, "opens_at": opening, "closes_at": closing });
    assert_eq!(shown, wanted);
    for (instant, open) in [(before, false), (opening, true), (end, true), (closing, false)] {
        app.clock.set(instant);
        let answer = volunteer(&app, &edition).await;
        if open {
            answer.expect(201);
        } else {
            let refused = answer.expect_problem(409, "window_closed");
            let detail = refused.json["detail"].as_str().expect("a detail");
            assert!(detail.contains(opening) && detail.contains(closing), "{detail}");
        }
        // DINUM may at any time, and says why outside only.
        let (dinum, agent) = (app.dinum_admin().await.caller, app.agent("dinum").await.id.to_string());
        let silent = dinum.post(&format!("{edition}/ambassadors"), &json!({ "account_id": agent })).await;
        if open {
            silent.expect(201);
        } else {
            assert_eq!(silent.expect_problem(422, "validation_failed").pointers(), ["/reason"], "{instant}");
            let body = json!({ "account_id": agent, "reason": "Courrier reçu à temps" });
            dinum.post(&format!("{edition}/ambassadors"), &body).await.expect(201);
        }
    }
}

#[rstest]
#[actix_web::test]
async fn what_was_begun_in_time_is_not_finished_later(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (app, _database) = started_at(engine, "2026-11-04T22:59:59.999998Z").await;
    let edition = edition(&app, "2026-11-01", "2026-11-05").await;
    app.clock.set("2026-11-05T22:59:59.999999Z");
    let agent = app.agent("dinum").await;
    let made = agent.caller.post(&format!("{edition}/ambassadors"), &offer(&json!({}))).await.expect(201);
    let path = ambassador_path(&made);
    agent.caller.act(&format!("{path}/submission")).await.expect(200);
    let edit = json!({ "capacity": 2 });
    let editor = agent.caller.with("If-Match", "*");
    editor.patch(&path, &edit).await.expect(200);
    editor.put(&path, &offer(&edit)).await.expect(200);
    app.clock.set("2026-11-05T23:00:00Z");
    editor.patch(&path, &edit).await.expect_problem(409, "window_closed");
    editor.put(&path, &offer(&edit)).await.expect_problem(409, "window_closed");
    // Who leaves or is decided on needs no window.
    app.dinum_admin().await.caller.act(&format!("{path}/approval")).await.expect(200);
    let why = json!({ "reason": "Mutation" });
    agent.caller.post(&format!("{path}/withdrawal"), &why).await.expect(200);
    agent.caller.act(&format!("{path}/resumption")).await.expect_problem(409, "window_closed");
}
