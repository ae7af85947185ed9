//! Prices are bounds of what they say.

use proptest::prelude::*;
use vmj_domain::matching::{RankObjective, RunMetrics};

use super::market::{Given, any_market};
use super::oracle;
use crate::{LevelAmount, LevelName, PairExplanation, read};

/// What a plan costs, the highest level first.
fn cost(given: &Given) -> [i64; 5] {
    let RunMetrics { placed: [left_out, others], rank_penalty, place_band, preference, .. } =
        given.solve().unwrap().metrics;
    let signed = |count: u64| i64::try_from(count).unwrap();
    [-signed(left_out), -signed(others), signed(rank_penalty), signed(place_band), signed(preference)]
}

fn vector(amounts: &[LevelAmount]) -> [i64; 5] {
    use LevelName::{Place, PlacedLeftOut, PlacedOthers, Preference, Rank};
    let at = |level| amounts.iter().find(|one| one.level == level).map_or(0, |one| one.amount);
    [PlacedLeftOut, PlacedOthers, Rank, Place, Preference].map(at)
}

fn less(one: [i64; 5], other: [i64; 5]) -> [i64; 5] {
    std::array::from_fn(|level| one[level] - other[level])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_seat_gains_so_much_at_most_and_a_student_is_worth_so_much_at_least(given in any_market(5, 4)) {
        let mut given = given;
        given.parameters.rank_objective = RankObjective::Penalty;
        let plan = given.solve().unwrap();
        let now = cost(&given);
        for row in &plan.proposed {
            let PairExplanation::Chosen(chosen) = read(&row.explanation).unwrap() else { continue };
            let mut more = given.clone();
            let host = more.market.hosts.iter_mut().find(|one| one.ambassador == row.ambassador).unwrap();
            host.seats_left += 1;
            prop_assert!(less(now, cost(&more)) <= vector(&chosen.seat_price), "{}", row.explanation);
            let mut without = given.clone();
            without.market.candidates.retain(|one| one.student != row.student);
            without.market.exclusions.retain(|pair| pair.0 != row.student);
            prop_assert!(less(cost(&without), now) >= vector(&chosen.price), "{}", row.explanation);
        }
    }
}

/// The cheapest plan that gives a student one of the ambassadors at a rank, by trying them all.
fn granted(given: &Given, student: vmj_domain::id::StudentId, rank: u32) -> Option<[i64; 5]> {
    let candidate = given.market.candidates.iter().find(|one| one.student == student).unwrap();
    let at_rank = given.market.hosts.iter().filter(|host| {
        let there = oracle::rank(given, candidate, host).map(|index| index + 1) == Some(rank as usize);
        there && oracle::feasible(given, candidate, host) && host.seats_left > 0
    });
    let costs = at_rank.map(|host| {
        let mut given = given.clone();
        given.market.locks.push((student, host.ambassador));
        cost(&given)
    });
    costs.min()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_better_wish_costs_what_it_says(given in any_market(5, 4)) {
        let mut given = given;
        given.parameters.rank_objective = RankObjective::Penalty;
        let plan = given.solve().unwrap();
        let now = cost(&given);
        for row in &plan.proposed {
            let PairExplanation::Chosen(chosen) = read(&row.explanation).unwrap() else { continue };
            for wish in &chosen.better {
                let worse = granted(&given, row.student, wish.rank).map(|cost| less(cost, now));
                prop_assert_eq!(wish.worse.as_deref().map(vector), worse, "{}", row.explanation);
            }
        }
    }
}
