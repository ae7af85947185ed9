//! Who sees whom, in which order, narrowed to what.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::edition::Edition;
use vmj_domain::student::{Criterion, Decider, Student, StudentSchool, StudentState, Wish};
use vmj_domain::study::{DiplomaKind, StudyLevel};
use vmj_domain::text::{PersonName, Slug, fold};
use vmj_tests::students::open_form;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{change, collection, id_of, ids, path};
use crate::contract::UNKNOWN_ID;
use crate::contract::pages::{column, cursor, walk};

/// Family names that sort otherwise than their bytes; some twice.
const NAMES: [&str; 10] =
    ["Évrard", "eve", "Evrard", "ÉTIENNE", "Zola", "d’Arc", "Œuvrard", "Camus", "camus", "Ça"];

fn slug(text: &str) -> Slug {
    Slug::parse(text).expect("a code")
}

/// What a crowd differs in, by number.
fn varied(number: usize, student: &mut Student) {
    student.person.family_name = PersonName::parse(NAMES[number % NAMES.len()]).expect("a name");
    // Two of them at the same instant, and not in order of their making.
    student.updated_at += TimeDelta::microseconds(i64::try_from(number * 7 % 9).expect("small"));
    student.state = match number % 5 {
        0 => StudentState::Draft,
        1 => StudentState::Submitted { open: vec![Criterion::School] },
        2 => StudentState::Submitted { open: vec![Criterion::DiplomaKind, Criterion::EmailVerified] },
        3 => StudentState::Eligible { decider: Decider::Rule },
        _ => StudentState::Submitted { open: vec![Criterion::Adult, Criterion::School] },
    };
    let form = &mut student.form;
    form.study_level = Some(StudyLevel::ALL[number % 4]);
    form.diploma_kind =
        (number > 0).then_some(if number.is_multiple_of(2) { DiplomaKind::But } else { DiplomaKind::Master });
    form.wishes = match number % 4 {
        0 => vec![Wish::Profile(slug("tester")), Wish::Profile(slug("data-engineer"))],
        1 => vec![Wish::Family(slug("data"))],
        2 => vec![Wish::Profile(slug("data-analyst")), Wish::Family(slug("security"))],
        _ => Vec::new(),
    };
    let departments = ["35", "29", "75", "971"];
    form.home_department_code = Some(departments[number % 4].to_owned());
}

/// Twenty students of an edition, one of them at a known school; and one of another edition.
async fn crowd(app: &TestApp) -> (Edition, Caller, String) {
    let edition = app.db_edition(|_| {}).await;
    let school = app.db_school("École d’essai").await;
    let read = app.anonymous().get(&format!("/v1/schools/{school}")).await.expect(200);
    let summary = vmj_domain::school::SchoolSummary {
        id: school,
        uai: vmj_domain::text::Uai::parse(read.json["uai"].as_str().expect("a UAI")).expect("a UAI"),
        name: vmj_domain::text::Label::parse("École d’essai").expect("a name"),
    };
    let of_number = |number, student: &mut Student| {
        varied(number, student);
        if number == 3 {
            student.form.school = Some(StudentSchool::Known(summary.clone()));
        }
    };
    app.db_students(&edition, 20, of_number).await;
    app.db_students(&app.db_edition(|_| {}).await, 1, varied).await;
    (edition, app.dinum_admin().await.caller, school.to_string())
}

async fn all(caller: &Caller, edition: &Edition, query: &str) -> Answer {
    caller.get(&format!("{}?limit=200&count=true&{query}", collection(edition))).await.expect(200)
}

/// What an order goes by.
fn key(order: &str, student: &Value) -> String {
    let name = |member: &str| student["person"][member].as_str().expect("a name").to_owned();
    let id = student["id"].as_str().expect("an id");
    match order {
        "name" => format!("{} {id}", fold(&format!("{} {}", name("family_name"), name("given_name")))),
        "created_at" => id.to_owned(),
        _ => {
            let at: chrono::DateTime<chrono::Utc> =
                student["updated_at"].as_str().and_then(|at| at.parse().ok()).expect("an instant");
            format!("{:020} {id}", at.timestamp_micros())
        }
    }
}

