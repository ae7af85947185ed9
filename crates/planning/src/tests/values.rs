//! Plans made by hand.

use proptest::prelude::*;
use vmj_domain::matching::Pairs;
use vmj_domain::place::{Format, Language};
use vmj_domain::student::Wish;

use super::market::{Given, ambassador_id, any_problem, candidate, host, pairs, slug, student_id};
use super::oracle;
use crate::{Loss, Refusal, Refused};

#[test]
fn every_pair_that_may_not_be_is_named_with_its_reason() {
    let change = |number, change: fn(&mut vmj_domain::matching::Candidate)| {
        let mut one = candidate(number);
        change(&mut one);
        one
    };
    let candidates = vec![
        candidate(1),
        change(2, |one| one.wishes = vec![Wish::Profile(slug("web-developer"))]),
        change(3, |one| one.languages = vec![Language::German]),
        change(4, |one| one.formats = vec![Format::Remote]),
        change(5, |one| one.needs_access = true),
        change(6, |one| one.home_department_code = Some("35".to_owned())),
        candidate(7),
        candidate(8),
        candidate(9),
    ];
    let mut useless = host(2);
    useless.job_profiles.clear();
    let mut given = Given::new(candidates, vec![host(1), useless, host(3)]);
    given.market.exclusions = vec![(student_id(7), ambassador_id(1))];
    given.market.locks = vec![(student_id(8), ambassador_id(3))];
    let cases = [
        (0, 1, Refusal::StudentNotThere),
        (1, 4, Refusal::AmbassadorNotThere),
        (1, 2, Refusal::NoOfferedJob),
        (2, 1, Refusal::NotWished),
        (3, 1, Refusal::NoSharedLanguage),
        (4, 1, Refusal::NoSharedFormat),
        (5, 1, Refusal::NotAccessible),
        (6, 1, Refusal::OtherRegion),
        (7, 1, Refusal::Excluded),
    ];
    let refused = |(s, a, why)| Refused { student: student_id(s), ambassador: ambassador_id(a), why };
    for case in cases {
        let row = refused(case);
        assert_eq!(given.problem().by_hand(row.student, row.ambassador), Err(row.why));
    }
    let plan: Pairs = cases.iter().map(|(s, a, _)| (student_id(*s), ambassador_id(*a))).collect();
    let parted = refused((8, 3, Refusal::Parted));
    let expected: Vec<_> = cases.map(refused).into_iter().chain([parted]).collect();
    assert_eq!(given.problem().value_of(&plan).unwrap_err().0, expected);
    let plan: Pairs = [(8, 1), (8, 3), (9, 1)].map(|(s, a)| (student_id(s), ambassador_id(a))).to_vec();
    let expected = [(8, 1, Refusal::Parted), (8, 3, Refusal::StudentTwice), (9, 1, Refusal::NoSeat)];
    assert_eq!(given.problem().value_of(&plan).unwrap_err().0, expected.map(refused));
}

#[test]
fn a_change_by_hand_shows_what_it_loses() {
    let mut picky = candidate(1);
    picky.wishes.push(Wish::Profile(slug("web-developer")));
    let mut web = host(2);
    web.job_profiles = vec![slug("web-developer")];
    web.department_code = Some("92".to_owned());
    let given = Given::new(vec![picky, candidate(2)], vec![host(1), web]);
    let best = given.solve().unwrap();
    assert_eq!((best.metrics.placed, best.metrics.rank_penalty), ([0, 2], 1));
    let alone = given.problem().value_of(&vec![(student_id(1), ambassador_id(1))]).unwrap();
    let loss = Loss {
        placed: [0, 1],
        changes: None,
        rank_penalty: -1,
        place_band: -1,
        preference: 0,
        by_wish_rank: vec![0, -1, 0],
    };
    assert_eq!(alone.loss(&best.metrics), loss);
    let row = given.problem().by_hand(student_id(1), ambassador_id(2)).unwrap();
    assert_eq!(
        (row.wish_rank, row.by_hand, row.explanation.as_str()),
        (Some(2), true, r#"{"kind":"by_hand"}"#)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_best_plan_loses_nothing_and_no_other_is_better(given in any_problem(4, 3), keep in any::<u8>()) {
        let Ok(plan) = given.solve() else { return Ok(()) };
        let best = given.problem().value_of(&pairs(&plan)).unwrap();
        let nothing = Loss {
            changes: given.previous.as_ref().map(|_| 0),
            by_wish_rank: vec![0; 3],
            ..Loss::default()
        };
        prop_assert_eq!(best.loss(&plan.metrics), nothing);
        let locks = &given.market.locks;
        let part = pairs(&plan).into_iter().enumerate();
        let part: Pairs =
            part.filter(|(at, pair)| keep >> at & 1 == 1 || locks.contains(pair)).map(|(_, pair)| pair).collect();
        let loss = given.problem().value_of(&part).unwrap().loss(&plan.metrics);
        prop_assert_eq!(loss.placed.iter().sum::<i64>(), (plan.proposed.len() - part.len()) as i64);
    }

    #[test]
    fn a_pair_is_refused_when_the_rules_forbid_it(given in any_problem(3, 3)) {
        for one in &given.market.candidates {
            for other in &given.market.hosts {
                let locked = given.market.locks.contains(&(one.student, other.ambassador));
                let answer = given.problem().by_hand(one.student, other.ambassador);
                if !locked {
                    prop_assert_eq!(answer.is_ok(), oracle::feasible(&given, one, other));
                }
            }
        }
    }
}
