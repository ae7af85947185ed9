//! Who sees which duos, what narrows a list, and its orders.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::access::Role;
use vmj_domain::ambassador::Ambassador;
use vmj_domain::clock::Clock as _;
use vmj_domain::edition::Edition;
use vmj_domain::id::PairingId;
use vmj_domain::pairing::Pairing;
use vmj_domain::place::Format;
use vmj_domain::text::Slug;
use vmj_tests::duos::{Duo, STAGES, stage};
use vmj_tests::editions::date;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{collection, tick};
use crate::contract::pages::{beside, column, walk};

async fn all(caller: &Caller, edition: &Edition, query: &str) -> Answer {
    caller.get(&format!("{}?limit=200&count=true&{query}", collection(edition))).await.expect(200)
}

async fn ids(caller: &Caller, edition: &Edition, query: &str) -> Vec<String> {
    let page = all(caller, edition, query).await;
    let ids = column(&page, "id");
    assert_eq!(page.json["page"]["total"], ids.len(), "the total is of what is seen");
    let mut ids: Vec<_> = ids.iter().map(|id| id.as_str().expect("an id").to_owned()).collect();
    ids.sort_unstable();
    ids
}

fn sorted(ids: &[PairingId]) -> Vec<String> {
    let mut ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
    ids.sort_unstable();
    ids
}

async fn duo(app: &TestApp, edition: &Edition, organisation: &str, name: &str) -> Duo {
    app.db_duo(edition, organisation, |duo| duo.state = stage(name, duo.created_at)).await
}

#[rstest]
#[actix_web::test]
async fn each_sees_their_own(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    app.db_sub_organisation("dinum-lab", "dinum").await;
    let (edition, other) = (app.db_edition(|_| {}).await, app.db_edition(|_| {}).await);
    let lab = duo(&app, &edition, "dinum-lab", "proposed").await;
    let dinum = duo(&app, &edition, "dinum", "declined").await;
    let culture = duo(&app, &edition, "culture", "confirmed").await;
    // A second of the same student, after the one that was declined; and one of another edition.
    let again =
        app.db_duo_of(&edition, dinum.student.clone(), culture.ambassador.clone(), |duo| duo.seat = 2).await;
    let elsewhere = duo(&app, &other, "dinum", "confirmed").await;
    let host_and_admin = app.db_person(&[Role::Agent, Role::MinistryAdmin], Some("dinum-lab")).await;
    let ambassador = app.db_host(&edition, host_and_admin.id, |_| {}).await;
    let student = app.db_candidate(&edition, |_| {}).await;
    let of_both = app.db_duo_of(&edition, student, ambassador, |_| {}).await;
    let everything = [lab.id, dinum.id, culture.id, again.id, of_both.id];
    let below = [lab.id, dinum.id, of_both.id];
    for (what, caller, expected) in [
        ("a student", app.student_of(&lab).await, &[lab.id][..]),
        ("a student of two", app.student_of(&dinum).await, &[dinum.id, again.id]),
        ("an agent of two", app.agent_of(&culture).await, &[culture.id, again.id]),
        ("another student", app.student().await.caller, &[]),
        ("another agent", app.agent("dinum-lab").await.caller, &[]),
        ("the admin of the lab", app.ministry_admin("dinum-lab").await.caller, &[lab.id, of_both.id]),
        ("an admin who is an agent", host_and_admin.caller.clone(), &[lab.id, of_both.id]),
        ("the admin above", app.ministry_admin("dinum").await.caller, &below),
        ("the admin at the root", app.ministry_admin("premier-ministre").await.caller, &below),
        ("an admin elsewhere", app.ministry_admin("interieur").await.caller, &[]),
        ("DINUM", app.dinum_admin().await.caller, &everything),
    ] {
        assert_eq!(ids(&caller, &edition, "").await, sorted(expected), "{what}");
        for id in everything {
            let status = if expected.contains(&id) { 200 } else { 404 };
            let one = caller.get(&format!("/v1/pairings/{id}")).await;
            assert_eq!(one.status.as_u16(), status, "{what}: {id}");
        }
    }
    app.anonymous().get(&collection(&edition)).await.expect_problem(401, "unauthenticated");
    app.hr_client("dinum").await.get(&collection(&edition)).await.expect_problem(403, "forbidden");
    let admin = app.ministry_admin("dinum").await.caller;
    assert_eq!(ids(&admin, &other, "").await, sorted(&[elsewhere.id]));
    // A filter never leads out of the own subtree.
    let foreign = app.db_organisation("culture").await;
    let narrowed = format!("organisation_id={foreign}");
    assert_eq!(ids(&admin, &edition, &narrowed).await, Vec::<String>::new());
    let one = format!("student_id={}", culture.student.id);
    assert_eq!(ids(&admin, &edition, &one).await, Vec::<String>::new());
    assert_eq!(ids(&app.student_of(&dinum).await, &edition, &narrowed).await, sorted(&[again.id]));
}