#[rstest]
#[actix_web::test]
async fn every_order_there_and_back(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (edition, dinum, _) = crowd(&app).await;
    for order in ["name", "created_at", "updated_at"] {
        let page = all(&dinum, &edition, &format!("sort={order}")).await;
        let keys: Vec<_> =
            page.json["items"].as_array().expect("items").iter().map(|it| key(order, it)).collect();
        assert!(keys.is_sorted(), "{order}: {keys:#?}");
        let mut ids = column(&page, "id");
        assert_eq!((ids.len(), &page.json["page"]["total"]), (20, &json!(20)));
        let list = format!("{}?sort={order}", collection(&edition));
        for limit in [1, 3, 20] {
            assert_eq!(walk(&dinum, &list, limit, "id").await, ids, "{order} by {limit}");
        }
        ids.reverse();
        let list = format!("{}?sort=-{order}", collection(&edition));
        for limit in [2, 7] {
            assert_eq!(walk(&dinum, &list, limit, "id").await, ids, "-{order} by {limit}");
        }
    }
    let by_default = column(&all(&dinum, &edition, "").await, "id");
    assert_eq!(by_default, column(&all(&dinum, &edition, "sort=name").await, "id"));
}

#[rstest]
#[actix_web::test]
async fn filters_narrow_the_list_and_its_total(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (edition, dinum, school) = crowd(&app).await;
    for (query, total) in [
        ("state=draft", 4),
        ("state=submitted", 12),
        ("state=eligible", 4),
        ("state=ineligible", 0),
        ("open=school", 8),
        ("open=adult", 4),
        ("open=diploma_kind", 4),
        ("open=email_verified", 4),
        ("open=study_level", 0),
        ("open=school&state=draft", 0),
        ("study_level=bac_plus_2", 5),
        ("study_level=bac_plus_5&state=submitted", 3),
        ("diploma_kind=but", 9),
        ("diploma_kind=master", 10),
        ("diploma_kind=bts", 0),
        (&*format!("school_id={school}"), 1),
        (&*format!("school_id={UNKNOWN_ID}"), 0),
        // By itself or by its family.
        ("job_profile_code=data-engineer", 10),
        ("job_profile_code=data-analyst", 10),
        ("job_profile_code=data-steward", 5),
        ("job_profile_code=tester", 5),
        ("job_profile_code=astronaut", 0),
        // The family, or a job of it.
        ("job_family_code=data", 15),
        ("job_family_code=security", 5),
        ("job_family_code=development", 5),
        ("job_family_code=support", 0),
        ("job_family_code=data&job_profile_code=data-engineer", 10),
        ("job_family_code=security&job_profile_code=data-engineer", 0),
        ("department_code=35", 5),
        ("region_code=53", 10),
        ("region_code=53&department_code=29", 5),
        ("region_code=11&department_code=29", 0),
        ("region_code=01", 5),
        ("department_code=99", 0),
        ("q=ev", 6),
        ("q=%C3%89VRARD", 4),
        ("q=evrard%20camille", 4),
        ("q=camille", 0),
        ("q=ca", 6),
        ("q=oeu", 2),
        ("q=d%E2%80%99arc", 2),
        ("q=%25", 20),
        ("q=ca&state=submitted&region_code=53", 2),
    ] {
        let page = all(&dinum, &edition, query).await;
        assert_eq!(
            (&page.json["page"]["total"], column(&page, "id").len()),
            (&json!(total), total),
            "{query}"
        );
        if total > 1 {
            let list = format!("{}?{query}&sort=-updated_at", collection(&edition));
            assert_eq!(walk(&dinum, &list, 1, "id").await.len(), total, "{query}");
        }
    }
    for (query, pointer) in [
        ("state=approved", "/state"),
        ("open=everything", "/open"),
        ("study_level=6", "/study_level"),
        ("diploma_kind=phd", "/diploma_kind"),
        ("school_id=x", "/school_id"),
        ("sort=state", "/sort"),
        ("q=", "/q"),
        ("department_code=1234", "/department_code"),
        ("email=a", "/email"),
    ] {
        let refused = dinum.get(&format!("{}?{query}", collection(&edition))).await.expect(422);
        assert_eq!(refused.pointers(), [pointer]);
    }
    let first = dinum.get(&format!("{}?limit=2", collection(&edition))).await.expect(200);
    let next = cursor(&first, "next_cursor").expect("more");
    let other = dinum.get(&format!("{}?limit=2&state=draft&cursor={next}", collection(&edition))).await;
    assert_eq!(other.expect(422).pointers(), ["/cursor"], "a cursor of another list");
}

