//! Large databases, and the plans that PostgreSQL makes for the statements of a request.

use std::sync::Arc;

use vmj_tests::engine::{prepare, settings};
use vmj_tests::postgres::Cluster;
use vmj_tests::{Caller, TestApp};

/// A server on a cluster of its own that logs the plan of every statement, filled by these statements.
pub async fn large(fill: &[&str]) -> (Cluster, TestApp) {
    let cluster = Cluster::private();
    cluster.create_database("vmj", None);
    let settings = settings(cluster.url("vmj"));
    prepare(&settings).await;
    for sql in fill {
        cluster.sql("vmj", sql);
    }
    cluster.sql("vmj", "ANALYZE");
    cluster.sql("vmj", "ALTER DATABASE vmj SET session_preload_libraries = 'auto_explain'");
    cluster.sql("vmj", "ALTER DATABASE vmj SET auto_explain.log_min_duration = 0");
    cluster.sql("vmj", "ALTER DATABASE vmj SET auto_explain.log_analyze = on");
    cluster.sql("vmj", "ALTER DATABASE vmj SET auto_explain.log_timing = off");
    let app = TestApp::start_on(&settings, Arc::default(), |_| {}).await;
    (cluster, app)
}

/// What a server asks by itself now and then, whatever the request: who stands behind a token, and its keys.
const UPKEEP: [&str; 3] = ["FROM \"sessions\"", "FROM \"hr_clients\"", "FROM \"signing_keys\""];

/// The plans that PostgreSQL logged while `work` ran, upkeep apart.
pub async fn plans(cluster: &Cluster, work: impl Future<Output = ()>) -> Vec<String> {
    let before = cluster.log().len();
    work.await;
    let log = cluster.log();
    let upkeep = |plan: &&str| UPKEEP.iter().any(|from| plan.contains(from));
    let plans = log[before..].split("Query Text:").skip(1);
    plans.filter(|plan| !upkeep(plan)).map(str::to_owned).collect()
}

/// Reads what is there to be read.
pub async fn read(caller: &Caller, path: &str) {
    caller.get(path).await.expect(200);
}
