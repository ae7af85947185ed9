//! Who gets which place, who gets none, and why.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::access::Role;
use vmj_domain::place::Format;
use vmj_tests::Engine;
use vmj_tests::planning::run_path;

use super::World;
use crate::contract::UNKNOWN_ID;
use crate::contract::pages::{column, walk};

#[rstest]
#[actix_web::test]
async fn each_pair_and_each_student_left_out_is_explained(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine).await;
    let World { dinum, .. } = &world;
    let engineer = world.host("dinum", "data-engineer", 1).await;
    let tester = world.host("culture", "tester", 1).await;
    let idle = world.host("culture", "data-steward", 2).await;
    let both = world.student(&["data-engineer", "tester"]).await;
    let one = world.student(&["data-engineer"]).await;
    let nobody = world.student(&["developer"]).await;
    let run = world.run(json!({})).await;
    let path = run_path(&run);
    let list = dinum.get(&format!("{path}/proposals?count=true")).await.expect(200);
    assert_eq!(list.json["page"]["total"], 2);
    let of = |student: &vmj_domain::student::Student| {
        let items = list.json["items"].as_array().expect("items");
        items.iter().find(|item| item["student_id"] == student.id.to_string()).expect("a pair").clone()
    };
    // Whoever can go elsewhere does, so that both have a place.
    let (moved, kept) = (of(&both), of(&one));
    let shown = |item: &Value| {
        [&item["ambassador_id"], &item["wish_rank"], &item["place"], &item["format"]].map(Clone::clone)
    };
    let id = |it: &vmj_domain::ambassador::Ambassador| json!(it.id.to_string());
    assert_eq!(shown(&moved), [id(&tester), json!(2), json!("same_department"), json!("on_site")]);
    assert_eq!(shown(&kept), [id(&engineer), json!(1), json!("same_department"), json!("on_site")]);
    assert_eq!(kept["student"]["email"], one.person.email.to_string());
    for language in ["fr", "en"] {
        assert!(!moved["explanation"][language].as_array().expect("sentences").is_empty(), "{moved}");
    }
    let left = dinum.get(&format!("{path}/unmatched")).await.expect(200);
    assert_eq!(left.json["items"].as_array().expect("items").len(), 1);
    let left = &left.json["items"][0];
    assert_eq!((&left["student_id"], &left["reason"]), (&json!(nobody.id.to_string()), &json!("no_job")));
    assert!(!left["explanation"]["fr"].as_array().expect("sentences").is_empty());
    let free = dinum.get(&format!("{path}/vacancies")).await.expect(200);
    assert_eq!(free.json["items"].as_array().expect("items").len(), 1);
    let free = &free.json["items"][0];
    assert_eq!((&free["ambassador_id"], &free["free"]), (&id(&idle), &json!(2)));
    let places = dinum.get(&format!("{path}/places")).await.expect(200);
    assert_eq!(places.json["by_department"], json!([{ "department_code": "35", "filled": 2, "free": 2 }]));
    let map = dinum.get(&format!("{path}/recruiting-map")).await.expect(200);
    let first = &map.json["items"][0];
    assert_eq!((&first["job_profile"]["code"], &first["region_code"]), (&json!("developer"), &json!("53")));
    assert_eq!((&first["students"], &first["gain"]), (&json!(1), &json!(1)));
}

#[rstest]
#[actix_web::test]
async fn remote_when_the_place_is_too_far(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, edition, dinum } = &world;
    world.host("dinum", "data-engineer", 3).await;
    let far = |formats: Vec<Format>, regions: Vec<&'static str>| async move { (formats, regions) };
    for (formats, regions) in [
        far(vec![Format::OnSite], vec![]).await,
        far(vec![Format::OnSite], vec!["53"]).await,
        far(vec![Format::OnSite, Format::Remote], vec![]).await,
    ] {
        app.db_candidate(edition, |student| {
            student.form.home_department_code = Some("13".to_owned());
            student.form.formats.clone_from(&formats);
            student.form.accepted_region_codes = regions.iter().map(ToString::to_string).collect();
        })
        .await;
    }
    let run = world.run(json!({})).await;
    let list = dinum.get(&format!("{}/proposals", run_path(&run))).await.expect(200);
    let mut places: Vec<_> = column(&list, "place").into_iter().map(|place| place.to_string()).collect();
    places.sort();
    assert_eq!(places, ["\"accepted_region\"", "\"remote\""]);
    let left = dinum.get(&format!("{}/unmatched?reason=out_of_reach", run_path(&run))).await.expect(200);
    assert_eq!(left.json["items"].as_array().expect("items").len(), 1);
}

