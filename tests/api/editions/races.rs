//! Many at once.

use std::time::Duration;

use futures_util::future::{join, join_all};
use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::edition::Edition;
use vmj_tests::people::fresh_code;
use vmj_tests::{Answer, Engine, TestApp};

use super::{at, offer, state};

fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status.as_u16() == status).count()
}

#[rstest]
#[actix_web::test]
async fn of_16_transitions_with_one_tag_one_is_made(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let later = json!({ "day": "2026-12-03", "window": { "first": "2026-11-30", "last": "2026-12-11" }, "reason": "x" });
    let acts = [
        ("matching", "open", Value::Null),
        ("postponement", "open", later),
        ("cancellation", "matching", json!({ "reason": "x" })),
        ("reopening", "matching", json!({ "reason": "x" })),
    ];
    for (name, from, body) in acts {
        let edition = app.db_edition(|_| {}).await;
        app.db_edition_state(edition.id, &state(from)).await;
        let read = admin.get(&at(&edition)).await.expect(200);
        let (path, caller) =
            (format!("{}/{name}", at(&edition)), admin.with("If-Match", read.header("etag")));
        let answers = join_all((0..16).map(async |_| {
            if body.is_null() { caller.act(&path).await } else { caller.post(&path, &body).await }
        }));
        let answers = answers.await;
        assert_eq!((count(&answers, 200), count(&answers, 412)), (1, 15), "{name}");
        let winner = answers.iter().find(|answer| answer.status == 200).expect("a winner");
        let now = app.anonymous().get(&at(&edition)).await.expect(200);
        assert_eq!((&now.json, &now.json["version"]), (&winner.json, &json!(3)), "{name}");
    }
}

#[rstest]
#[actix_web::test]
async fn of_16_edits_with_one_tag_one_wins(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let path = at(&app.db_edition(|_| {}).await);
    for round in 0..4 {
        let read = admin.get(&path).await.expect(200);
        let editor = admin.with("If-Match", read.header("etag"));
        let edits =
            (0..16).map(|number| (&editor, &path, json!({ "name": format!("Édition {round} {number}") })));
        let edits = edits.map(async |(editor, path, patch)| editor.patch(path, &patch).await);
        let answers = join_all(edits).await;
        assert_eq!((count(&answers, 200), count(&answers, 412)), (1, 15));
        let winner = answers.iter().find(|answer| answer.status == 200).expect("a winner");
        assert_eq!(admin.get(&path).await.expect(200).json, winner.json);
    }
}

#[rstest]
#[actix_web::test]
async fn of_edits_of_other_things_none_is_lost(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let editor = app.dinum_admin().await.caller.with("If-Match", "*");
    let path = at(&app.db_edition(|_| {}).await);
    let all = json!({
        "name": "Autre", "max_wishes": 7, "answer_days": 9, "max_capacity": 11, "formats": ["remote"],
        "study_levels": ["bac_plus_3"], "documents": ["agreement"], "diploma_kinds": ["master"],
    });
    let members = all.as_object().expect("an object");
    let edits = members.iter().map(async |(member, value)| {
        editor.patch(&path, &json!({ member: value })).await.expect(200);
    });
    join_all(edits).await;
    let read = editor.get(&path).await.expect(200);
    for (member, value) in members {
        assert_eq!(read.json[member], *value, "{member}");
    }
    assert_eq!(read.json["version"], 9);
}

/// Who volunteers for a job while it is taken away finds it or does not: never is it used and gone.
#[rstest]
#[actix_web::test]
async fn nobody_is_left_with_what_was_taken_away(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    for round in 0..16 {
        let editor = app.dinum_admin().await.caller.with("If-Match", "*");
        let path = at(&app.db_edition(|_| {}).await);
        let mut agents = Vec::new();
        for _ in 0..6 {
            agents.push(app.agent("dinum").await.caller);
        }
        let (volunteering, body) = (format!("{path}/ambassadors"), offer(&json!({})));
        let less = json!({ "job_profiles": [{ "code": "developer" }] });
        let volunteers = join_all(agents.iter().enumerate().map(async |(at, agent)| {
            tokio::time::sleep(Duration::from_millis(round + 2 * at as u64)).await;
            agent.post(&volunteering, &body).await
        }));
        let (edit, volunteers) = join(editor.patch(&path, &less), volunteers).await;
        let taken = count(&volunteers, 201);
        assert_eq!(taken + count(&volunteers, 422), 6, "round {round}");
        if taken == 0 {
            edit.expect(200);
        } else {
            edit.expect_problem(409, "in_use");
        }
    }
}

