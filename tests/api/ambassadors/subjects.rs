//! Who becomes an ambassador, and by whose hand.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::access::Role;
use vmj_domain::edition::Edition;
use vmj_tests::ambassadors::full_form;
use vmj_tests::{Answer, Caller, Engine, Person, TestApp};

use super::{broken, collection, path};
use crate::organisations::db_audit;

async fn volunteer(caller: &Caller, edition: &Edition, whom: Option<&Person>) -> Answer {
    let body = whom.map_or_else(|| json!({}), |person| json!({ "account_id": person.id.to_string() }));
    caller.post(&collection(edition), &body).await
}

#[rstest]
#[actix_web::test]
async fn an_agent_volunteers_alone_or_is_put_down_by_who_may(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    app.db_sub_organisation("dinum-lab", "dinum").await;
    let edition = app.db_edition(|_| {}).await;
    let (admin, above) = (app.ministry_admin("dinum-lab").await, app.ministry_admin("dinum").await);
    let (client, dinum) = (app.hr_client("dinum").await, app.dinum_admin().await);
    for caller in [None, Some(&admin.caller), Some(&above.caller), Some(&client), Some(&dinum.caller)] {
        let agent = app.agent("dinum-lab").await;
        let made = match caller {
            None => volunteer(&agent.caller, &edition, None).await.expect(201),
            Some(caller) => volunteer(caller, &edition, Some(&agent)).await.expect(201),
        };
        assert_eq!(made.json["agent"]["id"], agent.id.to_string());
        assert_eq!(made.json["agent"]["email"], agent.email);
        assert_eq!(
            (&made.json["organisation"]["code"], &made.json["state"]),
            (&json!("dinum-lab"), &json!("draft"))
        );
        let seen = agent.caller.get(made.header("location")).await.expect(200);
        assert_eq!(seen.json, made.json, "it is the agent's, whoever made it");
        let told = db_audit(&app, made.json["id"].as_str().expect("an id")).await;
        assert_eq!(told, [("ambassador.created".to_owned(), String::new(), None)]);
    }
    // One may name oneself, and an admin who is an agent too volunteers like any other.
    let agent = app.agent("dinum").await;
    volunteer(&agent.caller, &edition, Some(&agent)).await.expect(201);
    let both = app.db_person(&[Role::Agent, Role::MinistryAdmin], Some("dinum")).await;
    volunteer(&both.caller, &edition, None).await.expect(201);
}

#[rstest]
#[actix_web::test]
async fn who_is_out_of_reach_is_unknown(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    app.db_sub_organisation("dinum-lab", "dinum").await;
    let edition = app.db_edition(|_| {}).await;
    let (agent, admin) = (app.agent("dinum-lab").await, app.ministry_admin("dinum-lab").await);
    let (above, elsewhere) = (app.agent("dinum").await, app.agent("culture").await);
    let client = app.hr_client("dinum-lab").await;
    let unknown = json!({ "account_id": "019ab5a0-0000-7000-8000-000000000000" });
    for caller in [&agent.caller, &admin.caller, &client] {
        let nobody = caller.post(&collection(&edition), &unknown).await;
        let nobody = broken_only(&nobody);
        for person in [&above, &elsewhere] {
            let refused = volunteer(caller, &edition, Some(person)).await;
            assert_eq!(broken_only(&refused), nobody, "out of reach reads as not there");
        }
    }
    let colleague = app.agent("dinum-lab").await;
    let refused = volunteer(&agent.caller, &edition, Some(&colleague)).await;
    assert_eq!(broken_only(&refused), json!([["/account_id", "unknown_value"]]));
    let unnamed = volunteer(&client, &edition, None).await.expect_problem(422, "validation_failed");
    assert_eq!(broken(&unnamed), [("/account_id", "missing")]);
    let dinum = app.dinum_admin().await.caller;
    let nobody = dinum.post(&collection(&edition), &unknown).await.expect_problem(422, "validation_failed");
    assert_eq!(broken(&nobody), [("/account_id", "unknown_value")]);
}

