//! Row by row, what the solver reads.

use vmj_domain::place::{Format, Language};
use vmj_domain::student::Wish;
use vmj_matching::{self as solver, Ambassador, Student};

use super::market::{Given, ambassador_id, candidate, host, job, organisation_id, slug, student_id};
use crate::instance::Setting;
use crate::numbers::Spot;
use crate::{PlanError, Refusal, Refused};

fn rows(given: &Given) -> (Vec<Student>, Vec<Ambassador>) {
    let problem = given.problem();
    let setting = Setting::unlocked(&problem);
    (setting.instance.students, setting.instance.ambassadors)
}

#[test]
fn formats_of_an_ambassador() {
    use Format::{OnSite, Remote};
    let cases: [(&[Format], Option<&str>, solver::Format); 7] = [
        (&[OnSite], Some("75"), solver::Format::Onsite),
        (&[Remote], Some("75"), solver::Format::Remote),
        (&[Remote, OnSite], Some("75"), solver::Format::Both),
        (&[OnSite, Remote], None, solver::Format::Remote),
        (&[OnSite, Remote], Some("00"), solver::Format::Remote),
        (&[OnSite], None, solver::Format::Onsite),
        (&[], Some("75"), solver::Format::Onsite),
    ];
    for (formats, department, expected) in cases {
        let mut one = host(1);
        one.formats = formats.to_vec();
        one.department_code = department.map(str::to_owned);
        let (_, rows) = rows(&Given::new(vec![], vec![one]));
        assert_eq!(rows[0].format, expected, "{formats:?} {department:?}");
        let on_site = department == Some("75") && formats.contains(&OnSite);
        assert_eq!(rows[0].region == Spot::UNKNOWN_SITE.region, !on_site);
    }
}

#[test]
fn where_a_student_would_be_met() {
    let mut at_home = candidate(1);
    at_home.accepted_region_codes = vec!["53".to_owned(), "nowhere".to_owned()];
    let mut remote = at_home.clone();
    remote.student = student_id(2);
    remote.formats = vec![Format::Remote];
    let mut unknown = at_home.clone();
    unknown.student = student_id(3);
    unknown.home_department_code = None;
    let mut neighbour = candidate(4);
    neighbour.home_department_code = Some("92".to_owned());
    let (students, _) = rows(&Given::new(vec![at_home, remote, unknown, neighbour], vec![]));
    let spots: Vec<_> =
        students.iter().map(|row| (row.region, row.extra_regions.len(), row.remote)).collect();
    let paris = students[0].region;
    let nowhere = Spot::NOWHERE.region;
    assert_eq!(spots, [(paris, 1, false), (nowhere, 0, true), (nowhere, 1, false), (paris, 0, false)]);
    assert_ne!(students[0].department, students[3].department);
}

#[test]
fn wishes_keep_their_rank_and_families_stand_for_what_is_offered() {
    let mut one = candidate(1);
    one.wishes = vec![
        Wish::Profile(slug("retired-job")),
        Wish::Family(slug("data")),
        Wish::Profile(slug("data-scientist")),
        Wish::Profile(slug("web-developer")), // beyond the last penalty
    ];
    let (students, _) = rows(&Given::new(vec![one], vec![]));
    // data-engineer, data-scientist, mobile-developer, web-developer
    assert_eq!(students[0].wishes, [vec![u32::MAX], vec![0, 1], vec![1]]);
}

#[test]
fn a_job_that_is_offered_later_changes_what_a_family_stands_for() {
    let mut one = candidate(1);
    one.wishes = vec![Wish::Family(slug("data"))];
    let mut given = Given::new(vec![one], vec![]);
    given.jobs.push(job("data-analyst", "data"));
    assert_eq!(rows(&given).0[0].wishes, [vec![0, 1, 2]]);
}

#[test]
fn an_organisation_above_the_ambassadors_is_theirs_too() {
    let organisations = |number, ids: &[u64]| {
        let mut one = candidate(number);
        one.organisations = ids.iter().copied().map(organisation_id).collect();
        one
    };
    let of = |number, ids: &[u64]| {
        let mut one = host(number);
        one.organisations = ids.iter().copied().map(organisation_id).collect();
        one
    };
    let candidates =
        vec![organisations(1, &[1]), organisations(2, &[2]), organisations(3, &[]), organisations(4, &[8])];
    let hosts = vec![of(1, &[5, 1]), of(2, &[2, 1]), of(3, &[7]), of(4, &[6, 1])];
    let (students, ambassadors) = rows(&Given::new(candidates, hosts));
    let suits = |student: usize, ambassador: usize| {
        ambassadors[ambassador].organisation.is_some_and(|one| students[student].organisations.contains(&one))
    };
    let table: Vec<Vec<bool>> = (0..4).map(|s| (0..4).map(|a| suits(s, a)).collect()).collect();
    assert_eq!(table[0], [true, true, false, true]);
    assert_eq!(table[1], [false, true, false, false]);
    assert_eq!(table[2], [false; 4]);
    assert_eq!(table[3], [false; 4]);
    assert!(students[2].organisations.is_empty() && !students[3].organisations.is_empty());
    assert_eq!(ambassadors[0].organisation, ambassadors[3].organisation);
}

