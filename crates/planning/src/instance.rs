//! The market as the solver reads it.

mod rows;

use std::collections::HashMap;

use uuid::Uuid;
use vmj_domain::id::{AmbassadorId, StudentId};
use vmj_domain::matching::{Candidate, Host, Market, Pairs, RankObjective, RunParameters};
use vmj_matching::{self as solver, Id, Instance, Rules};

use crate::error::PlanError;
use crate::feasible;
use crate::numbers::Numbers;
use crate::problem::Problem;
use rows::{ambassador, student};

/// A problem with its instance.
pub struct Setting<'a> {
    pub problem: Problem<'a>,
    pub numbers: Numbers<'a>,
    pub candidates: HashMap<StudentId, &'a Candidate>,
    /// Ambassadors of the instance: those with a seat and a job that the edition offers.
    pub hosts: HashMap<AmbassadorId, &'a Host>,
    pub instance: Instance,
}

impl<'a> Setting<'a> {
    /// Writes the instance; pairs that are fixed beside the locked ones take their seats as these do.
    ///
    /// # Errors
    /// When a lock cannot be kept.
    pub fn new(problem: &Problem<'a>, fixed: &Pairs) -> Result<Self, PlanError> {
        let mut setting = Self::unlocked(problem);
        let refused = feasible::impossible_locks(&setting);
        if !refused.is_empty() {
            return Err(PlanError::Locks(refused));
        }
        let Market { candidates: _, hosts: _, exclusions: _, locks } = problem.market;
        let mut locked: Vec<_> = locks.iter().chain(fixed).copied().map(ids).collect();
        locked.sort_unstable();
        locked.dedup();
        setting.instance.locked = locked;
        Ok(setting)
    }

    /// The same without its locks.
    pub fn unlocked(problem: &Problem<'a>) -> Self {
        let Problem { market, parameters, job_profiles: _, reference: _, previous } = *problem;
        let numbers = Numbers::of(problem);
        let candidates: HashMap<_, _> = market.candidates.iter().map(|one| (one.student, one)).collect();
        let mut hosts = HashMap::new();
        let mut ambassadors = Vec::new();
        for host in &market.hosts {
            if let Some(row) = ambassador(host, &numbers) {
                ambassadors.push(row);
                hosts.insert(host.ambassador, host);
            }
        }
        let there = |pair: &&(StudentId, AmbassadorId)| {
            candidates.contains_key(&pair.0) && hosts.contains_key(&pair.1)
        };
        let wishes = parameters.rank_penalty.len();
        let instance = Instance {
            rules: rules(parameters),
            ambassadors,
            students: market.candidates.iter().map(|one| student(one, &numbers, wishes)).collect(),
            exclusions: market.exclusions.iter().filter(there).copied().map(ids).collect(),
            locked: Vec::new(),
            previous: previous.map(|pairs| pairs.iter().filter(there).copied().map(ids).collect()),
        };
        Self { problem: *problem, numbers, candidates, hosts, instance }
    }
}

/// A pair as the solver names it.
pub fn ids((student, ambassador): (StudentId, AmbassadorId)) -> (Id, Id) {
    (Uuid::from(student).as_u128(), Uuid::from(ambassador).as_u128())
}

/// A pair that the solver names.
pub fn people((student, ambassador): (Id, Id)) -> (StudentId, AmbassadorId) {
    (Uuid::from_u128(student).into(), Uuid::from_u128(ambassador).into())
}

fn rules(parameters: &RunParameters) -> Rules {
    let RunParameters { scope: _, seed: _, rank_penalty, place_band, rank_objective, previous: _ } =
        parameters;
    Rules {
        rank_penalty: rank_penalty.clone(),
        place_band: *place_band,
        rank_objective: match rank_objective {
            RankObjective::Penalty => solver::RankObjective::Penalty,
            RankObjective::RankMaximal => solver::RankObjective::RankMaximal,
            RankObjective::Generous => solver::RankObjective::Generous,
        },
    }
}
