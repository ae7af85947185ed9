//! What is promised beside the optimum.

use std::collections::HashSet;

use proptest::prelude::*;
use vmj_matching::{Id, Instance, Options, RankObjective, Rules, Solution, solve};

use crate::generator::{self, Numbers};
use crate::oracle;
use crate::strategies::{Size, instance};

fn solved(instance: &Instance, seed: u64) -> Solution {
    solve(instance, Options { seed, duals: false }).unwrap()
}

fn shuffle<T>(rows: &mut [T], numbers: &mut Numbers) {
    for row in (1..rows.len()).rev() {
        rows.swap(row, numbers.below(row as u64 + 1) as usize);
    }
}

/// The same instance in another order of rows, and of whatever has no order in a row.
fn shuffled(instance: &Instance, order: u64) -> Instance {
    let (mut other, mut numbers) = (instance.clone(), Numbers(order));
    for student in &mut other.students {
        shuffle(&mut student.extra_regions, &mut numbers);
        shuffle(&mut student.organisations, &mut numbers);
        student.wishes.iter_mut().for_each(|wish| shuffle(wish, &mut numbers));
    }
    other.ambassadors.iter_mut().for_each(|row| shuffle(&mut row.profiles, &mut numbers));
    shuffle(&mut other.students, &mut numbers);
    shuffle(&mut other.ambassadors, &mut numbers);
    shuffle(&mut other.exclusions, &mut numbers);
    shuffle(&mut other.locked, &mut numbers);
    other.previous.iter_mut().for_each(|pairs| shuffle(pairs, &mut numbers));
    other
}

fn placed(solution: &Solution) -> HashSet<Id> {
    solution.pairs.iter().map(|pair| pair.0).collect()
}

const SMALL: Size = Size { students: 8, ambassadors: 6 };

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_rows_means_nothing(instance in instance(Size { students: 20, ambassadors: 10 }), seed: u64, order: u64) {
        let (one, other) = (solved(&instance, seed), solved(&shuffled(&instance, order), seed));
        prop_assert_eq!(one.pairs, other.pairs);
        prop_assert_eq!(one.levels, other.levels);
    }

    #[test]
    fn another_seed_gives_a_plan_of_the_same_value(instance in instance(Size { students: 20, ambassadors: 10 }), seed: u64) {
        prop_assert_eq!(solved(&instance, seed).levels, solved(&instance, seed.wrapping_add(1)).levels);
    }

    #[test]
    fn one_more_wish_never_costs_the_place(mut instance in instance(SMALL), who: usize, profile in 0..4_u32, seed: u64) {
        instance.rules = Rules { place_band: instance.rules.place_band, ..Rules::default() };
        prop_assume!(!instance.students.is_empty());
        let before = placed(&solved(&instance, seed));
        let row = who % instance.students.len();
        let student = &mut instance.students[row];
        prop_assume!(student.wishes.len() < 5);
        student.wishes.push(vec![profile]);
        let id = student.id;
        let after = placed(&solved(&instance, seed));
        prop_assert!(after.contains(&id) || !before.contains(&id));
    }

    #[test]
    fn one_more_seat_never_lowers_the_number_placed(mut instance in instance(SMALL), who: usize, seed: u64) {
        prop_assume!(!instance.ambassadors.is_empty());
        let before = solved(&instance, seed).levels.placed;
        let row = who % instance.ambassadors.len();
        instance.ambassadors[row].capacity += 1;
        let after = solved(&instance, seed).levels.placed;
        prop_assert!(after.iter().sum::<u64>() >= before.iter().sum());
        prop_assert!(after >= before, "group by group");
    }

    #[test]
    fn priority_costs_nobody_in_total(mut instance in instance(SMALL), seed: u64) {
        let with = solved(&instance, seed).levels.placed.iter().sum::<u64>();
        instance.students.iter_mut().for_each(|student| student.priority = 0);
        prop_assert_eq!(with, solved(&instance, seed).levels.placed.iter().sum::<u64>());
    }

    /// No other plan gives somebody a better wish, or a place, and nobody a worse one.
    #[test]
    fn the_plan_is_pareto_efficient(mut instance in instance(Size { students: 6, ambassadors: 4 }), seed: u64) {
        instance.rules = Rules::default();
        instance.rules.rank_objective = RankObjective::Penalty;
        instance.previous = None;
        let solution = solved(&instance, seed);
        let rank = |student: &Id| {
            let (_, ambassador) = solution.pairs.iter().find(|pair| pair.0 == *student)?;
            let s = instance.students.iter().find(|row| row.id == *student).unwrap();
            let a = instance.ambassadors.iter().find(|row| row.id == *ambassador).unwrap();
            oracle::pair(&instance, s, a).map(|(rank, ..)| rank)
        };
        let mut free: Vec<_> = instance.students.iter().map(|s| s.id).collect();
        free.retain(|id| instance.locked.iter().all(|pair| pair.0 != *id));
        let now: Vec<(Id, Option<usize>)> = free.into_iter().map(|id| (id, rank(&id))).collect();
        let mut seats: Vec<u32> = instance.ambassadors.iter().map(|a| a.capacity).collect();
        for (_, ambassador) in &instance.locked {
            seats[instance.ambassadors.iter().position(|a| a.id == *ambassador).unwrap()] -= 1;
        }
        prop_assert!(!dominated(&instance, &now, &mut seats, false));
    }
}

fn dominated(instance: &Instance, now: &[(Id, Option<usize>)], seats: &mut [u32], better: bool) -> bool {
    let Some((&(student, rank), others)) = now.split_first() else { return better };
    if rank.is_none() && dominated(instance, others, seats, better) {
        return true;
    }
    let s = instance.students.iter().find(|row| row.id == student).unwrap();
    for row in 0..seats.len() {
        let Some((other, ..)) = oracle::pair(instance, s, &instance.ambassadors[row]) else { continue };
        if seats[row] == 0 || rank.is_some_and(|rank| other > rank) {
            continue;
        }
        seats[row] -= 1;
        let found = dominated(instance, others, seats, better || rank.is_none_or(|rank| other < rank));
        seats[row] += 1;
        if found {
            return true;
        }
    }
    false
}

#[test]
fn ten_thousand_in_another_order() {
    let instance = generator::instance(10_000, 11);
    let (one, other) = (solved(&instance, 5), solved(&shuffled(&instance, 1), 5));
    assert_eq!((one.levels.clone(), one.pairs), (other.levels, other.pairs));
    assert_eq!(solved(&instance, 6).levels, one.levels);
}