/// The edition's organisations, by code.
async fn participating(app: &TestApp, edition: &Edition) -> Vec<Value> {
    app.clock.advance(chrono::TimeDelta::seconds(1));
    let read = app.anonymous().get(&at(edition)).await.expect(200);
    let organisations = read.json["organisations"].as_array().expect("organisations");
    organisations.iter().map(|organisation| organisation["code"].clone()).collect()
}

#[rstest]
#[actix_web::test]
async fn who_takes_the_place_of_another_takes_part(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values("keeps", "names")] edit: &str,
) {
    let app = TestApp::start(engine).await;
    for round in 0..8 {
        let (admin, editor) = (app.dinum_admin().await.caller, app.dinum_admin().await.caller);
        let (left, successor) = (fresh_code(), fresh_code());
        let id = app.db_sub_organisation(&left, "justice").await;
        let into = app.db_sub_organisation(&successor, "armees").await;
        let summaries = async |tx: &vmj_persistence::ReadTx| tx.organisations().summaries(&[id]).await;
        let summaries = app.store.read::<_, vmj_persistence::StoreError>(summaries).await.expect("read");
        let edition = app.db_edition(|edition| {
            edition.organisations = if edit == "keeps" { summaries.clone() } else { Vec::new() };
        });
        let edition = edition.await;
        let patch = match edit {
            "keeps" => json!({ "name": "Autre" }),
            _ => json!({ "organisation_ids": [id.to_string()] }),
        };
        let merger = json!({ "successor_id": into.to_string(), "effective_on": "2026-11-02", "reason": "x" });
        let path = format!("/v1/organisations/{id}/merger");
        let (editor, there) = (editor.with("If-Match", "*"), at(&edition));
        let (merged, edited) = join(admin.post(&path, &merger), editor.patch(&there, &patch)).await;
        merged.expect(200);
        let codes = participating(&app, &edition).await;
        let refused = edited.status == 412 || edited.status == 422;
        assert!(edited.status == 200 || refused, "round {round}: {}", edited.json);
        let taking_part = edit == "keeps" || edited.status == 200;
        assert_eq!(
            codes.contains(&json!(successor)),
            taking_part,
            "round {round}: {codes:?}, {}",
            edited.json
        );
    }
}

#[rstest]
#[actix_web::test]
async fn a_merger_changes_the_editions_that_it_touches(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let (edition, over) = (app.db_edition(|_| {}).await, app.db_edition(|_| {}).await);
    app.db_edition_state(over.id, &state("closed")).await;
    let before = admin.get(&at(&edition)).await.expect(200);
    let closed = admin.get(&at(&over)).await.expect(200);
    let (culture, justice) = (app.db_organisation("culture").await, app.db_organisation("justice").await);
    let merger = json!({ "successor_id": justice.to_string(), "effective_on": "2026-11-02", "reason": "x" });
    admin.post(&format!("/v1/organisations/{culture}/merger"), &merger).await.expect(200);
    assert!(participating(&app, &edition).await.contains(&json!("justice")));
    // Who read it before would take the successor's part away.
    let stale = admin.with("If-Match", before.header("etag"));
    let patch = json!({ "organisation_ids": [culture.to_string()] });
    stale.patch(&at(&edition), &patch).await.expect_problem(412, "precondition_failed");
    assert_eq!(admin.get(&at(&over)).await.expect(200).json["version"], closed.json["version"]);
}
