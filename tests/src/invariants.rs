//! What always holds (PRODUCT.md, “Rules that always hold”), asked of the database.

use sea_orm::{ConnectionTrait as _, Database, DatabaseBackend, DatabaseConnection, Statement};
use uuid::Uuid;
use vmj_domain::place::Language;

use crate::app::TestApp;

// Live pairings are those that `PairingState::LIVE` names; open ones are still to be held. Each statement below finds
// the rows that break a rule.
macro_rules! live {
    ($pairing:literal) => {
        concat!($pairing, ".state IN ('proposed', 'confirmed', 'held')")
    };
}
macro_rules! open {
    ($pairing:literal) => {
        concat!($pairing, ".state IN ('proposed', 'confirmed')")
    };
}

/// Rules 1 to 3.
const PEOPLE_AND_SEATS: [(&str, &str); 12] = [
    (
        "1: two accounts of one address",
        "SELECT id FROM accounts WHERE lower(email_normalised) IN
         (SELECT lower(email_normalised) FROM accounts GROUP BY lower(email_normalised) HAVING COUNT(*) > 1)",
    ),
    (
        "1: an agent is ambassador twice in an edition",
        "SELECT a.id FROM ambassadors a JOIN ambassadors b
         ON b.edition_id = a.edition_id AND b.account_id = a.account_id AND b.id > a.id",
    ),
    (
        "1: an account is student twice in an edition",
        "SELECT a.id FROM students a JOIN students b
         ON b.edition_id = a.edition_id AND b.account_id = a.account_id AND b.id > a.id",
    ),
    (
        "1: somebody is ambassador and student of an edition",
        "SELECT a.id FROM ambassadors a JOIN students s
         ON s.edition_id = a.edition_id AND s.account_id = a.account_id",
    ),
    (
        "1: an ambassador who takes no part",
        "SELECT a.id FROM ambassadors a LEFT JOIN participations p
         ON p.edition_id = a.edition_id AND p.account_id = a.account_id AND p.kind = 'ambassador'
         WHERE p.account_id IS NULL",
    ),
    (
        "1: a student who takes no part",
        "SELECT s.id FROM students s LEFT JOIN participations p
         ON p.edition_id = s.edition_id AND p.account_id = s.account_id AND p.kind = 'student'
         WHERE p.account_id IS NULL",
    ),
    (
        "1: somebody takes part as nothing",
        "SELECT p.account_id AS id FROM participations p
         LEFT JOIN ambassadors a
         ON a.edition_id = p.edition_id AND a.account_id = p.account_id AND p.kind = 'ambassador'
         LEFT JOIN students s ON s.edition_id = p.edition_id AND s.account_id = p.account_id AND p.kind = 'student'
         WHERE a.id IS NULL AND s.id IS NULL",
    ),
    (
        "2: a student has two live pairings",
        concat!(
            "SELECT p.id FROM pairings p JOIN pairings q ON q.student_id = p.student_id AND q.id > p.id WHERE ",
            live!("p"),
            " AND ",
            live!("q")
        ),
    ),
    (
        "3: a seat is taken twice",
        concat!(
            "SELECT p.id FROM pairings p JOIN pairings q
             ON q.ambassador_id = p.ambassador_id AND q.seat = p.seat AND q.id > p.id WHERE ",
            live!("p"),
            " AND ",
            live!("q")
        ),
    ),
    (
        "3: a seat is outside the capacity",
        concat!(
            "SELECT p.id FROM pairings p JOIN ambassadors a ON a.id = p.ambassador_id WHERE ",
            live!("p"),
            " AND (a.capacity IS NULL OR p.seat < 1 OR p.seat > a.capacity)"
        ),
    ),
    (
        "3: a capacity is not one that the edition allows",
        "SELECT a.id FROM ambassadors a JOIN editions e ON e.id = a.edition_id
         WHERE a.state <> 'withdrawn' AND (a.capacity < e.min_capacity OR a.capacity > e.max_capacity)",
    ),
    (
        "3: an ambassador in force has no capacity",
        "SELECT id FROM ambassadors WHERE state IN ('submitted', 'approved') AND capacity IS NULL",
    ),
];

