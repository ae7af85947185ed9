//! After a drop-out.

use std::collections::HashSet;

use proptest::prelude::*;

use super::market::{Given, ambassador_id, any_market, any_problem, candidate, host, pairs, student_id};
use crate::{PairExplanation, read};

#[test]
fn the_freed_seat_goes_to_who_was_left_and_nobody_moves() {
    let mut given = Given::new(vec![candidate(1), candidate(2), candidate(3)], vec![host(1), host(2)]);
    let before = given.solve().unwrap();
    let gone = before.proposed[0].student;
    let left = before.unmatched[0].student;
    given.market.candidates.retain(|one| one.student != gone);
    given.previous = Some(pairs(&before));
    let repaired = given.problem().repair(&mut |_| true).unwrap();
    let again = given.solve().unwrap();
    for plan in [&repaired, &again] {
        let other = &before.proposed[1];
        let expected = [(left, before.proposed[0].ambassador), (other.student, other.ambassador)];
        assert_eq!(pairs(plan).into_iter().collect::<HashSet<_>>(), HashSet::from(expected));
        assert_eq!(plan.metrics.changes, Some(0));
    }
    let kept = |row: &vmj_domain::matching::Proposed| {
        assert!(!row.locked);
        read::<PairExplanation>(&row.explanation).unwrap() == PairExplanation::Kept
    };
    assert_eq!(repaired.proposed.iter().filter(|row| kept(row)).count(), 1);
}

#[test]
fn a_pair_that_is_not_possible_any_more_is_let_go() {
    let mut given = Given::new(vec![candidate(1)], vec![host(1), host(2)]);
    given.previous = Some(vec![(student_id(1), ambassador_id(1))]);
    given.market.exclusions = vec![(student_id(1), ambassador_id(1))];
    let plan = given.problem().repair(&mut |_| true).unwrap();
    assert_eq!(pairs(&plan), [(student_id(1), ambassador_id(2))]);
    assert_eq!(plan.metrics.changes, Some(1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nobody_moves_and_no_more_are_placed_than_could_be(given in any_market(6, 4), gone in 0..4_u64) {
        let before = given.solve().unwrap();
        let mut given = given;
        given.market.hosts.retain(|one| one.ambassador != ambassador_id(gone));
        given.market.exclusions.retain(|pair| pair.1 != ambassador_id(gone));
        given.previous = Some(pairs(&before));
        let repaired = given.problem().repair(&mut |_| true).unwrap();
        let now: HashSet<_> = pairs(&repaired).into_iter().collect();
        prop_assert!(pairs(&before).iter().filter(|pair| pair.1 != ambassador_id(gone)).all(|pair| now.contains(pair)));
        prop_assert_eq!(repaired.metrics.changes, Some(0));
        prop_assert!(repaired.metrics.placed <= given.solve().unwrap().metrics.placed);
        let value = given.problem().value_of(&pairs(&repaired)).unwrap();
        prop_assert_eq!(value.placed, repaired.metrics.placed);
    }

    #[test]
    fn locks_come_first_and_a_foreign_plan_is_kept_as_far_as_it_may_be(given in any_problem(5, 4)) {
        let repaired = given.problem().repair(&mut |_| true);
        prop_assert_eq!(repaired.is_ok(), given.solve().is_ok());
        let Ok(repaired) = repaired else { return Ok(()) };
        let value = given.problem().value_of(&pairs(&repaired)).unwrap();
        prop_assert_eq!(value.placed, repaired.metrics.placed);
        for row in &repaired.proposed {
            let pair = (row.student, row.ambassador);
            prop_assert_eq!(row.locked, given.market.locks.contains(&pair));
            if read::<PairExplanation>(&row.explanation).unwrap() == PairExplanation::Kept {
                prop_assert!(given.previous.iter().flatten().any(|known| *known == pair));
            }
        }
    }
}