#[test]
fn groups_seats_access_and_languages_are_taken_over() {
    let mut one = candidate(1);
    one.was_left_out = true;
    one.needs_access = true;
    one.languages = vec![Language::English, Language::FrenchSign];
    let mut other = host(1);
    (other.accessible, other.seats_left) = (true, 3);
    let (students, ambassadors) = rows(&Given::new(vec![one, candidate(2)], vec![other]));
    assert_eq!([students[0].priority, students[1].priority], [0, 1]);
    assert_eq!([students[0].needs_access, students[1].needs_access], [true, false]);
    assert_eq!(students[0].languages, Some(vec![1, 7]));
    assert_eq!((ambassadors[0].accessible, ambassadors[0].capacity), (true, 3));
}

#[test]
fn who_has_no_seat_or_no_offered_job_stays_away_with_all_their_pairs() {
    let (mut full, mut useless) = (host(1), host(2));
    full.seats_left = 0;
    useless.job_profiles = vec![slug("retired-job")];
    let mut given = Given::new(vec![candidate(1)], vec![full, useless, host(3)]);
    given.market.exclusions = vec![(student_id(1), ambassador_id(1)), (student_id(1), ambassador_id(2))];
    given.previous = Some(vec![(student_id(1), ambassador_id(2)), (student_id(9), ambassador_id(9))]);
    let plan = given.solve().unwrap();
    assert_eq!(plan.proposed[0].ambassador, ambassador_id(3));
    assert_eq!((plan.metrics.ambassadors, plan.metrics.seats), (2, 2));
    assert_eq!(plan.vacant[0].explanation, r#"{"kind":"no_offered_job"}"#);
}

#[test]
fn nothing_given_is_no_reason_to_panic() {
    let mut one = candidate(1);
    (one.wishes, one.languages, one.formats) = (vec![], vec![], vec![]);
    one.home_department_code = None;
    let plan = Given::new(vec![one], vec![host(1)]).solve().unwrap();
    assert_eq!(plan.unmatched[0].reason.slug(), "no_job");
    assert_eq!(Given::new(vec![], vec![]).solve().unwrap().metrics.placed, [0, 0]);
}

#[test]
fn locks_that_cannot_be_kept_are_all_named() {
    let mut foreign = candidate(2);
    foreign.languages = vec![Language::German];
    let mut remote = candidate(3);
    remote.formats = vec![Format::Remote];
    let mut given = Given::new(vec![candidate(1), foreign, remote, candidate(4)], vec![host(1), host(2)]);
    let pairs = [(1, 1), (1, 2), (2, 2), (3, 2), (4, 1), (5, 1), (4, 9)];
    given.market.locks = pairs.map(|(s, a)| (student_id(s), ambassador_id(a))).to_vec();
    let refused = |s, a, why| Refused { student: student_id(s), ambassador: ambassador_id(a), why };
    let expected = vec![
        refused(1, 2, Refusal::StudentTwice),
        refused(2, 2, Refusal::NoSharedLanguage),
        refused(3, 2, Refusal::NoSharedFormat),
        refused(4, 1, Refusal::NoSeat),
        refused(5, 1, Refusal::StudentNotThere),
        refused(4, 9, Refusal::AmbassadorNotThere),
    ];
    assert_eq!(given.solve(), Err(PlanError::Locks(expected)));
}

#[test]
fn a_lock_outside_the_wishes_shows_the_first_job_on_site() {
    let mut one = candidate(1);
    one.wishes = vec![Wish::Profile(slug("web-developer"))];
    one.formats = vec![Format::Remote, Format::OnSite];
    let mut far = host(1);
    far.job_profiles = vec![slug("retired-job"), slug("data-scientist"), slug("data-engineer")];
    far.department_code = Some("35".to_owned());
    let mut given = Given::new(vec![one], vec![far]);
    given.market.locks = vec![(student_id(1), ambassador_id(1))];
    let plan = given.solve().unwrap();
    let row = &plan.proposed[0];
    assert_eq!((row.job_profile.as_str(), row.format), ("data-scientist", Format::OnSite));
    assert_eq!((row.wish_rank, row.place, row.locked), (None, None, true));
    assert_eq!(row.explanation, r#"{"kind":"locked"}"#);
}

#[test]
fn the_job_shown_is_the_ambassadors_first_in_the_best_ranked_wish() {
    let mut one = candidate(1);
    one.wishes = vec![Wish::Profile(slug("web-developer")), Wish::Family(slug("data"))];
    one.formats = vec![Format::Remote, Format::OnSite];
    let mut other = host(1);
    other.formats = vec![Format::Remote, Format::OnSite];
    other.job_profiles = vec![slug("mobile-developer"), slug("data-scientist"), slug("data-engineer")];
    let plan = Given::new(vec![one], vec![other]).solve().unwrap();
    let row = &plan.proposed[0];
    assert_eq!((row.job_profile.as_str(), row.format), ("data-scientist", Format::OnSite));
    assert_eq!((row.wish_rank, row.place.unwrap().slug()), (Some(2), "same_department"));
}
