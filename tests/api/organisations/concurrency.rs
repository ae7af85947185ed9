//! Two admins who change the tree at once.

use std::time::Duration;

use futures_util::future::{join, join_all, join3};
use rstest::rstest;
use serde_json::{Value, json};
use vmj_tests::organisations::db_assert_closure;
use vmj_tests::people::fresh_code;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{created, path};
use crate::accounts::invitation;

fn statuses(one: &Answer, other: &Answer) -> [u16; 2] {
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    statuses
}

#[rstest]
#[actix_web::test]
async fn of_two_opposite_mergers_one_succeeds(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let (first, second) = (app.dinum_admin().await.caller, app.dinum_admin().await.caller);
    let into =
        |successor: &Value| json!({ "successor_id": successor, "effective_on": "2026-11-02", "reason": "x" });
    for round in 0..12 {
        let (one, other) = (created(&first, json!({})).await, created(&first, json!({})).await);
        created(&first, json!({ "parent_id": one.json["id"] })).await;
        created(&first, json!({ "parent_id": other.json["id"] })).await;
        let (ours, theirs) = (format!("{}/merger", path(&one)), format!("{}/merger", path(&other)));
        let (to_other, to_one) = (into(&other.json["id"]), into(&one.json["id"]));
        let (here, there) = join(first.post(&ours, &to_other), second.post(&theirs, &to_one)).await;
        assert_eq!(statuses(&here, &there), [200, 422], "round {round}: {} {}", here.json, there.json);
        let (won, lost) = if here.status == 200 { (&here, &there) } else { (&there, &here) };
        assert_eq!(lost.pointers(), ["/successor_id"]);
        assert_eq!(won.json["successor"]["id"], won.json["parent"]["id"]);
        db_assert_closure(&app.database_url).await;
    }
}

#[rstest]
#[actix_web::test]
async fn of_two_opposite_moves_one_succeeds(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let editor = app.dinum_admin().await.caller.with("If-Match", "*");
    let other_editor = app.dinum_admin().await.caller.with("If-Match", "*");
    for _ in 0..12 {
        let (one, other) = (created(&editor, json!({})).await, created(&editor, json!({})).await);
        let (here, there) = (path(&one), path(&other));
        let (below_other, below_one) =
            (json!({ "parent_id": other.json["id"] }), json!({ "parent_id": one.json["id"] }));
        let moves = (editor.patch(&here, &below_other), other_editor.patch(&there, &below_one));
        let (here, there) = join(moves.0, moves.1).await;
        assert_eq!(statuses(&here, &there), [200, 422], "{} {}", here.json, there.json);
        db_assert_closure(&app.database_url).await;
    }
}

#[rstest]
#[actix_web::test]
async fn who_is_created_below_what_moves_moves_too(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let editor = app.dinum_admin().await.caller.with("If-Match", "*");
    for _ in 0..12 {
        let (root, moved) = (created(&admin, json!({})).await, created(&admin, json!({})).await);
        let (there, below) = (path(&moved), json!({ "parent_id": root.json["id"] }));
        let birth = created(&admin, json!({ "parent_id": moved.json["id"] }));
        let (_, child) = join(editor.patch(&there, &below), birth).await;
        db_assert_closure(&app.database_url).await;
        let child = admin.get(&path(&child)).await.expect(200);
        assert_eq!(child.json["root"]["id"], root.json["id"]);
    }
}

/// Where somebody stands, in the code of an organisation.
async fn place(admin: &Caller, path: &str, answer: &Answer) -> Value {
    let id = answer.json["id"].as_str().expect("an id");
    admin.get(&format!("{path}/{id}")).await.expect(200).json["organisation"]["code"].clone()
}

#[rstest]
#[actix_web::test]
async fn who_arrives_during_a_merger_is_not_left_behind(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let mut arrived = [0, 0];
    for round in 0..8 {
        let admin = app.dinum_admin().await.caller;
        let (left, successor) = (fresh_code(), fresh_code());
        let id = app.db_sub_organisation(&left, "dinum").await;
        let into = app.db_sub_organisation(&successor, "culture").await;
        let edition = app.db_edition(|_| {}).await;
        let (mut agents, mut invitations) = (Vec::new(), Vec::new());
        for _ in 0..6 {
            agents.push(app.agent(&left).await.caller);
            invitations.push(invitation(&["agent"], Some(id.to_string())));
        }
        let ambassadors = format!("/v1/editions/{}/ambassadors", edition.id);
        let body = json!({});
        let volunteer = join_all(agents.iter().map(|agent| agent.post(&ambassadors, &body)));
        let invite = join_all(invitations.iter().map(|invitation| admin.post("/v1/accounts", invitation)));
        let merger = json!({ "successor_id": into.to_string(), "effective_on": "2026-11-02", "reason": "x" });
        let merge = async {
            tokio::time::sleep(Duration::from_millis(3 * round)).await;
            admin.post(&format!("/v1/organisations/{id}/merger"), &merger).await.expect(200);
        };
        let (volunteers, invited, ()) = join3(volunteer, invite, merge).await;
        for (of, path, answers, refusal) in
            [(0, "/v1/ambassadors", volunteers, 409), (1, "/v1/accounts", invited, 422)]
        {
            for answer in answers {
                if answer.status == refusal {
                    continue;
                }
                assert_eq!(
                    place(&admin, path, &answer.expect(201)).await,
                    *successor,
                    "round {round}: {path}"
                );
                arrived[of] += 1;
            }
        }
    }
    assert!(arrived.iter().all(|arrived| *arrived > 0), "nobody arrived in time: {arrived:?}");
}
