//! The life of a run in the store.

use chrono::TimeDelta;
use rstest::rstest;
use vmj_domain::access::Role;
use vmj_domain::clock::Clock as _;
use vmj_domain::edition::Edition;
use vmj_domain::id::{AccountId, MatchingRunId};
use vmj_domain::matching::{MatchingRun, RankObjective, RunParameters, RunScope, RunState};
use vmj_persistence::{Direction, Keyset, Slice, StoreError, WriteTx};
use vmj_tests::matching::metrics;
use vmj_tests::{Engine, TestApp};

const LEASE: TimeDelta = TimeDelta::seconds(60);

async fn start(engine: Engine) -> (TestApp, Edition, AccountId) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let author = app.db_account("dinum@example.fr", &[Role::DinumAdmin], None).await;
    (app, edition, author)
}

async fn found(app: &TestApp, id: MatchingRunId) -> MatchingRun {
    let found = app.store.read::<_, StoreError>(async |tx| tx.matching().find(id).await).await;
    found.expect("read").expect("a run")
}

async fn update(app: &TestApp, run: &MatchingRun) -> Result<MatchingRun, StoreError> {
    app.store.write(async |tx: &WriteTx| tx.matching().update(run.clone()).await).await
}

#[rstest]
#[actix_web::test]
async fn every_state_is_read_as_it_was_written(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition, author) = start(engine).await;
    let previous = app.db_matching_run(&edition, author, |_| {}).await;
    assert_eq!(found(&app, previous.id).await, previous);
    let parameters = RunParameters {
        scope: RunScope::Unplaced,
        seed: 0,
        rank_penalty: vec![0, 5],
        place_band: [4, 3, 2, RunParameters::MAX_COST],
        rank_objective: RankObjective::Generous,
        previous: Some(previous.id),
    };
    let run = app.db_matching_run(&edition, author, |run| run.parameters = parameters.clone()).await;
    app.clock.advance(TimeDelta::seconds(1));
    let now = app.clock.now();
    let computed =
        update(&app, &run.clone().computed(metrics(), now).expect("computing")).await.expect("written");
    assert_eq!((computed.version, computed.state_changed_at), (run.version.next(), now));
    assert_eq!(found(&app, run.id).await, computed);
    let published = computed.clone().published(now).expect("computed");
    let stale = update(&app, &run.failed("contradiction", now).expect("computing")).await;
    assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
    let published = update(&app, &published).await.expect("written");
    assert_eq!(found(&app, published.id).await, published);
    let failed =
        update(&app, &previous.failed("contradiction", now).expect("computing")).await.expect("written");
    assert_eq!(found(&app, failed.id).await.state, RunState::Failed { code: "contradiction".to_owned() });
    let bare = |run: &mut MatchingRun| {
        let metrics =
            vmj_domain::matching::RunMetrics { changes: None, by_wish_rank: Vec::new(), ..metrics() };
        run.state = RunState::Discarded(metrics);
    };
    let discarded = app.db_matching_run(&edition, author, bare).await;
    let locked = async |tx: &WriteTx| tx.matching().find_locked(discarded.id).await;
    assert_eq!(app.store.write::<_, StoreError>(locked).await.expect("read"), Some(discarded));
}

#[rstest]
#[actix_web::test]
async fn progress_refuses_nobodys_edit(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition, author) = start(engine).await;
    let run = app.db_matching_run(&edition, author, |_| {}).await;
    app.clock.advance(TimeDelta::seconds(1));
    let note = async |tx: &WriteTx| tx.matching().set_progress(run.id, 421).await;
    app.store.write::<_, StoreError>(note).await.expect("noted");
    let state = RunState::Computing { progress: 421 };
    assert_eq!(found(&app, run.id).await, MatchingRun { state, ..run.clone() });
    let now = app.clock.now();
    let computed =
        update(&app, &run.clone().computed(metrics(), now).expect("computing")).await.expect("written");
    app.store.write::<_, StoreError>(note).await.expect("too late");
    assert_eq!(found(&app, run.id).await, computed);
}

async fn lease(app: &TestApp, id: MatchingRunId) -> bool {
    let until = app.clock.now() + LEASE;
    let lease = async |tx: &WriteTx| tx.matching().lease(id, until).await;
    app.store.write::<_, StoreError>(lease).await.expect("an answer")
}

async fn take(app: &TestApp, limit: u32) -> Vec<MatchingRunId> {
    let take = async |tx: &WriteTx| tx.matching().take_abandoned(LEASE, limit).await;
    let runs = app.store.write::<_, StoreError>(take).await.expect("runs");
    runs.into_iter().map(|run| run.id).collect()
}

