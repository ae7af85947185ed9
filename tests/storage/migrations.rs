//! Up, down, up again, on both engines; several servers at once on PostgreSQL.

use std::sync::Arc;

use rstest::rstest;
use vmj_domain::text::Slug;
use vmj_persistence::{DatabaseSettings, Preparation, Store, StoreError, SystemClock};
use vmj_tests::Engine;

async fn applied(preparation: &Preparation) -> usize {
    let steps = preparation.status().await.expect("a status");
    steps.iter().filter(|step| step.applied).count()
}

async fn begin(settings: &DatabaseSettings) -> Preparation {
    Preparation::begin(settings, Arc::new(SystemClock)).await.expect("a connection")
}

#[rstest]
#[actix_web::test]
async fn every_step_has_its_way_back(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let database = engine.empty_database();
    let preparation = begin(&database.settings).await;
    let all = preparation.status().await.expect("a status").len();
    assert_eq!(applied(&preparation).await, 0);
    for step in 1..=all {
        preparation.up(Some(1)).await.expect("one step up");
        assert_eq!(applied(&preparation).await, step);
    }
    for step in (0..all).rev() {
        preparation.down(1).await.expect("one step down");
        assert_eq!(applied(&preparation).await, step);
    }
    preparation.up(None).await.expect("all steps up");
    preparation.up(None).await.expect("nothing to do");
    assert_eq!(applied(&preparation).await, all);
    preparation.end().await.expect("the end");
}

#[rstest]
#[actix_web::test]
async fn seeds_never_touch_what_is_there(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let database = engine.database().await;
    let store = Store::connect(&database.settings, Arc::new(SystemClock)).await.expect("a store");
    let code = Slug::parse("tester").expect("a code");
    let retire = async |tx: &vmj_persistence::WriteTx| {
        let profile = tx.job_profiles().find(&code).await?.expect("a seed");
        tx.job_profiles().update(profile.retire(tx.now()).expect("active")).await
    };
    store.write::<_, StoreError>(retire).await.expect("retired");
    let preparation = begin(&database.settings).await;
    preparation.up(None).await.expect("seeded again");
    preparation.end().await.expect("the end");
    let (profile, all) = store
        .read::<_, StoreError>(async |tx| {
            Ok((tx.job_profiles().find(&code).await?, tx.job_profiles().all().await?))
        })
        .await
        .expect("read");
    assert_eq!(all.len(), 52);
    assert!(profile.expect("still there").retired_at.is_some());
}

#[actix_web::test]
async fn three_servers_may_start_at_once() {
    let database = Engine::Postgres.empty_database();
    let starts = (0..3).map(|_| async {
        let preparation = begin(&database.settings).await;
        preparation.up(None).await.expect("migrations");
        preparation.end().await.expect("the end");
    });
    futures_util::future::join_all(starts).await;
    let store = Store::connect(&database.settings, Arc::new(SystemClock)).await.expect("a store");
    let profiles = store.read::<_, StoreError>(async |tx| tx.job_profiles().all().await).await.expect("read");
    assert_eq!(profiles.len(), 52);
}
