//! Validity, to the day: that of metropolitan France.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;
use vmj_tests::{Answer, Engine, TestApp};

use super::{codes, created, path};

async fn listed(app: &TestApp, state: &str) -> bool {
    let list = format!("/v1/organisations?q=passage&state={state}");
    !codes(&app.anonymous().get(&list).await.expect(200)).is_empty()
}

/// Its state by itself, and in which lists it is: they must agree.
async fn state(app: &TestApp, made: &Answer) -> String {
    let read = app.anonymous().get(&path(made)).await.expect(200);
    let state = read.json["state"].as_str().expect("a state").to_owned();
    for other in ["upcoming", "active", "retired"] {
        assert_eq!(listed(app, other).await, other == state, "{other} while {state}");
    }
    state
}

#[rstest]
#[actix_web::test]
async fn the_first_and_the_last_day_are_included(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let made = created(&admin, json!({ "name": "Passage", "valid_from": "2026-11-04" })).await;
    let body = json!({ "reason": "Passage", "effective_on": "2026-11-05" });
    let retired = admin.post(&format!("{}/retirement", path(&made)), &body).await.expect(200);
    assert_eq!(retired.json["valid_until"], "2026-11-04", "one day in all");
    assert_eq!(state(&app, &made).await, "upcoming");
    // Midnight of 4 November in Paris is 23:00 UTC of the day before; it is 2 November, 09:00 UTC.
    let moment = TimeDelta::microseconds(1);
    let id = made.json["id"].as_str().expect("an id").parse().expect("an id");
    let active_on = async |day: &str| {
        let day = day.parse().expect("a day");
        let read = app
            .store
            .read::<_, vmj_persistence::StoreError>(async |tx| tx.organisations().is_active(id, day).await);
        read.await.expect("a store")
    };
    for (advance, expected) in [
        (TimeDelta::hours(38) - moment, "upcoming"),
        (moment, "active"),
        (TimeDelta::hours(24) - moment, "active"),
        (moment, "retired"),
    ] {
        app.clock.advance(advance);
        assert_eq!(state(&app, &made).await, expected);
    }
    let days = [("2026-11-03", false), ("2026-11-04", true), ("2026-11-05", false)];
    for (day, active) in days {
        assert_eq!(active_on(day).await, active, "{day}");
    }
}

#[rstest]
#[actix_web::test]
async fn what_is_no_longer_in_force_gets_nothing_below_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let (gone, child) = (created(&admin, json!({})).await, created(&admin, json!({})).await);
    let retirement = format!("{}/retirement", path(&gone));
    admin.post(&retirement, &json!({ "reason": "Fin" })).await.expect(200);
    let below = json!({ "parent_id": gone.json["id"] });
    let mut body = super::organisation("refused");
    body["parent_id"] = gone.json["id"].clone();
    let editor = admin.with("If-Match", "*");
    for refused in [admin.post("/v1/organisations", &body).await, editor.patch(&path(&child), &below).await] {
        let refused = refused.expect_problem(422, "validation_failed");
        assert_eq!(refused.pointers(), ["/parent_id"]);
        assert_eq!(refused.json["errors"][0]["code"], "retired");
    }
    admin.act(&format!("{}/restoration", path(&gone))).await.expect(200);
    editor.patch(&path(&child), &below).await.expect(200);
    // What is below it already stays, and may be corrected.
    admin.post(&retirement, &json!({ "reason": "Fin" })).await.expect(200);
    let corrected = editor.patch(&path(&child), &json!({ "short_name": "X" })).await.expect(200);
    assert_eq!(corrected.json["parent"]["id"], gone.json["id"]);
    // What is still to come may be prepared.
    let coming = created(&admin, json!({ "valid_from": "2027-01-01" })).await;
    let part = created(&admin, json!({ "parent_id": coming.json["id"], "valid_from": "2027-01-01" })).await;
    assert_eq!(part.json["state"], "upcoming");
}
