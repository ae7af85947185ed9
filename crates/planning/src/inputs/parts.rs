//! What of a problem counts, part by part.

use vmj_domain::job_profile::JobProfileSummary;
use vmj_domain::matching::{Candidate, Host, Pairs, RunParameters};
use vmj_domain::reference::Reference;
use vmj_domain::student::Wish;

use super::canon::{Canon, Hash};
use crate::problem::Problem;

/// The hashes of a problem's parts; rows in the order of their ids.
pub struct Parts {
    pub parameters: Hash,
    pub constraints: Hash,
    pub students: Vec<(String, Hash)>,
    pub ambassadors: Vec<(String, Hash)>,
}

pub fn parts(problem: &Problem<'_>) -> Parts {
    let Problem { market, parameters, job_profiles, reference, previous } = *problem;
    let mut constraints = Canon::default();
    constraints.pairs(&market.locks);
    constraints.pairs(&market.exclusions);
    let students = market.candidates.iter().map(|one| (one.student.to_string(), candidate(one, reference)));
    let ambassadors = market.hosts.iter().map(|one| (one.ambassador.to_string(), host(one, reference)));
    Parts {
        parameters: run(parameters, job_profiles, previous),
        constraints: constraints.finish(),
        students: sorted(students),
        ambassadors: sorted(ambassadors),
    }
}

fn sorted(rows: impl Iterator<Item = (String, Hash)>) -> Vec<(String, Hash)> {
    let mut rows: Vec<_> = rows.collect();
    rows.sort_unstable();
    rows
}

fn run(parameters: &RunParameters, job_profiles: &[JobProfileSummary], previous: Option<&Pairs>) -> Hash {
    let RunParameters { scope, seed, rank_penalty, place_band, rank_objective, previous: _ } = parameters;
    let mut canon = Canon::default();
    canon.text(scope.slug());
    canon.number(*seed);
    canon.list(rank_penalty.iter().map(u32::to_string));
    canon.list(place_band.iter().map(u32::to_string));
    canon.text(rank_objective.slug());
    let offered = job_profiles.iter().map(|profile| {
        let JobProfileSummary { code, family_code, label_fr: _, label_en: _ } = profile;
        format!("{code} {family_code}")
    });
    canon.set(offered);
    canon.flag(previous.is_some());
    canon.pairs(previous.map_or(&[], Vec::as_slice));
    canon.finish()
}

fn candidate(row: &Candidate, reference: &Reference) -> Hash {
    let Candidate {
        student: _,
        was_left_out,
        school,
        home_department_code,
        accepted_region_codes,
        formats,
        needs_access,
        languages,
        wishes,
        organisations,
    } = row;
    let mut canon = Canon::default();
    canon.flag(*was_left_out);
    canon.set(school.iter().map(ToString::to_string));
    canon.place(home_department_code.as_deref(), reference);
    canon.set(accepted_region_codes.iter().cloned());
    canon.codes(formats);
    canon.flag(*needs_access);
    canon.codes(languages);
    canon.list(wishes.iter().map(|wish| match wish {
        Wish::Profile(code) => format!("profile {code}"),
        Wish::Family(code) => format!("family {code}"),
    }));
    canon.set(organisations.iter().map(ToString::to_string));
    canon.finish()
}

fn host(row: &Host, reference: &Reference) -> Hash {
    let Host {
        ambassador: _,
        organisations,
        job_profiles,
        department_code,
        formats,
        accessible,
        languages,
        seats_left,
    } = row;
    let mut canon = Canon::default();
    canon.set(organisations.iter().map(ToString::to_string));
    canon.list(job_profiles.iter().map(ToString::to_string));
    canon.place(department_code.as_deref(), reference);
    canon.codes(formats);
    canon.flag(*accessible);
    canon.codes(languages);
    canon.number((*seats_left).into());
    canon.finish()
}
