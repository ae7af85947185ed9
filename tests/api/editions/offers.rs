//! What can be wished for: places, without the people.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::place::Format;
use vmj_domain::text::Slug;
use vmj_tests::duos::{STAGES, stage};
use vmj_tests::{Answer, Engine, TestApp};

use super::{approved, at, submitted};
use crate::contract::pages::{column, walk};

/// A cell, in short: job, ministry, department, format, places.
fn cells(list: &Answer) -> Vec<String> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let cell = |item: &Value| {
        assert_eq!((&item["places_left"], &item["available"]), (&item["places_offered"], &json!(true)));
        let parts = [
            &item["job_profile"]["code"],
            &item["organisation"]["code"],
            &item["department_code"],
            &item["format"],
            &item["places_offered"],
        ];
        parts.map(text).join(" ")
    };
    list.json["items"].as_array().expect("items").iter().map(cell).collect()
}

/// An edition with ambassadors here and there; where its offers are.
async fn offered(app: &TestApp) -> String {
    let path = at(&app.db_edition(|edition| edition.parameters.max_capacity = 20).await);
    app.db_sub_organisation("dinum-lab", "dinum").await;
    let rennes = json!({ "commune_code": "35238", "arrival_time": "09:00", "end_time": "17:00" });
    let reunion = json!({ "commune_code": "97411", "arrival_time": "09:00", "end_time": "17:00" });
    let remote = json!(["remote"]);
    for (organisation, offer) in [
        ("dinum", json!({ "job_profile_codes": ["data-engineer", "developer"], "capacity": 4 })),
        ("dinum-lab", json!({ "formats": ["on_site", "remote"], "capacity": 1 })),
        (
            "culture",
            json!({ "job_profile_codes": ["developer"], "formats": remote, "capacity": 3, "site": rennes }),
        ),
        (
            "culture",
            json!({ "job_profile_codes": ["developer"], "formats": remote, "capacity": 20, "site": rennes }),
        ),
        (
            "culture",
            json!({ "job_profile_codes": ["developer"], "formats": remote, "capacity": 4, "site": reunion }),
        ),
    ] {
        approved(app, &path, organisation, &offer).await;
    }
    submitted(app, &path, "interieur", &json!({ "capacity": 20 })).await;
    format!("{path}/offers")
}

const ALL: [&str; 5] = [
    "data-engineer premier-ministre 75 on_site 5",
    "data-engineer premier-ministre 75 remote few",
    "developer culture 35 remote 23",
    "developer culture 974 remote few",
    "developer premier-ministre 75 on_site few",
];

#[rstest]
#[actix_web::test]
async fn places_by_job_ministry_department_and_format(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let offers = offered(&app).await;
    let other = at(&app.db_edition(|_| {}).await);
    let anonymous = app.anonymous();
    let list = anonymous.get(&format!("{offers}?count=true")).await.expect(200);
    assert_eq!((cells(&list), &list.json["page"]["total"]), (ALL.map(str::to_owned).to_vec(), &json!(5)));
    assert_eq!(anonymous.get(&format!("{other}/offers")).await.expect(200).json["items"], json!([]));
    let first = &list.json["items"][0];
    assert_eq!((&first["region_code"], &first["job_profile"]["family_code"]), (&json!("11"), &json!("data")));
    assert_eq!(first["organisation"]["name"], "Services du Premier ministre");
    let told = String::from_utf8_lossy(&list.bytes).to_lowercase();
    for personal in ["camille", "exemple", "example.fr", "ségur", "pôle", "@", "accueil"] {
        assert!(!told.contains(personal), "{personal}: {told}");
    }
    for caller in [app.student().await.caller, app.dinum_admin().await.caller, app.hr_client("culture").await]
    {
        assert_eq!(
            caller.get(&format!("{offers}?count=true")).await.expect(200).bytes,
            list.bytes,
            "to everybody"
        );
    }
}