async fn abandoned(app: &TestApp) -> bool {
    app.store.read::<_, StoreError>(async |tx| tx.matching().has_abandoned().await).await.expect("read")
}

#[rstest]
#[actix_web::test]
async fn a_run_is_leased_to_one(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition, author) = start(engine).await;
    let ended = app.db_matching_run(&edition, author, |run| run.state = RunState::Computed(metrics())).await;
    assert!(!abandoned(&app).await && !lease(&app, ended.id).await && take(&app, 9).await.is_empty());
    let run = app.db_matching_run(&edition, author, |_| {}).await;
    assert!(abandoned(&app).await);
    let (here, there) = futures_util::join!(lease(&app, run.id), lease(&app, run.id));
    assert!(here != there, "one of two");
    app.clock.advance(LEASE - TimeDelta::seconds(1));
    assert!(!abandoned(&app).await && !lease(&app, run.id).await && take(&app, 9).await.is_empty());
    let longer = app.clock.now() + LEASE;
    let renew = async |tx: &WriteTx| tx.matching().renew(run.id, longer).await;
    assert!(app.store.write::<_, StoreError>(renew).await.expect("renewed"));
    app.clock.advance(LEASE - TimeDelta::seconds(1));
    assert!(!abandoned(&app).await);
    app.clock.advance(TimeDelta::seconds(1));
    assert!(abandoned(&app).await);
    assert_eq!(take(&app, 9).await, [run.id]);
    assert!(!abandoned(&app).await && found(&app, run.id).await == run, "as it was");
    let failed = run.clone().failed("contradiction", app.clock.now()).expect("computing");
    update(&app, &failed).await.expect("written");
    assert!(!app.store.write::<_, StoreError>(renew).await.expect("an answer"), "it has ended");
}

#[rstest]
#[actix_web::test]
async fn what_is_taken_over_goes_to_one(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition, author) = start(engine).await;
    let mut runs = Vec::new();
    for _ in 0..7 {
        app.clock.advance(TimeDelta::milliseconds(1));
        runs.push(app.db_matching_run(&edition, author, |_| {}).await.id);
    }
    let mut taken = futures_util::future::join_all((0..4).map(|_| take(&app, 2))).await.concat();
    taken.extend(take(&app, 9).await);
    taken.sort();
    assert_eq!(taken, runs);
}

async fn page(
    app: &TestApp,
    edition: &Edition,
    state: Option<&'static str>,
    keyset: Keyset<MatchingRunId>,
) -> Slice<MatchingRun> {
    let list = async |tx: &vmj_persistence::ReadTx| tx.matching().list(edition.id, state, &keyset).await;
    app.store.read::<_, StoreError>(list).await.expect("a page")
}

#[rstest]
#[actix_web::test]
async fn the_newest_come_first(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition, author) = start(engine).await;
    let other = app.db_edition(|_| {}).await;
    let mut runs = Vec::new();
    for state in [
        RunState::Computed(metrics()),
        RunState::Published(metrics()),
        RunState::Computed(metrics()),
        RunState::Computing { progress: 7 },
    ] {
        app.clock.advance(TimeDelta::milliseconds(1));
        runs.insert(0, app.db_matching_run(&edition, author, |run| run.state = state.clone()).await);
        app.db_matching_run(&other, author, |_| {}).await;
    }
    let first = Keyset { position: None, direction: Direction::Forward, limit: 3 };
    let slice = page(&app, &edition, None, first).await;
    assert_eq!((&slice.items[..], slice.has_previous, slice.has_next), (&runs[..3], false, true));
    let second = Keyset { position: Some(runs[2].id), direction: Direction::Forward, limit: 3 };
    let slice = page(&app, &edition, None, second).await;
    assert_eq!((&slice.items[..], slice.has_previous, slice.has_next), (&runs[3..], true, false));
    let back = Keyset { position: Some(runs[3].id), direction: Direction::Backward, limit: 3 };
    assert_eq!(page(&app, &edition, None, back).await.items, runs[..3]);
    let all = Keyset { position: None, direction: Direction::Forward, limit: 9 };
    assert_eq!(page(&app, &edition, Some("computed"), all).await.items, [runs[1].clone(), runs[3].clone()]);
    let rest = async |tx: &vmj_persistence::ReadTx| {
        let matching = tx.matching();
        let counts =
            (matching.count(edition.id, None).await?, matching.count(edition.id, Some("published")).await?);
        Ok::<_, StoreError>((
            counts,
            matching.latest_computed(edition.id).await?,
            matching.latest_computed(other.id).await?,
        ))
    };
    let (counts, latest, none) = app.store.read(rest).await.expect("read");
    assert_eq!((counts, latest, none), ((4, 1), Some(runs[1].clone()), None));
}
