//! The list: filters, orders, pages.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::text::fold;
use vmj_tests::{Engine, TestApp};

use super::{codes, created};
use crate::contract::pages::{beside, column, walk};

#[rstest]
#[actix_web::test]
async fn filters(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let pm = app.db_organisation("premier-ministre").await;
    let dinum = app.db_organisation("dinum").await;
    let below = json!({ "code": "lab", "name": "Laboratoire", "parent_id": dinum.to_string() });
    created(&admin, below).await;
    let anonymous = app.anonymous();
    for (query, wanted) in [
        ("code=dinum".to_owned(), vec!["dinum"]),
        ("code=nothing".to_owned(), vec![]),
        ("siret=13002526500013".to_owned(), vec!["dinum"]),
        ("kind=independent_authority".to_owned(), vec!["cnil"]),
        (format!("parent_id={pm}"), vec!["dinum"]),
        (format!("within_id={pm}"), vec!["dinum", "lab", "premier-ministre"]),
        (format!("within_id={dinum}&sort=-name"), vec!["lab", "dinum"]),
        ("q=%C3%89DUC%20nationale".to_owned(), vec!["education-nationale"]),
        ("q=numerique%20interministerielle".to_owned(), vec!["dinum"]),
        ("q=menj".to_owned(), vec!["education-nationale"]),
        ("q=premier-ministre".to_owned(), vec!["premier-ministre"]),
        ("q=umerique".to_owned(), vec![]),
        (format!("root_only=true&within_id={pm}"), vec!["premier-ministre"]),
        (format!("root_only=false&parent_id={dinum}"), vec!["lab"]),
        ("state=retired".to_owned(), vec![]),
    ] {
        let list = anonymous.get(&format!("/v1/organisations?count=true&{query}")).await.expect(200);
        assert_eq!(codes(&list), wanted, "{query}");
        assert_eq!(list.json["page"]["total"], wanted.len(), "{query}");
    }
    let roots = anonymous.get("/v1/organisations?root_only=true").await.expect(200);
    assert_eq!(codes(&roots).len(), 13);
    assert!(column(&roots, "depth").iter().all(|depth| *depth == 0));
    assert_eq!(roots.header("cache-control"), "public, no-cache");
    for (query, pointer) in [
        ("kind=department", "/kind"),
        ("state=all", "/state"),
        ("parent_id=x", "/parent_id"),
        ("colour=red", "/colour"),
        ("q=", "/q"),
    ] {
        let refused = anonymous.get(&format!("/v1/organisations?{query}")).await.expect(422);
        assert_eq!(refused.pointers(), [pointer]);
    }
}

#[rstest]
#[actix_web::test]
async fn pages_there_and_back(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    for name in ["Évrard", "evrard", "Œuvre", "Zoo", "évrard"] {
        created(&admin, json!({ "name": name })).await;
    }
    let anonymous = app.anonymous();
    let all = anonymous.get("/v1/organisations?limit=200&sort=name").await.expect(200);
    let names: Vec<_> =
        column(&all, "name").iter().map(|name| fold(name.as_str().expect("a name"))).collect();
    assert!(names.is_sorted(), "{names:?}");
    let mut ids = column(&all, "id");
    assert_eq!(ids.len(), 19);
    for limit in [1, 4, 19] {
        assert_eq!(walk(&anonymous, "/v1/organisations?sort=name", limit, "id").await, ids);
    }
    ids.reverse();
    for limit in [3, 18] {
        assert_eq!(walk(&anonymous, "/v1/organisations?sort=-name", limit, "id").await, ids);
    }
    let first = anonymous.get("/v1/organisations?sort=name&limit=2").await.expect(200);
    let cursor = first.json["page"]["next_cursor"].as_str().expect("more");
    let other = anonymous.get(&format!("/v1/organisations?sort=-name&cursor={cursor}")).await.expect(422);
    assert_eq!(other.pointers(), ["/cursor"], "made for another list");
}

#[rstest]
#[actix_web::test]
async fn a_walk_goes_on_where_the_item_beside_it_went(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    for sort in ["name", "-name"] {
        let list = format!("/v1/organisations?limit=4&sort={sort}");
        let all = admin.get(&format!("/v1/organisations?limit=200&sort={sort}")).await.expect(200);
        let ids: Vec<Value> = column(&all, "id");
        let first = admin.get(&list).await.expect(200);
        let retirement = format!("/v1/organisations/{}/retirement", ids[3].as_str().expect("an id"));
        admin.post(&retirement, &json!({ "reason": "Essai" })).await.expect(200);
        let next = beside(&admin, &list, &first, "next_cursor").await.expect("a page");
        assert_eq!(column(&next, "id"), ids[4..8], "{sort}");
    }
}
