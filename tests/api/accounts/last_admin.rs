//! A DINUM admin who can act always remains.

use rstest::rstest;
use serde_json::json;
use vmj_tests::{Answer, Engine, Person, TestApp};

use super::invitation;

async fn demote(app: &TestApp, who: &Person, whom: &Person) -> Answer {
    let path = format!("/v1/accounts/{}", whom.id);
    let dinum = app.db_organisation("dinum").await.to_string();
    let patch = json!({ "roles": ["agent"], "organisation_id": dinum });
    who.caller.with("If-Match", "*").patch(&path, &patch).await
}

#[rstest]
#[actix_web::test]
async fn the_last_one_keeps_the_role(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (one, other) = (app.dinum_admin().await, app.dinum_admin().await);
    demote(&app, &one, &other).await.expect(200);
    demote(&app, &one, &one).await.expect_problem(409, "last_dinum_admin");
    // Who was invited and has no password yet cannot act.
    one.caller.post("/v1/accounts", &invitation(&["dinum_admin"], None)).await.expect(201);
    demote(&app, &one, &one).await.expect_problem(409, "last_dinum_admin");
    let path = format!("/v1/accounts/{}/suspension", one.id);
    one.caller.post(&path, &json!({ "reason": "Essai" })).await.expect_problem(409, "last_dinum_admin");
    // A suspended one has no power to lose.
    let third = app.dinum_admin().await;
    let path = format!("/v1/accounts/{}/suspension", third.id);
    one.caller.post(&path, &json!({ "reason": "Essai" })).await.expect(200);
    demote(&app, &one, &third).await.expect(200);
}

#[rstest]
#[actix_web::test]
async fn two_who_demote_each_other_at_once_leave_one(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    for _ in 0..5 {
        let (one, other) = (app.dinum_admin().await, app.dinum_admin().await);
        for person in [&one, &other] {
            person.caller.get("/v1/me").await.expect(200);
        }
        let answers = futures_util::join!(demote(&app, &one, &other), demote(&app, &other, &one));
        let statuses = [answers.0.status.as_u16(), answers.1.status.as_u16()];
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        // Out of the way of the next round.
        let survivor = if answers.0.status == 200 { &one } else { &other };
        let next = app.dinum_admin().await;
        demote(&app, &next, survivor).await.expect(200);
        let sql = format!("DELETE FROM account_roles WHERE account_id = {}", app.db_uuid(next.id));
        app.db_run(&sql).await;
    }
}
