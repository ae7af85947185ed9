//! Small markets, made by hand or at random.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::subsequence;
use uuid::Uuid;
use vmj_domain::id::{AmbassadorId, OrganisationId, StudentId};
use vmj_domain::job_profile::JobProfileSummary;
use vmj_domain::matching::{Candidate, Host, Market, Pairs, RankObjective, RunParameters, RunScope};
use vmj_domain::place::{Format, Language};
use vmj_domain::reference::Reference;
use vmj_domain::student::Wish;
use vmj_domain::text::{Label, Slug};

use crate::{Plan, PlanError, Problem};

pub static REFERENCE: LazyLock<Reference> = LazyLock::new(|| Reference::load().unwrap());

/// Offered jobs and their families.
const OFFERED: [(&str, &str); 4] = [
    ("data-engineer", "data"),
    ("data-scientist", "data"),
    ("web-developer", "development"),
    ("mobile-developer", "development"),
];
const JOBS: [&str; 5] =
    ["data-engineer", "data-scientist", "web-developer", "mobile-developer", "retired-job"];
/// Paris, Nanterre, Lyon, Rennes, and one that is nowhere.
const DEPARTMENTS: [&str; 5] = ["75", "92", "69", "35", "00"];
const REGIONS: [&str; 4] = ["11", "84", "53", "unknown"];
const FORMATS: [Format; 2] = [Format::OnSite, Format::Remote];
const LANGUAGES: [Language; 3] = [Language::French, Language::English, Language::FrenchSign];

/// A whole problem that owns its parts.
#[derive(Clone, Debug)]
pub struct Given {
    pub market: Market,
    pub parameters: RunParameters,
    pub jobs: Vec<JobProfileSummary>,
    pub previous: Option<Pairs>,
}

impl Given {
    pub fn new(candidates: Vec<Candidate>, hosts: Vec<Host>) -> Self {
        Self {
            market: Market { candidates, hosts, exclusions: vec![], locks: vec![] },
            parameters: parameters(),
            jobs: OFFERED.iter().map(|(code, family)| job(code, family)).collect(),
            previous: None,
        }
    }

    pub fn problem(&self) -> Problem<'_> {
        Problem {
            market: &self.market,
            parameters: &self.parameters,
            job_profiles: &self.jobs,
            reference: &REFERENCE,
            previous: self.previous.as_ref(),
        }
    }

    pub fn solve(&self) -> Result<Plan, PlanError> {
        self.problem().solve(&mut |_| true)
    }
}

pub fn pairs(plan: &Plan) -> Pairs {
    plan.proposed.iter().map(|row| (row.student, row.ambassador)).collect()
}

pub fn parameters() -> RunParameters {
    RunParameters {
        scope: RunScope::Edition,
        seed: 1,
        rank_penalty: RunParameters::default_penalties(3),
        place_band: RunParameters::PLACE_BAND,
        rank_objective: RankObjective::Penalty,
        previous: None,
    }
}

pub fn slug(code: &str) -> Slug {
    Slug::parse(code).unwrap()
}

pub fn job(code: &str, family: &str) -> JobProfileSummary {
    let label = Label::parse(code).unwrap();
    JobProfileSummary {
        code: slug(code),
        family_code: slug(family),
        label_fr: label.clone(),
        label_en: label,
    }
}

pub fn student_id(number: u64) -> StudentId {
    Uuid::from_u64_pair(1, number).into()
}

pub fn ambassador_id(number: u64) -> AmbassadorId {
    Uuid::from_u64_pair(2, number).into()
}

pub fn organisation_id(number: u64) -> OrganisationId {
    Uuid::from_u64_pair(3, number).into()
}

/// Lives in Paris, meets on site, speaks French, wishes for a data engineer.
pub fn candidate(number: u64) -> Candidate {
    Candidate {
        student: student_id(number),
        was_left_out: false,
        school: None,
        home_department_code: Some("75".to_owned()),
        accepted_region_codes: vec![],
        formats: vec![Format::OnSite],
        needs_access: false,
        languages: vec![Language::French],
        wishes: vec![Wish::Profile(slug("data-engineer"))],
        organisations: vec![],
    }
}

