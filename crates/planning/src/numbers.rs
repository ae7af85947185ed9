//! The solver knows numbers only: here is which is which. They depend on what is numbered, never on the order of rows.

use std::collections::{BTreeMap, BTreeSet};

use vmj_domain::id::{OrganisationId, SchoolId};
use vmj_domain::matching::{Candidate, Host};
use vmj_domain::place::Language;
use vmj_domain::student::Wish;

use crate::problem::Problem;

/// A job that nobody offers: what a wish stands for once the edition does not offer it.
const NO_JOB: u32 = u32::MAX;
/// Where a student lives who meets nobody on site.
const NOWHERE: u32 = u32::MAX;
/// Where an ambassador works whose site is not known: nobody comes there.
const UNKNOWN_SITE: u32 = u32::MAX - 1;

/// Region and department.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub region: u32,
    pub department: u32,
}

impl Spot {
    pub const NOWHERE: Self = Self { region: NOWHERE, department: NOWHERE };
    pub const UNKNOWN_SITE: Self = Self { region: UNKNOWN_SITE, department: UNKNOWN_SITE };
}

/// Numbers of whatever a problem names.
pub struct Numbers<'a> {
    profiles: BTreeMap<&'a str, u32>,
    families: BTreeMap<&'a str, Vec<u32>>,
    regions: BTreeMap<&'a str, u32>,
    departments: BTreeMap<&'a str, Spot>,
    schools: BTreeMap<SchoolId, u32>,
    /// Organisations that some student named.
    named: BTreeSet<OrganisationId>,
    /// Named organisations of an ambassador, taken together, are one organisation to the solver.
    circles: BTreeMap<Vec<OrganisationId>, u32>,
}

impl<'a> Numbers<'a> {
    pub fn of(problem: &Problem<'a>) -> Self {
        let candidates = &problem.market.candidates;
        let regions = numbered(problem.reference.regions.iter().map(|region| region.code.as_str()));
        let codes = numbered(problem.reference.departments.iter().map(|department| department.code.as_str()));
        let spot = |department: &'a vmj_domain::reference::Department| {
            let (code, region) = (department.code.as_str(), department.region_code.as_str());
            Some((code, Spot { region: *regions.get(region)?, department: *codes.get(code)? }))
        };
        let departments = problem.reference.departments.iter().filter_map(spot).collect();
        let profiles = numbered(problem.job_profiles.iter().map(|profile| profile.code.as_str()));
        let mut families: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for profile in problem.job_profiles {
            let number = profiles.get(profile.code.as_str()).copied();
            families.entry(profile.family_code.as_str()).or_default().extend(number);
        }
        for family in families.values_mut() {
            family.sort_unstable();
            family.dedup();
        }
        let named: BTreeSet<OrganisationId> =
            candidates.iter().flat_map(|one| one.organisations.iter().copied()).collect();
        let circles = numbered(problem.market.hosts.iter().map(|host| circle(host, &named)));
        let schools = numbered(candidates.iter().filter_map(|one| one.school));
        Self { profiles, families, regions, departments, schools, named, circles }
    }

    /// A job that the edition offers.
    pub fn profile(&self, code: &str) -> Option<u32> {
        self.profiles.get(code).copied()
    }

    /// The jobs that a wish stands for: at least one, be it a job that nobody offers.
    pub fn wish(&self, wish: &Wish) -> Vec<u32> {
        let jobs = match wish {
            Wish::Profile(code) => self.profile(code.as_str()).into_iter().collect(),
            Wish::Family(code) => self.families.get(code.as_str()).cloned().unwrap_or_default(),
        };
        if jobs.is_empty() { vec![NO_JOB] } else { jobs }
    }

    /// Where a department is.
    pub fn spot(&self, department: Option<&str>) -> Option<Spot> {
        self.departments.get(department?).copied()
    }

    pub fn region(&self, code: &str) -> Option<u32> {
        self.regions.get(code).copied()
    }

    pub fn region_code(&self, number: u32) -> Option<&'a str> {
        self.regions.iter().find(|(_, region)| **region == number).map(|(code, _)| *code)
    }

    pub fn school(&self, school: SchoolId) -> Option<u32> {
        self.schools.get(&school).copied()
    }

    /// What an ambassador's organisations are to those who named some.
    pub fn organisation(&self, host: &Host) -> Option<u32> {
        let circle = circle(host, &self.named);
        if circle.is_empty() { None } else { self.circles.get(&circle).copied() }
    }

    /// The organisations of ambassadors that suit who named some; one that nobody is of when none does.
    pub fn organisations(&self, candidate: &Candidate) -> Vec<u32> {
        if candidate.organisations.is_empty() {
            return Vec::new();
        }
        let suits =
            |circle: &&Vec<OrganisationId>| circle.iter().any(|one| candidate.organisations.contains(one));
        let mut suiting: Vec<u32> =
            self.circles.iter().filter(|(circle, _)| suits(circle)).map(|(_, number)| *number).collect();
        if suiting.is_empty() {
            suiting.push(u32::MAX);
        }
        suiting
    }

    pub fn languages(spoken: &[Language]) -> Vec<u32> {
        let number = |one: &Language| Language::ALL.iter().position(|known| known == one);
        spoken.iter().filter_map(number).filter_map(|at| u32::try_from(at).ok()).collect()
    }
}

/// The named ones among an ambassador's organisations.
fn circle(host: &Host, named: &BTreeSet<OrganisationId>) -> Vec<OrganisationId> {
    let circle: BTreeSet<_> = host.organisations.iter().copied().filter(|one| named.contains(one)).collect();
    circle.into_iter().collect()
}

fn numbered<T: Ord>(all: impl Iterator<Item = T>) -> BTreeMap<T, u32> {
    all.collect::<BTreeSet<T>>().into_iter().zip(0..).collect()
}
