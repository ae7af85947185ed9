//! Drafts are DINUM's: to all others there is nothing.

use rstest::rstest;
use serde_json::json;
use vmj_tests::{Engine, TestApp};

use super::{made, path};
use crate::contract::pages::column;
use crate::contract::{UNKNOWN_ID, anonymised};

#[rstest]
#[actix_web::test]
async fn nobody_but_dinum_sees_a_draft(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let open = app.db_edition(|_| {}).await;
    let draft = made(&app, &admin, json!({})).await;
    let path = path(&draft);
    let others = [
        app.anonymous(),
        app.student().await.caller,
        app.agent("dinum").await.caller,
        app.ministry_admin("dinum").await.caller,
        app.hr_client("dinum").await,
    ];
    for caller in &others {
        for (below, query) in [("", ""), ("/offers", ""), ("/offers", "?colour=red")] {
            let hidden = caller.get(&format!("{path}{below}{query}")).await.expect_problem(404, "not_found");
            let unknown = caller.get(&format!("/v1/editions/{UNKNOWN_ID}{below}{query}")).await.expect(404);
            assert_eq!(anonymised(&hidden), anonymised(&unknown), "{below}{query}");
        }
        let list = caller.get("/v1/editions?count=true").await.expect(200);
        assert_eq!(column(&list, "id"), [json!(open.id.to_string())]);
        assert_eq!(
            (&list.json["page"]["total"], list.header("cache-control")),
            (&json!(1), "public, no-cache")
        );
        let none = caller.get("/v1/editions?state=draft").await.expect(200);
        assert_eq!(none.json["items"], json!([]));
    }
    for caller in &others[2..] {
        let body = json!({ "job_profile_codes": ["no-such-job"] });
        let hidden =
            caller.post(&format!("{path}/ambassadors"), &body).await.expect_problem(404, "not_found");
        let unknown = caller.post(&format!("/v1/editions/{UNKNOWN_ID}/ambassadors"), &body).await;
        assert_eq!(anonymised(&hidden), anonymised(&unknown));
    }
    let read = admin.get(&path).await.expect(200);
    assert_eq!((&read.json, read.header("etag")), (&draft.json, draft.header("etag")));
    assert_eq!(read.header("cache-control"), "private, no-cache");
    admin.with("If-None-Match", read.header("etag")).get(&path).await.expect(304);
    let list = admin.get("/v1/editions?count=true").await.expect(200);
    assert_eq!(column(&list, "id"), [&draft.json["id"], &json!(open.id.to_string())].map(Clone::clone));
    assert_eq!((&list.json["page"]["total"], list.header("cache-control")), (&json!(2), "private, no-cache"));
    let drafts = admin.get("/v1/editions?state=draft").await.expect(200);
    assert_eq!(column(&drafts, "id"), [draft.json["id"].clone()]);
}

#[rstest]
#[actix_web::test]
async fn a_draft_that_was_given_up_was_never_there(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let (given_up, announced) = (made(&app, &admin, json!({})).await, made(&app, &admin, json!({})).await);
    admin.act(&format!("{}/opening", path(&announced))).await.expect(200);
    for edition in [&given_up, &announced] {
        let why = json!({ "reason": "Budget refusé" });
        admin.post(&format!("{}/cancellation", path(edition)), &why).await.expect(200);
        admin.get(&path(edition)).await.expect(200);
    }
    let anonymous = app.anonymous();
    anonymous.get(&path(&given_up)).await.expect_problem(404, "not_found");
    assert_eq!(anonymous.get(&path(&announced)).await.expect(200).json["state_reason"], "Budget refusé");
    let cancelled = async |caller: &vmj_tests::Caller| {
        column(&caller.get("/v1/editions?state=cancelled").await.expect(200), "id").len()
    };
    assert_eq!((cancelled(&anonymous).await, cancelled(&admin).await), (1, 2));
}
