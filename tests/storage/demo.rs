//! The demo: whole or not at all, in an empty database only, and within the rules.

use rstest::rstest;
use sea_orm::{ConnectionTrait as _, Statement};
use vmj_demo::{DemoError, Filled, Size};
use vmj_domain::access::Reach;
use vmj_persistence::{AccountFilter, StoreError};
use vmj_tests::{Engine, TestApp};

async fn accounts(app: &TestApp) -> u64 {
    let count = async |tx: &vmj_persistence::ReadTx| {
        tx.accounts().count(Reach::Everything, &AccountFilter::default()).await
    };
    app.store.read::<_, StoreError>(count).await.expect("a count")
}

async fn number(app: &TestApp, sql: &str) -> i64 {
    let database = app.db().await;
    let statement = Statement::from_string(database.get_database_backend(), sql);
    let row = database.query_one_raw(statement).await.expect("a row").expect("a row");
    row.try_get_by_index(0).expect("a number")
}

#[rstest]
#[actix_web::test]
async fn it_keeps_the_rules(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    assert_eq!(app.db_demo().await, Filled::Now);
    assert_eq!(app.db_broken_invariants().await, Vec::<String>::new());
    vmj_tests::organisations::db_assert_closure(&app.database_url).await;
    // Nobody who does not exist is written to.
    assert_eq!(app.db_outbox().await, []);
    // Nothing happened before the people were there, or will only happen.
    for (what, sql) in [
        (
            "events to come",
            "SELECT COUNT(*) FROM pairing_events WHERE at > (SELECT MAX(created_at) FROM schools)",
        ),
        (
            "audit events to come",
            "SELECT COUNT(*) FROM audit_events WHERE at > (SELECT MAX(created_at) FROM schools)",
        ),
        (
            "proposals that are late",
            "SELECT COUNT(*) FROM pairings p WHERE state = 'proposed' AND deadline <= (SELECT MAX(created_at) FROM schools)",
        ),
        (
            "pairings before their students",
            "SELECT COUNT(*) FROM pairings p JOIN students s ON s.id = p.student_id WHERE s.created_at >= p.created_at",
        ),
        (
            "pairings before their ambassadors",
            "SELECT COUNT(*) FROM pairings p JOIN ambassadors a ON a.id = p.ambassador_id WHERE a.created_at >= p.created_at",
        ),
        (
            "pairings of the eligible before they were",
            "SELECT COUNT(*) FROM pairings p JOIN students s ON s.id = p.student_id WHERE s.state = 'eligible' AND s.state_changed_at >= p.created_at",
        ),
        (
            "pairings of the approved before they were",
            "SELECT COUNT(*) FROM pairings p JOIN ambassadors a ON a.id = p.ambassador_id WHERE a.state = 'approved' AND a.state_changed_at >= p.created_at",
        ),
        (
            "people before their accounts",
            "SELECT COUNT(*) FROM students s JOIN accounts a ON a.id = s.account_id WHERE s.created_at < a.created_at",
        ),
        (
            "open pairings of editions that were held",
            "SELECT COUNT(*) FROM pairings p JOIN editions e ON e.id = p.edition_id WHERE e.state = 'held' AND p.state IN ('proposed', 'confirmed')",
        ),
        (
            "needs that should be erased",
            "SELECT COUNT(*) FROM accessibility_needs n JOIN students s ON s.id = n.student_id JOIN editions e ON e.id = s.edition_id WHERE e.state <> 'open'",
        ),
        (
            "weekends",
            "SELECT COUNT(*) FROM pairings p JOIN editions e ON e.id = p.edition_id WHERE p.date < e.window_starts_on OR p.date > e.window_ends_on",
        ),
    ] {
        assert_eq!(number(&app, sql).await, 0, "{what}");
    }
    for (what, sql, least) in [
        (
            "contests to decide",
            "SELECT COUNT(*) FROM pairings WHERE contested_by IS NOT NULL AND contest_settled_at IS NULL",
            1,
        ),
        ("contests decided", "SELECT COUNT(*) FROM pairings WHERE contest_settled_at IS NOT NULL", 1),
        ("replacements", "SELECT COUNT(*) FROM pairings WHERE replaces_id IS NOT NULL", 3),
        ("pending dates", "SELECT COUNT(*) FROM pairings WHERE pending_date IS NOT NULL", 3),
        (
            "half an answer",
            "SELECT COUNT(*) FROM pairings WHERE state = 'proposed' AND ambassador_accepted_at IS NOT NULL",
            3,
        ),
        ("reasons", "SELECT COUNT(DISTINCT reason_code) FROM pairings", 9),
        ("states", "SELECT COUNT(DISTINCT state) FROM pairings", 7),
        ("needs", "SELECT COUNT(*) FROM accessibility_needs", 10),
        ("named organisations", "SELECT COUNT(*) FROM student_organisations", 300),
        ("families wished for", "SELECT COUNT(DISTINCT job_family_code) FROM student_wishes", 10),
        ("profiles wished for", "SELECT COUNT(DISTINCT job_profile_code) FROM student_wishes", 52),
    ] {
        assert!(number(&app, sql).await >= least, "{what}");
    }
}

