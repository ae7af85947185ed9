//! Whose agents may take part.

use rstest::rstest;
use serde_json::json;
use vmj_tests::{Answer, Engine, TestApp};

use super::at;

/// An agent of an organisation volunteers.
async fn volunteer(app: &TestApp, edition: &str, organisation: &str) -> Answer {
    let agent = app.agent(organisation).await.caller;
    agent.post(&format!("{edition}/ambassadors"), &json!({})).await
}

#[rstest]
#[actix_web::test]
async fn those_of_what_takes_part_and_of_all_below_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let path = at(&app.db_edition(|_| {}).await);
    for (code, parent) in
        [("dinum-lab", "dinum"), ("dinum-lab-a", "dinum-lab"), ("other", "premier-ministre")]
    {
        app.db_sub_organisation(code, parent).await;
    }
    for organisation in ["dinum", "dinum-lab", "dinum-lab-a"] {
        volunteer(&app, &path, organisation).await.expect(201);
    }
    for organisation in ["premier-ministre", "other", "justice"] {
        volunteer(&app, &path, organisation).await.expect_problem(409, "not_eligible_to_register");
    }
    // What joins takes part from then on.
    let id = app.db_organisation("premier-ministre").await.to_string();
    let editor = app.dinum_admin().await.caller.with("If-Match", "*");
    let codes = json!({ "organisation_ids": [id] });
    let edited = editor.patch(&path, &codes).await.expect(200);
    assert_eq!(edited.json["organisations"][0]["code"], "premier-ministre");
    volunteer(&app, &path, "other").await.expect(201);
    volunteer(&app, &path, "dinum-lab-a").await.expect(201);
    volunteer(&app, &path, "culture").await.expect_problem(409, "not_eligible_to_register");
}

#[rstest]
#[actix_web::test]
async fn those_of_what_is_over_get_nothing_new(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let path = at(&app.db_edition(|_| {}).await);
    // It is 2 November: over since today, on its last day, and still to come.
    for (code, effective_on) in
        [("over", Some("2026-11-02")), ("last-day", Some("2026-11-03")), ("coming", None)]
    {
        let id = app.db_sub_organisation(code, "dinum").await;
        if let Some(day) = effective_on {
            let body = json!({ "effective_on": day, "reason": "Fin" });
            admin.post(&format!("/v1/organisations/{id}/retirement"), &body).await.expect(200);
        } else {
            let first = json!({ "valid_from": "2026-11-03" });
            admin.with("If-Match", "*").patch(&format!("/v1/organisations/{id}"), &first).await.expect(200);
        }
    }
    volunteer(&app, &path, "over").await.expect_problem(409, "not_eligible_to_register");
    volunteer(&app, &path, "last-day").await.expect(201);
    volunteer(&app, &path, "coming").await.expect(201);
    let invite = async |code: &str| {
        let id = app.db_organisation(code).await.to_string();
        admin.post("/v1/accounts", &crate::accounts::invitation(&["agent"], Some(id))).await
    };
    assert_eq!(invite("over").await.expect(422).json["errors"][0]["code"], "retired");
    invite("last-day").await.expect(201);
    invite("coming").await.expect(201);
}
