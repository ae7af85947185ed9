//! People as the solver reads them.

use uuid::Uuid;
use vmj_domain::matching::{Candidate, Host};
use vmj_domain::place::Format;
use vmj_matching::{self as solver, Ambassador, Student};

use crate::numbers::{Numbers, Spot};

/// A student who makes so many wishes at most.
pub fn student(candidate: &Candidate, numbers: &Numbers<'_>, wishes: usize) -> Student {
    let Candidate {
        student,
        was_left_out,
        school,
        home_department_code,
        accepted_region_codes,
        formats,
        needs_access,
        languages,
        wishes: wished,
        organisations: _,
    } = candidate;
    // The solver takes it for granted that students come on site somewhere; who does not lives where nobody works.
    let on_site = formats.contains(&Format::OnSite);
    let home = numbers.spot(home_department_code.as_deref()).filter(|_| on_site);
    let Spot { region, department } = home.unwrap_or(Spot::NOWHERE);
    let accepted = accepted_region_codes.iter().filter(|_| on_site);
    Student {
        id: Uuid::from(*student).as_u128(),
        school: school.and_then(|school| numbers.school(school)),
        region,
        department,
        remote: formats.contains(&Format::Remote),
        extra_regions: accepted.filter_map(|code| numbers.region(code)).collect(),
        needs_access: *needs_access,
        priority: u32::from(!was_left_out),
        wishes: wished.iter().take(wishes).map(|wish| numbers.wish(wish)).collect(),
        organisations: numbers.organisations(candidate),
        languages: Some(Numbers::languages(languages)),
    }
}

/// None without a seat or a job that the edition offers.
pub fn ambassador(host: &Host, numbers: &Numbers<'_>) -> Option<Ambassador> {
    let Host {
        ambassador,
        organisations: _,
        job_profiles,
        department_code,
        formats,
        accessible,
        languages,
        seats_left,
    } = host;
    let profiles: Vec<u32> = job_profiles.iter().filter_map(|code| numbers.profile(code.as_str())).collect();
    if profiles.is_empty() || *seats_left == 0 {
        return None;
    }
    let known = numbers.spot(department_code.as_deref()).filter(|_| formats.contains(&Format::OnSite));
    let format = match (known, formats.contains(&Format::Remote)) {
        (Some(_), true) => solver::Format::Both,
        (None, true) => solver::Format::Remote,
        (_, false) => solver::Format::Onsite,
    };
    let Spot { region, department } = known.unwrap_or(Spot::UNKNOWN_SITE);
    Some(Ambassador {
        id: Uuid::from(*ambassador).as_u128(),
        profiles,
        region,
        department,
        format,
        accessible: *accessible,
        organisation: numbers.organisation(host),
        prefers_school: None,
        languages: Some(Numbers::languages(languages)),
        capacity: *seats_left,
    })
}
