//! From a market to the sentence.

use vmj_domain::account::Locale::{English, French};
use vmj_domain::place::{Format, Language};
use vmj_domain::student::Wish;

use super::market::{Given, candidate, host, slug, student_id};
use crate::{
    BetterWish, LevelAmount, LevelName, PairExplanation, UnmatchedExplanation, VacantExplanation, read, words,
};

fn unmatched(given: &Given) -> UnmatchedExplanation {
    read(&given.solve().unwrap().unmatched[0].explanation).unwrap()
}

#[test]
fn the_seats_went_to_others_and_a_region_would_have_helped() {
    let mut far = host(2);
    far.department_code = Some("35".to_owned());
    let mut first = candidate(1);
    first.was_left_out = true;
    let given = Given::new(vec![first, candidate(2)], vec![host(1), far]);
    assert_eq!(
        words(&unmatched(&given), French),
        [
            "Toutes les places à votre portée ont été attribuées à d’autres : il y avait 2 personnes pour 1 place.",
            "Accepter de vous rendre dans cette région vous aurait permis d’avoir une place : Bretagne.",
        ]
    );
}

#[test]
fn nobody_is_within_reach_and_why() {
    let mut one = candidate(1);
    one.needs_access = true;
    let with = |number, change: fn(&mut vmj_domain::matching::Host)| {
        let mut one = host(number);
        change(&mut one);
        one
    };
    let hosts = vec![
        host(1),
        with(2, |one| one.languages = vec![Language::English]),
        with(3, |one| one.formats = vec![Format::Remote]),
        with(4, |one| one.formats = vec![Format::Remote]),
        with(5, |one| one.department_code = Some("69".to_owned())),
        with(6, |one| (one.formats, one.department_code) = (Format::ALL.to_vec(), Some("69".to_owned()))),
    ];
    let given = Given::new(vec![one], hosts);
    assert_eq!(
        words(&unmatched(&given), English),
        [
            "Some people offer a job that you wish for, but none is within your reach.",
            "One person speaks none of your languages.",
            "One person works at a site of which we do not know how accessible it is.",
            "One person receives on site only, in a region that you did not choose.",
            "2 people receive by video only, which you did not choose.",
            "One person receives by video or in a region, neither of which you chose.",
            "Accepting to meet by video would have given you a place.",
        ]
    );
}

#[test]
fn who_meets_by_video_only_is_told_of_the_site_and_not_of_regions() {
    let mut one = candidate(1);
    one.formats = vec![Format::Remote];
    let mut far = host(2);
    far.department_code = Some("35".to_owned());
    let given = Given::new(vec![one], vec![host(1), far]);
    assert_eq!(
        words(&unmatched(&given), French),
        [
            "Des personnes proposent un métier que vous souhaitez, mais aucune n’est à votre portée.",
            "2 personnes reçoivent uniquement sur place, ce que vous n’avez pas choisi.",
            "Accepter de vous rendre sur place vous aurait permis d’avoir une place.",
        ]
    );
}

#[test]
fn a_better_wish_says_what_it_would_cost() {
    let mut two = candidate(1);
    two.wishes = vec![
        Wish::Profile(slug("mobile-developer")),
        Wish::Profile(slug("data-engineer")),
        Wish::Profile(slug("web-developer")),
    ];
    let mut web = host(2);
    web.job_profiles = vec![slug("web-developer")];
    let given = Given::new(vec![two, candidate(2)], vec![host(1), web]);
    let plan = given.solve().unwrap();
    assert_eq!(plan.proposed[0].student, student_id(1));
    let PairExplanation::Chosen(chosen) = read(&plan.proposed[0].explanation).unwrap() else {
        panic!("{}", plan.proposed[0].explanation)
    };
    let amount = |level, amount| LevelAmount { level, wish: None, amount };
    let worse = amount(LevelName::PlacedOthers, 1);
    let better = [BetterWish { rank: 1, worse: None }, BetterWish { rank: 2, worse: Some(vec![worse]) }];
    assert_eq!(chosen.better[0], better[0]);
    assert_eq!(chosen.better[1].worse.as_ref().unwrap()[0], worse);
    assert_eq!(
        words(&PairExplanation::Chosen(chosen), English),
        [
            "This proposal is your third wish.",
            "The day would take place in your department.",
            "For your first wish, nobody within your reach had a place to give.",
            "Granting your second wish would leave another person without a place.",
        ]
    );
}

#[test]
fn free_seats_say_why() {
    let of = |number, code: &str, department: &str| {
        let mut one = host(number);
        one.job_profiles = vec![slug(code)];
        one.department_code = Some(department.to_owned());
        one
    };
    let hosts = vec![
        host(1),
        of(2, "data-engineer", "92"),
        of(3, "data-engineer", "35"),
        of(4, "web-developer", "75"),
        of(5, "retired-job", "75"),
    ];
    let plan = Given::new(vec![candidate(1)], hosts).solve().unwrap();
    let found: Vec<VacantExplanation> =
        plan.vacant.iter().map(|row| read(&row.explanation).unwrap()).collect();
    let expected = [
        VacantExplanation::ServedElsewhere { within_reach: 1 },
        VacantExplanation::OutOfReach { wishes: 1 },
        VacantExplanation::NotWished,
        VacantExplanation::NoOfferedJob,
    ];
    assert_eq!(found, expected);
}

#[test]
fn another_text_is_no_explanation() {
    for text in ["", "{}", r#"{"kind":"another"}"#, r#"{"kind":"chosen","rank":1,"place":"moon"}"#] {
        assert!(read::<PairExplanation>(text).is_err(), "{text}");
        assert!(read::<UnmatchedExplanation>(text).is_err(), "{text}");
        assert!(read::<VacantExplanation>(text).is_err(), "{text}");
    }
}
