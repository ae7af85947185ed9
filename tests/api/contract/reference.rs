//! Facts of the reference data, as clients see them.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::{Answer, Engine, TestApp};

use super::RENNES;
use super::pages::column;

fn codes(page: &Answer) -> Vec<Value> {
    column(page, "code")
}

#[rstest]
#[actix_web::test]
async fn communes_are_found_as_people_write_them(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let anonymous = app.anonymous();
    for (query, first) in [
        ("q=rennes", "35238"),
        ("q=RENNES", "35238"),
        ("q=saint-etienne", "42218"),
        ("q=Saint%20%C3%89tienne", "42218"),
        ("q=saint+etienne", "42218"),
        ("q=l%27hay%20les%20roses", "94038"),
        ("q=paris", "75056"),
        ("q=35700", "35238"),
        ("postal_code=67000", "67482"),
        ("postal_code=97400", "97411"),
        ("q=saint-denis&department_code=974", "97411"),
        ("q=saint-denis&department_code=93", "93066"),
        ("department_code=2A&q=ajaccio", "2A004"),
    ] {
        let page = anonymous.get(&format!("/v1/reference/communes?{query}&limit=5")).await.expect(200);
        assert_eq!(codes(&page).first(), Some(&json!(first)), "{query}");
    }
    for empty in [
        "q=xyzzy",
        "postal_code=00000",
        "q=rennes&department_code=75",
        "postal_code=35000&department_code=44",
    ] {
        let page = anonymous.get(&format!("/v1/reference/communes?{empty}")).await.expect(200);
        assert_eq!(codes(&page), Vec::<Value>::new(), "{empty}");
    }
    let rennes = anonymous.get(RENNES).await.expect(200).json;
    assert_eq!((&rennes["name"], &rennes["department_code"]), (&json!("Rennes"), &json!("35")));
    assert_eq!(
        (&rennes["region_code"], &rennes["postal_codes"]),
        (&json!("53"), &json!(["35000", "35200", "35700"]))
    );
    let thirteenth = anonymous.get("/v1/reference/communes/75113").await.expect(200).json;
    assert_eq!(thirteenth["parent_code"], "75056", "an arrondissement knows its city");
    anonymous.get("/v1/reference/communes/2a004").await.expect_problem(404, "not_found");
    anonymous.get("/v1/reference/communes/35000").await.expect_problem(404, "not_found");
}

#[rstest]
#[actix_web::test]
async fn small_tables_are_whole(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let anonymous = app.anonymous();
    let regions = codes(&anonymous.get("/v1/reference/regions").await.expect(200));
    let departments = codes(&anonymous.get("/v1/reference/departments").await.expect(200));
    assert!(["53", "11", "94", "04"].iter().all(|code| regions.contains(&json!(code))));
    assert!(["01", "2A", "2B", "75", "971", "976"].iter().all(|code| departments.contains(&json!(code))));
    assert!(!departments.contains(&json!("20")));
    let breton = anonymous.get("/v1/reference/departments?region_code=53").await.expect(200);
    assert_eq!(codes(&breton), ["22", "29", "35", "56"]);
    let none = anonymous.get("/v1/reference/departments?region_code=zz").await.expect(200);
    assert_eq!(codes(&none), Vec::<Value>::new());
    let levels = codes(&anonymous.get("/v1/reference/study-levels").await.expect(200));
    assert_eq!(levels, ["bac_plus_2", "bac_plus_3", "bac_plus_4", "bac_plus_5"]);
    let families = codes(&anonymous.get("/v1/job-families").await.expect(200));
    assert_eq!(families.len(), 10);
    for profile in
        anonymous.get("/v1/job-profiles?limit=200").await.expect(200).json["items"].as_array().expect("items")
    {
        assert!(families.contains(&profile["family_code"]), "{profile}");
    }
}

/// Easter was on 5 April in 2026.
const NATIONAL: [&str; 11] = [
    "2026-01-01",
    "2026-04-06",
    "2026-05-01",
    "2026-05-08",
    "2026-05-14",
    "2026-05-25",
    "2026-07-14",
    "2026-08-15",
    "2026-11-01",
    "2026-11-11",
    "2026-12-25",
];

#[rstest]
#[actix_web::test]
async fn public_holidays_of_2026(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    for (place, local) in [
        ("", vec![]),
        ("&commune_code=35238", vec![]),
        ("&commune_code=67482", vec!["2026-04-03", "2026-12-26"]),
        ("&department_code=57", vec!["2026-04-03", "2026-12-26"]),
        ("&commune_code=97411", vec!["2026-12-20"]),
        ("&department_code=976", vec!["2026-04-27"]),
        ("&commune_code=97411&department_code=67", vec!["2026-12-20"]),
    ] {
        let path = format!("/v1/reference/public-holidays?year=2026{place}");
        let items = app.anonymous().get(&path).await.expect(200).json["items"].take();
        let items = items.as_array().expect("items");
        let dates: Vec<_> = items.iter().map(|day| day["date"].as_str().expect("a day")).collect();
        let mut wanted: Vec<_> = NATIONAL.into_iter().chain(local.iter().copied()).collect();
        wanted.sort_unstable();
        assert_eq!(dates, wanted, "{place}");
        let marked =
            items.iter().filter(|day| day["local"] == true).map(|day| day["date"].as_str().expect("a day"));
        assert_eq!(marked.collect::<Vec<_>>(), local, "{place}");
    }
    for (place, pointer) in [
        ("commune_code=67000", "/commune_code"),
        ("commune_code=", "/commune_code"),
        ("department_code=99", "/department_code"),
        ("commune_code=99999&department_code=67", "/commune_code"),
    ] {
        let path = format!("/v1/reference/public-holidays?year=2026&{place}");
        let refused = app.anonymous().get(&path).await.expect_problem(422, "validation_failed");
        assert_eq!(refused.pointers(), [pointer], "{place}");
    }
}