fn code(text: &str) -> Slug {
    Slug::parse(text).expect("a code")
}

/// 26 duos, two of each stage, two milliseconds apart, last changed in another order. Every second is of `culture`,
/// every third in Paris, every fourth shows a tester, every fifth has another date.
async fn db_crowd(app: &TestApp) -> (Edition, Caller, Vec<Duo>) {
    let edition = app.db_edition(|_| {}).await;
    let mut duos = Vec::new();
    for number in 0..26_usize {
        tick(app);
        let place = |host: &mut Ambassador| {
            let commune = if number.is_multiple_of(3) { "75107" } else { "35238" };
            host.form.site.commune_code = (number != 25).then(|| commune.to_owned());
            host.form.job_profiles = vec![code("data-engineer"), code("tester"), code("data-steward")];
        };
        let organisation = if number.is_multiple_of(2) { "culture" } else { "dinum" };
        let host = app.db_host_of(&edition, organisation, place).await;
        let student = app.db_candidate(&edition, |_| {}).await;
        let vary = |duo: &mut Pairing| {
            duo.state = stage(STAGES[number % 13], duo.created_at);
            duo.date = if number.is_multiple_of(5) { date(11, 24) } else { date(11, 19) };
            duo.job_profile = code(if number.is_multiple_of(4) { "tester" } else { "data-engineer" });
            duo.format = if number == 7 { Format::Remote } else { Format::OnSite };
        };
        duos.push(app.db_duo_of(&edition, student, host, vary).await);
    }
    for number in [7, 3, 19, 11] {
        tick(app);
        let now = app.clock.now();
        app.db_change_pairing(duos[number].id, |duo| duo.updated_at = now).await;
    }
    (edition, app.dinum_admin().await.caller, duos)
}

fn texts(page: &Answer, member: &str) -> Vec<String> {
    column(page, member).iter().map(|text| text.as_str().expect("text").to_owned()).collect()
}

fn instants(page: &Answer, member: &str) -> Vec<chrono::DateTime<chrono::Utc>> {
    texts(page, member).iter().map(|text| text.parse().expect("an instant")).collect()
}

#[rstest]
#[actix_web::test]
async fn every_order_there_and_back(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (edition, dinum, _) = db_crowd(&app).await;
    let by_date = all(&dinum, &edition, "sort=date").await;
    let by_age = all(&dinum, &edition, "sort=created_at").await;
    let by_change = all(&dinum, &edition, "sort=updated_at").await;
    assert!(texts(&by_date, "date").is_sorted() && texts(&by_date, "date")[0] == "2026-11-19");
    assert!(instants(&by_age, "created_at").is_sorted());
    assert!(instants(&by_change, "updated_at").is_sorted());
    assert_ne!(column(&by_age, "id"), column(&by_change, "id"));
    for (sort, ascending) in [("date", &by_date), ("created_at", &by_age), ("updated_at", &by_change)] {
        let mut ids = column(ascending, "id");
        assert_eq!((ids.len(), &ascending.json["page"]["total"]), (26, &json!(26)));
        for limit in [1, 7, 26] {
            let list = format!("{}?sort={sort}", collection(&edition));
            assert_eq!(walk(&dinum, &list, limit, "id").await, ids, "{sort}");
        }
        ids.reverse();
        for limit in [5, 25] {
            let list = format!("{}?sort=-{sort}", collection(&edition));
            assert_eq!(walk(&dinum, &list, limit, "id").await, ids, "-{sort}");
        }
    }
    assert_eq!(column(&all(&dinum, &edition, "").await, "id"), column(&by_date, "id"), "by date if unsaid");
    let narrowed = format!("{}?sort=-updated_at&state=no_show", collection(&edition));
    let told = column(&all(&dinum, &edition, "sort=-updated_at&state=no_show").await, "id");
    assert_eq!(walk(&dinum, &narrowed, 2, "id").await, told);
}

