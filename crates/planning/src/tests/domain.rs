//! The domain's own rule of who may be paired.

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use uuid::Uuid;
use vmj_domain::account::PersonSummary;
use vmj_domain::ambassador::{Ambassador, AmbassadorForm, AmbassadorState};
use vmj_domain::edition::{
    DayRange, Edition, EditionParameters, EditionState, EditionSummary, OfferedProfile,
};
use vmj_domain::matching::{Candidate, Host, Proposed};
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::pairing::{Obstacle, Pair};
use vmj_domain::student::{Decider, Student, StudentForm, StudentState};
use vmj_domain::text::{Email, Label, PersonName};
use vmj_domain::version::Version;

use super::market::{Given, any_problem, slug};

const DAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 19).unwrap();

fn label(text: &str) -> Label {
    Label::parse(text).unwrap()
}

fn person(id: Uuid) -> PersonSummary {
    let name = PersonName::parse("Camille").unwrap();
    let email = Email::parse("camille@example.fr").unwrap();
    PersonSummary { id: id.into(), given_name: name.clone(), family_name: name, email }
}

fn edition(given: &Given) -> Edition {
    let days = DayRange { first: DAY, last: DAY };
    let parameters = EditionParameters {
        day: DAY,
        window: days,
        formats: vec![],
        study_levels: vec![],
        diploma_kinds: vec![],
        ambassadors_window: days,
        students_window: days,
        max_wishes: 5,
        min_capacity: 1,
        max_capacity: 5,
        answer_days: 5,
        documents: vec![],
    };
    let offered = |profile: &vmj_domain::job_profile::JobProfileSummary| OfferedProfile {
        profile: profile.clone(),
        job_offers_url: None,
    };
    Edition {
        id: Uuid::nil().into(),
        name: label("Édition 2026"),
        parameters,
        job_profiles: given.jobs.iter().map(offered).collect(),
        organisations: vec![],
        postponed_from: None,
        state: EditionState::Matching,
        state_changed_at: DateTime::UNIX_EPOCH,
        opened_at: None,
        version: Version::FIRST,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn student(edition: &Edition, row: &Candidate) -> Student {
    let form = StudentForm {
        wishes: row.wishes.clone(),
        home_department_code: row.home_department_code.clone(),
        accepted_region_codes: row.accepted_region_codes.clone(),
        formats: row.formats.clone(),
        organisations: row.organisations.clone(),
        languages: row.languages.clone(),
        ..StudentForm::default()
    };
    Student {
        id: row.student,
        edition: EditionSummary::from(edition),
        person: person(row.student.into()),
        email_verified: true,
        form,
        state: StudentState::Eligible { decider: Decider::Rule },
        state_changed_at: DateTime::UNIX_EPOCH,
        version: Version::FIRST,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn ambassador(edition: &Edition, row: &Host) -> Ambassador {
    let form = AmbassadorForm {
        job_profiles: row.job_profiles.clone(),
        formats: row.formats.clone(),
        capacity: Some(row.seats_left),
        languages: row.languages.clone(),
        ..AmbassadorForm::default()
    };
    Ambassador {
        id: row.ambassador,
        edition: EditionSummary::from(edition),
        agent: person(row.ambassador.into()),
        organisation: OrganisationSummary {
            id: Uuid::nil().into(),
            code: slug("dinum"),
            name: label("DINUM"),
        },
        form,
        state: AmbassadorState::Approved,
        state_changed_at: DateTime::UNIX_EPOCH,
        version: Version::FIRST,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn obstacles(given: &Given, edition: &Edition, row: &Proposed) -> Vec<Obstacle> {
    let candidate = given.market.candidates.iter().find(|one| one.student == row.student).unwrap();
    let host = given.market.hosts.iter().find(|one| one.ambassador == row.ambassador).unwrap();
    let (student, ambassador) = (student(edition, candidate), ambassador(edition, host));
    let (job_profile, format) = (&row.job_profile, row.format);
    Pair { edition, student: &student, ambassador: &ambassador, job_profile, format }.obstacles()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_keeps_the_two_of_a_proposal_from_being_paired(given in any_problem(7, 5)) {
        let edition = edition(&given);
        let Ok(plan) = given.solve() else { return Ok(()) };
        for row in &plan.proposed {
            prop_assert_eq!(obstacles(&given, &edition, row), vec![], "locked: {}", row.locked);
        }
    }
}