#[rstest]
#[actix_web::test]
async fn it_fills_only_what_is_empty(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let with_account = TestApp::start(engine).await;
    with_account.student().await;
    let with_edition = TestApp::start(engine).await;
    with_edition.db_edition(|_| {}).await;
    for (app, expected) in [(&with_account, 1), (&with_edition, 0)] {
        let refused = app.db_try_demo(Size::default()).await.expect_err("refused");
        assert!(matches!(refused, DemoError::NotEmpty), "{refused}");
        assert_eq!(accounts(app).await, expected);
        assert_eq!(number(app, "SELECT COUNT(*) FROM organisations").await, 14);
    }
    let app = TestApp::start(engine).await;
    app.db_demo().await;
    let before = accounts(&app).await;
    assert_eq!(app.db_demo().await, Filled::Before);
    assert_eq!(accounts(&app).await, before);
}

#[rstest]
#[actix_web::test]
async fn what_is_not_finished_is_not_there(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    // The history of the pairings is among the last that is written.
    app.db_run("ALTER TABLE pairing_events RENAME TO elsewhere").await;
    app.db_try_demo(Size::default()).await.expect_err("no history");
    assert_eq!(accounts(&app).await, 0);
    for table in ["editions", "schools", "students", "ambassadors", "participations", "pairings"] {
        assert_eq!(number(&app, &format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
    }
    assert_eq!(number(&app, "SELECT COUNT(*) FROM organisations").await, 14);
    app.db_run("ALTER TABLE elsewhere RENAME TO pairing_events").await;
    assert_eq!(app.db_demo().await, Filled::Now);
}

#[actix_web::test]
async fn it_can_be_made_at_any_season() {
    // Six weeks before a holiday of all of France, of Guadeloupe and of Moselle; and at midnight in Paris, on a day on
    // which the clock has changed.
    for (days, hours) in [(143, 0), (164, 0), (743, 0), (363, 14)] {
        let app = TestApp::start(Engine::Sqlite).await;
        app.clock.advance(chrono::TimeDelta::hours(days * 24 + hours));
        assert_eq!(app.db_try_demo(Size::default()).await.expect("a demo"), Filled::Now, "{days}");
        assert_eq!(app.db_broken_invariants().await, Vec::<String>::new(), "{days}");
    }
}

#[rstest]
#[actix_web::test]
async fn it_grows(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let size = Size { ambassadors: 700, students: 1500 };
    assert_eq!(app.db_try_demo(size).await.expect("a demo"), Filled::Now);
    assert_eq!(app.db_broken_invariants().await, Vec::<String>::new());
    let in_open = |table: &str| {
        format!(
            "SELECT COUNT(*) FROM {table} p JOIN editions e ON e.id = p.edition_id WHERE e.state = 'open'"
        )
    };
    assert_eq!(number(&app, &in_open("ambassadors")).await, 700);
    assert_eq!(number(&app, &in_open("students")).await, 1500);
    assert!(number(&app, &in_open("pairings")).await >= 500);
}
