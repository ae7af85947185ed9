//! The map's numbers, against markets with that volunteer.

use proptest::prelude::*;
use vmj_domain::matching::Host;
use vmj_domain::place::{Format, Language};

use super::market::{Given, REFERENCE, any_market, candidate, host};
use crate::Recruit;

/// The market with one volunteer more.
fn with(given: &Given, job: &vmj_domain::text::Slug, region: &str, seats: u32) -> Given {
    let department = REFERENCE.departments.iter().find(|one| one.region_code == region).unwrap();
    let mut given = given.clone();
    given.market.hosts.push(Host {
        job_profiles: vec![job.clone()],
        department_code: Some(department.code.clone()),
        formats: Format::ALL.to_vec(),
        accessible: true,
        languages: Language::ALL.to_vec(),
        seats_left: seats,
        ..host(99)
    });
    given
}

fn placed(given: &Given) -> usize {
    given.solve().unwrap().proposed.len()
}

#[test]
fn a_chain_counts_as_a_gain_and_not_as_a_student() {
    let mut flexible = candidate(1);
    flexible.accepted_region_codes = vec!["53".to_owned()];
    let plan = Given::new(vec![flexible, candidate(2)], vec![host(1)]).solve().unwrap();
    let row = |region: &str, students, gain| Recruit {
        job_profile: super::market::slug("data-engineer"),
        region_code: region.to_owned(),
        students,
        gain,
    };
    let left = plan.unmatched[0].student == super::market::student_id(2);
    assert_eq!(plan.map, [row("11", 1, 1), row("53", u32::from(!left), 1)]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_seat_places_one_more_and_the_numbers_are_bounds(given in any_market(5, 3)) {
        let plan = given.solve().unwrap();
        for job in &given.jobs {
            for region in ["11", "84", "53"] {
                let row = plan.map.iter().find(|row| row.job_profile == job.code && row.region_code == region);
                let more = |seats| placed(&with(&given, &job.code, region, seats)) - plan.proposed.len();
                if let Some(row) = row {
                    prop_assert_eq!(more(1), 1);
                    prop_assert!(row.gain >= 1 && row.gain >= row.students);
                    if row.students > 0 {
                        prop_assert!(more(row.students) >= row.students as usize);
                    }
                    prop_assert!(more(9) <= row.gain as usize, "{row:?}");
                } else {
                    let mut given = with(&given, &job.code, region, 1);
                    given.market.hosts.last_mut().unwrap().formats = vec![Format::OnSite];
                    prop_assert_eq!(placed(&given), plan.proposed.len(), "nobody would come there");
                }
            }
        }
    }
}
