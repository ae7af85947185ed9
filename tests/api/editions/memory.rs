//! How soon what is offered is seen to have changed.

use std::sync::Arc;

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};
use vmj_http::HttpSettings;
use vmj_tests::{Engine, TestApp, TestClock};

use super::{approved, at, submitted};

/// The places of the one cell of an edition; none when there is no cell.
async fn places(app: &TestApp, offers: &str) -> Value {
    let list = app.anonymous().get(offers).await.expect(200);
    let items = list.json["items"].as_array().expect("items");
    assert!(items.len() <= 1, "{}", list.json);
    items.first().map_or(Value::Null, |item| item["places_offered"].clone())
}

#[rstest]
#[actix_web::test]
async fn at_once_by_whom_it_was_changed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let path = at(&app.db_edition(|edition| edition.parameters.max_capacity = 20).await);
    let (offers, admin) = (format!("{path}/offers"), app.dinum_admin().await.caller);
    assert_eq!(places(&app, &offers).await, Value::Null);
    let one = submitted(&app, &path, "dinum", &json!({ "capacity": 5 })).await;
    assert_eq!(places(&app, &offers).await, Value::Null, "nobody has approved it");
    admin.act(&format!("{one}/approval")).await.expect(200);
    assert_eq!(places(&app, &offers).await, 5);
    let other = submitted(&app, &path, "dinum", &json!({ "capacity": 7 })).await;
    let id = other.rsplit('/').next().expect("an id");
    let decisions = json!({ "decisions": [{ "ambassador_id": id, "decision": "approval" }] });
    admin.post(&format!("{path}/ambassador-decisions"), &decisions).await.expect(207);
    assert_eq!(places(&app, &offers).await, 12);
    admin.with("If-Match", "*").patch(&one, &json!({ "capacity": 6 })).await.expect(200);
    assert_eq!(places(&app, &offers).await, 13);
    let why = json!({ "reason": "Mutation" });
    admin.post(&format!("{one}/withdrawal"), &why).await.expect(200);
    assert_eq!(places(&app, &offers).await, 7);
    admin.post(&format!("{other}/rejection"), &why).await.expect(200);
    assert_eq!(places(&app, &offers).await, Value::Null);
}

#[rstest]
#[actix_web::test]
async fn within_ten_seconds_by_other_servers(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (database, clock) = (engine.database().await, Arc::<TestClock>::default());
    let same = |settings: &mut HttpSettings| settings.auth.issuer = "https://api.example.fr".to_owned();
    let here = TestApp::start_on(&database.settings, Arc::clone(&clock), same).await;
    let there = TestApp::start_on(&database.settings, clock, same).await;
    let path = at(&here.db_edition(|edition| edition.parameters.max_capacity = 20).await);
    let offers = format!("{path}/offers");
    let mut offered = Value::Null;
    for capacity in [5, 7] {
        assert_eq!(places(&there, &offers).await, offered);
        approved(&here, &path, "dinum", &json!({ "capacity": capacity })).await;
        assert_eq!(places(&there, &offers).await, offered, "it remembers");
        offered = json!(offered.as_u64().unwrap_or(0) + capacity);
        assert_eq!(places(&here, &offers).await, offered);
        here.clock.advance(TimeDelta::seconds(10));
        assert_eq!(places(&there, &offers).await, offered);
    }
}
