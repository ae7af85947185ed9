//! A transaction that the database sacrifices is run again.

use std::sync::atomic::{AtomicU32, Ordering};

use rstest::rstest;
use tokio::sync::{Barrier, Semaphore};
use vmj_domain::access::{Reach, Role};
use vmj_domain::account::Profile;
use vmj_domain::id::AccountId;
use vmj_domain::text::PersonName;
use vmj_persistence::{StoreError, WriteTx};
use vmj_tests::people::fresh_email;
use vmj_tests::{Engine, TestApp};

async fn rename(tx: &WriteTx, id: AccountId, name: &str) -> Result<(), StoreError> {
    let account = tx.accounts().find(id, Reach::Everything).await?.expect("an account");
    let profile = Profile { given_name: PersonName::parse(name).expect("a name"), ..account.profile.clone() };
    tx.accounts().update(account.with_profile(profile, tx.now())).await?;
    Ok(())
}

#[rstest]
#[actix_web::test]
async fn deadlocks_are_resolved(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let one = app.db_account(&fresh_email(), &[Role::Student], None).await;
    let other = app.db_account(&fresh_email(), &[Role::Student], None).await;
    let (attempts, crossed, through) = (AtomicU32::new(0), Barrier::new(2), Semaphore::new(0));
    let both = |first: AccountId, second: AccountId, name: &'static str| {
        let (store, attempts, crossed, through) = (&app.store, &attempts, &crossed, &through);
        async move {
            let work = async |tx: &WriteTx| {
                let attempt = attempts.fetch_add(1, Ordering::Relaxed);
                if attempt >= 2 {
                    // Before that it would read versions that are about to pass.
                    through.acquire().await.expect("never closed").forget();
                }
                rename(tx, first, name).await?;
                // SQLite lets nobody else write meanwhile.
                if engine == Engine::Postgres && attempt < 2 {
                    crossed.wait().await;
                }
                rename(tx, second, name).await
            };
            let outcome = store.write::<_, StoreError>(work).await;
            through.add_permits(1);
            outcome
        }
    };
    let (forth, back) = futures_util::join!(both(one, other, "Forth"), both(other, one, "Back"));
    forth.expect("resolved");
    back.expect("resolved");
    let expected = if engine == Engine::Postgres { 3 } else { 2 };
    assert_eq!(attempts.load(Ordering::Relaxed), expected, "the victim ran twice");
    let names = app
        .store
        .read::<_, StoreError>(async |tx| {
            let name =
                |account: Option<vmj_domain::account::Account>| account.map(|it| it.profile.given_name);
            let accounts = tx.accounts();
            Ok((
                name(accounts.find(one, Reach::Everything).await?),
                name(accounts.find(other, Reach::Everything).await?),
            ))
        })
        .await
        .expect("read");
    assert_eq!(names.0, names.1, "both renames of one transaction, or none");
}
