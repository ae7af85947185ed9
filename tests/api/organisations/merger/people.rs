//! Accounts, HR systems and their identities.

use rstest::rstest;
use sea_orm::ConnectionTrait as _;
use serde_json::json;
use uuid::Uuid;
use vmj_domain::clock::Clock as _;
use vmj_domain::id::{AccountId, OrganisationId};
use vmj_tests::{Engine, TestApp};

use super::super::{db, db_run};
use super::merge;

#[rstest]
#[actix_web::test]
async fn admins_of_the_successor_reach_the_people(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    app.db_sub_organisation("archives", "culture").await;
    let (agent, below) = (app.agent("culture").await, app.agent("archives").await);
    let former = app.ministry_admin("culture").await;
    let (of_successor, of_archives) =
        (app.ministry_admin("justice").await, app.ministry_admin("archives").await);
    let magistrate = app.agent("justice").await;
    let stranger = app.ministry_admin("armees").await;
    let account = |id: AccountId| format!("/v1/accounts/{id}");
    of_successor.caller.get(&account(agent.id)).await.expect(404);
    former.caller.get(&account(magistrate.id)).await.expect(404);
    let before = former.caller.get(&account(agent.id)).await.expect(200);

    merge(&app, &admin, "culture", "justice").await.expect(200);
    for person in [&agent, &below, &former] {
        let read = of_successor.caller.get(&account(person.id)).await.expect(200);
        let wanted = if person.id == below.id { "archives" } else { "justice" };
        assert_eq!(read.json["organisation"]["code"], wanted);
        stranger.caller.get(&account(person.id)).await.expect(404);
    }
    // The former admin's token is the same, the reach is the new one.
    for person in [&agent, &below, &magistrate] {
        former.caller.get(&account(person.id)).await.expect(200);
        of_archives.caller.get(&account(person.id)).await.expect(if person.id == below.id {
            200
        } else {
            404
        });
    }
    // An edit that was under way is not refused: nothing that was written has changed.
    let after = former.caller.get(&account(agent.id)).await.expect(200);
    assert_eq!(after.json["version"], before.json["version"]);
    assert_ne!(after.header("etag"), before.header("etag"), "but what is shown has");
    let suspending = former.caller.with("If-Match", before.header("etag"));
    suspending
        .post(&format!("{}/suspension", account(agent.id)), &json!({ "reason": "Essai" }))
        .await
        .expect(200);
}

async fn db_identity(app: &TestApp, root: OrganisationId, account: AccountId) -> bool {
    let sql = "INSERT INTO hr_identities (root_organisation_id, source, external_id, account_id, created_at)
               VALUES ($1, 'rh', 'A-1', $2, $3)";
    let database = db(app).await;
    let values = [Uuid::from(root).into(), Uuid::from(account).into(), app.clock.now().into()];
    let backend = database.get_database_backend();
    let statement = sea_orm::Statement::from_sql_and_values(backend, sql, values);
    database.execute_raw(statement).await.is_ok()
}

async fn db_rows<T: sea_orm::TryGetable>(app: &TestApp, sql: &str) -> Vec<(T, Uuid)> {
    let database = db(app).await;
    let statement = sea_orm::Statement::from_string(database.get_database_backend(), sql);
    let rows = database.query_all_raw(statement).await.expect("rows");
    rows.iter()
        .map(|row| (row.try_get_by_index(0).expect("a value"), row.try_get_by_index(1).expect("an id")))
        .collect()
}

#[rstest]
#[actix_web::test]
async fn hr_systems_find_the_same_people(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let client = app.hr_client("culture").await;
    let (culture, justice) = (app.db_organisation("culture").await, app.db_organisation("justice").await);
    let (curator, magistrate) = (app.agent("culture").await, app.agent("justice").await);
    let claim =
        "UPDATE hr_clients SET source = 'rh', identity_root_id = organisation_id WHERE organisation_id = $1";
    db_run(&db(&app).await, claim, [Uuid::from(culture).into()]).await;
    assert!(db_identity(&app, culture, curator.id).await);
    assert!(db_identity(&app, justice, magistrate.id).await, "the same names in the successor's own system");
    let identities =
        "SELECT root_organisation_id, account_id FROM hr_identities ORDER BY root_organisation_id";
    let before: Vec<(Uuid, Uuid)> = db_rows(&app, identities).await;
    assert_eq!(before.len(), 2);

    merge(&app, &admin, "culture", "justice").await.expect(200);
    assert_eq!(db_rows::<Uuid>(&app, identities).await, before, "who is who has not changed");
    let clients: Vec<(Uuid, Uuid)> =
        db_rows(&app, "SELECT organisation_id, identity_root_id FROM hr_clients").await;
    assert_eq!(
        clients,
        [(justice.into(), culture.into())],
        "the client moved, the root of its names did not"
    );
    for (root, account) in [(culture, magistrate.id), (justice, curator.id)] {
        assert!(
            !db_identity(&app, root, account).await,
            "one person for a root, a source and an external id"
        );
    }
    client.get("/v1/organisations").await.expect(200);
}
