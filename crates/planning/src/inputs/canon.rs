//! One way to write a problem: every text with its length, every list with its own, sets in ascending order.

use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use vmj_domain::code::Coded;
use vmj_domain::job_profile::JobProfileSummary;
use vmj_domain::matching::{Candidate, Host, Pairs, RunParameters};
use vmj_domain::reference::Reference;
use vmj_domain::student::Wish;

use crate::problem::Problem;

/// SHA-256.
pub type Hash = [u8; 32];

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

/// A hash of what is written.
#[derive(Default)]
pub struct Canon(Sha256);

impl Canon {
    pub fn finish(self) -> Hash {
        self.0.finalize().into()
    }

    pub fn hash(&mut self, hash: &Hash) {
        self.0.update(hash);
    }

    pub fn rows(&mut self, rows: &[(String, Hash)]) {
        self.number(rows.len() as u64);
        for (id, hash) in rows {
            self.text(id);
            self.hash(hash);
        }
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.update(text);
    }

    fn number(&mut self, number: u64) {
        self.0.update(number.to_le_bytes());
    }

    fn flag(&mut self, flag: bool) {
        self.number(flag.into());
    }

    fn list(&mut self, texts: impl Iterator<Item = String>) {
        let texts: Vec<String> = texts.collect();
        self.number(texts.len() as u64);
        for text in &texts {
            self.text(text);
        }
    }

    fn set(&mut self, texts: impl Iterator<Item = String>) {
        let mut texts: Vec<String> = texts.collect();
        texts.sort_unstable();
        texts.dedup();
        self.list(texts.into_iter());
    }

    fn codes<C: Coded>(&mut self, codes: &[C]) {
        self.set(codes.iter().map(|code| code.slug().to_owned()));
    }

    /// A department, and the region in which the reference data has it.
    fn place(&mut self, department: Option<&str>, reference: &Reference) {
        let region = department.and_then(|code| reference.department(code));
        self.list(
            department.into_iter().chain(region.map(|one| one.region_code.as_str())).map(str::to_owned),
        );
    }

    fn pairs(&mut self, pairs: &[(vmj_domain::id::StudentId, vmj_domain::id::AmbassadorId)]) {
        let mut pairs: Vec<_> =
            pairs.iter().map(|&(s, a)| [Uuid::from(s).into_bytes(), Uuid::from(a).into_bytes()]).collect();
        pairs.sort_unstable();
        pairs.dedup();
        self.number(pairs.len() as u64);
        for pair in pairs {
            self.0.update(pair.as_flattened());
        }
    }
}

/// As hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first 48 bits, as hexadecimal digits.
pub fn short(hash: &Hash) -> String {
    let [a, b, c, d, e, f, ..] = *hash;
    hexadecimal(&[a, b, c, d, e, f])
}