/// Rule 4, and what a pairing must be to be in its state.
const PAIRINGS: [(&str, &str); 10] = [
    (
        "4: the two are not of the edition",
        "SELECT p.id FROM pairings p JOIN students s ON s.id = p.student_id
         JOIN ambassadors a ON a.id = p.ambassador_id
         WHERE s.edition_id <> p.edition_id OR a.edition_id <> p.edition_id",
    ),
    (
        "4: the accounts are not those of the two",
        "SELECT p.id FROM pairings p JOIN students s ON s.id = p.student_id
         JOIN ambassadors a ON a.id = p.ambassador_id
         WHERE s.account_id <> p.student_account_id OR a.account_id <> p.ambassador_account_id",
    ),
    (
        "4: the job is not one of the ambassador's",
        concat!(
            "SELECT p.id FROM pairings p LEFT JOIN ambassador_job_profiles j
             ON j.ambassador_id = p.ambassador_id AND j.job_profile_code = p.job_profile_code WHERE ",
            live!("p"),
            " AND j.rank IS NULL"
        ),
    ),
    (
        "4: the job is not offered by the edition",
        concat!(
            "SELECT p.id FROM pairings p LEFT JOIN edition_job_profiles j
             ON j.edition_id = p.edition_id AND j.job_profile_code = p.job_profile_code WHERE ",
            live!("p"),
            " AND j.edition_id IS NULL"
        ),
    ),
    (
        // Who changes what decides eligibility is decided on again, and keeps the duo meanwhile.
        "4: the student is neither eligible nor decided on again",
        concat!(
            "SELECT p.id FROM pairings p JOIN students s ON s.id = p.student_id WHERE ",
            open!("p"),
            " AND s.state NOT IN ('eligible', 'submitted')"
        ),
    ),
    (
        "4: the ambassador is not approved",
        concat!(
            "SELECT p.id FROM pairings p JOIN ambassadors a ON a.id = p.ambassador_id WHERE ",
            open!("p"),
            " AND a.state <> 'approved'"
        ),
    ),
    (
        "confirmed without both answers",
        "SELECT id FROM pairings WHERE state = 'confirmed'
         AND (student_accepted_at IS NULL OR ambassador_accepted_at IS NULL)",
    ),
    (
        "proposed with both answers",
        "SELECT id FROM pairings WHERE state = 'proposed'
         AND student_accepted_at IS NOT NULL AND ambassador_accepted_at IS NOT NULL",
    ),
    (
        "a pairing takes the place of one that is not lost, or of another edition",
        "SELECT r.id FROM pairings r JOIN pairings p ON p.id = r.replaces_id
         WHERE p.state NOT IN ('declined', 'expired', 'cancelled') OR p.edition_id <> r.edition_id",
    ),
    (
        "a pairing without a history",
        "SELECT p.id FROM pairings p WHERE NOT EXISTS (SELECT 1 FROM pairing_events e WHERE e.pairing_id = p.id)",
    ),
];

const NO_SHARED_LANGUAGE: &str = "4: the two share no language";

/// Rule 5, and what ambassadors show.
const WISHES: [(&str, &str); 8] = [
    (
        "5: wishes are not ranked 1..n",
        "SELECT student_id AS id FROM student_wishes GROUP BY student_id
         HAVING MIN(rank) <> 1 OR MAX(rank) <> COUNT(*)",
    ),
    (
        "5: more wishes than the edition allows",
        "SELECT s.id FROM students s JOIN editions e ON e.id = s.edition_id JOIN student_wishes w ON w.student_id = s.id
         WHERE s.state <> 'withdrawn' AND w.rank > e.max_wishes",
    ),
    (
        "5: a wish names not exactly one of job and family",
        "SELECT student_id AS id FROM student_wishes WHERE (job_profile_code IS NULL) = (job_family_code IS NULL)",
    ),
    (
        "5: something is wished for twice",
        "SELECT w.student_id AS id FROM student_wishes w JOIN student_wishes x
         ON x.student_id = w.student_id AND x.rank > w.rank
         AND (x.job_profile_code = w.job_profile_code OR x.job_family_code = w.job_family_code)",
    ),
    (
        "5: a job is wished for that the edition does not offer",
        "SELECT s.id FROM students s JOIN student_wishes w ON w.student_id = s.id
         LEFT JOIN edition_job_profiles j
         ON j.edition_id = s.edition_id AND j.job_profile_code = w.job_profile_code
         WHERE s.state <> 'withdrawn' AND w.job_profile_code IS NOT NULL AND j.edition_id IS NULL",
    ),
    (
        "5: a student in force wishes for nothing",
        "SELECT s.id FROM students s WHERE s.state IN ('submitted', 'eligible')
         AND NOT EXISTS (SELECT 1 FROM student_wishes w WHERE w.student_id = s.id)",
    ),
    (
        "an ambassador shows a job that the edition does not offer",
        "SELECT a.id FROM ambassadors a JOIN ambassador_job_profiles p ON p.ambassador_id = a.id
         LEFT JOIN edition_job_profiles j
         ON j.edition_id = a.edition_id AND j.job_profile_code = p.job_profile_code
         WHERE a.state <> 'withdrawn' AND j.edition_id IS NULL",
    ),
    (
        "the jobs of an ambassador are not ranked 1..n",
        "SELECT ambassador_id AS id FROM ambassador_job_profiles GROUP BY ambassador_id
         HAVING MIN(rank) <> 1 OR MAX(rank) <> COUNT(*) OR COUNT(DISTINCT rank) <> COUNT(*)",
    ),
];

