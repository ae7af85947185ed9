//! The list, from the database.

use rstest::rstest;
use serde_json::json;
use vmj_domain::text::fold;
use vmj_tests::schools::fresh_uai;
use vmj_tests::{Caller, Engine, TestApp};

use super::{path, school};
use crate::contract::pages::{column, walk};

const NAMES: [&str; 9] = [
    "École normale",
    "ecole Normale",
    "ÉCOLE d’été",
    "Université de l’Ouest",
    "Université de l'Est",
    "Œuvre",
    "Zénith",
    "Lycée_% Exemple",
    "Lycée Exemple",
];

/// Nine schools: every third in Ajaccio, the others in Rennes.
async fn crowd(admin: &Caller) {
    for (at, name) in NAMES.iter().enumerate() {
        let mut body = school(&fresh_uai(), name);
        if at % 3 == 0 {
            body["commune_code"] = json!("2A004");
        }
        admin.post("/v1/schools", &body).await.expect(201);
    }
}

#[rstest]
#[actix_web::test]
async fn every_order_there_and_back(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    crowd(&app.dinum_admin().await.caller).await;
    let anonymous = app.anonymous();
    let all = anonymous.get("/v1/schools?sort=name&count=true").await.expect(200);
    let names: Vec<_> =
        column(&all, "name").iter().map(|name| fold(name.as_str().expect("a name"))).collect();
    assert!(names.is_sorted(), "{names:?}");
    let mut ids = column(&all, "id");
    assert_eq!((ids.len(), &all.json["page"]["total"]), (9, &json!(9)));
    assert_eq!(column(&anonymous.get("/v1/schools").await.expect(200), "id"), ids);
    for limit in [1, 4, 9] {
        assert_eq!(walk(&anonymous, "/v1/schools?sort=name", limit, "id").await, ids);
    }
    ids.reverse();
    assert_eq!(walk(&anonymous, "/v1/schools?sort=-name", 2, "id").await, ids);
}

#[rstest]
#[actix_web::test]
async fn filters_narrow_the_list_and_its_total(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    crowd(&admin).await;
    let gone = admin.post("/v1/schools", &school("0352756F", "École fermée")).await.expect(201);
    admin.act(&format!("{}/retirement", path(&gone))).await.expect(200);
    let anonymous = app.anonymous();
    for (filter, total) in [
        ("q=ecole", 3),
        ("q=%C3%89COLE%20NORMALE", 2),
        ("q=normale", 0),
        ("q=universite%20de%20l", 2),
        ("q=lycee_%25", 2),
        ("q=lycee%20f", 0),
        ("q=oeu", 1),
        ("q=--", 9),
        ("department_code=2A", 3),
        ("department_code=2A&q=ecole", 1),
        ("department_code=99", 0),
        ("uai=0352756F", 0),
        ("uai=0352756F&state=retired", 1),
        ("state=retired", 1),
        ("state=active", 9),
    ] {
        let list = anonymous.get(&format!("/v1/schools?count=true&{filter}")).await.expect(200);
        assert_eq!(list.json["page"]["total"], total, "{filter}");
        assert_eq!(column(&list, "id").len(), total, "{filter}");
    }
    for (query, pointer) in [
        ("state=all", "/state"),
        ("uai=0352756FF", "/uai"),
        ("sort=uai", "/sort"),
        ("commune_code=1", "/commune_code"),
    ] {
        let refused = anonymous.get(&format!("/v1/schools?{query}")).await.expect(422);
        assert_eq!(refused.pointers(), [pointer]);
    }
}
