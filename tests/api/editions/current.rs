//! The current edition, as days go by.

use chrono::NaiveDate;
use rstest::rstest;
use serde_json::json;
use vmj_domain::edition::{DayRange, Edition};
use vmj_tests::{Answer, Engine, TestApp};

use super::{at, started_at, state};
use crate::contract::{UNKNOWN_ID, anonymised};

async fn edition(app: &TestApp, day: &str, of: &str) -> Edition {
    let day: NaiveDate = day.parse().expect("a day");
    let edition = app.db_edition(|edition| {
        edition.parameters.day = day;
        edition.parameters.window = DayRange { first: day, last: day };
    });
    let edition = edition.await;
    app.db_edition_state(edition.id, &state(of)).await;
    edition
}

async fn current(app: &TestApp) -> Answer {
    app.anonymous().get("/v1/editions/current").await
}

async fn assert_current(app: &TestApp, wanted: Option<&Edition>) {
    let now = vmj_domain::clock::Clock::now(&*app.clock);
    let answer = current(app).await;
    let Some(wanted) = wanted else {
        let unknown = app.anonymous().get(&format!("/v1/editions/{UNKNOWN_ID}")).await.expect(404);
        assert_eq!(anonymised(&answer.expect_problem(404, "not_found")), anonymised(&unknown), "{now}");
        return;
    };
    let answer = answer.expect(200);
    assert_eq!(answer.json["day"], json!(wanted.parameters.day), "{now}");
    assert_eq!(answer.json["id"], json!(wanted.id.to_string()), "{now}");
    let read = app.anonymous().get(&at(wanted)).await.expect(200);
    assert_eq!((&read.json, read.header("etag")), (&answer.json, answer.header("etag")), "the same resource");
}

#[rstest]
#[actix_web::test]
async fn the_nearest_that_is_not_closed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, _database) = started_at(engine, "2026-06-01T09:00:00Z").await;
    assert_current(&app, None).await;
    edition(&app, "2026-06-04", "draft").await;
    edition(&app, "2026-06-05", "cancelled").await;
    assert_current(&app, None).await;
    let oldest = edition(&app, "2020-11-05", "closed").await;
    assert_current(&app, Some(&oldest)).await;
    let latest = edition(&app, "2022-11-24", "closed").await;
    edition(&app, "2021-11-17", "closed").await;
    assert_current(&app, Some(&latest)).await;
    // 20 days apart: by the clock of Paris, the day between them is nearer to the later one.
    let (one, other) =
        (edition(&app, "2026-11-09", "published").await, edition(&app, "2026-11-29", "open").await);
    assert_current(&app, Some(&one)).await;
    for (instant, wanted) in [
        ("2026-11-09T12:00:00Z", &one),
        ("2026-11-18T22:59:59.999999Z", &one),
        ("2026-11-18T23:00:00Z", &other),
        ("2026-11-19T23:00:00Z", &other),
        ("2027-06-01T09:00:00Z", &other),
    ] {
        app.clock.set(instant);
        assert_current(&app, Some(wanted)).await;
    }
}

#[rstest]
#[actix_web::test]
async fn it_changes_with_their_states(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, _database) = started_at(engine, "2026-11-10T09:00:00Z").await;
    let (one, other) =
        (edition(&app, "2026-11-09", "draft").await, edition(&app, "2027-11-18", "draft").await);
    let mut wanted = None;
    for (edition, to, then) in [
        (&other, "open", Some(&other)),
        (&one, "open", Some(&one)),
        (&one, "matching", Some(&one)),
        (&one, "published", Some(&one)),
        (&one, "held", Some(&one)),
        (&one, "closed", Some(&other)),
        (&other, "cancelled", Some(&one)),
    ] {
        assert_current(&app, wanted).await;
        app.db_edition_state(edition.id, &state(to)).await;
        assert_current(&app, then).await;
        wanted = then;
    }
    let read = current(&app).await.expect(200);
    assert_eq!(read.header("cache-control"), "public, no-cache");
    app.anonymous().with("If-None-Match", read.header("etag")).get("/v1/editions/current").await.expect(304);
}
