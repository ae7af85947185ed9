//! Dates and deadlines, by the calendar and the clock of the place.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::ambassador::Ambassador;
use vmj_domain::edition::{DayRange, Edition};
use vmj_domain::student::Student;
use vmj_tests::{Answer, Engine, TestApp};

use super::making::request;
use super::{broken, collection};

const RENNES: &str = "35238";
const STRASBOURG: &str = "67482";
const SAINT_DENIS_DE_LA_REUNION: &str = "97411";
const BASSE_TERRE_IN_GUADELOUPE: &str = "97105";
const NOUMEA: &str = "98818";

async fn at_site(app: &TestApp, edition: &Edition, commune: Option<&str>) -> (Student, Ambassador) {
    let site = |ambassador: &mut Ambassador| ambassador.form.site.commune_code = commune.map(str::to_owned);
    (app.db_candidate(edition, |_| {}).await, app.db_host_of(edition, "dinum", site).await)
}

/// What comes of pairing two at a place on a day.
async fn pair(app: &TestApp, edition: &Edition, commune: Option<&str>, day: Option<&str>) -> Answer {
    let (student, ambassador) = at_site(app, edition, commune).await;
    let members = day.map_or_else(|| json!({}), |day| json!({ "date": day }));
    let dinum = app.dinum_admin().await.caller;
    dinum.post(&collection(edition), &request(&student, &ambassador, members)).await
}

/// Refused for this, or not at all.
#[track_caller]
fn assert_date(answer: &Answer, broken_by: Option<&str>, what: &str) {
    let told = broken(answer);
    match broken_by {
        Some(code) => assert_eq!((answer.status.as_u16(), told), (422, vec![("/date", code)]), "{what}"),
        None => assert_eq!(answer.status, 201, "{what}: {}", answer.json),
    }
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a date")
}

async fn edition_on(app: &TestApp, its_day: &str, first: &str, last: &str) -> Edition {
    let window = DayRange { first: day(first), last: day(last) };
    app.db_edition(|edition| (edition.parameters.day, edition.parameters.window) = (day(its_day), window))
        .await
}

#[rstest]
#[actix_web::test]
async fn a_workday_at_the_place_within_the_window(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let autumn = edition_on(&app, "2026-11-19", "2026-11-09", "2026-11-27").await;
    for (date, broken_by) in [
        ("2026-11-06", Some("outside_window")),
        ("2026-11-09", None),
        ("2026-11-11", Some("not_a_workday")),
        ("2026-11-21", Some("not_a_workday")),
        ("2026-11-22", Some("not_a_workday")),
        ("2026-11-27", None),
        ("2026-11-30", Some("outside_window")),
        ("2025-11-19", Some("outside_window")),
    ] {
        assert_date(&pair(&app, &autumn, Some(RENNES), Some(date)).await, broken_by, date);
    }
    // Good Friday in Alsace-Moselle, Easter Monday everywhere.
    let easter = edition_on(&app, "2027-03-25", "2027-03-22", "2027-04-02").await;
    // The abolition of slavery in La Réunion.
    let winter = edition_on(&app, "2027-12-16", "2027-12-13", "2027-12-24").await;
    // The day of citizenship in New Caledonia.
    let september = edition_on(&app, "2027-09-23", "2027-09-20", "2027-10-01").await;
    let refused = Some("not_a_workday");
    for (edition, date, commune, broken_by) in [
        (&easter, "2027-03-26", Some(STRASBOURG), refused),
        (&easter, "2027-03-26", Some(RENNES), None),
        (&easter, "2027-03-26", None, None),
        (&easter, "2027-03-29", Some(STRASBOURG), refused),
        (&easter, "2027-03-29", Some(RENNES), refused),
        (&winter, "2027-12-20", Some(SAINT_DENIS_DE_LA_REUNION), refused),
        (&winter, "2027-12-20", Some(BASSE_TERRE_IN_GUADELOUPE), None),
        (&winter, "2027-12-20", Some(STRASBOURG), None),
        (&september, "2027-09-24", Some(NOUMEA), refused),
        (&september, "2027-09-24", Some(RENNES), None),
    ] {
        let what = format!("{date} at {commune:?}");
        assert_date(&pair(&app, edition, commune, Some(date)).await, broken_by, &what);
    }
}

