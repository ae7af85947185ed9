//! Who sees whom, what narrows a list, and its orders.

use chrono::{DateTime, TimeDelta, Utc};
use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::access::{Role, Scope};
use vmj_domain::ambassador::{Ambassador, AmbassadorForm};
use vmj_domain::edition::Edition;
use vmj_domain::id::AmbassadorId;
use vmj_domain::place::Format;
use vmj_domain::text::{PersonName, Slug, fold};
use vmj_tests::ambassadors::states;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{collection, path};
use crate::contract::pages::{beside, column, walk};

async fn all(caller: &Caller, edition: &Edition, query: &str) -> Answer {
    caller.get(&format!("{}?limit=200&count=true&{query}", collection(edition))).await.expect(200)
}

async fn ids(caller: &Caller, edition: &Edition) -> Vec<String> {
    let page = all(caller, edition, "sort=created_at").await;
    let ids = column(&page, "id");
    assert_eq!(page.json["page"]["total"], ids.len(), "the total is of what is seen");
    let text = |id: &Value| id.as_str().expect("an id").to_owned();
    let mut ids: Vec<_> = ids.iter().map(text).collect();
    ids.sort_unstable();
    ids
}

fn sorted(ids: &[AmbassadorId]) -> Vec<String> {
    let mut ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
    ids.sort_unstable();
    ids
}

#[rstest]
#[actix_web::test]
async fn each_sees_their_own(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    app.db_sub_organisation("dinum-lab", "dinum").await;
    let (edition, other) = (app.db_edition(|_| {}).await, app.db_edition(|_| {}).await);
    let one = async |organisation| app.db_ambassadors(&edition, organisation, 1, |_, _| {}).await[0];
    let (lab, dinum, culture) = (one("dinum-lab").await, one("dinum").await, one("culture").await);
    app.db_ambassadors(&other, "dinum", 2, |_, _| {}).await;
    let agent = app.agent("culture").await;
    let own = app.db_ambassador(&edition, agent.id, |_| {}).await;
    let both = app.db_person(&[Role::Agent, Role::MinistryAdmin], Some("dinum-lab")).await;
    let of_both = app.db_ambassador(&edition, both.id, |_| {}).await;
    let everything = [lab, dinum, culture, own, of_both];
    for (what, caller, expected) in [
        ("the agent", &agent.caller, &[own][..]),
        ("another agent", &app.agent("culture").await.caller, &[]),
        ("a student", &app.student().await.caller, &[]),
        ("the admin of the lab", &app.ministry_admin("dinum-lab").await.caller, &[lab, of_both]),
        ("an admin who is an agent", &both.caller, &[lab, of_both]),
        ("the admin above", &app.ministry_admin("dinum").await.caller, &[lab, dinum, of_both]),
        (
            "the admin at the root",
            &app.ministry_admin("premier-ministre").await.caller,
            &[lab, dinum, of_both],
        ),
        ("an admin elsewhere", &app.ministry_admin("interieur").await.caller, &[]),
        (
            "the HR client",
            &app.hr_client_with("dinum", &[Scope::AmbassadorsRead]).await,
            &[lab, dinum, of_both],
        ),
        ("DINUM", &app.dinum_admin().await.caller, &everything),
    ] {
        assert_eq!(ids(caller, &edition).await, sorted(expected), "{what}");
        for id in everything {
            let status = if expected.contains(&id) { 200 } else { 404 };
            assert_eq!(caller.get(&path(id)).await.status.as_u16(), status, "{what}: {id}");
        }
    }
    app.anonymous().get(&collection(&edition)).await.expect_problem(401, "unauthenticated");
    let blind = app.hr_client_with("dinum", &[Scope::AmbassadorsWrite]).await;
    blind.get(&collection(&edition)).await.expect_problem(403, "forbidden");
    // A filter never leads out of the own subtree.
    let foreign = app.db_organisation("culture").await;
    let admin = app.ministry_admin("dinum").await.caller;
    let none = all(&admin, &edition, &format!("organisation_id={foreign}")).await;
    assert_eq!((&none.json["items"], &none.json["page"]["total"]), (&json!([]), &json!(0)));
}

/// Accents, case and particles that sort otherwise than their bytes; the same name twice.
const FAMILY_NAMES: [&str; 12] = [
    "Évrard",
    "eve",
    "Evrard",
    "ÉTIENNE",
    "Zola",
    "de Gaulle",
    "d’Arc",
    "Œuvrard",
    "Camus",
    "camus",
    "Ça",
    "Évrard",
];

fn code(text: &str) -> Slug {
    Slug::parse(text).expect("a code")
}

