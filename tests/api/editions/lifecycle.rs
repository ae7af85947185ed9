//! Every transition from every state by every kind of caller.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::edition::{DayRange, Edition};
use vmj_tests::editions::date;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{STATES, at, state};
use crate::contract::{UNKNOWN_ID, anonymised};

/// States from which a transition leads, each with the state to which.
type Moves = &'static [(&'static str, &'static str)];

/// Each transition, with its body.
fn transitions() -> [(&'static str, Value, Moves); 7] {
    let because = json!({ "reason": "Essai" });
    let later = json!({
        "day": "2026-12-03", "window": { "first": "2026-11-30", "last": "2026-12-11" }, "reason": "Essai",
    });
    [
        ("opening", Value::Null, &[("draft", "open")]),
        ("matching", Value::Null, &[("open", "matching")]),
        ("reopening", because.clone(), &[("matching", "open")]),
        ("holding", Value::Null, &[("published", "held")]),
        ("closure", Value::Null, &[("held", "closed")]),
        ("postponement", later, &[("open", "open"), ("matching", "matching"), ("published", "published")]),
        (
            "cancellation",
            because,
            &[
                ("draft", "cancelled"),
                ("open", "cancelled"),
                ("matching", "cancelled"),
                ("published", "cancelled"),
            ],
        ),
    ]
}

/// The transitions that a state allows, as a refusal names them.
fn allowed(state: &str) -> &'static [&'static str] {
    match state {
        "draft" => &["opening", "cancellation"],
        "open" => &["matching", "postponement", "cancellation"],
        "matching" => &["reopening", "postponement", "cancellation"],
        "published" => &["holding", "postponement", "cancellation"],
        "held" => &["closure"],
        _ => &[],
    }
}

/// Its day was 15 October: over when the clock of tests begins.
fn over(edition: &mut Edition) {
    edition.parameters.day = date(10, 15);
    edition.parameters.window = DayRange { first: date(10, 12), last: date(10, 23) };
}

async fn act(caller: &Caller, path: &str, body: &Value) -> Answer {
    if body.is_null() { caller.act(path).await } else { caller.post(path, body).await }
}

/// What an edition is like for DINUM.
async fn seen(admin: &Caller, edition: &Edition) -> Value {
    admin.get(&at(edition)).await.expect(200).json
}

#[rstest]
#[actix_web::test]
async fn every_transition_from_every_state_by_everybody(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let refused = [
        (app.anonymous(), 401, "unauthenticated"),
        (app.student().await.caller, 403, "forbidden"),
        (app.agent("dinum").await.caller, 403, "forbidden"),
        (app.ministry_admin("dinum").await.caller, 403, "forbidden"),
        (app.hr_client("dinum").await, 403, "forbidden"),
    ];
    for (from, (name, body, moves)) in
        STATES.iter().flat_map(|from| transitions().map(|transition| (*from, transition)))
    {
        let edition = app.db_edition(over).await;
        app.db_edition_state(edition.id, &state(from)).await;
        let (path, before) = (format!("{}/{name}", at(&edition)), seen(&admin, &edition).await);
        for (caller, status, code) in &refused {
            act(caller, &path, &body).await.expect_problem(*status, code);
        }
        assert_eq!(seen(&admin, &edition).await, before, "{name} from {from} by others");
        let answer = act(&admin, &path, &body).await;
        if let Some((_, to)) = moves.iter().find(|(allowed, _)| *allowed == from) {
            let answer = answer.expect(200);
            assert_eq!((&answer.json["state"], &answer.json["version"]), (&json!(to), &json!(3)), "{name}");
            let moved = answer.json["state_changed_at"] != before["state_changed_at"];
            assert_eq!(moved, *to != from, "{name} from {from}");
            let read = admin.get(&at(&edition)).await.expect(200);
            assert_eq!((&read.json, read.header("etag")), (&answer.json, answer.header("etag")));
            assert!(allowed(from).contains(&name), "{name} from {from}");
        } else {
            let answer = answer.expect_problem(409, "invalid_transition");
            let named = answer.json.get("allowed_transitions").cloned().unwrap_or(json!([]));
            assert_eq!(named, json!(allowed(from)), "{name} from {from}");
            assert_eq!(seen(&admin, &edition).await, before, "{name} from {from}");
            assert!(!allowed(from).contains(&name), "{name} from {from}");
        }
    }
}

#[rstest]
#[actix_web::test]
async fn unknown_ones_are_404_whatever_is_sent(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let unknown = format!("/v1/editions/{UNKNOWN_ID}");
    let read = app.anonymous().get(&unknown).await.expect_problem(404, "not_found");
    for (name, ..) in transitions() {
        for body in [Value::Null, json!({}), json!({ "reason": "x" }), json!({ "colour": "red" })] {
            let answer = act(&admin, &format!("{unknown}/{name}"), &body).await;
            assert_eq!(anonymised(&answer.expect_problem(404, "not_found")), anonymised(&read), "{name}");
        }
    }
}
