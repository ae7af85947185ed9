//! Request budgets and the fields that show them.

use std::num::NonZeroU32;

use rstest::rstest;
use serde_json::json;
use vmj_http::{Budget, HttpSettings, RateLimitSettings};
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::RENNES;

/// One a minute: no test waits long enough to be given another.
const fn budget(burst: u32) -> Budget {
    Budget { burst: NonZeroU32::new(burst).expect("not zero"), per_minute: NonZeroU32::MIN }
}

const fn budgets(address: u32, principal: u32, sign_in: u32) -> RateLimitSettings {
    RateLimitSettings { address: budget(address), principal: budget(principal), sign_in: budget(sign_in) }
}

async fn start(engine: Engine, limits: RateLimitSettings, trusted: &[&str]) -> TestApp {
    let trusted_proxies = trusted.iter().map(|network| network.parse().expect("a network")).collect();
    let change = |settings: &mut HttpSettings| {
        settings.rate_limit = Some(limits);
        settings.trusted_proxies = trusted_proxies;
    };
    TestApp::start_with(engine, change).await
}

fn shows(answer: &Answer, policy: &str, quota: u32, remaining: u32) {
    let window = quota * 60;
    assert_eq!(answer.header("ratelimit-policy"), format!("\"{policy}\";q={quota};w={window}"));
    let field = answer.header("ratelimit");
    let until_full =
        field.strip_prefix(&format!("\"{policy}\";r={remaining};t=")).unwrap_or_else(|| panic!("{field}"));
    assert_eq!(until_full.parse::<u32>().expect("seconds"), (quota - remaining) * 60);
}

fn refused(answer: &Answer) {
    assert_eq!((answer.status.as_u16(), &answer.json["code"]), (429, &json!("rate_limited")));
    let wait: u32 = answer.header("retry-after").parse().expect("seconds");
    assert!((1..=61).contains(&wait), "{wait}");
    assert_eq!(answer.header("cache-control"), "no-store");
}

/// Spends a budget that has `left` requests.
async fn spend(caller: &Caller, left: u32) {
    for _ in 0..left {
        caller.get(RENNES).await.expect(200);
    }
    refused(&caller.get(RENNES).await);
}

#[rstest]
#[actix_web::test]
async fn a_budget_counts_down_to_429(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = start(engine, budgets(3, 5, 5), &[]).await;
    let anonymous = app.anonymous();
    shows(&anonymous.get(RENNES).await.expect(200), "address", 3, 2);
    shows(&anonymous.get("/v1/nowhere").await.expect(404), "address", 3, 1);
    shows(&app.bearer("forged").get("/v1/me").await.expect(401), "address", 3, 0);
    for path in [RENNES, "/v1/me", "/v1/accounts/x"] {
        let answer = anonymous.get(path).await;
        refused(&answer);
        shows(&answer, "address", 3, 0);
    }
    refused(&app.bearer("forged").get("/v1/me").await);
    for free in ["/livez", "/readyz", "/problems/rate_limited", "/openapi.json"] {
        assert!(!anonymous.get(free).await.expect(200).headers.contains_key("ratelimit"), "{free}");
    }
}

#[rstest]
#[actix_web::test]
async fn principals_have_budgets_of_their_own(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = start(engine, budgets(3, 5, 5), &[]).await;
    spend(&app.anonymous(), 3).await;
    let (one, other) = (app.student().await, app.student().await.caller);
    let twin = app.bearer(app.db_token(one.id).await);
    shows(&one.caller.get("/v1/me").await.expect(200), "principal", 5, 4);
    shows(&twin.get("/v1/me").await.expect(200), "principal", 5, 3);
    shows(&one.caller.get("/v1/accounts").await.expect(403), "principal", 5, 2);
    spend(&one.caller, 2).await;
    refused(&twin.get("/v1/me").await);
    shows(&other.get("/v1/me").await.expect(200), "principal", 5, 4);
    shows(&app.hr_client("dinum").await.get(RENNES).await.expect(200), "principal", 5, 4);
}

#[rstest]
#[actix_web::test]
async fn forwarded_addresses_are_believed_from_our_proxies_only(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = start(engine, budgets(3, 5, 5), &[]).await;
    spend(&app.anonymous().with("X-Forwarded-For", "198.51.100.1"), 3).await;
    refused(&app.anonymous().with("X-Forwarded-For", "198.51.100.2").get(RENNES).await);

    let app = start(engine, budgets(1, 5, 5), &["127.0.0.0/8", "10.0.0.0/8"]).await;
    let behind = |forwarded: &str| app.anonymous().with("X-Forwarded-For", forwarded);
    spend(&behind("198.51.100.1"), 1).await;
    for same in [
        "203.0.113.9, 198.51.100.1",
        "198.51.100.1, 10.0.0.7",
        "203.0.113.8, 198.51.100.1, 10.0.0.7, 127.0.0.1",
        "203.0.113.7, x, 198.51.100.1",
        "x, 198.51.100.1",
        "203.0.113.6, , 198.51.100.1",
        "198.51.100.1:4711",
        "::ffff:198.51.100.1",
    ] {
        assert_eq!(behind(same).get(RENNES).await.status, 429, "{same}");
    }
    let two_lines = behind("203.0.113.5").with("X-Forwarded-For", "198.51.100.1");
    refused(&two_lines.get(RENNES).await);
    spend(&behind("198.51.100.2"), 1).await;
    // What the nearest proxy wrote cannot be read, or there is nothing: the proxy itself.
    spend(&app.anonymous(), 1).await;
    refused(&behind("198.51.100.3, unknown").get(RENNES).await);
    refused(&behind("10.0.0.8").get(RENNES).await);
}

#[rstest]
#[actix_web::test]
async fn a_household_has_one_budget(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = start(engine, budgets(1, 5, 5), &["127.0.0.1/32"]).await;
    let behind = |forwarded: &str| app.anonymous().with("X-Forwarded-For", forwarded);
    spend(&behind("2001:db8:1:2::1"), 1).await;
    refused(&behind("2001:db8:1:2:ffff:ffff:ffff:ffff").get(RENNES).await);
    refused(&behind("[2001:db8:1:2::3]:443").get(RENNES).await);
    spend(&behind("2001:db8:1:3::1"), 1).await;
}

#[rstest]
#[actix_web::test]
async fn signing_in_has_a_budget(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = start(engine, budgets(50, 5, 2), &["127.0.0.1/32"]).await;
    let person = app.student().await;
    let anonymous = app.anonymous();
    let attempt = |password: &str| json!({ "email": person.email, "password": password });
    let path = "/v1/auth/sessions";
    anonymous.post(path, &json!({ "email": "x" })).await.expect(422);
    anonymous.post(path, &attempt("wrong")).await.expect_problem(401, "invalid_credentials");
    anonymous.post(path, &attempt(vmj_tests::people::PASSWORD)).await.expect(201);
    for password in ["wrong", vmj_tests::people::PASSWORD] {
        let answer = anonymous.post(path, &attempt(password)).await;
        refused(&answer);
        assert!(answer.header("ratelimit").contains("\"sign-in\";r=0"), "{:?}", answer.headers);
    }
    anonymous.get(RENNES).await.expect(200);
    person.caller.get("/v1/me").await.expect(200);
    let elsewhere = anonymous.with("X-Forwarded-For", "198.51.100.1");
    elsewhere.post(path, &attempt(vmj_tests::people::PASSWORD)).await.expect(201);
}
