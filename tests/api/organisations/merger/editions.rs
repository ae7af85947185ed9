//! Ambassadors, wishes, and who takes part in which edition.

use std::collections::BTreeMap;

use rstest::rstest;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement};
use uuid::Uuid;
use vmj_domain::clock::Clock as _;
use vmj_domain::id::{AccountId, OrganisationId};
use vmj_tests::{Engine, TestApp};

use super::super::{db, db_run};
use super::merge;

/// The states of an edition, in order.
const STATES: [&str; 7] = ["draft", "open", "matching", "published", "held", "closed", "cancelled"];

/// The states in which an edition is still to be held.
const TO_COME: [&str; 4] = ["draft", "open", "matching", "published"];

async fn db_edition(app: &TestApp, database: &DatabaseConnection, number: u128, state: &str) -> Uuid {
    let id = Uuid::from_u128(number);
    let sql = "INSERT INTO editions (id, name, day, window_starts_on, window_ends_on, formats, study_levels,
            diploma_kinds, ambassadors_open_on, ambassadors_close_on, students_open_on, students_close_on, max_wishes,
            min_capacity, max_capacity, answer_days, documents, state, state_changed_at, version, created_at, updated_at)
        VALUES ($1, 'Essai', '2026-11-19', '2026-11-16', '2026-11-27', 'on_site', 'bac_plus_4', 'master', '2026-09-01',
            '2026-10-01', '2026-09-01', '2026-10-01', 5, 1, 2, 7, '', $2, $3, 1, $3, $3)";
    db_run(database, sql, [id.into(), state.into(), app.clock.now().into()]).await;
    id
}

async fn db_ambassador(
    app: &TestApp,
    database: &DatabaseConnection,
    (edition, account, organisation): (Uuid, AccountId, OrganisationId),
) {
    let sql = "INSERT INTO ambassadors (id, edition_id, account_id, organisation_id, sort_name, state,
            state_changed_at, technologies, formats, languages, alternative_dates, version, created_at, updated_at)
        VALUES ($1, $1, $2, $3, 'x', 'approved', $4, '', 'on_site', 'fr', '', 1, $4, $4)";
    let now = app.clock.now();
    db_run(
        database,
        sql,
        [edition.into(), Uuid::from(account).into(), Uuid::from(organisation).into(), now.into()],
    )
    .await;
}

async fn db_wish(
    app: &TestApp,
    database: &DatabaseConnection,
    (edition, account): (Uuid, AccountId),
    organisations: &[OrganisationId],
) {
    let sql =
        "INSERT INTO students (id, edition_id, account_id, sort_name, state, state_changed_at, criteria,
            accepted_regions, formats, languages, version, created_at, updated_at)
        VALUES ($1, $1, $2, 'x', 'eligible', $3, '', '', 'on_site', 'fr', 1, $3, $3)";
    db_run(database, sql, [edition.into(), Uuid::from(account).into(), app.clock.now().into()]).await;
    for organisation in organisations {
        let sql = "INSERT INTO student_organisations (student_id, organisation_id) VALUES ($1, $2)";
        db_run(database, sql, [edition.into(), Uuid::from(*organisation).into()]).await;
    }
}

async fn db_takes_part(database: &DatabaseConnection, edition: Uuid, organisation: OrganisationId) {
    let sql = "INSERT INTO edition_organisations (edition_id, organisation_id) VALUES ($1, $2)";
    db_run(database, sql, [edition.into(), Uuid::from(organisation).into()]).await;
}

/// The codes of the organisations beside each edition (or student of it) in a table, in order.
async fn db_beside(database: &DatabaseConnection, table: &str, edition: &str) -> BTreeMap<Uuid, Vec<String>> {
    let sql = format!(
        "SELECT {table}.{edition}, organisations.code FROM {table}
         JOIN organisations ON organisations.id = {table}.organisation_id ORDER BY 1, 2"
    );
    let statement = Statement::from_string(database.get_database_backend(), sql);
    let mut beside: BTreeMap<Uuid, Vec<String>> = BTreeMap::new();
    for row in database.query_all_raw(statement).await.expect("rows") {
        let edition = row.try_get_by_index(0).expect("an id");
        beside.entry(edition).or_default().push(row.try_get_by_index(1).expect("a code"));
    }
    beside
}

#[rstest]
#[actix_web::test]
async fn what_is_still_to_be_held_moves_and_what_is_over_stays(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let database = db(&app).await;
    let (culture, justice) = (app.db_organisation("culture").await, app.db_organisation("justice").await);
    let (agent, student) = (app.agent("culture").await, app.student().await);
    let mut editions = Vec::new();
    for (number, state) in (1..).zip(STATES) {
        let edition = db_edition(&app, &database, number, state).await;
        db_takes_part(&database, edition, culture).await;
        db_ambassador(&app, &database, (edition, agent.id, culture)).await;
        let both = [culture, justice];
        let wished = if state == "open" { &both[..] } else { &both[..1] };
        db_wish(&app, &database, (edition, student.id), wished).await;
        editions.push((edition, state));
    }
    merge(&app, &admin, "culture", "justice").await.expect(200);
    let ambassadors = db_beside(&database, "ambassadors", "edition_id").await;
    let taking_part = db_beside(&database, "edition_organisations", "edition_id").await;
    let wishes = db_beside(&database, "student_organisations", "student_id").await;
    for (edition, state) in editions {
        let to_come = TO_COME.contains(&state);
        let moved: &[&str] = if to_come { &["justice"] } else { &["culture"] };
        assert_eq!(ambassadors[&edition], moved, "{state}");
        assert_eq!(wishes[&edition], moved, "{state}");
        let both: &[&str] = if to_come { &["culture", "justice"] } else { &["culture"] };
        assert_eq!(taking_part[&edition], both, "{state}");
    }
}

#[rstest]
#[actix_web::test]
async fn the_successor_takes_part_where_the_merged_one_did(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let admin = app.dinum_admin().await.caller;
    let database = db(&app).await;
    app.db_sub_organisation("archives", "culture").await;
    app.db_sub_organisation("archives-sud", "archives").await;
    app.db_sub_organisation("tribunal", "justice").await;
    let cases: [(&[&str], &[&str]); 6] = [
        (&["archives"], &["archives", "tribunal"]),
        (&["culture"], &["culture", "tribunal"]), // by what is above it
        (&["archives", "justice"], &["archives", "justice"]), // the successor is covered from above
        (&["archives", "tribunal"], &["archives", "tribunal"]),
        (&["archives-sud"], &["archives-sud"]), // only what is below it took part
        (&["armees"], &["armees"]),
    ];
    let mut editions = Vec::new();
    for (number, (before, after)) in (1..).zip(cases) {
        let edition = db_edition(&app, &database, number, "open").await;
        for code in before {
            db_takes_part(&database, edition, app.db_organisation(code).await).await;
        }
        editions.push((edition, after));
    }
    merge(&app, &admin, "archives", "tribunal").await.expect(200);
    let taking_part = db_beside(&database, "edition_organisations", "edition_id").await;
    for (edition, after) in editions {
        assert_eq!(taking_part[&edition], after);
    }
}
