//! What would have helped a student would have, and nothing else would.

use proptest::prelude::*;
use vmj_domain::id::StudentId;
use vmj_domain::matching::Candidate;
use vmj_domain::place::Format;

use super::market::{Given, REFERENCE, any_market};
use crate::{Help, UnmatchedExplanation, read};

/// Students placed once one of them has changed their mind.
fn placed(given: &Given, student: StudentId, change: impl Fn(&mut Candidate)) -> usize {
    let mut given = given.clone();
    given.market.candidates.iter_mut().filter(|one| one.student == student).for_each(change);
    given.solve().unwrap().proposed.len()
}

fn check(given: &Given, student: StudentId, help: &Help, before: usize) {
    let row = given.market.candidates.iter().find(|one| one.student == student).unwrap();
    let remote = placed(given, student, |one| one.formats.push(Format::Remote));
    assert_eq!(help.remote, remote > before, "by video");
    let meets = row.formats.contains(&Format::OnSite);
    let on_site = placed(given, student, |one| one.formats.push(Format::OnSite));
    assert_eq!(help.on_site, !meets && on_site > before, "on site");
    for region in REFERENCE.regions.iter().filter(|one| ["11", "84", "53", "28"].contains(&one.code.as_str()))
    {
        let there = placed(given, student, |one| one.accepted_region_codes.push(region.code.clone()));
        let told = help.regions.iter().any(|one| one.code == region.code && one.name == region.name);
        assert_eq!(told, there > before, "{}", region.name);
    }
    assert!(help.regions.iter().all(|one| ["11", "84", "53"].contains(&one.code.as_str())));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn help_is_true_and_complete(given in any_market(6, 5)) {
        let plan = given.solve().unwrap();
        for row in &plan.unmatched {
            match read::<UnmatchedExplanation>(&row.explanation).unwrap() {
                UnmatchedExplanation::NoJob => {}
                UnmatchedExplanation::OutOfReach { removed: _, help }
                | UnmatchedExplanation::SeatsTaken { students: _, seats: _, help } => {
                    check(&given, row.student, &help, plan.proposed.len());
                }
            }
        }
    }
}
