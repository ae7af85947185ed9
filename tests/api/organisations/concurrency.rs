//! Two admins who change the tree at once.

use std::time::Duration;

use futures_util::future::join;
use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::access::Role;
use vmj_domain::account::{Locale, Profile};
use vmj_domain::clock::Clock as _;
use vmj_domain::id::{AccountId, OrganisationId};
use vmj_domain::place::national_day;
use vmj_domain::text::{Email, PersonName};
use vmj_persistence::{NewAccount, StoreError};
use vmj_tests::organisations::db_assert_closure;
use vmj_tests::people::fresh_email;
use vmj_tests::{Answer, Engine, TestApp};

use super::{created, path};

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

fn newcomer(id: AccountId, organisation: OrganisationId) -> NewAccount {
    let name = || PersonName::parse("Camille").expect("a name");
    NewAccount {
        id,
        email: Email::parse(&fresh_email()).expect("an address"),
        profile: Profile { given_name: name(), family_name: name(), locale: Locale::French },
        roles: vec![Role::Agent],
        organisation: Some(organisation),
        password_hash: None,
        email_verified_at: None,
        invited_at: None,
    }
}

#[rstest]
#[actix_web::test]
async fn who_arrives_during_a_merger_is_not_left_behind(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let (today, pause) = (national_day(app.clock.now()), Duration::from_millis(40));
    let mut arrived = 0;
    for round in 0..6 {
        let (left, successor) = (created(&admin, json!({})).await, created(&admin, json!({})).await);
        let id: OrganisationId = left.json["id"].as_str().expect("an id").parse().expect("an id");
        // What joining an organisation comes to, slowly.
        let arrive = app.store.write::<_, StoreError>(async |tx| {
            let held = tx.organisations().hold_active(id, today).await?;
            if held {
                tokio::time::sleep(pause).await;
                let newcomer = newcomer(tx.new_id(), id);
                tx.accounts().insert(&newcomer).await?;
                return Ok(Some(newcomer.id));
            }
            Ok(None)
        });
        let merge = async {
            tokio::time::sleep(pause * (round % 3) / 2).await;
            let merger = format!("{}/merger", path(&left));
            let body =
                json!({ "successor_id": successor.json["id"], "effective_on": "2026-11-02", "reason": "x" });
            admin.post(&merger, &body).await.expect(200);
        };
        if let (Ok(Some(account)), ()) = join(arrive, merge).await {
            arrived += 1;
            let here = admin.get(&format!("/v1/accounts/{account}")).await.expect(200);
            assert_eq!(here.json["organisation"]["code"], successor.json["code"], "round {round}");
        }
    }
    assert!(arrived > 0, "nobody arrived in time");
}
