//! Pages of lists: every item once, in order, there and back.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::{Answer, Caller, Engine, TestApp};

/// The cursor of a page, if it has one there.
pub fn cursor<'p>(page: &'p Answer, side: &str) -> Option<&'p str> {
    page.json["page"].get(side).map(|cursor| cursor.as_str().expect("text"))
}

/// One member of each item.
pub fn column(page: &Answer, member: &str) -> Vec<Value> {
    let items = page.json["items"].as_array().expect("items");
    items.iter().map(|item| item[member].clone()).collect()
}

/// The page beside another; `list` is the path of the list, with a query.
pub async fn beside(caller: &Caller, list: &str, page: &Answer, side: &str) -> Option<Answer> {
    let cursor = cursor(page, side)?;
    Some(caller.get(&format!("{list}&cursor={cursor}")).await.expect(200))
}

/// `Link` says what the cursors say.
fn assert_links(list: &str, page: &Answer) {
    let link =
        |side, rel| cursor(page, side).map(|cursor| format!("<{list}&cursor={cursor}>; rel=\"{rel}\""));
    let links: Vec<_> =
        [link("next_cursor", "next"), link("prev_cursor", "prev")].into_iter().flatten().collect();
    let sent = page.headers.get("link").map(|value| value.to_str().expect("text"));
    assert_eq!(sent.unwrap_or_default(), links.join(", "));
}

/// Walks a list to its end and back. Gives one member of every item, in order.
pub async fn walk(caller: &Caller, list: &str, limit: usize, member: &str) -> Vec<Value> {
    let list = format!("{list}&limit={limit}");
    let mut pages = vec![caller.get(&list).await.expect(200)];
    while let Some(next) = beside(caller, &list, &pages[pages.len() - 1], "next_cursor").await {
        pages.push(next);
    }
    let last = pages.len() - 1;
    for (at, page) in pages.iter().enumerate() {
        assert_links(&list, page);
        assert_eq!(page.json["page"]["limit"], limit);
        assert_eq!(cursor(page, "prev_cursor").is_some(), at > 0, "page {at}");
        assert!(page.json["page"].get("total").is_none());
        let items = column(page, member).len();
        assert!(if at < last { items == limit } else { (1..=limit).contains(&items) }, "page {at}: {items}");
    }
    let mut back = beside(caller, &list, &pages[last], "prev_cursor").await;
    for page in pages[..last].iter().rev() {
        let before = back.expect("a page before");
        assert_links(&list, &before);
        assert_eq!(before.json["items"], page.json["items"], "the same pages on the way back");
        assert!(cursor(&before, "next_cursor").is_some());
        back = beside(caller, &list, &before, "prev_cursor").await;
    }
    assert!(back.is_none(), "nothing before the first page");
    pages.iter().flat_map(|page| column(page, member)).collect()
}

#[rstest]
#[actix_web::test]
async fn communes_of_a_department(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let anonymous = app.anonymous();
    let list = "/v1/reference/communes?department_code=35";
    let codes = walk(&anonymous, list, 7, "code").await;
    let texts: Vec<_> = codes.iter().map(|code| code.as_str().expect("text")).collect();
    assert!(texts.windows(2).all(|pair| pair[0] < pair[1]), "each once, by code");
    assert!(texts.iter().all(|code| code.starts_with("35")) && texts.contains(&"35238"));
    let counted = anonymous.get(&format!("{list}&limit=1&count=true")).await.expect(200);
    assert_eq!(counted.json["page"]["total"], codes.len());
    assert_eq!(walk(&anonymous, list, 200, "code").await, codes);
    let exactly = codes.len() / 2;
    assert!(exactly <= 200 && codes.len().is_multiple_of(2), "a last page that is full");
    assert_eq!(walk(&anonymous, list, exactly, "code").await, codes);
    let default = anonymous.get(list).await.expect(200);
    assert_eq!((&default.json["page"]["limit"], column(&default, "code").len()), (&json!(50), 50));
    let none = anonymous.get("/v1/reference/communes?department_code=zz&count=true").await.expect(200);
    assert_eq!(none.json, json!({ "items": [], "page": { "limit": 50, "total": 0 } }));
    assert!(!none.headers.contains_key("link"));
}

#[rstest]
#[actix_web::test]
async fn communes_by_rank_and_job_profiles(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let anonymous = app.anonymous();
    for list in
        ["/v1/reference/communes?q=rennes", "/v1/job-profiles?state=active", "/v1/job-profiles?q=data"]
    {
        let all = anonymous.get(&format!("{list}&limit=200&count=true")).await.expect(200);
        let codes = column(&all, "code");
        assert_eq!(all.json["page"]["total"], codes.len());
        assert!(codes.len() > 3, "{list}");
        for limit in [1, 2, 7] {
            assert_eq!(walk(&anonymous, list, limit, "code").await, codes, "{list}");
        }
    }
    // The query is kept in the links as it was sent.
    let spaced = anonymous.get("/v1/reference/communes?q=saint%20et&count=true&limit=1").await.expect(200);
    let next = cursor(&spaced, "next_cursor").expect("more");
    let link =
        format!("</v1/reference/communes?q=saint%20et&count=true&limit=1&cursor={next}>; rel=\"next\"");
    assert_eq!(spaced.header("link"), link);
}

#[rstest]
#[actix_web::test]
async fn a_walk_goes_on_where_the_item_beside_it_was_retired(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let list = "/v1/job-profiles?limit=10";
    let all = column(&admin.get("/v1/job-profiles?limit=200").await.expect(200), "code");
    let first = admin.get(list).await.expect(200);
    let second = beside(&admin, list, &first, "next_cursor").await.expect("a page");
    for gone in [&all[9], &all[10]] {
        admin
            .act(&format!("/v1/job-profiles/{}/retirement", gone.as_str().expect("a code")))
            .await
            .expect(200);
    }
    let after = beside(&admin, list, &first, "next_cursor").await.expect("a page");
    assert_eq!(column(&after, "code"), all[11..21], "what comes after the retired item");
    let before = beside(&admin, list, &second, "prev_cursor").await.expect("a page");
    assert_eq!(column(&before, "code"), all[..9], "what came before the retired item");
}
