//! The closure of the tree of organisations, through random lives.

use std::sync::Arc;

use chrono::NaiveDate;
use proptest::strategy::{Strategy, ValueTree as _};
use proptest::test_runner::TestRunner;
use rstest::rstest;
use vmj_domain::id::OrganisationId;
use vmj_domain::organisation::{NewOrganisation, OrganisationContent, OrganisationKind};
use vmj_domain::place::national_day;
use vmj_domain::text::{Label, Slug};
use vmj_persistence::{Store, StoreError, WriteTx};
use vmj_tests::Engine;
use vmj_tests::clock::TestClock;
use vmj_tests::organisations::db_assert_closure;

/// What happens to one organisation, chosen by its number, and another.
#[derive(Clone, Copy, Debug)]
enum Act {
    Create(usize),
    Uproot(usize),
    Move(usize, usize),
    Merge(usize, usize),
}

fn life() -> impl Strategy<Value = Vec<Act>> {
    let act = (0..8, 0..1000_usize, 0..1000_usize).prop_map(|(act, one, other)| match act {
        0..=2 => Act::Create(one),
        3 => Act::Uproot(one),
        4 | 5 => Act::Move(one, other),
        _ => Act::Merge(one, other),
    });
    proptest::collection::vec(act, 60)
}

/// Does what the domain allows; says whether it did.
async fn perform(tx: &WriteTx, ids: &mut Vec<OrganisationId>, act: Act) -> Result<bool, StoreError> {
    let today = national_day(tx.now());
    let tree = tx.organisations();
    tree.lock_tree().await?;
    let at = |number: usize| ids[number % ids.len()];
    match act {
        Act::Create(parent) => {
            let new = new(tx.new_id(), ids.len(), Some(at(parent)));
            ids.push(new.id);
            tree.insert(&new).await?;
            Ok(true)
        }
        Act::Uproot(one) => {
            let mut one = tree.find(at(one)).await?.expect("there");
            one.content.parent = None;
            tree.update(&one).await?;
            Ok(true)
        }
        Act::Move(one, parent) => {
            let mut one = tree.find(at(one)).await?.expect("there");
            let parent = tree.find(at(parent)).await?.expect("there");
            if one.misplaced_below(&parent, today).is_some() {
                return Ok(false);
            }
            one.content.parent = Some(parent.id);
            let moved = tree.update(&one).await?;
            assert_eq!(moved.ancestors.last(), Some(&parent.summary()));
            assert_eq!(tree.root_of(moved.id).await?, Some(moved.root().id));
            Ok(true)
        }
        Act::Merge(one, successor) => {
            let one = tree.find(at(one)).await?.expect("there");
            let successor = tree.find(at(successor)).await?.expect("there");
            let Ok(merged) = one.merge(&successor, today, today, tx.now()) else { return Ok(false) };
            tree.merge(&merged, &successor.summary()).await?;
            Ok(true)
        }
    }
}

fn new(id: OrganisationId, number: usize, parent: Option<OrganisationId>) -> NewOrganisation {
    let name = Label::parse(&format!("Organisation {number}")).expect("a name");
    let content = OrganisationContent {
        name: name.clone(),
        short_name: name,
        kind: OrganisationKind::Operator,
        siret: None,
        parent,
        valid_from: NaiveDate::from_ymd_opt(2020, 1, 1),
    };
    NewOrganisation { id, code: Slug::parse(&format!("organisation-{number}")).expect("a code"), content }
}

#[rstest]
#[actix_web::test]
async fn it_is_always_that_of_the_parents(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let mut runner = TestRunner::deterministic();
    for _ in 0..4 {
        let database = engine.database().await;
        let store =
            Store::connect(&database.settings, Arc::new(TestClock::default())).await.expect("a store");
        let acts = life().new_tree(&mut runner).expect("a life").current();
        let culture = async |tx: &vmj_persistence::ReadTx| tx.organisations().id_of("culture").await;
        let mut ids: Vec<_> = store.read(culture).await.expect("a store").into_iter().collect();
        let mut done = Vec::new();
        for act in acts {
            let known = ids.clone();
            let (outcome, now_known) = store
                .write::<_, StoreError>(async |tx| {
                    let mut known = known.clone();
                    Ok((perform(tx, &mut known, act).await?, known))
                })
                .await
                .expect("done");
            ids = now_known;
            if outcome {
                done.push(act);
            }
            if done.len().is_multiple_of(5) {
                db_assert_closure(&database.settings.url).await;
            }
        }
        db_assert_closure(&database.settings.url).await;
        let merged = done.iter().filter(|act| matches!(act, Act::Merge(..))).count();
        let moved = done.iter().filter(|act| matches!(act, Act::Move(..))).count();
        assert!(merged >= 3 && moved >= 3, "a life in which things happen: {done:?}");
    }
}
