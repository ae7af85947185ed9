//! How long a plan takes, by hand: `cargo run --release -p vmj-planning --example plan -- 10000 2000`.
#![expect(clippy::print_stdout, reason = "a command for people")]

use std::time::Instant;

use uuid::Uuid;
use vmj_domain::job_profile::JobProfileSummary;
use vmj_domain::matching::{Candidate, Host, Market, Pairs, RankObjective, RunParameters, RunScope};
use vmj_domain::place::{Format, Language};
use vmj_domain::reference::{Reference, job_profile_seeds};
use vmj_domain::student::Wish;
use vmj_planning::Problem;

/// SplitMix64.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit.max(1)
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of a list, the first ones more often.
    fn one<'t, T>(&mut self, all: &'t [T]) -> Option<&'t T> {
        let length = all.len() as u64;
        let at = self.below(length).min(self.below(length));
        all.get(usize::try_from(at).ok()?)
    }

    fn formats(&mut self, on_site: u64, remote: u64) -> Vec<Format> {
        let mut formats = Vec::new();
        if self.chance(on_site) {
            formats.push(Format::OnSite);
        }
        if formats.is_empty() || self.chance(remote) {
            formats.push(Format::Remote);
        }
        formats
    }

    fn uuid(&mut self, number: u64) -> Uuid {
        Uuid::from_u64_pair(number, self.below(u64::MAX))
    }
}

fn candidate(
    number: u64,
    all: &mut Numbers,
    places: &[String],
    regions: &[String],
    jobs: &[JobProfileSummary],
) -> Candidate {
    let count = 1 + all.below(5);
    let mut wishes = Vec::new();
    for _ in 0..count {
        let Some(job) = all.one(jobs) else { continue };
        let family = Wish::Family(job.family_code.clone());
        wishes.push(if all.chance(10) { family } else { Wish::Profile(job.code.clone()) });
    }
    let accepted = all.below(3);
    Candidate {
        student: all.uuid(number).into(),
        was_left_out: all.chance(5),
        school: None,
        home_department_code: all.one(places).cloned(),
        accepted_region_codes: (0..accepted).filter_map(|_| all.one(regions).cloned()).collect(),
        formats: all.formats(95, 40),
        needs_access: all.chance(3),
        languages: if all.chance(97) { vec![Language::French] } else { vec![Language::English] },
        wishes,
        organisations: Vec::new(),
    }
}

fn host(number: u64, all: &mut Numbers, places: &[String], jobs: &[JobProfileSummary]) -> Host {
    let english = all.chance(30);
    let job_profiles =
        (0..1 + all.below(2)).filter_map(|_| all.one(jobs).map(|job| job.code.clone())).collect();
    Host {
        ambassador: all.uuid(number).into(),
        organisations: Vec::new(),
        job_profiles,
        department_code: all.one(places).cloned(),
        formats: all.formats(80, 50),
        accessible: all.chance(50),
        languages: if english { vec![Language::French, Language::English] } else { vec![Language::French] },
        seats_left: u32::try_from(1 + all.below(9)).unwrap_or(1),
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut sizes = std::env::args().skip(1).filter_map(|size| size.parse().ok());
    let (students, hosts) = (sizes.next().unwrap_or(10_000), sizes.next().unwrap_or(2_000));
    let reference = Reference::load()?;
    let jobs: Vec<JobProfileSummary> = job_profile_seeds()?
        .into_iter()
        .map(|seed| JobProfileSummary {
            code: seed.code,
            family_code: seed.content.family_code,
            label_fr: seed.content.label_fr,
            label_en: seed.content.label_en,
        })
        .collect();
    let places: Vec<String> = reference.departments.iter().map(|one| one.code.clone()).collect();
    let regions: Vec<String> = reference.regions.iter().map(|one| one.code.clone()).collect();
    let mut numbers = Numbers(1);
    let market = Market {
        candidates: (0..students).map(|n| candidate(n, &mut numbers, &places, &regions, &jobs)).collect(),
        hosts: (0..hosts).map(|n| host(n, &mut numbers, &places, &jobs)).collect(),
        exclusions: Pairs::new(),
        locks: Pairs::new(),
    };
    let parameters = RunParameters {
        scope: RunScope::Edition,
        seed: 1,
        rank_penalty: RunParameters::default_penalties(5),
        place_band: RunParameters::PLACE_BAND,
        rank_objective: RankObjective::Penalty,
        previous: None,
    };
    let problem = Problem {
        market: &market,
        parameters: &parameters,
        job_profiles: &jobs,
        reference: &reference,
        previous: None,
    };
    let start = Instant::now();
    let text = problem.inputs().to_text();
    println!("inputs: {:?}, {} bytes", start.elapsed(), text.len());
    let start = Instant::now();
    let mut last = 0;
    let plan = problem.solve(&mut |done| {
        if done / 50 > last / 50 {
            println!("{done:>4} ‰ after {:?}", start.elapsed());
        }
        last = done;
        true
    })?;
    println!("plan: {:?}, {:?}", start.elapsed(), plan.metrics);
    println!(
        "{} without a place, {} with free seats, {} rows of the map",
        plan.unmatched.len(),
        plan.vacant.len(),
        plan.map.len()
    );
    Ok(())
}
