//! What DINUM decides beforehand.

use rstest::rstest;
use vmj_domain::access::Role;
use vmj_domain::matching::ConstraintKind::{Exclusion, Lock};
use vmj_persistence::{Direction, Keyset, ReadTx, StoreError, WriteTx};
use vmj_tests::{Engine, TestApp};

#[rstest]
#[actix_web::test]
async fn a_pair_has_one_and_a_student_one_lock(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let author = app.db_account("dinum@example.fr", &[Role::DinumAdmin], None).await;
    let [ada, bob] =
        [app.db_candidate(&edition, |_| {}).await.id, app.db_candidate(&edition, |_| {}).await.id];
    let host = async || app.db_host_of(&edition, "dinum", |_| {}).await.id;
    let (one, two) = (host().await, host().await);
    let attempts = [
        (Lock, (ada, one), true),
        (Lock, (ada, one), false),
        (Exclusion, (ada, one), false),
        (Lock, (ada, two), false),
        (Exclusion, (ada, two), true),
        (Lock, (bob, one), true),
        (Exclusion, (bob, two), true),
    ];
    let mut kept = Vec::new();
    for (kind, pair, taken) in attempts {
        app.clock.advance(chrono::TimeDelta::milliseconds(1));
        match app.db_constraint(&edition, kind, pair, author).await {
            Ok(constraint) => kept.push(constraint),
            Err(StoreError::Duplicate(_)) => assert!(!taken, "{kind:?} {pair:?}"),
            Err(error) => panic!("{error}"),
        }
    }
    let read = async |tx: &ReadTx| {
        let page = |position, limit| Keyset { position, direction: Direction::Forward, limit };
        let first = tx.matching().constraints(edition.id, &page(None, 3)).await?;
        let rest = tx.matching().constraints(edition.id, &page(Some(kept[2].id), 3)).await?;
        let count = tx.matching().count_constraints(edition.id).await?;
        Ok::<_, StoreError>((first, rest, count, tx.matching().find_constraint(kept[0].id).await?))
    };
    let (first, rest, count, found) = app.store.read(read).await.expect("read");
    assert_eq!((&first.items[..], first.has_next), (&kept[..3], true));
    assert_eq!((&rest.items[..], rest.has_next), (&kept[3..], false));
    assert_eq!((count, found.as_ref()), (4, Some(&kept[0])));
    let delete = async |tx: &WriteTx| {
        let deleted = tx.matching().delete_constraint(kept[0].id).await?;
        Ok::<_, StoreError>((deleted, tx.matching().delete_constraint(kept[0].id).await?))
    };
    assert_eq!(app.store.write(delete).await.expect("deleted"), (true, false));
    app.db_constraint(&edition, Lock, (ada, one), author).await.expect("free again");
}