#[rstest]
#[actix_web::test]
async fn a_student_sees_oneself_and_dinum_all(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (edition, dinum, _) = crowd(&app).await;
    let (one, path) = app.student_in(edition.id, &open_form("Institut d’exemple")).await;
    let own = all(&one.caller, &edition, "").await;
    assert_eq!((column(&own, "id"), &own.json["page"]["total"]), (vec![json!(id_of(&path))], &json!(1)));
    let whole = one.caller.get(&path).await.expect(200);
    assert_eq!(own.json["items"][0], whole.json, "a list shows the whole");
    let nothing = json!({ "items": [], "page": { "limit": 200, "total": 0 } });
    for narrowed in ["state=submitted", "q=camus", "region_code=01"] {
        assert_eq!(all(&one.caller, &edition, narrowed).await.json, nothing, "{narrowed}");
    }
    for caller in [
        app.student().await.caller,
        app.agent("dinum").await.caller,
        app.ministry_admin("dinum").await.caller,
        app.ministry_admin("premier-ministre").await.caller,
    ] {
        assert_eq!(all(&caller, &edition, "").await.json, nothing);
    }
    assert_eq!(all(&dinum, &edition, "").await.json["page"]["total"], 21);
    app.anonymous().get(&collection(&edition)).await.expect_problem(401, "unauthenticated");
    app.hr_client("dinum").await.get(&collection(&edition)).await.expect_problem(403, "forbidden");
    assert_eq!(own.header("cache-control"), "no-store");
}

#[rstest]
#[actix_web::test]
async fn a_name_in_the_list_follows_the_account(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let (one, path) = app.student_in(edition.id, &open_form("Institut d’exemple")).await;
    let dinum = app.dinum_admin().await.caller;
    let before = dinum.get(&path).await.expect(200);
    change(&one.caller, "/v1/me", &json!({ "family_name": "Élan" })).await.expect(200);
    assert_eq!(column(&all(&dinum, &edition, "q=elan").await, "id"), [json!(id_of(&path))]);
    let after = dinum.get(&path).await.expect(200);
    assert_eq!(after.json["person"]["family_name"], "Élan");
    assert_eq!(after.json["version"], before.json["version"], "nothing of what the student wrote");
}

/// DINUM's queue: oldest first, page by page, each decision taking one out of it.
#[rstest]
#[actix_web::test]
async fn the_queue_is_worked_off(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let mut made: Vec<_> =
        app.db_students(&edition, 5, |_, _| {}).await.iter().map(ToString::to_string).collect();
    made.sort_unstable();
    let dinum = app.dinum_admin().await.caller;
    let queue = format!("{}?open=school&sort=created_at&limit=2", collection(&edition));
    let mut seen = Vec::new();
    loop {
        let page = dinum.get(&queue).await.expect(200);
        let waiting = ids(&page.json["items"]);
        if waiting.is_empty() {
            break;
        }
        for id in waiting {
            let id = id.as_str().expect("an id").to_owned();
            dinum.act(&format!("{}/admission", path(&id))).await.expect(200);
            seen.push(id);
        }
    }
    assert_eq!(seen, made);
}