#[rstest]
#[actix_web::test]
async fn filters_narrow_the_list_and_its_total(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (edition, dinum, duos) = db_crowd(&app).await;
    let (culture, root) =
        (app.db_organisation("culture").await, app.db_organisation("premier-ministre").await);
    let nowhere = "019ab5a0-0000-7000-8000-000000000000";
    for (filter, total) in [
        ("state=proposed", 4),
        ("state=confirmed", 8),
        ("state=declined", 2),
        ("state=expired", 2),
        ("state=cancelled", 2),
        ("state=held", 2),
        ("state=no_show", 6),
        (&*format!("organisation_id={culture}"), 13),
        (&format!("organisation_id={root}"), 13),
        (&format!("organisation_id={nowhere}"), 0),
        ("job_profile_code=tester", 7),
        ("job_profile_code=data-engineer", 19),
        ("job_profile_code=data-steward", 0),
        ("job_profile_code=no-such-job", 0),
        ("job_family_code=data", 19),
        ("job_family_code=development", 7),
        ("job_family_code=no-such-family", 0),
        ("job_family_code=data&job_profile_code=tester", 0),
        ("department_code=75", 9),
        ("department_code=35", 16),
        ("department_code=2A", 0),
        ("region_code=53", 16),
        ("region_code=53&department_code=75", 0),
        ("date=2026-11-24", 6),
        ("date=2026-11-19", 20),
        ("date=2026-11-20", 0),
        (&format!("student_id={}", duos[4].student.id), 1),
        (&format!("ambassador_id={}", duos[4].ambassador.id), 1),
        (&format!("student_id={}&ambassador_id={}", duos[4].student.id, duos[5].ambassador.id), 0),
        (&format!("student_id={nowhere}"), 0),
        ("needs_action=false", 26),
        // Contests that wait for DINUM.
        ("needs_action=true", 2),
        ("needs_action=true&state=held", 0),
        (&format!("organisation_id={culture}&date=2026-11-24&region_code=53&job_profile_code=tester"), 1),
    ] {
        let page = all(&dinum, &edition, filter).await;
        assert_eq!(page.json["page"]["total"], total, "{filter}");
        assert_eq!(column(&page, "id").len(), total, "{filter}");
        if total > 0 {
            let list = format!("{}?{filter}", collection(&edition));
            assert_eq!(walk(&dinum, &list, 3, "id").await, column(&page, "id"), "{filter}");
        }
    }
    for broken in [
        "state=live",
        "sort=name",
        "date=tomorrow",
        "organisation_id=x",
        "student_id=x",
        "department_code=2AAA",
        "needs_action=maybe",
        "q=x",
        "limit=201",
    ] {
        let list = format!("{}?{broken}", collection(&edition));
        dinum.get(&list).await.expect_problem(422, "validation_failed");
    }
}

/// What waits for somebody, by stage: the student, the ambassador (and their ministry), DINUM.
const WAITING: [(&str, [bool; 3]); 13] = [
    ("proposed", [true, true, false]),
    ("half_accepted", [false, true, false]),
    ("confirmed", [false, false, false]),
    ("asked_by_student", [false, true, false]),
    ("asked_by_ambassador", [true, false, false]),
    ("postponed", [true, true, false]),
    ("declined", [false, false, false]),
    ("expired", [false, false, false]),
    ("cancelled", [false, false, false]),
    ("held", [false, false, false]),
    ("no_show", [false, false, false]),
    ("contested", [false, false, true]),
    ("settled", [false, false, false]),
];

/// The filter and the member say the same: as expected.
async fn assert_waits(caller: &Caller, edition: &Edition, id: PairingId, waits: bool, what: &str) {
    let one = caller.get(&format!("/v1/pairings/{id}")).await.expect(200);
    assert_eq!(one.json["needs_action"], waits, "{what}");
    let waiting = ids(caller, edition, "needs_action=true").await;
    assert_eq!(waiting.contains(&id.to_string()), waits, "{what}");
    let shown = all(caller, edition, "needs_action=true").await;
    assert!(
        column(&shown, "needs_action").iter().all(|waits| *waits == json!(true)),
        "{what}: {}",
        shown.json
    );
}