fn broken_only(answer: &Answer) -> Value {
    assert_eq!((answer.status.as_u16(), &answer.json["code"]), (422, &json!("validation_failed")));
    json!(broken(answer))
}

#[rstest]
#[actix_web::test]
async fn only_active_agents_of_who_takes_part(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let dinum = app.dinum_admin().await;
    let suspended = app.agent("dinum").await;
    let suspension = format!("/v1/accounts/{}/suspension", suspended.id);
    dinum.caller.post(&suspension, &json!({ "reason": "Départ" })).await.expect(200);
    let admin = app.ministry_admin("dinum").await;
    for person in [
        &suspended,
        &admin,
        &app.student().await,
        &app.agent("justice").await,
        &app.agent("premier-ministre").await,
        &app.db_person(&[Role::Agent], None).await,
    ] {
        let refused = volunteer(&dinum.caller, &edition, Some(person)).await;
        refused.expect_problem(409, "not_eligible_to_register");
    }
    // Nobody volunteers without being an agent, whatever else they may be.
    volunteer(&admin.caller, &edition, None).await.expect_problem(409, "not_eligible_to_register");
    volunteer(&dinum.caller, &edition, None).await.expect_problem(409, "not_eligible_to_register");
    let agent = app.agent("justice").await.caller;
    volunteer(&agent, &edition, None).await.expect_problem(409, "not_eligible_to_register");
    app.db_sub_organisation("culture-lab", "culture").await;
    let below = app.agent("culture-lab").await.caller;
    volunteer(&below, &edition, None).await.expect(201);
}

#[rstest]
#[actix_web::test]
async fn one_ambassador_for_each_agent_and_edition(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let (edition, other) = (app.db_edition(|_| {}).await, app.db_edition(|_| {}).await);
    let (agent, admin) = (app.agent("dinum").await, app.ministry_admin("dinum").await.caller);
    let made = volunteer(&agent.caller, &edition, None).await.expect(201);
    volunteer(&agent.caller, &edition, None).await.expect_problem(409, "already_exists");
    volunteer(&admin, &edition, Some(&agent)).await.expect_problem(409, "already_exists");
    volunteer(&agent.caller, &other, None).await.expect(201);
    // Who has left comes back by resuming.
    let withdrawal = format!("{}/withdrawal", made.header("location"));
    agent.caller.post(&withdrawal, &json!({ "reason": "Mutation" })).await.expect(200);
    volunteer(&agent.caller, &edition, None).await.expect_problem(409, "already_exists");
    agent.caller.act(&format!("{}/resumption", made.header("location"))).await.expect(200);
}

#[rstest]
#[actix_web::test]
async fn an_edition_that_is_not_seen_is_not_there(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let draft = app.db_edition(|edition| edition.state = vmj_domain::edition::EditionState::Draft).await;
    let agent = app.agent("dinum").await;
    for list in
        [collection(&draft), "/v1/editions/019ab5a0-0000-7000-8000-000000000000/ambassadors".to_owned()]
    {
        agent.caller.get(&list).await.expect_problem(404, "not_found");
        agent.caller.post(&list, &json!({ "unit": "" })).await.expect_problem(404, "not_found");
    }
    let dinum = app.dinum_admin().await.caller;
    dinum.get(&collection(&draft)).await.expect(200);
    volunteer(&dinum, &draft, Some(&agent)).await.expect_problem(409, "edition_state");
}

#[rstest]
#[actix_web::test]
async fn a_creation_with_a_key_happens_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let agent = app.agent("dinum").await.caller;
    let keyed = agent.with("Idempotency-Key", "volunteer");
    let made = keyed.post(&collection(&edition), &full_form()).await.expect(201);
    let again = keyed.post(&collection(&edition), &full_form()).await.expect(201);
    assert_eq!((again.header("idempotency-replayed"), &again.json), ("true", &made.json));
    assert_eq!(again.header("location"), made.header("location"));
    keyed.post(&collection(&edition), &json!({})).await.expect_problem(422, "idempotency_key_reused");
    agent.get(&path(made.json["id"].as_str().expect("an id"))).await.expect(200);
}
