//! Reading the audit log.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::{Answer, Caller, Engine, Person, TestApp};

use crate::contract::pages::{column, walk};

async fn suspend(who: &Person, whom: &Person) {
    let path = format!("/v1/accounts/{}/suspension", whom.id);
    who.caller.post(&path, &json!({ "reason": "Départ" })).await.expect(200);
}

async fn all(caller: &Caller, filter: &str) -> Answer {
    caller.get(&format!("/v1/audit-events?limit=200&count=true&{filter}")).await.expect(200)
}

fn item<'a>(page: &'a Answer, subject: &str) -> &'a Value {
    let items = page.json["items"].as_array().expect("items");
    items
        .iter()
        .find(|item| item["subject"] == subject)
        .unwrap_or_else(|| panic!("{subject} in {}", page.json))
}

struct Story {
    dinum: Person,
    ministry: Person,
    of_lab: Person,
    of_culture: Person,
    student: Person,
}

/// A minute apart: a job profile retired, three people suspended, the agent of the lab by the ministry's admin.
async fn story(app: &TestApp) -> Story {
    app.db_sub_organisation("dinum-lab", "dinum").await;
    let story = Story {
        dinum: app.dinum_admin().await,
        ministry: app.ministry_admin("dinum").await,
        of_lab: app.agent("dinum-lab").await,
        of_culture: app.agent("culture").await,
        student: app.student().await,
    };
    story.dinum.caller.act("/v1/job-profiles/tester/retirement").await.expect(200);
    let acts =
        [(&story.ministry, &story.of_lab), (&story.dinum, &story.of_culture), (&story.dinum, &story.student)];
    for (who, whom) in acts {
        app.clock.advance(TimeDelta::minutes(1));
        suspend(who, whom).await;
    }
    story
}

#[rstest]
#[actix_web::test]
async fn each_reads_what_is_theirs(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let Story { dinum, ministry, of_lab, of_culture, student } = story(&app).await;
    let everything = all(&dinum.caller, "").await;
    assert_eq!(everything.json["page"]["total"], 4);
    let subjects: Vec<_> = column(&everything, "subject");
    let expected =
        [student.id.to_string(), of_culture.id.to_string(), of_lab.id.to_string(), "tester".to_owned()];
    assert_eq!(subjects, expected.map(Value::from), "newest first");

    let lab = item(&everything, &of_lab.id.to_string());
    assert_eq!(lab["actor"]["id"], json!(ministry.id.to_string()));
    assert_eq!(
        (&lab["actor"]["kind"], &lab["actor"]["name"]),
        (&json!("account"), &json!("Camille Exemple"))
    );
    assert_eq!((&lab["action"], &lab["subject_kind"]), (&json!("account.suspended"), &json!("account")));
    assert_eq!((&lab["fields"], &lab["reason"]), (&json!(["status"]), &json!("Départ")));
    assert_eq!(
        (&lab["organisation"]["code"], &lab["at"]),
        (&json!("dinum-lab"), &json!("2026-11-02T09:01:00Z"))
    );
    assert!(lab["request_id"].is_string());
    let profile = item(&everything, "tester");
    assert_eq!((profile.get("organisation"), profile.get("reason")), (None, None));

    let own = all(&ministry.caller, "").await;
    assert_eq!(
        (column(&own, "subject"), &own.json["page"]["total"]),
        (vec![json!(of_lab.id.to_string())], &json!(1))
    );
    let culture = app.ministry_admin("culture").await.caller;
    let theirs = all(&culture, "").await;
    assert_eq!(column(&theirs, "subject"), [json!(of_culture.id.to_string())]);
    let actor = &theirs.json["items"][0]["actor"];
    assert_eq!(actor["id"], json!(dinum.id.to_string()));
    assert_eq!(actor.get("name"), None, "the reader may not see that account");

    let path = |event: &Value| format!("/v1/audit-events/{}", event["id"].as_str().expect("an id"));
    assert_eq!(dinum.caller.get(&path(lab)).await.expect(200).json, *lab);
    assert_eq!(ministry.caller.get(&path(lab)).await.expect(200).json, *lab);
    culture.get(&path(lab)).await.expect_problem(404, "not_found");
    culture.get(&path(profile)).await.expect_problem(404, "not_found");
    dinum.caller.get("/v1/audit-events/019ab5a0-0000-7000-8000-000000000000").await.expect(404);
    app.agent("dinum").await.caller.get(&path(lab)).await.expect_problem(403, "forbidden");
}

#[rstest]
#[actix_web::test]
async fn filters_narrow_the_list_and_its_total(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let Story { dinum, ministry, of_lab, of_culture, .. } = story(&app).await;
    let (root, culture) =
        (app.db_organisation("premier-ministre").await, app.db_organisation("culture").await);
    let cases = [
        (format!("actor_id={}", ministry.id), 1),
        (format!("actor_id={}", dinum.id), 3),
        (format!("actor_id={}", of_lab.id), 0),
        ("action=account.suspended".to_owned(), 3),
        ("action=account.suspend".to_owned(), 0),
        ("subject_kind=job_profile".to_owned(), 1),
        ("subject=tester".to_owned(), 1),
        (format!("subject_kind=account&subject={}", of_culture.id), 1),
        (format!("organisation_id={root}"), 1),
        (format!("organisation_id={culture}"), 1),
        ("since=2026-11-02T09:01:00Z".to_owned(), 3),
        ("since=2026-11-02T09:01:00.000001Z".to_owned(), 2),
        ("until=2026-11-02T09:02:00Z".to_owned(), 2),
        ("until=2026-11-02T09:02:00.000001Z".to_owned(), 3),
        ("since=2026-11-02T10:01:00%2B01:00&until=2026-11-02T09:03:00Z".to_owned(), 2),
        ("since=0000-01-01T00:00:00Z&until=9999-12-31T23:59:59Z".to_owned(), 4),
        (format!("action=account.suspended&actor_id={}&since=2026-11-02T09:03:00Z", dinum.id), 1),
    ];
    for (filter, total) in cases {
        let page = all(&dinum.caller, &filter).await;
        assert_eq!(page.json["page"]["total"], total, "{filter}");
        assert_eq!(column(&page, "id").len(), total, "{filter}");
    }
    for broken in ["since=yesterday", "actor_id=x", "sort=action", "action=", "actor=x"] {
        let path = format!("/v1/audit-events?{broken}");
        dinum.caller.get(&path).await.expect_problem(422, "validation_failed");
    }
    // A ministry admin narrows the own subtree, never leaves it.
    let none = all(&ministry.caller, &format!("organisation_id={culture}")).await;
    assert_eq!(none.json["items"], json!([]));
}

#[rstest]
#[actix_web::test]
async fn pages_go_both_ways(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await;
    for _ in 0..9 {
        app.clock.advance(TimeDelta::milliseconds(2));
        suspend(&admin, &app.student().await).await;
    }
    let mut ids = column(&all(&admin.caller, "").await, "id");
    assert_eq!(ids.len(), 9);
    for limit in [1, 4, 9] {
        assert_eq!(walk(&admin.caller, "/v1/audit-events?sort=-at", limit, "id").await, ids);
    }
    ids.reverse();
    for limit in [2, 8] {
        assert_eq!(walk(&admin.caller, "/v1/audit-events?sort=at", limit, "id").await, ids);
    }
}
