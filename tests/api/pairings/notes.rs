//! What is noted of access and documents.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::edition::Document;
use vmj_tests::duos::{Duo, stage};
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::{assert_shows, audited, broken, editor, history, tick};

async fn start(engine: Engine) -> (TestApp, Duo) {
    let app = TestApp::start(engine).await;
    let wanted = vec![Document::Agreement, Document::LiabilityInsurance];
    let edition = app.db_edition(|edition| edition.parameters.documents.clone_from(&wanted)).await;
    let duo = app.db_duo(&edition, "dinum", |duo| duo.state = stage("confirmed", duo.created_at)).await;
    (app, duo)
}

async fn note(caller: &Caller, duo: &Duo, patch: Value) -> Answer {
    editor(caller, &duo.path()).await.patch(&duo.path(), &patch).await
}

fn documents(agreement: bool, insurance: bool) -> Value {
    json!([
        { "document": "agreement", "received": agreement },
        { "document": "liability_insurance", "received": insurance },
    ])
}

#[rstest]
#[actix_web::test]
async fn the_host_notes_and_the_student_reads(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, duo) = start(engine).await;
    let (student, agent) = (app.student_of(&duo).await, app.agent_of(&duo).await);
    let (ministry, dinum) = (app.ministry_admin("dinum").await.caller, app.dinum_admin().await.caller);
    let before = student.get(&duo.path()).await.expect(200);
    let convocation =
        json!({ "convocation.access_cleared": false, "convocation.documents": documents(false, false) });
    assert_shows(&before, &convocation);
    tick(&app);
    let noted = note(&agent, &duo, json!({ "access_cleared": true })).await.expect(200);
    tick(&app);
    assert_shows(&noted, &json!({ "convocation.access_cleared": true, "version": 2 }));
    let twice = json!({ "received_documents": ["liability_insurance", "agreement", "agreement"] });
    note(&ministry, &duo, twice).await.expect(200);
    tick(&app);
    let read = student.get(&duo.path()).await.expect(200);
    let convocation = json!({
        "convocation.access_cleared": true, "convocation.documents": documents(true, true), "version": 3,
    });
    assert_shows(&read, &convocation);
    let taken_back = note(&dinum, &duo, json!({ "received_documents": ["agreement"] })).await.expect(200);
    assert_shows(
        &taken_back,
        &json!({ "convocation.documents": documents(true, false), "state": "confirmed" }),
    );
    assert_eq!(taken_back.json["state_changed_at"], before.json["state_changed_at"]);
    let told = history(&student, &duo.path()).await;
    assert_eq!(told, ["proposed dinum", "noted ambassador", "noted ministry", "noted dinum"]);
    let noted = ("pairing.noted".to_owned(), None);
    assert_eq!(audited(&app, duo.id).await, [noted.clone(), noted.clone(), noted]);
    assert_eq!(app.db_outbox().await.len(), 2, "nobody is told of a note");
}

#[rstest]
#[actix_web::test]
async fn what_a_note_must_be(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, duo) = start(engine).await;
    let (student, agent) = (app.student_of(&duo).await, app.agent_of(&duo).await);
    let cleared = json!({ "access_cleared": true });
    agent.patch(&duo.path(), &cleared).await.expect_problem(428, "precondition_required");
    agent
        .with("If-Match", "\"9.x\"")
        .patch(&duo.path(), &cleared)
        .await
        .expect_problem(412, "precondition_failed");
    note(&student, &duo, cleared.clone()).await.expect_problem(409, "own_record");
    let unwanted = note(&agent, &duo, json!({ "received_documents": ["leave_of_absence"] })).await;
    assert_eq!(
        broken(&unwanted.expect_problem(422, "validation_failed")),
        [("/received_documents", "not_offered")]
    );
    for (patch, pointer) in [
        (json!({ "received_documents": ["passport"] }), "/received_documents/0"),
        (json!({ "access_cleared": null }), "/access_cleared"),
        (json!({ "access_cleared": "yes" }), "/access_cleared"),
        (json!({ "state": "held" }), "/state"),
        (json!({ "date": "2026-11-24" }), "/date"),
    ] {
        let refused = note(&agent, &duo, patch).await.expect_problem(422, "validation_failed");
        assert_eq!(refused.pointers(), [pointer]);
    }
    let (first, second) = (editor(&agent, &duo.path()).await, editor(&agent, &duo.path()).await);
    first.patch(&duo.path(), &cleared).await.expect(200);
    second.patch(&duo.path(), &cleared).await.expect_problem(412, "precondition_failed");
}

/// DINUM wants a document no longer that has been handed in: other notes are still taken.
#[rstest]
#[actix_web::test]
async fn a_checklist_may_shrink(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, duo) = start(engine).await;
    let (agent, dinum) = (app.agent_of(&duo).await, app.dinum_admin().await.caller);
    note(&agent, &duo, json!({ "received_documents": ["agreement", "liability_insurance"] }))
        .await
        .expect(200);
    let edition = format!("/v1/editions/{}", duo.student.edition.id);
    let fewer = json!({ "documents": ["agreement"] });
    editor(&dinum, &edition).await.patch(&edition, &fewer).await.expect(200);
    let noted = note(&agent, &duo, json!({ "access_cleared": true })).await.expect(200);
    assert_shows(
        &noted,
        &json!({ "convocation.documents": [{ "document": "agreement", "received": true }] }),
    );
}
