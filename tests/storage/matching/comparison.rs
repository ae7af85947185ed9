//! What two plans do differently.

use rstest::rstest;
use vmj_domain::id::MatchingRunId;
use vmj_persistence::{Differences, Direction, Keyset, MovedRow, PlacedRow, ReadTx, StoreError, WriteTx};
use vmj_tests::Engine;
use vmj_tests::matching::proposed;

use super::plan::Planned;

/// The second run of [`Planned`]: the first student has no place, the second another ambassador, one of those without a
/// place has one; the others are as they were.
async fn other(planned: &Planned) -> MatchingRunId {
    let author = planned.app.db_account("other@example.fr", &[], None).await;
    let run = planned.app.db_matching_run(&planned.edition, author, |_| {}).await.id;
    let mut plan = planned.proposed[1..].to_vec();
    plan[0].ambassador = planned.hosts[3];
    plan.push(proposed(planned.unmatched[1].student, planned.hosts[0]));
    let store = async |tx: &WriteTx| tx.matching().store_plan(run, &plan, &[], &[], "{}", "{}").await;
    planned.app.store.write::<_, StoreError>(store).await.expect("stored");
    run
}

#[rstest]
#[actix_web::test]
async fn two_plans_are_compared(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let planned = Planned::new(engine).await;
    let there = other(&planned).await;
    let here = planned.run;
    let two = |position| Keyset { position, direction: Direction::Forward, limit: 2 };
    let read = async |tx: &ReadTx| {
        let matching = tx.matching();
        let first = matching.comparison(here, there, &two(None)).await?;
        let last = first.items.last().map(|moved| moved.student);
        let rest = matching.comparison(here, there, &two(last)).await?;
        let alike = matching.comparison(here, here, &two(None)).await?;
        let counts = (matching.differences(here, there).await?, matching.differences(there, there).await?);
        Ok((first, rest, alike, counts))
    };
    let (first, rest, alike, counts) = planned.read(read).await;
    assert_eq!((first.items.len(), first.has_next, rest.items.len(), rest.has_next), (2, true, 1, false));
    assert!(alike.items.is_empty());
    let side = |moved: &MovedRow| {
        let ambassador = |side: &Option<PlacedRow>| side.as_ref().map(|it| it.ambassador);
        (moved.student, ambassador(&moved.here), ambassador(&moved.there))
    };
    let (all, hosts) = (&planned.proposed, &planned.hosts);
    let expected = [
        (all[0].student, Some(hosts[0]), None),
        (all[1].student, Some(hosts[0]), Some(hosts[3])),
        (planned.unmatched[1].student, None, Some(hosts[0])),
    ];
    assert_eq!(first.items.iter().chain(&rest.items).map(side).collect::<Vec<_>>(), expected);
    let moved = &first.items[1];
    let (from, to) = (moved.here.as_ref().expect("a place"), moved.there.as_ref().expect("a place"));
    assert_eq!((from.organisation.code.as_str(), to.organisation.code.as_str()), ("culture", "dinum"));
    assert_eq!(from.job_profile.as_str(), "data-engineer");
    let different = Differences { same: 6, moved: 1, here_only: 1, there_only: 1 };
    assert_eq!(counts, (different, Differences { same: 8, ..Differences::default() }));
}
