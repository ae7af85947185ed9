//! The rules once more, in the words of the domain and without numbers.

use std::collections::{HashMap, HashSet};

use vmj_domain::matching::{Candidate, Host, Pairs, Place, RankObjective};
use vmj_domain::place::Format;
use vmj_domain::student::Wish;

use super::market::{Given, REFERENCE};

fn region(department: Option<&String>) -> Option<&'static str> {
    REFERENCE.department(department?).map(|one| one.region_code.as_str())
}

/// The rank, from 0, of the best wish that the ambassador fulfils.
pub fn rank(given: &Given, candidate: &Candidate, host: &Host) -> Option<usize> {
    let offered = given.jobs.iter().filter(|job| host.job_profiles.contains(&job.code));
    let wished = candidate.wishes.iter().take(given.parameters.rank_penalty.len());
    wished.clone().position(|wish| {
        offered.clone().any(|job| match wish {
            Wish::Profile(code) => job.code == *code,
            Wish::Family(code) => job.family_code == *code,
        })
    })
}

pub fn shared_language(candidate: &Candidate, host: &Host) -> bool {
    candidate.languages.iter().any(|one| host.languages.contains(one))
}

pub fn both(candidate: &Candidate, host: &Host, format: Format) -> bool {
    candidate.formats.contains(&format) && host.formats.contains(&format)
}

pub fn place(candidate: &Candidate, host: &Host) -> Option<Place> {
    let home = region(candidate.home_department_code.as_ref());
    if both(candidate, host, Format::OnSite)
        && (host.accessible || !candidate.needs_access)
        && let Some(site) = region(host.department_code.as_ref())
    {
        if candidate.home_department_code == host.department_code {
            return Some(Place::SameDepartment);
        }
        if home == Some(site) {
            return Some(Place::SameRegion);
        }
        if candidate.accepted_region_codes.iter().any(|code| code == site) {
            return Some(Place::AcceptedRegion);
        }
    }
    both(candidate, host, Format::Remote).then_some(Place::Remote)
}

pub fn excluded(given: &Given, candidate: &Candidate, host: &Host) -> bool {
    given.market.exclusions.contains(&(candidate.student, host.ambassador))
}

/// Whether the two may be paired, wherever others are.
pub fn feasible(given: &Given, candidate: &Candidate, host: &Host) -> bool {
    rank(given, candidate, host).is_some()
        && place(candidate, host).is_some()
        && shared_language(candidate, host)
        && !excluded(given, candidate, host)
}

/// Whether all locks can be kept at once.
pub fn locks_hold(given: &Given) -> bool {
    let mut students = HashSet::new();
    let mut seats: HashMap<_, u32> = HashMap::new();
    given.market.locks.iter().all(|(student, ambassador)| {
        let candidate = given.market.candidates.iter().find(|one| one.student == *student).unwrap();
        let host = given.market.hosts.iter().find(|one| one.ambassador == *ambassador).unwrap();
        let offered = host.job_profiles.iter().any(|code| given.jobs.iter().any(|job| job.code == *code));
        let format = [Format::OnSite, Format::Remote].iter().any(|one| both(candidate, host, *one));
        let taken = seats.entry(*ambassador).or_default();
        *taken += 1;
        students.insert(*student)
            && offered
            && format
            && shared_language(candidate, host)
            && !excluded(given, candidate, host)
            && *taken <= host.seats_left
    })
}

/// What a plan is worth, greatest first: placed by group, [kept], then what its ranks, places and preferences cost, negated.
pub fn worth(given: &Given, pairs: &Pairs) -> Vec<i64> {
    let mut placed = [0, 0];
    let (mut place_cost, mut preference, mut kept) = (0, 0, 0);
    let mut by_rank = vec![0; given.parameters.rank_penalty.len()];
    for (student, ambassador) in pairs {
        let candidate = given.market.candidates.iter().find(|one| one.student == *student).unwrap();
        let host = given.market.hosts.iter().find(|one| one.ambassador == *ambassador).unwrap();
        placed[usize::from(!candidate.was_left_out)] += 1;
        kept += i64::from(given.previous.iter().flatten().any(|pair| pair == &(*student, *ambassador)));
        let (Some(rank), Some(place)) = (rank(given, candidate, host), place(candidate, host)) else {
            continue;
        };
        if !shared_language(candidate, host) {
            continue;
        }
        by_rank[rank] += 1;
        place_cost += i64::from(given.parameters.place_band[place as usize]);
        let named = candidate.organisations.iter().any(|one| host.organisations.contains(one));
        preference += i64::from(!candidate.organisations.is_empty() && !named);
    }
    let penalties = by_rank.iter().zip(&given.parameters.rank_penalty);
    let ranks = match given.parameters.rank_objective {
        RankObjective::Penalty => vec![-penalties.map(|(count, cost)| count * i64::from(*cost)).sum::<i64>()],
        RankObjective::RankMaximal => by_rank,
        RankObjective::Generous => by_rank.iter().rev().map(|count| -count).collect(),
    };
    [placed.to_vec(), vec![kept], ranks, vec![-place_cost, -preference]].concat()
}

/// The greatest worth of any plan, by trying them all. Locks must hold.
pub fn best(given: &Given) -> Vec<i64> {
    let mut best = Vec::new();
    let mut pairs = given.market.locks.clone();
    try_all(given, 0, &mut pairs, &mut best);
    best
}

fn try_all(given: &Given, from: usize, pairs: &mut Pairs, best: &mut Vec<i64>) {
    let Some(candidate) = given.market.candidates.get(from) else {
        *best = worth(given, pairs).max(best.clone());
        return;
    };
    try_all(given, from + 1, pairs, best);
    if given.market.locks.iter().any(|lock| lock.0 == candidate.student) {
        return;
    }
    for host in &given.market.hosts {
        let taken = pairs.iter().filter(|pair| pair.1 == host.ambassador).count();
        if feasible(given, candidate, host) && taken < host.seats_left as usize {
            pairs.push((candidate.student, host.ambassador));
            try_all(given, from + 1, pairs, best);
            pairs.pop();
        }
    }
}
