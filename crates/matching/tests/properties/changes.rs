//! Matching again.

use std::collections::HashSet;

use vmj_matching::{Instance, Options, checker, solve};

use crate::generator;

/// Takes away every ambassador whose number divides by that.
fn without(instance: &Instance, every: u128) -> Instance {
    let gone: HashSet<u128> =
        instance.ambassadors.iter().map(|a| a.id).filter(|id| id % every == 0).collect();
    let mut left = instance.clone();
    left.ambassadors.retain(|a| !gone.contains(&a.id));
    left.exclusions.retain(|(_, a)| !gone.contains(a));
    left
}

#[test]
fn when_one_percent_of_ambassadors_cancel_nobody_else_moves() {
    let instance = generator::instance(10_000, 7);
    let before = solve(&instance, Options { seed: 1, duals: false }).unwrap();
    let mut again = without(&instance, 100);
    let most: u64 = solve(&again, Options::default()).unwrap().levels.placed.iter().sum();
    again.previous = Some(before.pairs.clone());
    let after = solve(&again, Options::default()).unwrap();
    assert_eq!(checker::check(&again, &after), Ok(()));
    assert_eq!(after.levels.placed.iter().sum::<u64>(), most);
    let now: HashSet<_> = after.pairs.iter().copied().collect();
    let parted: Vec<_> =
        before.pairs.iter().filter(|(_, a)| a % 100 != 0).filter(|pair| !now.contains(pair)).collect();
    assert_eq!((after.levels.changes, parted.len()), (Some(0), 0), "{parted:?}");
}

#[test]
fn a_plan_that_is_still_the_best_stays_with_any_seed() {
    let mut instance = generator::instance(1000, 3);
    let before = solve(&instance, Options { seed: 1, duals: false }).unwrap();
    instance.previous = Some(before.pairs.clone());
    for seed in 2..6 {
        let after = solve(&instance, Options { seed, duals: false }).unwrap();
        assert_eq!(after.pairs, before.pairs);
        assert_eq!(after.levels.changes, Some(0));
    }
}