/// The edition's own day may be a holiday at one place, and lie outside the window after all.
#[rstest]
#[actix_web::test]
async fn the_day_of_the_edition_too(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let easter = edition_on(&app, "2027-03-26", "2027-03-22", "2027-04-02").await;
    assert_date(&pair(&app, &easter, Some(STRASBOURG), None).await, Some("not_a_workday"), "Strasbourg");
    assert_date(&pair(&app, &easter, Some(STRASBOURG), Some("2027-03-25")).await, None, "Strasbourg, before");
    assert_date(&pair(&app, &easter, Some(RENNES), None).await, None, "Rennes");
    let apart = edition_on(&app, "2026-11-19", "2026-11-23", "2026-11-27").await;
    assert_date(&pair(&app, &apart, Some(RENNES), None).await, None, "outside the window");
}

/// The last moment at which a duo for 19 November can be made, and the deadline of its answers.
const LAST_MOMENTS: [(&str, &str); 4] = [
    (NOUMEA, "2026-11-18T13:00:00Z"),
    (SAINT_DENIS_DE_LA_REUNION, "2026-11-18T20:00:00Z"),
    (RENNES, "2026-11-18T23:00:00Z"),
    (BASSE_TERRE_IN_GUADELOUPE, "2026-11-19T04:00:00Z"),
];

fn before(instant: &str) -> String {
    let instant: chrono::DateTime<chrono::Utc> = instant.parse().expect("an instant");
    let micros = chrono::SecondsFormat::Micros;
    (instant - chrono::TimeDelta::microseconds(1)).to_rfc3339_opts(micros, true)
}

#[rstest]
#[actix_web::test]
async fn a_day_is_to_come_until_it_begins_at_the_place(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    for (commune, begins_at) in LAST_MOMENTS {
        app.clock.set(&before(begins_at));
        let made = pair(&app, &edition, Some(commune), None).await;
        assert_date(&made, None, commune);
        assert_eq!(made.json["answers"]["deadline"], Value::from(begins_at), "{commune}");
        app.clock.set(begins_at);
        assert_date(&pair(&app, &edition, Some(commune), None).await, Some("past"), commune);
    }
    app.clock.set("2026-11-20T09:00:00Z");
    assert_date(&pair(&app, &edition, Some(RENNES), Some("2026-11-20")).await, Some("past"), "today");
    assert_date(&pair(&app, &edition, Some(RENNES), Some("2026-11-18")).await, Some("past"), "past");
    assert_date(&pair(&app, &edition, Some(RENNES), Some("2026-11-23")).await, None, "to come");
}

#[rstest]
#[actix_web::test]
async fn answers_have_the_days_that_the_edition_gives(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let (week, day) =
        (app.db_edition(|_| {}).await, app.db_edition(|it| it.parameters.answer_days = 1).await);
    for (now, edition, commune, deadline) in [
        // To the end of the seventh day in Paris, wherever it takes place.
        ("2026-11-02T22:59:59.999999Z", &week, RENNES, "2026-11-09T23:00:00Z"),
        ("2026-11-02T23:00:00Z", &week, RENNES, "2026-11-10T23:00:00Z"),
        ("2026-11-03T09:00:00Z", &week, SAINT_DENIS_DE_LA_REUNION, "2026-11-10T23:00:00Z"),
        ("2026-11-03T09:00:00Z", &day, NOUMEA, "2026-11-04T23:00:00Z"),
        // But never after the day has begun at the place.
        ("2026-11-17T09:00:00Z", &week, RENNES, "2026-11-18T23:00:00Z"),
        ("2026-11-17T09:00:00Z", &week, SAINT_DENIS_DE_LA_REUNION, "2026-11-18T20:00:00Z"),
        ("2026-11-17T09:00:00Z", &week, BASSE_TERRE_IN_GUADELOUPE, "2026-11-19T04:00:00Z"),
        ("2026-11-17T09:00:00Z", &day, BASSE_TERRE_IN_GUADELOUPE, "2026-11-18T23:00:00Z"),
    ] {
        app.clock.set(now);
        let made = pair(&app, edition, Some(commune), None).await.expect(201);
        assert_eq!(made.json["answers"]["deadline"], Value::from(deadline), "at {now} for {commune}");
    }
}