#[rstest]
#[actix_web::test]
async fn lists_have_pages_and_filters(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine).await;
    let World { app, dinum, .. } = &world;
    let culture = app.db_organisation("culture").await;
    for organisation in ["dinum", "culture"] {
        world.host(organisation, "data-engineer", 3).await;
    }
    for _ in 0..7 {
        world.student(&["data-engineer"]).await;
    }
    let run = world.run(json!({})).await;
    let proposals = format!("{}/proposals", run_path(&run));
    let whole = dinum.get(&proposals).await.expect(200);
    assert_eq!(whole.json["items"].as_array().expect("items").len(), 6);
    for limit in [1, 2, 5, 6] {
        let walked = walk(dinum, &format!("{proposals}?count=false"), limit, "student_id").await;
        assert_eq!(walked, column(&whole, "student_id"));
    }
    let first = &whole.json["items"][0];
    for (query, count) in [
        (format!("organisation_id={culture}"), 3),
        ("job_profile_code=data-engineer".to_owned(), 6),
        ("job_family_code=data".to_owned(), 6),
        ("job_profile_code=tester".to_owned(), 0),
        ("department_code=35".to_owned(), 6),
        ("region_code=11".to_owned(), 0),
        ("wish_rank=1".to_owned(), 6),
        ("wish_rank=2".to_owned(), 0),
        ("place=same_department".to_owned(), 6),
        ("locked=false&by_hand=false".to_owned(), 6),
        (format!("student_id={}", first["student_id"].as_str().expect("an id")), 1),
        (format!("ambassador_id={}", first["ambassador_id"].as_str().expect("an id")), 3),
    ] {
        let list = dinum.get(&format!("{proposals}?count=true&{query}")).await.expect(200);
        assert_eq!(list.json["page"]["total"], count, "{query}");
    }
    for (query, pointer) in [
        ("place=moon", "/place"),
        ("wish_rank=0", "/wish_rank"),
        ("colour=red", "/colour"),
        ("cursor=x", "/cursor"),
    ] {
        let refused =
            dinum.get(&format!("{proposals}?{query}")).await.expect_problem(422, "validation_failed");
        assert_eq!(refused.pointers(), [pointer]);
    }
    dinum.get(&format!("/v1/matching-runs/{UNKNOWN_ID}/proposals")).await.expect_problem(404, "not_found");
}

#[rstest]
#[actix_web::test]
async fn ministries_read_their_part_once_it_is_published(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine).await;
    let World { app, dinum, .. } = &world;
    for organisation in ["dinum", "culture"] {
        world.host(organisation, "data-engineer", 1).await;
        world.student(&["data-engineer"]).await;
    }
    let run = run_path(&world.run(json!({})).await);
    let ministry = app.ministry_admin("culture").await.caller;
    for end in ["", "/proposals", "/places"] {
        ministry.get(&format!("{run}{end}")).await.expect_problem(404, "not_found");
    }
    let list = ministry.get(&world.at("matching-runs?count=true")).await.expect(200);
    assert_eq!(list.json["page"]["total"], 0);
    dinum.post(&format!("{run}/publication"), &json!({})).await.expect(200);
    let read = ministry.get(&run).await.expect(200);
    assert_eq!((&read.json["state"], read.json.get("metrics")), (&json!("published"), None));
    let part = ministry.get(&format!("{run}/proposals?count=true")).await.expect(200);
    assert_eq!(part.json["page"]["total"], 1);
    let own = &part.json["items"][0];
    assert_eq!(own["organisation"]["code"], "culture");
    assert_eq!((own.get("student"), own.get("explanation")), (None, None));
    let places = ministry.get(&format!("{run}/places")).await.expect(200);
    assert_eq!(places.json["by_organisation"].as_array().expect("rows").len(), 1);
    // Of no organisation, and so with no part.
    let homeless = app.db_person(&[Role::MinistryAdmin], None).await.caller;
    for end in ["", "/proposals", "/places"] {
        homeless.get(&format!("{run}{end}")).await.expect_problem(404, "not_found");
    }
    assert_eq!(homeless.get(&world.at("matching-runs")).await.expect(200).json["items"], json!([]));
    for end in ["unmatched", "vacancies", "recruiting-map"] {
        ministry.get(&format!("{run}/{end}")).await.expect_problem(403, "forbidden");
    }
}