/// Number by number: states in turn; every second on site only, every third from Rennes, every fourth a tester.
fn vary(number: usize, ambassador: &mut Ambassador) {
    ambassador.agent.family_name = PersonName::parse(FAMILY_NAMES[number % 12]).expect("a name");
    ambassador.state.clone_from(&states()[number % 5]);
    let AmbassadorForm { formats, site, job_profiles, .. } = &mut ambassador.form;
    *formats = if number.is_multiple_of(2) { vec![Format::OnSite] } else { vec![Format::Remote] };
    let commune = if number.is_multiple_of(3) { "35238" } else { "75107" };
    site.commune_code = (number != 11).then(|| commune.to_owned());
    *job_profiles = if number.is_multiple_of(4) { vec![code("tester")] } else { vec![code("data-engineer")] };
    if number == 10 {
        *formats = vec![Format::OnSite, Format::Remote];
        *job_profiles = vec![code("data-steward"), code("tester")];
    }
}

/// 24 ambassadors, half of them of each organisation, two milliseconds apart, last changed in another order.
async fn db_crowd(app: &TestApp) -> (Edition, Caller) {
    let edition = app.db_edition(|_| {}).await;
    let mut made = Vec::new();
    for number in 0..24 {
        app.clock.advance(TimeDelta::milliseconds(2));
        let organisation = if number < 12 { "culture" } else { "dinum" };
        made.extend(
            app.db_ambassadors(&edition, organisation, 1, |_, ambassador| vary(number, ambassador)).await,
        );
    }
    for number in [7, 3, 19, 11] {
        app.clock.advance(TimeDelta::milliseconds(2));
        let now = vmj_domain::clock::Clock::now(&*app.clock);
        app.db_change_ambassador(made[number], |ambassador| ambassador.updated_at = now).await;
    }
    (edition, app.dinum_admin().await.caller)
}

fn names(page: &Answer) -> Vec<String> {
    let items = page.json["items"].as_array().expect("items");
    let name = |agent: &Value, member: &str| agent[member].as_str().expect("a name").to_owned();
    let full = |item: &Value| {
        fold(&format!("{} {}", name(&item["agent"], "family_name"), name(&item["agent"], "given_name")))
    };
    items.iter().map(full).collect()
}

fn instants(page: &Answer, member: &str) -> Vec<DateTime<Utc>> {
    let instant = |text: &Value| text.as_str().expect("text").parse().expect("an instant");
    column(page, member).iter().map(instant).collect()
}

#[rstest]
#[actix_web::test]
async fn every_order_there_and_back(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (edition, dinum) = db_crowd(&app).await;
    let by_name = all(&dinum, &edition, "sort=name").await;
    let by_age = all(&dinum, &edition, "sort=created_at").await;
    let by_change = all(&dinum, &edition, "sort=updated_at").await;
    assert!(names(&by_name).is_sorted(), "{:?}", names(&by_name));
    assert!(instants(&by_age, "created_at").is_sorted());
    assert!(instants(&by_change, "updated_at").is_sorted());
    assert_ne!(column(&by_age, "id"), column(&by_change, "id"));
    for (sort, ascending) in [("name", &by_name), ("created_at", &by_age), ("updated_at", &by_change)] {
        let mut ids = column(ascending, "id");
        assert_eq!((ids.len(), &ascending.json["page"]["total"]), (24, &json!(24)));
        for limit in [1, 7, 24] {
            let list = format!("{}?sort={sort}", collection(&edition));
            assert_eq!(walk(&dinum, &list, limit, "id").await, ids, "{sort}");
        }
        ids.reverse();
        for limit in [5, 23] {
            let list = format!("{}?sort=-{sort}", collection(&edition));
            assert_eq!(walk(&dinum, &list, limit, "id").await, ids, "-{sort}");
        }
    }
    assert_eq!(column(&all(&dinum, &edition, "").await, "id"), column(&by_name, "id"), "by name if unsaid");
    let narrowed = format!("{}?sort=-updated_at&state=submitted", collection(&edition));
    let submitted = column(&all(&dinum, &edition, "sort=-updated_at&state=submitted").await, "id");
    assert_eq!(walk(&dinum, &narrowed, 2, "id").await, submitted);
}

