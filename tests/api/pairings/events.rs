//! The history of a pairing.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::duos::{Duo, stage};
use vmj_tests::pairings::confirmed;
use vmj_tests::{Caller, Engine, TestApp};

use super::{collection, for_party, history, tick};
use crate::contract::pages::{column, walk};

/// What is done in a life, by whom, and the line that tells of it.
fn life() -> Vec<(&'static str, &'static str, Value, &'static str)> {
    let nothing = || json!({});
    vec![
        ("agent", "acceptance", nothing(), "accepted ambassador"),
        ("student", "acceptance", nothing(), "confirmed student"),
        ("student", "date-request", json!({ "date": "2026-11-24" }), "date_asked student"),
        ("agent", "notes", json!({ "access_cleared": true }), "noted ambassador"),
        ("agent", "date-refusal", nothing(), "date_refused ambassador"),
        ("agent", "date-request", json!({ "date": "2026-11-25" }), "date_asked ambassador"),
        ("dinum", "date-acceptance", for_party("student"), "date_changed dinum"),
    ]
}

/// After the day.
fn after() -> Vec<(&'static str, &'static str, Value, &'static str)> {
    vec![
        ("agent", "no-show", json!({ "missing": "student" }), "no_show ambassador"),
        ("student", "contestation", json!({ "text": "Présente" }), "contested student"),
        (
            "dinum",
            "contest-settlement",
            json!({ "outcome": "held", "reason": "Vue" }),
            "contest_settled dinum",
        ),
    ]
}

async fn act(app: &TestApp, duo: &Duo, (who, act, body): (&str, &str, &Value)) {
    tick(app);
    let caller = match who {
        "agent" => app.agent_of(duo).await,
        "student" => app.student_of(duo).await,
        _ => app.dinum_admin().await.caller,
    };
    if act == "notes" {
        caller.with("If-Match", "*").patch(&duo.path(), body).await.expect(200);
    } else {
        caller.post(&duo.at(act), body).await.expect(200);
    }
}

#[rstest]
#[actix_web::test]
async fn a_life_in_order(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let duo = app.db_duo(&edition, "dinum", |_| {}).await;
    let mut expected = vec!["proposed dinum".to_owned()];
    for (who, what, body, line) in life() {
        act(&app, &duo, (who, what, &body)).await;
        expected.push(line.to_owned());
    }
    app.clock.set("2026-11-25T09:00:00Z");
    for (who, what, body, line) in after() {
        act(&app, &duo, (who, what, &body)).await;
        expected.push(line.to_owned());
    }
    let readers = [
        app.student_of(&duo).await,
        app.agent_of(&duo).await,
        app.ministry_admin("dinum").await.caller,
        app.dinum_admin().await.caller,
    ];
    for reader in &readers {
        assert_eq!(history(reader, &duo.path()).await, expected);
    }
    let dinum = &readers[3];
    let all = dinum.get(&format!("{}?count=true", duo.at("events"))).await.expect(200);
    assert_eq!(all.json["page"]["total"], expected.len());
    let dates: Vec<_> = column(&all, "date").into_iter().map(|day| day.as_str().map(str::to_owned)).collect();
    let day = |text: &str| Some(text.to_owned());
    let (first, asked, moved) = (day("2026-11-19"), day("2026-11-24"), day("2026-11-25"));
    // A note that is taken while a date is asked for is not about that date.
    let expected = [first, None, None, asked, None, None, moved.clone(), moved, None, None, None];
    assert_eq!(dates, expected);
    let ats = column(&all, "at");
    assert!(ats.is_sorted_by_key(|at| {
        at.as_str().expect("an instant").parse::<chrono::DateTime<chrono::Utc>>().ok()
    }));
    assert!(column(&all, "reason_code").iter().all(Value::is_null), "nothing was cancelled");
    for limit in [1, 4, 11] {
        let list = format!("{}?count=false", duo.at("events"));
        assert_eq!(walk(dinum, &list, limit, "id").await, column(&all, "id"));
    }
    super::assert_sound(&app.db_broken_invariants().await);
}

/// The reason of a loss stands with the loss alone.
#[rstest]
#[actix_web::test]
async fn a_reason_stands_where_it_was_given(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let duo = app.db_duo(&edition, "dinum", |duo| duo.state = confirmed(duo.created_at)).await;
    tick(&app);
    let student = app.student_of(&duo).await;
    student.post(&duo.at("cancellation"), &json!({ "reason_code": "exam" })).await.expect(200);
    tick(&app);
    let host = app.db_host_of(&edition, "dinum", |_| {}).await.id;
    let dinum = app.dinum_admin().await.caller;
    let host =
        json!({ "ambassador_id": host.to_string(), "job_profile_code": "data-engineer", "format": "remote" });
    dinum.post(&duo.at("replacement"), &host).await.expect(201);
    let events = dinum.get(&duo.at("events")).await.expect(200);
    assert_eq!(column(&events, "kind"), ["proposed", "cancelled", "replaced"]);
    assert_eq!(column(&events, "reason_code"), [json!(null), json!("exam"), json!(null)]);
}

#[rstest]
#[actix_web::test]
async fn a_cursor_belongs_to_its_history(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let duos = [
        app.db_duo(&edition, "dinum", |_| {}).await,
        app.db_duo(&edition, "dinum", |duo| duo.state = stage("confirmed", duo.created_at)).await,
    ];
    let dinum: Caller = app.dinum_admin().await.caller;
    for duo in &duos {
        tick(&app);
        app.db_change_pairing(duo.id, |_| {}).await;
    }
    let first = dinum.get(&format!("{}?limit=1", duos[0].at("events"))).await.expect(200);
    let cursor = first.json["page"]["next_cursor"].as_str().expect("a next page");
    for path in [duos[1].at("events"), collection(&edition)] {
        let refused = dinum.get(&format!("{path}?limit=1&cursor={cursor}")).await;
        assert_eq!(refused.expect_problem(422, "validation_failed").pointers(), ["/cursor"]);
    }
    let unknown = dinum.get(&format!("{}?kind=held", duos[0].at("events"))).await;
    unknown.expect_problem(422, "validation_failed");
}
