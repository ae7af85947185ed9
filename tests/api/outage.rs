//! A database that is away: refusals in time, and recovery without a restart.

use std::sync::Arc;
use std::time::{Duration, Instant};

use vmj_tests::engine::{prepare, settings};
use vmj_tests::postgres::Cluster;
use vmj_tests::{Answer, Caller, TestApp};

const LIMIT: Duration = Duration::from_secs(3);
const OUTAGE: Duration = Duration::from_secs(20);
const PATHS: [&str; 3] = ["/v1/me", "/v1/accounts?limit=20", "/v1/job-profiles/data-engineer"];

/// What happened to the requests of a load.
#[derive(Debug, Default)]
struct Tally {
    good: u32,
    away: u32,
    slowest: Duration,
}

impl Tally {
    fn add(&mut self, answer: &Answer, took: Duration) {
        match answer.status.as_u16() {
            200 => self.good += 1,
            503 => {
                assert_eq!(answer.json["code"], "service_unavailable");
                answer.header("retry-after");
                self.away += 1;
            }
            other => panic!("{other}: {}", answer.json),
        }
        assert!(took < LIMIT, "{} after {took:?}", answer.status);
        self.slowest = self.slowest.max(took);
    }
}

/// Eight clients ask one thing after another until the time is over.
async fn load(caller: &Caller, time: Duration) -> Tally {
    let until = Instant::now() + time;
    let clients = (0..8).map(|client: usize| async move {
        let mut answers = Vec::new();
        for path in PATHS.iter().cycle().skip(client) {
            if Instant::now() > until {
                break;
            }
            let started = Instant::now();
            answers.push((caller.get(path).await, started.elapsed()));
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        answers
    });
    let mut tally = Tally::default();
    for (answer, took) in futures_util::future::join_all(clients).await.iter().flatten() {
        tally.add(answer, *took);
    }
    tally
}

async fn start() -> (Cluster, TestApp, Caller) {
    let cluster = Cluster::private();
    cluster.create_database("vmj", None);
    let settings = settings(cluster.url("vmj"));
    prepare(&settings).await;
    let app = TestApp::start_on(&settings, Arc::default(), |_| {}).await;
    let caller = app.dinum_admin().await.caller;
    (cluster, app, caller)
}

async fn recovered(app: &TestApp, caller: &Caller) {
    let started = Instant::now();
    while app.anonymous().get("/readyz").await.status != 200 {
        assert!(started.elapsed() < Duration::from_secs(5), "not ready five seconds after the database");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let after = load(caller, Duration::from_secs(2)).await;
    assert_eq!(after.away, 0, "{after:?}");
    assert!(after.good > 20, "{after:?}");
}

#[actix_web::test]
async fn a_stopped_database_gives_503_in_time_and_the_server_recovers() {
    let (cluster, app, caller) = start().await;
    assert_eq!(load(&caller, Duration::from_secs(2)).await.away, 0);
    let during = futures_util::join!(load(&caller, OUTAGE), async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        cluster.stop();
    })
    .0;
    assert!(during.away > 50, "{during:?}");
    app.anonymous().get("/readyz").await.expect_problem(503, "service_unavailable");
    app.anonymous().get("/livez").await.expect(200);
    cluster.start();
    recovered(&app, &caller).await;
}

/// The machine of the database hangs: connections stay open and nothing answers.
#[actix_web::test]
async fn a_hanging_database_gives_503_in_time_and_the_server_recovers() {
    let (cluster, app, caller) = start().await;
    // Nothing that is remembered is fresh when the database goes away.
    app.clock.advance(chrono::TimeDelta::seconds(60));
    cluster.pause();
    let during = load(&caller, Duration::from_secs(8)).await;
    assert_eq!(during.good, 0, "{during:?}");
    cluster.resume();
    recovered(&app, &caller).await;
}
