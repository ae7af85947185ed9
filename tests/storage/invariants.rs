//! The rules that always hold, asked of the database: nothing breaks them, and whatever does is found.

use rstest::rstest;
use vmj_tests::invariants::rules;
use vmj_tests::{Engine, TestApp};

#[rstest]
#[actix_web::test]
async fn a_new_database_breaks_none(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    app.db_edition(|_| {}).await;
    app.dinum_admin().await;
    assert_eq!(app.db_broken_invariants().await, Vec::<String>::new());
}

const OTHER_ACCOUNT: &str = "SELECT account_id FROM ambassadors ORDER BY id LIMIT 1";

/// What breaks the demo, and the rules that it breaks, each at least. What forbids it by itself goes first.
#[rustfmt::skip]
const BREACHES: [(&str, &[&str]); 31] = [
    ("UPDATE accounts SET email_normalised = (SELECT upper(email_normalised) FROM accounts ORDER BY id LIMIT 1)
      WHERE id = (SELECT id FROM accounts ORDER BY id DESC LIMIT 1)",
     &["1: two accounts of one address"]),
    ("DROP INDEX IF EXISTS ix_ambassadors_edition_id_account_id", &[]),
    ("DROP INDEX IF EXISTS ix_ambassadors_account_id_edition_id", &[]),
    ("UPDATE ambassadors SET account_id = ({account}) WHERE id = (SELECT id FROM ambassadors ORDER BY id LIMIT 1 OFFSET 1)",
     &["1: an agent is ambassador twice in an edition", "4: the accounts are not those of the two"]),
    ("DROP INDEX IF EXISTS ix_students_edition_id_account_id", &[]),
    ("DROP INDEX IF EXISTS ix_students_account_id_edition_id", &[]),
    ("UPDATE students SET account_id = ({account}) WHERE id IN (SELECT id FROM students ORDER BY id LIMIT 2)",
     &["1: an account is student twice in an edition", "1: somebody is ambassador and student of an edition"]),
    ("UPDATE participations SET kind = 'other' WHERE kind = 'ambassador'",
     &["1: an ambassador who takes no part", "1: somebody takes part as nothing"]),
    ("DELETE FROM participations WHERE kind = 'student'", &["1: a student who takes no part"]),
    ("DROP INDEX ux_pairings_live_student", &[]),
    ("DROP INDEX ux_pairings_live_seat", &[]),
    ("UPDATE pairings SET student_id = (SELECT id FROM students ORDER BY id DESC LIMIT 1) WHERE state = 'proposed'",
     &["2: a student has two live pairings", "4: the accounts are not those of the two"]),
    ("UPDATE pairings SET ambassador_id = (SELECT id FROM ambassadors ORDER BY id LIMIT 1), seat = 1 WHERE state = 'held'",
     &["3: a seat is taken twice", "4: the two are not of the edition", "4: the job is not one of the ambassador's"]),
    ("UPDATE pairings SET seat = 0 WHERE state = 'held'", &["3: a seat is outside the capacity"]),
    ("UPDATE ambassadors SET capacity = 19 WHERE state = 'approved'",
     &["3: a capacity is not one that the edition allows"]),
    ("UPDATE ambassadors SET capacity = NULL WHERE state = 'submitted'",
     &["3: an ambassador in force has no capacity"]),
    ("UPDATE students SET languages = 'pt' WHERE state = 'eligible'", &["4: the two share no language"]),
    (
        "UPDATE students SET state = 'draft' WHERE state = 'eligible'",
        &["4: the student is neither eligible nor decided on again"],
    ),
    ("UPDATE ambassadors SET state = 'submitted' WHERE state = 'approved'", &["4: the ambassador is not approved"]),
    ("UPDATE pairings SET student_accepted_at = NULL WHERE state = 'confirmed'",
     &["confirmed without both answers"]),
    ("UPDATE pairings SET student_accepted_at = created_at, ambassador_accepted_at = created_at WHERE state = 'proposed'",
     &["proposed with both answers"]),
    ("UPDATE pairings SET state = 'no_show' WHERE id IN (SELECT replaces_id FROM pairings)",
     &["a pairing takes the place of one that is not lost, or of another edition"]),
    ("DELETE FROM pairing_events WHERE kind <> 'declined'", &["a pairing without a history"]),
    ("UPDATE student_wishes SET job_family_code = 'data' WHERE rank = 3",
     &["5: a wish names not exactly one of job and family"]),
    ("UPDATE student_wishes SET job_family_code = 'data' WHERE rank < 3", &["5: something is wished for twice"]),
    ("DELETE FROM student_wishes WHERE rank = 1",
     &["5: wishes are not ranked 1..n", "5: a student in force wishes for nothing"]),
    ("UPDATE editions SET max_wishes = 2", &["5: more wishes than the edition allows"]),
    ("DELETE FROM edition_job_profiles",
     &["4: the job is not offered by the edition", "5: a job is wished for that the edition does not offer",
       "an ambassador shows a job that the edition does not offer"]),
    ("UPDATE ambassador_job_profiles SET rank = 7 WHERE rank = 2",
     &["the jobs of an ambassador are not ranked 1..n"]),
    ("UPDATE organisations SET successor_id = parent_id WHERE code = 'dinum'",
     &["11: an organisation has a successor and no end"]),
    ("UPDATE pairing_events SET author = 'dinum'", &["12: an act of an admin on a pairing is not in the audit log"]),
];

/// What no update can do: the log is append-only.
const GONE: &str =
    "INSERT INTO audit_events (id, at, actor_kind, action, subject_kind, subject, organisation_id, fields)
                    VALUES ({id}, '2026-11-02 09:00:00+00:00', 'system', 'act', 'thing', 'x', {id}, '')";

#[rstest]
#[actix_web::test]
async fn every_breach_is_found(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    app.db_demo().await;
    let suspension = "UPDATE accounts SET suspended_at = created_at WHERE email = 'dinum.demo@example.fr'";
    let gone = GONE.replace("{id}", &app.db_uuid(uuid::Uuid::from_u128(7)));
    let more: [(&str, &[&str]); 2] = [
        (&gone, &["11: the audit log names an organisation that is gone"]),
        (suspension, &["12: no DINUM admin is left"]),
    ];
    let mut found = Vec::new();
    for (sql, expected) in BREACHES.into_iter().chain(more) {
        let before = app.db_broken_invariants().await;
        app.db_run(&sql.replace("{account}", OTHER_ACCOUNT)).await;
        let after = app.db_broken_invariants().await;
        for rule in expected {
            let named = |broken: &[String]| broken.iter().filter(|line| line.starts_with(rule)).count();
            assert!(named(&after) > named(&before), "{rule} after {sql}");
            found.push(*rule);
        }
    }
    let missed: Vec<_> = rules().into_iter().filter(|rule| !found.contains(rule)).collect();
    assert_eq!(missed, Vec::<&str>::new());
}