#[rstest]
#[actix_web::test]
async fn filters_and_pages(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let offers = offered(&app).await;
    let anonymous = app.anonymous();
    let culture = app.db_organisation("culture").await;
    let dinum = app.db_organisation("dinum").await;
    for (query, wanted) in [
        ("job_profile_code=developer".to_owned(), &ALL[2..]),
        ("job_profile_code=tester".to_owned(), &[]),
        ("job_family_code=data".to_owned(), &ALL[..2]),
        (format!("organisation_id={culture}"), &ALL[2..4]),
        (format!("organisation_id={dinum}"), &[]),
        ("department_code=35".to_owned(), &ALL[2..3]),
        ("region_code=04".to_owned(), &ALL[3..4]),
        ("region_code=53&department_code=974".to_owned(), &[]),
        ("format=remote".to_owned(), &ALL[1..4]),
        ("format=remote&job_family_code=data".to_owned(), &ALL[1..2]),
        (String::new(), &ALL[..]),
    ] {
        let list = anonymous.get(&format!("{offers}?count=true&{query}")).await.expect(200);
        assert_eq!(
            (cells(&list), &list.json["page"]["total"]),
            (wanted.iter().map(ToString::to_string).collect(), &json!(wanted.len())),
            "{query}"
        );
    }
    for (query, pointer) in [
        ("format=by_post", "/format"),
        ("organisation_id=culture", "/organisation_id"),
        ("department_code=75000", "/department_code"),
        ("colour=red", "/colour"),
        ("limit=0", "/limit"),
        ("cursor=x", "/cursor"),
    ] {
        let refused =
            anonymous.get(&format!("{offers}?{query}")).await.expect_problem(422, "validation_failed");
        assert_eq!(refused.pointers(), [pointer]);
    }
    let whole = anonymous.get(&offers).await.expect(200);
    for limit in [1, 2, 4, 5] {
        let walked = walk(&anonymous, &format!("{offers}?count=false"), limit, "places_offered").await;
        assert_eq!(walked, column(&whole, "places_offered"));
    }
}

#[rstest]
#[actix_web::test]
async fn caches_ask_whether_it_still_holds(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let offers = offered(&app).await;
    let anonymous = app.anonymous();
    let read = anonymous.get(&offers).await.expect(200);
    assert_eq!(read.header("cache-control"), "public, no-cache");
    let again = anonymous.with("If-None-Match", read.header("etag"));
    assert_eq!(again.get(&offers).await.expect(304).bytes, b"");
    again.get(&format!("{offers}?limit=1")).await.expect(200);
    approved(&app, offers.trim_end_matches("/offers"), "interieur", &json!({})).await;
    let changed = again.get(&offers).await.expect(200);
    assert_eq!(cells(&changed).len(), 6);
    assert_ne!(changed.header("etag"), read.header("etag"));
}

/// Each stage of a duo takes a seat of one of two ambassadors, or does not; both do two jobs, in two ways.
#[rstest]
#[actix_web::test]
async fn live_duos_take_places(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|edition| edition.parameters.max_capacity = 20).await;
    let mut hosts = Vec::new();
    for capacity in [13, 7] {
        let host = app.db_host_of(&edition, "dinum", |host| {
            host.form.capacity = Some(capacity);
            host.form.formats = vec![Format::OnSite, Format::Remote];
            host.form.job_profiles =
                ["data-engineer", "developer"].map(|it| Slug::parse(it).expect("a code")).to_vec();
        });
        hosts.push(host.await);
    }
    let offers = format!("{}/offers", at(&edition));
    for (seat, name) in (1..).zip(STAGES) {
        let student = app.db_candidate(&edition, |_| {}).await;
        let host = hosts[0].clone();
        app.db_duo_of(&edition, student, host, |pairing| {
            pairing.seat = seat;
            pairing.state = stage(name, pairing.created_at);
        })
        .await;
    }
    let list = app.anonymous().get(&offers).await.expect(200);
    let items = list.json["items"].as_array().expect("items");
    assert_eq!(items.len(), 4, "{}", list.json);
    for item in items {
        let counts = [&item["places_offered"], &item["places_left"], &item["available"]];
        assert_eq!(counts, [&json!(20), &json!(13), &json!(true)]);
    }
    for seat in 1..=7 {
        let student = app.db_candidate(&edition, |_| {}).await;
        app.db_duo_of(&edition, student, hosts[1].clone(), |pairing| pairing.seat = seat).await;
    }
    app.clock.advance(TimeDelta::seconds(10));
    let list = app.anonymous().get(&offers).await.expect(200);
    assert_eq!(list.json["items"][0]["places_left"], 6);
}
