//! The list: filters, orders, pages.

use chrono::{Days, NaiveDate};
use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::edition::DayRange;
use vmj_tests::{Engine, TestApp};

use super::{STATES, at, state};
use crate::contract::pages::{beside, column, walk};

/// An edition a year, and two on the last day; their ids, earliest day first.
async fn yearly(app: &TestApp, states: &[&str]) -> Vec<Value> {
    let mut ids = Vec::new();
    for (year, name) in states.iter().enumerate() {
        let day = NaiveDate::from_ymd_opt(2019, 11, 14).expect("a day");
        // Thursdays.
        let day = day + Days::new(364 * year.min(states.len() - 2) as u64);
        let edition = app.db_edition(|edition| {
            edition.parameters.day = day;
            edition.parameters.window = DayRange { first: day, last: day };
        });
        let edition = edition.await;
        app.db_edition_state(edition.id, &state(name)).await;
        ids.push(json!(edition.id.to_string()));
    }
    ids
}

#[rstest]
#[actix_web::test]
async fn pages_there_and_back(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let ids = yearly(&app, &["closed"; 7]).await;
    for caller in [app.anonymous(), app.dinum_admin().await.caller] {
        for limit in [1, 2, 3, 7] {
            let mut wanted = ids.clone();
            assert_eq!(walk(&caller, "/v1/editions?sort=day", limit, "id").await, wanted);
            wanted.reverse();
            assert_eq!(walk(&caller, "/v1/editions?sort=-day", limit, "id").await, wanted);
            assert_eq!(walk(&caller, "/v1/editions?state=closed", limit, "id").await, wanted);
        }
        let first = caller.get("/v1/editions?limit=2&count=true").await.expect(200);
        assert_eq!(first.json["page"]["total"], 7);
        let cursor = first.json["page"]["next_cursor"].as_str().expect("more");
        let other = caller.get(&format!("/v1/editions?sort=day&cursor={cursor}")).await.expect(422);
        assert_eq!(other.pointers(), ["/cursor"], "made for another list");
        for (query, pointer) in [("sort=name", "/sort"), ("state=over", "/state"), ("colour=red", "/colour")]
        {
            let refused = caller.get(&format!("/v1/editions?{query}")).await.expect(422);
            assert_eq!(refused.pointers(), [pointer]);
        }
    }
}

#[rstest]
#[actix_web::test]
async fn by_state(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let ids = yearly(&app, &STATES).await;
    let admin = app.dinum_admin().await.caller;
    for (name, id) in STATES.iter().zip(&ids) {
        let list = admin.get(&format!("/v1/editions?count=true&state={name}")).await.expect(200);
        assert_eq!((column(&list, "id"), column(&list, "state")), (vec![id.clone()], vec![json!(name)]));
        assert_eq!(list.json["page"]["total"], 1);
    }
    let read = app.anonymous().get("/v1/editions").await.expect(200);
    app.anonymous().with("If-None-Match", read.header("etag")).get("/v1/editions").await.expect(304);
    // What the list shows of an edition is the edition.
    let one =
        app.anonymous().get(&format!("/v1/editions/{}", ids[1].as_str().expect("an id"))).await.expect(200);
    assert!(read.json["items"].as_array().expect("items").contains(&one.json));
}

#[rstest]
#[actix_web::test]
async fn a_walk_goes_on_where_the_item_beside_it_went(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values("day", "-day")] sort: &str,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let mut ids = yearly(&app, &["open"; 6]).await;
    if sort == "-day" {
        ids.reverse();
    }
    let list = format!("/v1/editions?limit=2&state=open&sort={sort}");
    let first = app.anonymous().get(&list).await.expect(200);
    assert_eq!(column(&first, "id"), ids[..2]);
    admin.act(&format!("/v1/editions/{}/matching", ids[1].as_str().expect("an id"))).await.expect(200);
    let next = beside(&app.anonymous(), &list, &first, "next_cursor").await.expect("a page");
    assert_eq!(column(&next, "id"), ids[2..4]);
    // And a new one on either side moves nothing.
    let new = app.db_edition(|_| {}).await;
    app.anonymous().get(&at(&new)).await.expect(200);
    let again = beside(&app.anonymous(), &list, &next, "prev_cursor").await.expect("a page");
    assert!(column(&again, "id").contains(&ids[0]));
}
