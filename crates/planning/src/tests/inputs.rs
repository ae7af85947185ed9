//! The digest sees every change and nothing else.

use proptest::prelude::*;
use vmj_domain::matching::{RankObjective, RunScope};
use vmj_domain::place::{Format, Language};
use vmj_domain::student::Wish;

use super::market::{
    Given, ambassador_id, any_problem, candidate, host, job, organisation_id, slug, student_id,
};
use crate::{Changed, Differences, Inputs};

fn given() -> Given {
    let mut given = Given::new(vec![candidate(1), candidate(2)], vec![host(1), host(2)]);
    given.market.candidates[0].accepted_region_codes = vec!["53".to_owned(), "84".to_owned()];
    given.market.candidates[0].wishes.push(Wish::Family(slug("development")));
    given.market.hosts[0].job_profiles.push(slug("data-scientist"));
    given.market.exclusions = vec![(student_id(1), ambassador_id(2))];
    given.previous = Some(vec![(student_id(1), ambassador_id(1))]);
    given
}

/// What a change of the one problem makes different.
fn after(change: impl FnOnce(&mut Given)) -> Differences {
    let before = given();
    let mut now = before.clone();
    change(&mut now);
    let (before, now) = (before.problem().inputs(), now.problem().inputs());
    assert_ne!(before.digest(), now.digest());
    before.differences(&now)
}

#[test]
fn everything_that_a_student_gives_counts() {
    type Change = fn(&mut vmj_domain::matching::Candidate);
    let changes: [Change; 10] = [
        |one| one.was_left_out = true,
        |one| one.school = Some(uuid::Uuid::from_u128(9).into()),
        |one| one.home_department_code = None,
        |one| one.accepted_region_codes.truncate(1),
        |one| one.formats.push(Format::Remote),
        |one| one.needs_access = true,
        |one| one.languages = vec![Language::English],
        |one| one.wishes.swap(0, 1),
        |one| one.wishes[1] = Wish::Profile(slug("development")),
        |one| one.organisations.push(organisation_id(1)),
    ];
    for change in changes {
        let differences = after(|given| change(&mut given.market.candidates[0]));
        let students = Changed { changed: vec![student_id(1)], ..Changed::default() };
        assert_eq!(differences, Differences { students, ..Differences::default() });
    }
}

#[test]
fn everything_that_an_ambassador_gives_counts() {
    type Change = fn(&mut vmj_domain::matching::Host);
    let changes: [Change; 7] = [
        |one| one.organisations.push(organisation_id(2)),
        |one| one.job_profiles.swap(0, 1),
        |one| one.department_code = Some("92".to_owned()),
        |one| one.formats.clear(),
        |one| one.accessible = true,
        |one| one.languages.push(Language::English),
        |one| one.seats_left = 2,
    ];
    for change in changes {
        let differences = after(|given| change(&mut given.market.hosts[0]));
        let ambassadors = Changed { changed: vec![ambassador_id(1)], ..Changed::default() };
        assert_eq!(differences, Differences { ambassadors, ..Differences::default() });
    }
}

#[test]
fn every_parameter_counts() {
    type Change = fn(&mut Given);
    let changes: [Change; 10] = [
        |given| given.parameters.scope = RunScope::Unplaced,
        |given| given.parameters.seed = 2,
        |given| given.parameters.rank_penalty[1] = 2,
        |given| given.parameters.rank_penalty.push(9),
        |given| given.parameters.place_band[0] = 1,
        |given| given.parameters.rank_objective = RankObjective::Generous,
        |given| given.jobs.push(job("architect", "architecture")),
        |given| given.jobs[0].family_code = slug("development"),
        |given| given.previous = None,
        |given| given.previous = Some(vec![]),
    ];
    for change in changes {
        assert_eq!(after(change), Differences { parameters: true, ..Differences::default() });
    }
}

#[test]
fn constraints_count_and_people_come_and_go() {
    let lock = after(|given| given.market.locks.push((student_id(1), ambassador_id(1))));
    assert_eq!(lock, Differences { constraints: true, ..Differences::default() });
    let exclusion = after(|given| given.market.exclusions.clear());
    assert_eq!(exclusion, lock);
    let moved = after(|given| given.market.locks = std::mem::take(&mut given.market.exclusions));
    assert_eq!(moved, lock);
    let people = after(|given| {
        given.market.candidates[1] = candidate(3);
        given.market.hosts.pop();
    });
    let students = Changed { added: vec![student_id(3)], removed: vec![student_id(2)], changed: vec![] };
    let ambassadors = Changed { removed: vec![ambassador_id(2)], ..Changed::default() };
    assert_eq!(people, Differences { students, ambassadors, ..Differences::default() });
}

#[test]
fn labels_and_the_number_of_the_previous_run_do_not_count() {
    let before = given();
    let mut now = before.clone();
    now.jobs[0].label_fr = now.jobs[1].label_fr.clone();
    now.parameters.previous = Some(uuid::Uuid::from_u128(1).into());
    assert_eq!(before.problem().inputs(), now.problem().inputs());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_is_read_back(given in any_problem(6, 5)) {
        let inputs = given.problem().inputs();
        let text = inputs.to_text();
        let read = Inputs::from_text(&text).unwrap();
        prop_assert!(inputs.differences(&read).is_empty());
        prop_assert_eq!(read, inputs);
    }

    #[test]
    fn differences_are_empty_only_when_nothing_differs(one in any_problem(3, 2), other in any_problem(3, 2)) {
        let (one, other) = (one.problem().inputs(), other.problem().inputs());
        prop_assert_eq!(one.digest() == other.digest(), one.differences(&other).is_empty());
    }
}

/// Inputs are kept with a run and compared by later versions of the program: another form would make everybody look changed.
#[test]
fn the_form_stays_as_it_is() {
    let mut given = given();
    given.market.candidates.truncate(1);
    given.market.hosts.truncate(1);
    let text = concat!(
        r#"{"digest":"6116d0492255e69ba6e10ee78a495691a870c6935ea809baa41e87159c28422a","#,
        r#""constraints":"766871930a0a","parameters":"36074e87e020","#,
        r#""students":{"00000000-0000-0001-0000-000000000001":"cf6303bd8b25"},"#,
        r#""ambassadors":{"00000000-0000-0002-0000-000000000001":"59938d46ac25"}}"#
    );
    assert_eq!(given.problem().inputs().to_text(), text);
}