/// Rules 11 and 12, as far as no foreign key tells already.
const RECORDS: [(&str, &str); 4] = [
    (
        "11: an organisation has a successor and no end",
        "SELECT id FROM organisations WHERE successor_id IS NOT NULL AND valid_until IS NULL",
    ),
    (
        "11: the audit log names an organisation that is gone",
        "SELECT e.id FROM audit_events e LEFT JOIN organisations o ON o.id = e.organisation_id
         WHERE e.organisation_id IS NOT NULL AND o.id IS NULL",
    ),
    (
        "12: an act of an admin on a pairing is not in the audit log",
        // A proposal may come from a run, and other acts may end or replace a pairing: these are told where they
        // were done.
        "SELECT p.id FROM pairings p JOIN pairing_events h ON h.pairing_id = p.id
         WHERE h.author IN ('ministry', 'dinum') AND h.kind NOT IN ('proposed', 'replaced')
         AND (h.reason_code IS NULL
              OR h.reason_code NOT IN ('party_withdrew', 'edition_postponed', 'edition_cancelled'))
         AND NOT EXISTS (
             SELECT 1 FROM audit_events e WHERE e.subject_kind = 'pairing' AND e.subject = {pairing}
             AND e.action = 'pairing.' || CASE h.kind WHEN 'confirmed' THEN 'accepted'
                 WHEN 'date_changed' THEN 'date_accepted' ELSE h.kind END)",
    ),
    (
        "12: no DINUM admin is left",
        "SELECT r.account_id AS id FROM account_roles r WHERE r.role = 'dinum_admin' AND NOT EXISTS (
             SELECT 1 FROM account_roles o JOIN accounts a ON a.id = o.account_id
             WHERE o.role = 'dinum_admin' AND a.suspended_at IS NULL)",
    ),
];

impl TestApp {
    /// See [`db_broken_invariants`].
    pub async fn db_broken_invariants(&self) -> Vec<String> {
        db_broken_invariants(&self.database_url).await
    }
}

/// The rules that are asked for.
pub fn rules() -> Vec<&'static str> {
    let constant = PEOPLE_AND_SEATS.iter().chain(&PAIRINGS).chain(&WISHES).chain(&RECORDS);
    constant.map(|(rule, _)| *rule).chain([NO_SHARED_LANGUAGE]).collect()
}

/// What breaks a rule, each by the rule and the id of a row: nothing, after whatever was done through the API. One
/// statement asks for all of it, so that it is the truth of one moment even while others write.
///
/// Rules 6 to 9 are about who may do or see what, and when; no row tells it afterwards.
pub async fn db_broken_invariants(database_url: &str) -> Vec<String> {
    let database = Database::connect(database_url).await.expect("a connection");
    let broken = broken(&database).await;
    database.close().await.expect("closed");
    broken
}

async fn broken(database: &DatabaseConnection) -> Vec<String> {
    let backend = database.get_database_backend();
    let rows =
        database.query_all_raw(Statement::from_string(backend, statement(backend))).await.expect("rows");
    let line = |row: &sea_orm::QueryResult| {
        let rule: String = row.try_get_by_index(0).expect("a rule");
        let id: Uuid = row.try_get_by_index(1).expect("an id");
        format!("{rule}: {id}")
    };
    let mut broken: Vec<_> = rows.iter().map(line).collect();
    broken.sort();
    broken.dedup();
    broken
}

fn statement(backend: DatabaseBackend) -> String {
    let no_shared_language = (
        NO_SHARED_LANGUAGE,
        format!(
            concat!(
                "SELECT p.id FROM pairings p JOIN students s ON s.id = p.student_id \
                 JOIN ambassadors a ON a.id = p.ambassador_id WHERE ",
                live!("p"),
                " AND NOT ({})"
            ),
            shared_language()
        ),
    );
    let constant = PEOPLE_AND_SEATS.iter().chain(&PAIRINGS).chain(&WISHES).chain(&RECORDS);
    let all = constant.map(|(rule, sql)| (*rule, sql.replace("{pairing}", id_as_text(backend))));
    let parts = all.chain([no_shared_language]).map(|(rule, sql)| {
        format!("SELECT '{}' AS rule, id FROM ({sql}) AS broken", rule.replace('\'', "''"))
    });
    parts.collect::<Vec<_>>().join(" UNION ALL ")
}

fn shared_language() -> String {
    let both = |language: &Language| {
        let speaks = |who: &str| format!("' ' || {who}.languages || ' ' LIKE '% {} %'", language.slug());
        format!("({} AND {})", speaks("s"), speaks("a"))
    };
    Language::ALL.iter().map(both).collect::<Vec<_>>().join(" OR ")
}

/// The id of `p`, as the audit log writes it.
fn id_as_text(backend: DatabaseBackend) -> &'static str {
    if backend == DatabaseBackend::Postgres {
        "p.id::text"
    } else {
        "lower(substr(hex(p.id), 1, 8) || '-' || substr(hex(p.id), 9, 4) || '-' || substr(hex(p.id), 13, 4) || '-'
         || substr(hex(p.id), 17, 4) || '-' || substr(hex(p.id), 21))"
    }
}
