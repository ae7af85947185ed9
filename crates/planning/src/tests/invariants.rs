//! What holds for every plan.

use std::collections::{HashMap, HashSet};

use proptest::prelude::*;
use vmj_domain::account::Locale;
use vmj_domain::matching::{Place, Proposed};
use vmj_domain::place::Format;
use vmj_domain::student::Wish;

use super::market::{Given, any_problem, pairs};
use super::oracle;
use crate::{Explanation, PairExplanation, Plan, UnmatchedExplanation, VacantExplanation, read, words};

fn sound<E: Explanation + PartialEq + std::fmt::Debug>(text: &str) -> E {
    let explanation: E = read(text).unwrap();
    assert_eq!(read::<E>(&crate::write(&explanation)).unwrap(), explanation);
    for locale in [Locale::French, Locale::English] {
        let sentences = words(&explanation, locale);
        assert!(!sentences.is_empty());
        for sentence in sentences {
            assert!(sentence.ends_with('.') && !sentence.contains('\''), "{sentence}");
        }
    }
    explanation
}

fn a_row_is_right(given: &Given, row: &Proposed) {
    let market = &given.market;
    let candidate = market.candidates.iter().find(|one| one.student == row.student).unwrap();
    let host = market.hosts.iter().find(|one| one.ambassador == row.ambassador).unwrap();
    assert_eq!(row.locked, market.locks.contains(&(row.student, row.ambassador)));
    assert!(!market.exclusions.contains(&(row.student, row.ambassador)));
    assert!(row.locked || oracle::feasible(given, candidate, host));
    let rank = oracle::rank(given, candidate, host);
    assert_eq!(row.wish_rank.map(|rank| rank as usize - 1), rank);
    assert_eq!(row.place, oracle::place(candidate, host));
    assert!(oracle::shared_language(candidate, host) && oracle::both(candidate, host, row.format));
    assert_eq!(
        row.format == Format::Remote,
        row.place.map_or(row.format == Format::Remote, |place| place == Place::Remote)
    );
    assert!(host.job_profiles.contains(&row.job_profile));
    let offered = given.jobs.iter().find(|job| job.code == row.job_profile).unwrap();
    if let Some(rank) = rank {
        match &candidate.wishes[rank] {
            Wish::Profile(code) => assert_eq!(*code, row.job_profile),
            Wish::Family(code) => assert_eq!(*code, offered.family_code),
        }
    }
    match sound::<PairExplanation>(&row.explanation) {
        PairExplanation::Chosen(chosen) => {
            assert!(!row.locked);
            assert_eq!((Some(chosen.rank), Some(chosen.place)), (row.wish_rank, row.place));
            assert_eq!(chosen.other_organisation, row.other_organisation);
            let better: Vec<u32> = chosen.better.iter().map(|wish| wish.rank).collect();
            assert_eq!(better, (1..chosen.rank).collect::<Vec<_>>());
            let first =
                |wish: &crate::BetterWish| wish.worse.iter().flatten().next().map(|level| level.amount);
            assert!(chosen.better.iter().all(|wish| first(wish).is_none_or(|amount| amount > 0)));
        }
        PairExplanation::Locked => assert!(row.locked),
        PairExplanation::Kept | PairExplanation::ByHand => panic!("{}", row.explanation),
    }
}

fn everybody_is_there(given: &Given, plan: &Plan) {
    let proposed = plan.proposed.iter().map(|row| row.student);
    let mut students: Vec<_> = proposed.chain(plan.unmatched.iter().map(|row| row.student)).collect();
    students.sort_unstable();
    let all: Vec<_> = given.market.candidates.iter().map(|one| one.student).collect();
    assert_eq!(students, all);
    let mut taken: HashMap<_, u32> = HashMap::new();
    for row in &plan.proposed {
        *taken.entry(row.ambassador).or_default() += 1;
    }
    for host in &given.market.hosts {
        let free = plan.vacant.iter().find(|row| row.ambassador == host.ambassador).map_or(0, |row| row.free);
        assert_eq!(taken.get(&host.ambassador).copied().unwrap_or(0) + free, host.seats_left);
    }
    let kept: HashSet<_> = pairs(plan).into_iter().collect();
    assert!(given.market.locks.iter().all(|lock| kept.contains(lock)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_is_feasible_complete_and_explained(given in any_problem(7, 5)) {
        let Ok(plan) = given.solve() else { return Ok(()) };
        everybody_is_there(&given, &plan);
        for row in &plan.proposed {
            a_row_is_right(&given, row);
        }
        for row in &plan.unmatched {
            prop_assert_eq!(sound::<UnmatchedExplanation>(&row.explanation).reason(), row.reason);
        }
        for row in &plan.vacant {
            sound::<VacantExplanation>(&row.explanation);
        }
        let metrics = &plan.metrics;
        prop_assert!(metrics.certified);
        prop_assert_eq!(metrics.placed.iter().sum::<u64>(), plan.proposed.len() as u64);
        let taken = metrics.seats - plan.vacant.iter().map(|row| u64::from(row.free)).sum::<u64>();
        prop_assert_eq!(taken, plan.proposed.len() as u64);
        let digest = given.problem().inputs();
        prop_assert_eq!(metrics.digest.as_str(), digest.digest());
    }

    #[test]
    fn the_order_of_rows_means_nothing(given in any_problem(6, 5), other in any::<prop::sample::Index>()) {
        let mut turned = given.clone();
        let market = &mut turned.market;
        let at = other.index(market.candidates.len());
        market.candidates.rotate_left(at);
        market.hosts.reverse();
        market.exclusions.reverse();
        turned.jobs.reverse();
        for candidate in &mut market.candidates {
            candidate.accepted_region_codes.reverse();
            candidate.organisations.reverse();
            candidate.languages.reverse();
            candidate.formats.reverse();
        }
        prop_assert_eq!(given.problem().inputs(), turned.problem().inputs());
        if let (Ok(one), Ok(other)) = (given.solve(), turned.solve()) {
            prop_assert_eq!(one, other);
        }
    }
}

#[test]
fn progress_rises_to_the_end_and_a_run_can_be_ended() {
    let given = Given::new(vec![super::market::candidate(1)], vec![super::market::host(1)]);
    let mut told = Vec::new();
    given
        .problem()
        .solve(&mut |done| {
            told.push(done);
            true
        })
        .unwrap();
    assert!(told.is_sorted() && told.last() == Some(&1000), "{told:?}");
    let ended = (0..told.len() - 1).map(|calls| {
        let mut left = calls;
        given.problem().solve(&mut |_| {
            left = left.wrapping_sub(1);
            left != usize::MAX
        })
    });
    for end in ended {
        assert_eq!(end, Err(crate::PlanError::Cancelled));
    }
}