/// A data engineer in Paris who receives one student on site and speaks French.
pub fn host(number: u64) -> Host {
    Host {
        ambassador: ambassador_id(number),
        organisations: vec![organisation_id(1)],
        job_profiles: vec![slug("data-engineer")],
        department_code: Some("75".to_owned()),
        formats: vec![Format::OnSite],
        accessible: false,
        languages: vec![Language::French],
        seats_left: 1,
    }
}

fn wish() -> impl Strategy<Value = Wish> {
    prop_oneof![
        4 => proptest::sample::select(&JOBS[..]).prop_map(|code| Wish::Profile(slug(code))),
        1 => proptest::sample::select(&["data", "development", "gone"][..]).prop_map(|code| Wish::Family(slug(code))),
    ]
}

fn department() -> impl Strategy<Value = Option<String>> {
    proptest::option::weighted(0.9, proptest::sample::select(&DEPARTMENTS[..]).prop_map(str::to_owned))
}

fn some<T: Clone + std::fmt::Debug + 'static>(
    all: &'static [T],
    least: usize,
) -> impl Strategy<Value = Vec<T>> {
    prop_oneof![9 => subsequence(all, least..=all.len()), 1 => subsequence(all, 0..=all.len())]
}

fn organisations() -> impl Strategy<Value = Vec<OrganisationId>> {
    proptest::collection::vec((1..5_u64).prop_map(organisation_id), 0..3)
}

fn a_candidate(number: u64) -> impl Strategy<Value = Candidate> {
    let who = (proptest::bool::weighted(0.3), proptest::bool::weighted(0.2), department());
    let what = (proptest::collection::vec(wish(), 0..5), organisations());
    let how = (some(&FORMATS, 1), some(&LANGUAGES, 1), some(&REGIONS, 0));
    (who, what, how).prop_map(
        move |(
            (was_left_out, needs_access, home),
            (wishes, organisations),
            (formats, languages, regions),
        )| {
            Candidate {
                was_left_out,
                home_department_code: home,
                accepted_region_codes: regions.into_iter().map(str::to_owned).collect(),
                formats,
                needs_access,
                languages,
                wishes,
                organisations,
                ..candidate(number)
            }
        },
    )
}

fn a_host(number: u64) -> impl Strategy<Value = Host> {
    let jobs = subsequence(&JOBS[..], 0..4).prop_shuffle();
    let where_ = (department(), any::<bool>(), organisations());
    let how = (some(&FORMATS, 1), some(&LANGUAGES, 1), 0..3_u32);
    (jobs, where_, how).prop_map(
        move |(jobs, (department, accessible, organisations), (formats, languages, seats))| Host {
            organisations,
            job_profiles: jobs.into_iter().map(slug).collect(),
            department_code: department,
            formats,
            accessible,
            languages,
            seats_left: seats,
            ..host(number)
        },
    )
}

fn some_pairs(students: u64, hosts: u64, most: usize) -> impl Strategy<Value = Pairs> {
    let pair = (0..students.max(1), 0..hosts.max(1)).prop_map(|(s, a)| (student_id(s), ambassador_id(a)));
    proptest::collection::btree_set(pair, 0..=most).prop_map(|pairs| pairs.into_iter().collect())
}

/// Any market of so many people, without locks.
pub fn any_market(students: u64, hosts: u64) -> impl Strategy<Value = Given> {
    let candidates: Vec<_> = (0..students).map(a_candidate).collect();
    let rows: Vec<_> = (0..hosts).map(a_host).collect();
    let objective = proptest::sample::select(RankObjective::ALL);
    (candidates, rows, some_pairs(students, hosts, 3), any::<u32>(), objective).prop_map(
        |(candidates, hosts, exclusions, seed, rank_objective)| {
            let mut given = Given::new(candidates, hosts);
            given.market.exclusions = exclusions;
            given.parameters = RunParameters { seed: seed.into(), rank_objective, ..parameters() };
            given
        },
    )
}

/// The same, with pairs that are locked, be they possible or not, and maybe a previous plan.
pub fn any_problem(students: u64, hosts: u64) -> impl Strategy<Value = Given> {
    let previous = proptest::option::of(some_pairs(students + 2, hosts + 2, 4));
    (any_market(students, hosts), some_pairs(students, hosts, 2), previous).prop_map(
        |(mut given, locks, previous)| {
            given.market.locks = locks;
            given.previous = previous.map(|mut pairs| {
                pairs.dedup_by_key(|pair| pair.0);
                pairs
            });
            given
        },
    )
}
