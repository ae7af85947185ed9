//! What a timekeeper costs a database that has nothing for it to do: six reads, none of which goes through a table of
//! pairings, students or people.

use std::sync::Arc;

use vmj_tests::TestApp;
use vmj_tests::engine::{prepare, settings};
use vmj_tests::pairings::due_proposals;
use vmj_tests::postgres::Cluster;

use super::pass;

/// The plans that PostgreSQL logged while `work` ran.
async fn plans(cluster: &Cluster, work: impl Future<Output = usize>) -> (usize, Vec<String>) {
    let before = cluster.log().len();
    let outcome = work.await;
    let log = cluster.log();
    (outcome, log[before..].split("Query Text:").skip(1).map(str::to_owned).collect())
}

#[actix_web::test]
async fn an_idle_pass_is_six_reads_on_indexes() {
    let cluster = Cluster::private();
    cluster.create_database("vmj", None);
    let settings = settings(cluster.url("vmj"));
    prepare(&settings).await;
    for sql in due_proposals(5_000) {
        cluster.sql("vmj", &sql);
    }
    // In several states; none is due. One in ten students has needs.
    for sql in [
        "UPDATE pairings SET deadline = now() + interval '3 days'",
        "UPDATE pairings SET state = 'confirmed', deadline = NULL WHERE right(id::text, 1) < '4'",
        "UPDATE pairings SET state = 'declined', deadline = NULL WHERE right(id::text, 1) > 'c'",
        "INSERT INTO accessibility_needs (student_id, needs, consent_version, consented_at)
         SELECT id, 'Essai', '2026-11', now() FROM students WHERE right(id::text, 2) < '1a'",
        "ANALYZE",
        "ALTER DATABASE vmj SET session_preload_libraries = 'auto_explain'",
        "ALTER DATABASE vmj SET auto_explain.log_min_duration = 0",
    ] {
        cluster.sql("vmj", sql);
    }
    let app = TestApp::start_on(&settings, Arc::default(), |_| {}).await;
    // More often than it takes for a prepared statement to get a plan for all values.
    for _ in 0..8 {
        let (done, plans) = plans(&cluster, pass(&app)).await;
        assert_eq!((done, plans.len()), (0, 6), "{plans:#?}");
        for plan in plans {
            for table in ["pairings", "students", "accounts"] {
                assert!(!plan.contains(&format!("Seq Scan on {table}")), "{plan}");
            }
        }
    }
}
