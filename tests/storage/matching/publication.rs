//! What publishing a run writes into the pairings.

use rstest::rstest;
use vmj_domain::pairing::{Author, Change, Pairing};
use vmj_persistence::{StoreError, WriteTx};
use vmj_tests::app::FRONT_URL;
use vmj_tests::duos::stage;
use vmj_tests::pairings::proposal;
use vmj_tests::{Engine, TestApp};

#[rstest]
#[actix_web::test]
async fn pairings_are_inserted_together_in_free_seats(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let hosts = [
        app.db_host_of(&edition, "dinum", |_| {}).await,
        app.db_host_of(&edition, "dinum", |_| {}).await,
        app.db_host_of(&edition, "dinum", |_| {}).await,
    ];
    app.db_pairing_with(&edition, &hosts[0], |duo| duo.seat = 2).await;
    let lost = |duo: &mut Pairing| duo.state = stage("declined", duo.created_at);
    app.db_pairing_with(&edition, &hosts[0], lost).await;
    let mut students = Vec::new();
    for _ in 0..4 {
        students.push(app.db_candidate(&edition, |_| {}).await);
    }
    let told = app.db_outbox().await.len();
    let publish = async |tx: &WriteTx| {
        let ids: Vec<_> = hosts.iter().map(|host| host.id).collect();
        let mut seats = tx.pairings().seats_of_many(&ids).await?;
        let mut changes = Vec::new();
        for (student, host) in students.iter().zip([&hosts[0], &hosts[0], &hosts[1], &hosts[1]]) {
            let mut pairing = proposal(tx, &edition, student, host);
            let of_host = seats.get_mut(&host.id).expect("each has an entry");
            pairing.seat = of_host.take(3, pairing.id).expect("a free seat");
            changes.push(Change::proposal(pairing, Author::Dinum));
        }
        tx.pairings().insert_many(&changes, FRONT_URL).await?;
        let after = tx.pairings().seats_of_many(&ids).await?;
        assert_eq!((&after[&ids[0]].taken(), &after[&ids[1]].taken(), &after[&ids[2]].taken()), (&3, &2, &0));
        assert_eq!(after[&ids[1]], tx.pairings().seats_of(ids[1]).await?);
        assert_eq!(after[&ids[0]].first_free(3), None);
        Ok::<_, StoreError>(changes.into_iter().map(|change| change.pairing.id).collect::<Vec<_>>())
    };
    let ids = app.store.write(publish).await.expect("published");
    let mut seats = Vec::new();
    for id in ids {
        seats.push(app.db_pairing_now(id).await.seat);
        assert_eq!(app.db_history(id).await, ["proposed dinum"]);
    }
    assert_eq!(seats, [1, 3, 1, 2]);
    assert_eq!(app.db_outbox().await.len(), told + 8);
    let again = async |tx: &WriteTx| {
        let change = Change::proposal(proposal(tx, &edition, &students[0], &hosts[2]), Author::Dinum);
        tx.pairings().insert_many(&[change], FRONT_URL).await
    };
    let refused = app.store.write(again).await;
    assert!(matches!(refused, Err(StoreError::Duplicate(_))), "{refused:?}");
}
