//! What people use cannot be taken away from under them.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::edition::Edition;
use vmj_tests::{Caller, Engine, TestApp};

use super::{ambassador_path, approved, at, volunteer};

/// An edition with ambassadors of capacity 2 and 3 who show two jobs, of organisations below `culture` and `dinum`.
async fn used(app: &TestApp) -> (Edition, Vec<(String, Caller)>) {
    let edition = app.db_edition(|_| {}).await;
    let path = at(&edition);
    app.db_sub_organisation("archives", "culture").await;
    let developer = json!({ "capacity": 2, "job_profile_codes": ["developer"] });
    let tester = json!({ "capacity": 3, "job_profile_codes": ["tester"] });
    let mut people = Vec::new();
    for (organisation, offer) in [("archives", developer), ("dinum", tester)] {
        let (agent, made) = volunteer(app, &path, organisation, &offer).await;
        people.push((ambassador_path(&made), agent.caller));
    }
    (edition, people)
}

/// The ids of organisations.
async fn ids(app: &TestApp, codes: &[&str]) -> Value {
    let mut ids = Vec::new();
    for code in codes {
        ids.push(app.db_organisation(code).await.to_string());
    }
    json!(ids)
}

#[rstest]
#[actix_web::test]
async fn by_ambassadors(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let editor = app.dinum_admin().await.caller.with("If-Match", "*");
    let (edition, people) = used(&app).await;
    let path = at(&edition);
    let job = |code: &str| json!({ "code": code });
    let without_interieur = ids(&app, &["culture", "dinum"]).await;
    let all = json!({
        "min_capacity": 3, "max_capacity": 4, "job_profiles": [job("tester")],
        "organisation_ids": ids(&app, &["interieur", "dinum"]).await,
    });
    let cases = [
        (json!({ "min_capacity": 3 }), vec!["/min_capacity"]),
        (json!({ "max_capacity": 2 }), vec!["/max_capacity"]),
        (json!({ "job_profiles": [job("developer")] }), vec!["/job_profiles"]),
        (
            json!({ "organisation_ids": ids(&app, &["culture", "interieur"]).await }),
            vec!["/organisation_ids"],
        ),
        (json!({ "organisation_ids": [] }), vec!["/organisation_ids"]),
        (all, vec!["/min_capacity", "/job_profiles", "/organisation_ids"]),
        (json!({ "min_capacity": 2 }), vec![]),
        (json!({ "max_capacity": 3 }), vec![]),
        (json!({ "job_profiles": [job("developer"), job("tester")] }), vec![]),
        (json!({ "organisation_ids": without_interieur }), vec![]),
        (json!({ "max_wishes": 1 }), vec![]),
    ];
    for (patch, pointers) in cases {
        let answer = editor.patch(&path, &patch).await;
        if pointers.is_empty() {
            answer.expect(200);
        } else {
            assert_eq!(answer.expect_problem(409, "in_use").pointers(), pointers, "{patch}");
        }
    }
    // Who has left uses nothing any more.
    let (tester, agent) = &people[1];
    agent.act(&format!("{tester}/submission")).await.expect(200);
    let alone = json!({ "job_profiles": [job("developer")], "max_capacity": 2, "organisation_ids": ids(&app, &["culture"]).await });
    editor.patch(&path, &alone).await.expect_problem(409, "in_use");
    agent.post(&format!("{tester}/withdrawal"), &json!({ "reason": "Mutation" })).await.expect(200);
    editor.patch(&path, &alone).await.expect(200);
}

#[rstest]
#[actix_web::test]
async fn of_one_edition_only(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let editor = app.dinum_admin().await.caller.with("If-Match", "*");
    used(&app).await;
    let other = app.db_edition(|_| {}).await;
    let bare = json!({ "job_profiles": [], "organisation_ids": [], "min_capacity": 1, "max_capacity": 1 });
    editor.patch(&at(&other), &bare).await.expect(200);
}

#[rstest]
#[actix_web::test]
async fn a_smaller_part_may_take_part_in_place_of_the_whole(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let editor = app.dinum_admin().await.caller.with("If-Match", "*");
    let edition = app.db_edition(|_| {}).await;
    let path = at(&edition);
    app.db_sub_organisation("archives", "culture").await;
    app.db_sub_organisation("musees", "culture").await;
    approved(&app, &path, "archives", &json!({})).await;
    let codes = json!({ "organisation_ids": ids(&app, &["musees"]).await });
    editor.patch(&path, &codes).await.expect_problem(409, "in_use");
    let codes = json!({ "organisation_ids": ids(&app, &["archives"]).await });
    editor.patch(&path, &codes).await.expect(200);
    let (archives, musees) = (app.agent("archives").await.caller, app.agent("musees").await.caller);
    archives.post(&format!("{path}/ambassadors"), &json!({})).await.expect(201);
    let refused = musees.post(&format!("{path}/ambassadors"), &json!({})).await;
    refused.expect_problem(409, "not_eligible_to_register");
}