#[rstest]
#[actix_web::test]
async fn filters_narrow_the_list_and_its_total(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (edition, dinum) = db_crowd(&app).await;
    let (culture, root) =
        (app.db_organisation("culture").await, app.db_organisation("premier-ministre").await);
    let nowhere = "019ab5a0-0000-7000-8000-000000000000";
    for (filter, total) in [
        ("state=draft", 5),
        ("state=submitted", 5),
        ("state=approved", 5),
        ("state=rejected", 5),
        ("state=withdrawn", 4),
        (&format!("organisation_id={culture}"), 12),
        (&format!("organisation_id={root}"), 12),
        (&format!("organisation_id={nowhere}"), 0),
        ("job_profile_code=tester", 7),
        ("job_profile_code=data-engineer", 17),
        ("job_profile_code=data-steward", 1),
        ("job_profile_code=no-such-job", 0),
        ("job_family_code=data", 18),
        ("job_family_code=no-such-family", 0),
        ("job_family_code=data&job_profile_code=tester", 0),
        ("department_code=35", 8),
        ("department_code=75", 15),
        ("department_code=2A", 0),
        ("region_code=53", 8),
        ("region_code=53&department_code=75", 0),
        ("format=on_site", 12),
        ("format=remote", 13),
        ("q=evrard", 6),
        ("q=%C3%89VRARD", 6),
        ("q=ev", 8),
        ("q=camus%20cam", 4),
        ("q=oeuv", 2),
        ("q=d%27arc", 2),
        ("q=v", 0),
        ("q=ev%25rard", 0),
        ("q=e_rard", 0),
        ("q=%25", 24),
        ("q=evrard&state=submitted", 1),
        (&format!("organisation_id={culture}&format=remote&region_code=11&state=submitted"), 1),
    ] {
        let page = all(&dinum, &edition, filter).await;
        assert_eq!(page.json["page"]["total"], total, "{filter}: {:?}", names(&page));
        assert_eq!(column(&page, "id").len(), total, "{filter}");
        if total > 0 {
            let list = format!("{}?{filter}", collection(&edition));
            assert_eq!(walk(&dinum, &list, 3, "id").await, column(&page, "id"), "{filter}");
        }
    }
    for broken in [
        "state=live",
        "sort=unit",
        "format=by_mail",
        "organisation_id=x",
        "q=",
        "department_code=2AAA",
        "name=x",
        "limit=201",
    ] {
        let list = format!("{}?{broken}", collection(&edition));
        dinum.get(&list).await.expect_problem(422, "validation_failed");
    }
}

#[rstest]
#[actix_web::test]
async fn a_position_stays_when_rows_are_inserted_before_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let (edition, dinum) = db_crowd(&app).await;
    for (sort, name) in [("name", "Aaa"), ("-name", "Zzz"), ("-created_at", "Moi"), ("-updated_at", "Moi")] {
        let list = format!("{}?sort={sort}&limit=5", collection(&edition));
        let first = dinum.get(&list).await.expect(200);
        let second = beside(&dinum, &list, &first, "next_cursor").await.expect("a page");
        app.clock.advance(TimeDelta::milliseconds(2));
        let rename = |_, ambassador: &mut Ambassador| {
            ambassador.agent.family_name = PersonName::parse(name).expect("a name");
        };
        app.db_ambassadors(&edition, "dinum", 3, rename).await;
        let again = beside(&dinum, &list, &first, "next_cursor").await.expect("a page");
        assert_eq!(column(&again, "id"), column(&second, "id"), "{sort}");
        let back = beside(&dinum, &list, &second, "prev_cursor").await.expect("a page");
        assert_eq!(column(&back, "id"), column(&first, "id"), "{sort}");
        let newcomers = beside(&dinum, &list, &back, "prev_cursor").await.expect("a page");
        assert_eq!(column(&newcomers, "id").len(), 3, "{sort}: they are before the first page of then");
    }
}

#[rstest]
#[actix_web::test]
async fn a_cursor_belongs_to_its_list(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (edition, dinum) = db_crowd(&app).await;
    let other = app.db_edition(|_| {}).await;
    let first = dinum.get(&format!("{}?limit=5", collection(&edition))).await.expect(200);
    let cursor = first.json["page"]["next_cursor"].as_str().expect("a next page").to_owned();
    for (list, query) in
        [(&edition, "&sort=-name"), (&edition, "&sort=updated_at"), (&edition, "&state=draft"), (&other, "")]
    {
        let list = format!("{}?limit=5&cursor={cursor}{query}", collection(list));
        let refused = dinum.get(&list).await.expect_problem(422, "validation_failed");
        assert_eq!(refused.pointers(), ["/cursor"], "{query}");
    }
    // It says where to go on, not what is seen there.
    let admin = app.ministry_admin("interieur").await.caller;
    let page = admin.get(&format!("{}?limit=5&cursor={cursor}", collection(&edition))).await.expect(200);
    assert_eq!(page.json["items"], json!([]));
}

/// An agent who takes another name is found under it at once.
#[rstest]
#[actix_web::test]
async fn names_follow_the_account(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let agent = app.agent("dinum").await;
    app.db_ambassador(&edition, agent.id, |_| {}).await;
    let renaming = agent.caller.with("If-Match", "*");
    renaming.patch("/v1/me", &json!({ "family_name": "Zorglub" })).await.expect(200);
    let admin = app.ministry_admin("dinum").await.caller;
    let found = all(&admin, &edition, "q=zorg").await;
    assert_eq!(found.json["items"][0]["agent"]["family_name"], "Zorglub");
    assert_eq!(all(&admin, &edition, "q=exemple").await.json["page"]["total"], 0);
}
