//! Matching again.

use std::collections::{HashMap, HashSet};

use vmj_matching::{Id, Instance, Options, checker, solve};

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

/// Solves, takes away one ambassador in a hundred, solves again. Returns the pairs that were parted though both are there,
/// with the student's new ambassador, and how many students of group 0 lost theirs.
fn after_drop_outs(instance: &Instance) -> (Vec<(Id, Option<Id>)>, usize) {
    let before = solve(instance, Options { seed: 1, duals: false }).unwrap();
    let mut again = without(instance, 100);
    let most = solve(&again, Options::default()).unwrap().levels.placed;
    again.previous = Some(before.pairs.clone());
    let after = solve(&again, Options::default()).unwrap();
    assert_eq!(checker::check(&again, &after), Ok(()));
    assert_eq!(after.levels.placed, most);
    let now: HashMap<Id, Id> = after.pairs.iter().copied().collect();
    let (gone, there): (Vec<_>, Vec<_>) = before.pairs.iter().partition(|(_, a)| a % 100 == 0);
    let parted: Vec<_> = there
        .iter()
        .map(|(s, a)| (*s, *a, now.get(s).copied()))
        .filter(|(_, before, now)| *now != Some(*before))
        .map(|(s, _, now)| (s, now))
        .collect();
    assert_eq!(after.levels.changes, Some(parted.len() as u64));
    let first: HashSet<Id> = instance.students.iter().filter(|s| s.priority == 0).map(|s| s.id).collect();
    (parted, gone.iter().filter(|(s, _)| first.contains(s)).count())
}

#[test]
fn when_one_percent_of_ambassadors_cancel_nobody_else_moves() {
    let mut instance = generator::instance(10_000, 7);
    instance.students.iter_mut().for_each(|student| student.priority = 0);
    assert_eq!(after_drop_outs(&instance).0, []);
}

/// The first group still comes first: who lost an ambassador may take the place of somebody of the second group.
#[test]
fn with_groups_nobody_moves_either_and_places_are_lost_to_the_first_group_alone() {
    let (parted, first) = after_drop_outs(&generator::instance(10_000, 7));
    assert!(parted.iter().all(|(_, now)| now.is_none()), "{parted:?}");
    assert!(parted.len() <= first, "{parted:?} for {first}");
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
