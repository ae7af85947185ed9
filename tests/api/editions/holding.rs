//! The day is over at midnight in Paris, summer and winter.

use rstest::rstest;
use vmj_domain::edition::DayRange;
use vmj_tests::Engine;
use vmj_tests::editions::date;

use super::{at, started_at, state};

#[rstest]
#[actix_web::test]
async fn it_is_too_early_until_the_day_is_over(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, _database) = started_at(engine, "2026-03-02T09:00:00Z").await;
    // Each day, its last microsecond, and the first instant after it. On 29 March the clock goes forward, on
    // 25 October back.
    for (day, last, after) in [
        (date(3, 29), "2026-03-29T21:59:59.999999Z", "2026-03-29T22:00:00Z"),
        (date(7, 9), "2026-07-09T21:59:59.999999Z", "2026-07-09T22:00:00Z"),
        (date(10, 25), "2026-10-25T22:59:59.999999Z", "2026-10-25T23:00:00Z"),
        (date(11, 19), "2026-11-19T22:59:59.999999Z", "2026-11-19T23:00:00Z"),
    ] {
        let edition = app.db_edition(|edition| {
            edition.parameters.day = day;
            edition.parameters.window = DayRange { first: day, last: day };
        });
        let edition = edition.await;
        app.db_edition_state(edition.id, &state("published")).await;
        let path = format!("{}/holding", at(&edition));
        for instant in [&format!("{day}T09:00:00Z"), last] {
            app.clock.set(instant);
            let refused = app.dinum_admin().await.caller.with("Accept-Language", "en").act(&path).await;
            let refused = refused.expect_problem(409, "too_early");
            assert_eq!(refused.json["detail"], format!("Possible from {after}."), "{instant}");
            assert_eq!(refused.json.get("allowed_transitions"), None);
        }
        app.clock.set(after);
        let held = app.dinum_admin().await.caller.act(&path).await.expect(200);
        assert_eq!(held.json["state"], "held", "{after}");
    }
}