#[rstest]
#[actix_web::test]
async fn what_waits_for_whom(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let duo = duo(&app, &edition, "dinum", "proposed").await;
    let callers = [
        ("student", app.student_of(&duo).await, 0),
        ("agent", app.agent_of(&duo).await, 1),
        ("ministry admin", app.ministry_admin("dinum").await.caller, 1),
        ("DINUM admin", app.dinum_admin().await.caller, 2),
    ];
    let elsewhere = app.ministry_admin("culture").await.caller;
    for (name, waiting) in WAITING {
        app.db_change_pairing(duo.id, |duo| duo.state = stage(name, duo.created_at)).await;
        for (kind, caller, side) in &callers {
            assert_waits(caller, &edition, duo.id, waiting[*side], &format!("{kind} at {name}")).await;
        }
        assert_eq!(ids(&elsewhere, &edition, "needs_action=true").await, Vec::<String>::new());
    }
}

/// Who has several roles is asked in each of them, and in no other.
#[rstest]
#[actix_web::test]
async fn what_waits_for_who_is_several(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    // A host of DINUM answers for themself, and decides contests.
    let host = app.db_person(&[Role::Agent, Role::DinumAdmin], Some("dinum")).await;
    let ambassador = app.db_host(&edition, host.id, |_| {}).await;
    let student = app.db_candidate(&edition, |_| {}).await;
    let own = app.db_duo_of(&edition, student, ambassador, |_| {}).await;
    let contested = duo(&app, &edition, "culture", "contested").await;
    let of_others = duo(&app, &edition, "dinum", "proposed").await;
    for (id, waits) in [(own.id, true), (contested.id, true), (of_others.id, false)] {
        assert_waits(&host.caller, &edition, id, waits, "a host who is of DINUM").await;
    }
    // A ministry admin who studies answers as a student where they are one, and does not for the other side.
    let both = app.db_person(&[Role::Student, Role::MinistryAdmin], Some("dinum")).await;
    let student = app.db_guest(&edition, both.id, |_| {}).await;
    let host = app.db_host_of(&edition, "culture", |_| {}).await;
    let half = app
        .db_duo_of(&edition, student, host, |duo| duo.state = stage("half_accepted", duo.created_at))
        .await;
    for (id, waits) in [(half.id, false), (of_others.id, true), (own.id, true)] {
        assert_waits(&both.caller, &edition, id, waits, "a student who is a ministry admin").await;
    }
    let asked = |duo: &mut Pairing| duo.state = stage("asked_by_ambassador", duo.created_at);
    app.db_change_pairing(half.id, asked).await;
    assert_waits(&both.caller, &edition, half.id, true, "a student who is a ministry admin").await;
}

#[rstest]
#[actix_web::test]
async fn a_position_stays_when_rows_are_inserted_before_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let (edition, dinum, _) = db_crowd(&app).await;
    for (sort, day) in [("date", 16), ("-date", 27), ("-created_at", 19), ("-updated_at", 19)] {
        let list = format!("{}?sort={sort}&limit=5", collection(&edition));
        let first = dinum.get(&list).await.expect(200);
        let second = beside(&dinum, &list, &first, "next_cursor").await.expect("a page");
        for _ in 0..3 {
            tick(&app);
            app.db_duo(&edition, "dinum", |duo| duo.date = date(11, day)).await;
        }
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
    let (edition, dinum, _) = db_crowd(&app).await;
    let other = app.db_edition(|_| {}).await;
    let first = dinum.get(&format!("{}?limit=5", collection(&edition))).await.expect(200);
    let cursor = first.json["page"]["next_cursor"].as_str().expect("a next page").to_owned();
    for (list, query) in
        [(&edition, "&sort=-date"), (&edition, "&sort=updated_at"), (&edition, "&state=held"), (&other, "")]
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

/// A page needs one call: it embeds all that a single reading shows.
#[rstest]
#[actix_web::test]
async fn a_list_shows_what_a_reading_shows(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (edition, dinum, duos) = db_crowd(&app).await;
    let admin = app.ministry_admin("dinum").await.caller;
    for caller in [&dinum, &admin] {
        let page = all(caller, &edition, "").await;
        for item in page.json["items"].as_array().expect("items") {
            let one = caller.get(&format!("/v1/pairings/{}", item["id"].as_str().expect("an id"))).await;
            assert_eq!(&one.expect(200).json, item);
        }
    }
    let draft = app.db_edition(|edition| edition.state = vmj_domain::edition::EditionState::Draft).await;
    let student = app.student_of(&duos[0]).await;
    student.get(&collection(&draft)).await.expect_problem(404, "not_found");
    let none: Value = all(&dinum, &draft, "").await.json;
    assert_eq!((&none["items"], &none["page"]["total"]), (&json!([]), &json!(0)));
}
