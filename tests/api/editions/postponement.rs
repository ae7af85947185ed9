//! A later day.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::{Engine, TestApp};

use super::at;

fn later(day: &str, first: &str, last: &str) -> Value {
    json!({ "day": day, "window": { "first": first, "last": last }, "reason": "Mouvement social" })
}

#[rstest]
#[actix_web::test]
async fn the_first_day_is_kept_in_mind(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let edition = app.db_edition(|_| {}).await;
    let (path, before) = (at(&edition), app.anonymous().get(&at(&edition)).await.expect(200));
    assert_eq!(before.json.get("postponed_from"), None);
    let postponement = format!("{path}/postponement");
    let once = admin.post(&postponement, &later("2026-12-03", "2026-11-30", "2026-12-11")).await.expect(200);
    assert_eq!(
        (&once.json["day"], &once.json["postponed_from"]),
        (&json!("2026-12-03"), &json!("2026-11-19"))
    );
    let twice = admin.post(&postponement, &later("2027-01-14", "2027-01-11", "2027-01-22")).await.expect(200);
    assert_eq!(
        (&twice.json["day"], &twice.json["postponed_from"]),
        (&json!("2027-01-14"), &json!("2026-11-19"))
    );
    assert_eq!(twice.json["window"], json!({ "first": "2027-01-11", "last": "2027-01-22" }));
    assert_eq!(app.anonymous().get(&path).await.expect(200).json, twice.json);
    for member in
        ["state", "state_changed_at", "ambassadors_window", "students_window", "job_profiles", "name"]
    {
        assert_eq!(twice.json[member], before.json[member], "{member}");
    }
    assert_eq!(twice.json.get("state_reason"), None, "why is in the audit log");
    let told = crate::organisations::db_audit(&app, &edition.id.to_string()).await;
    let why = Some("Mouvement social".to_owned());
    let event = ("edition.postponed".to_owned(), "day window".to_owned(), why);
    assert_eq!(told, [event.clone(), event]);
}

#[rstest]
#[actix_web::test]
async fn refusals(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let edition = app.db_edition(|_| {}).await;
    let postponement = format!("{}/postponement", at(&edition));
    let silent = |reason: Value| {
        let mut body = later("2026-12-03", "2026-11-30", "2026-12-11");
        body["reason"] = reason;
        body
    };
    let backwards = later("2026-11-18", "2026-11-16", "2026-11-27");
    for (body, pointers) in [
        (later("2026-11-19", "2026-11-16", "2026-11-27"), vec!["/day"]),
        (backwards.clone(), vec!["/day"]),
        (later("2026-12-05", "2026-11-30", "2026-12-11"), vec!["/day"]),
        (later("2026-12-25", "2026-12-21", "2026-12-31"), vec!["/day"]),
        (later("2026-12-03", "2026-12-04", "2026-12-11"), vec!["/window/first"]),
        (later("2026-12-03", "2026-11-30", "2026-12-02"), vec!["/window/last"]),
        (later("2026-12-05", "2026-12-06", "2026-12-04"), vec!["/day", "/window/first", "/window/last"]),
        (later("2026-12-03", "2026-09-01", "2026-12-03"), vec!["/window/last"]),
        (silent(json!("")), vec!["/reason"]),
        (silent(json!("x".repeat(501))), vec!["/reason"]),
        (silent(Value::Null), vec!["/reason"]),
        (json!({ "day": "2026-12-03", "reason": "x" }), vec!["/window"]),
        (
            json!({ "day": "2026-12-05", "window": { "first": "2026-12-01", "last": "2026-12-11" }, "reason": "" }),
            vec!["/reason", "/day"],
        ),
    ] {
        let refused = admin.post(&postponement, &body).await.expect_problem(422, "validation_failed");
        let mut found = refused.pointers();
        found.sort_unstable();
        let mut pointers = pointers;
        pointers.sort_unstable();
        assert_eq!(found, pointers, "{body}");
    }
    // What is wrong by itself comes before a tag that is old; what is wrong beside the present day, after.
    let stale = admin.with("If-Match", "\"9.x\"");
    let sunday = later("2026-12-06", "2026-11-30", "2026-12-11");
    stale.post(&postponement, &sunday).await.expect_problem(422, "validation_failed");
    stale.post(&postponement, &backwards).await.expect_problem(412, "precondition_failed");
    let read = app.anonymous().get(&at(&edition)).await.expect(200);
    assert_eq!((&read.json["day"], &read.json["version"]), (&json!("2026-11-19"), &json!(1)));
}
