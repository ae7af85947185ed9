//! A plan: solved, proven, explained.

use std::collections::HashSet;

use vmj_domain::id::StudentId;
use vmj_domain::matching::{Candidate, Pairs, Proposed, RunMetrics, Unmatched, Vacant};
use vmj_domain::place::Format;
use vmj_matching::explain::{Explainer, StudentExplanation};
use vmj_matching::{Options, Progress, Solution, checker, solve_watched};

use crate::error::PlanError;
use crate::explain;
use crate::explanation::{PairExplanation, VacantExplanation, write};
use crate::inputs::Inputs;
use crate::instance::{Setting, ids, people};
use crate::recruit::{self, Recruit};
use crate::value::placed;

/// A certified plan and why it is so. Rows are in the order of their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its pairs.
    pub proposed: Vec<Proposed>,
    /// Everybody else on the students' side.
    pub unmatched: Vec<Unmatched>,
    /// Ambassadors with a free seat.
    pub vacant: Vec<Vacant>,
    /// What it is worth. Times are left at 0: the caller has the clock.
    pub metrics: RunMetrics,
    /// Where one more volunteer would place somebody, most students first.
    pub map: Vec<Recruit>,
}

/// Tells how much is done, in parts of a thousand; answers whether to go on.
pub type Watch<'w> = &'w mut dyn FnMut(u32) -> bool;

/// When the solver, the checker and the explanations have done their part, in parts of a thousand.
const SOLVED: u32 = 300;
const PROVEN: u32 = 350;
const WHOLE: u32 = 1000;

pub fn plan(
    setting: &Setting<'_>,
    fixed: &Pairs,
    inputs: &Inputs,
    watch: Watch<'_>,
) -> Result<Plan, PlanError> {
    let options = Options { seed: setting.problem.parameters.seed, duals: true };
    let mut done = 0;
    let solution = solve_watched(&setting.instance, options, &mut |progress| {
        done = done.max(part(progress));
        watch(done)
    })?;
    checker::check(&setting.instance, &solution).map_err(PlanError::NotCertified)?;
    if !watch(PROVEN) {
        return Err(PlanError::Cancelled);
    }
    let explainer = Explainer::new(&setting.instance, &solution)?;
    let mut rows = Rows { setting, explainer, fixed: fixed.iter().copied().collect(), watch };
    let (proposed, unmatched) = rows.students()?;
    let vacant = rows.vacant()?;
    let map = recruit::map(setting, &proposed);
    (rows.watch)(WHOLE);
    let metrics = metrics(setting, &solution, inputs);
    Ok(Plan { proposed, unmatched, vacant, metrics, map })
}

/// Levels count alike: one without work is over at once.
fn part(progress: Progress) -> u32 {
    let Progress { level: _, index, levels, waiting: _ } = progress;
    let share = SOLVED as usize * index / levels.max(1);
    u32::try_from(share).unwrap_or(SOLVED)
}

struct Rows<'s, 'a, 'w> {
    setting: &'s Setting<'a>,
    explainer: Explainer<'s>,
    fixed: HashSet<(StudentId, vmj_domain::id::AmbassadorId)>,
    watch: Watch<'w>,
}

impl Rows<'_, '_, '_> {
    fn students(&mut self) -> Result<(Vec<Proposed>, Vec<Unmatched>), PlanError> {
        let mut candidates: Vec<&Candidate> = self.setting.problem.market.candidates.iter().collect();
        candidates.sort_unstable_by_key(|one| one.student);
        let (mut proposed, mut unmatched) = (Vec::new(), Vec::new());
        for (row, candidate) in candidates.iter().enumerate() {
            self.tell(PROVEN, row, candidates.len())?;
            let student = candidate.student;
            match self.explainer.student(uuid::Uuid::from(student).as_u128()) {
                Some(StudentExplanation::LeftOut(why)) => {
                    let why = explain::left_out(self.setting, candidate, &why);
                    unmatched.push(Unmatched { student, reason: why.reason(), explanation: write(&why) });
                }
                Some(why) => proposed.push(self.proposed(candidate, &why)?),
                None => return Err(lost(student)),
            }
        }
        Ok((proposed, unmatched))
    }

    /// Students are most of the work: nine tenths of what is left after the proof.
    fn tell(&mut self, from: u32, row: usize, rows: usize) -> Result<(), PlanError> {
        let share = (WHOLE - from) as usize * 9 / 10 * row / rows.max(1);
        let done = from + u32::try_from(share).unwrap_or(0);
        if row.is_multiple_of(64) && !(self.watch)(done) {
            return Err(PlanError::Cancelled);
        }
        Ok(())
    }

    fn proposed(&self, candidate: &Candidate, why: &StudentExplanation) -> Result<Proposed, PlanError> {
        let student = candidate.student;
        let id = match why {
            StudentExplanation::Placed(placed) => placed.ambassador,
            StudentExplanation::Locked(ambassador) => *ambassador,
            StudentExplanation::LeftOut(_) => return Err(lost(student)),
        };
        let (_, ambassador) = people((0, id));
        let host = self.setting.hosts.get(&ambassador).ok_or_else(|| lost(student))?;
        let meeting = self.setting.meeting(candidate, host);
        let kept = self.fixed.contains(&(student, ambassador));
        let locked = matches!(why, StudentExplanation::Locked(_)) && !kept;
        let explanation = match why {
            StudentExplanation::Placed(placed) => {
                explain::chosen(self.explainer.levels(), placed, meeting.other_organisation)
            }
            StudentExplanation::Locked(_) if kept => PairExplanation::Kept,
            StudentExplanation::Locked(_) | StudentExplanation::LeftOut(_) => PairExplanation::Locked,
        };
        Ok(Proposed {
            student,
            ambassador,
            job_profile: meeting.job_profile.ok_or_else(|| lost(student))?,
            format: meeting.format.unwrap_or(Format::OnSite),
            wish_rank: meeting.wish_rank,
            place: meeting.place,
            other_organisation: meeting.other_organisation,
            locked,
            by_hand: false,
            explanation: write(&explanation),
        })
    }

    fn vacant(&mut self) -> Result<Vec<Vacant>, PlanError> {
        let hosts = self.setting.problem.market.hosts.iter().filter(|host| host.seats_left > 0);
        let mut vacant = Vec::new();
        for host in hosts {
            let ambassador = host.ambassador;
            if !self.setting.hosts.contains_key(&ambassador) {
                let explanation = write(&VacantExplanation::NoOfferedJob);
                vacant.push(Vacant { ambassador, free: host.seats_left, explanation });
                continue;
            }
            let Some(why) = self.explainer.ambassador(uuid::Uuid::from(ambassador).as_u128()) else {
                continue;
            };
            if let Some(reason) = explain::vacant(&why) {
                vacant.push(Vacant { ambassador, free: why.free, explanation: write(&reason) });
            }
        }
        vacant.sort_unstable_by_key(|row| row.ambassador);
        Ok(vacant)
    }
}

fn lost(student: StudentId) -> PlanError {
    PlanError::Internal(format!("the plan cannot be read for student {student}"))
}

fn metrics(setting: &Setting<'_>, solution: &Solution, inputs: &Inputs) -> RunMetrics {
    let market = setting.problem.market;
    let with_seats = market.hosts.iter().filter(|host| host.seats_left > 0);
    let Solution { pairs: _, levels, by_wish_rank, duals: _, statistics: _ } = solution;
    RunMetrics {
        students: market.candidates.len() as u64,
        ambassadors: with_seats.clone().count() as u64,
        seats: with_seats.map(|host| u64::from(host.seats_left)).sum(),
        placed: placed(levels),
        changes: levels.changes,
        rank_penalty: levels.rank_penalty,
        place_band: levels.place_band,
        preference: levels.preference,
        by_wish_rank: by_wish_rank.clone(),
        digest: inputs.digest().to_owned(),
        certified: true,
        solve_milliseconds: 0,
        total_milliseconds: 0,
    }
}

/// Pairs that are fixed: those of the previous plan that may still be made, in their order, locked ones left aside.
pub fn still_possible(setting: &Setting<'_>, previous: &Pairs) -> Pairs {
    let locks: HashSet<_> = setting.instance.locked.iter().copied().collect();
    let mut students: HashSet<_> = locks.iter().map(|lock| lock.0).collect();
    let mut seats: std::collections::HashMap<_, u32> = std::collections::HashMap::new();
    for &(_, ambassador) in &locks {
        *seats.entry(ambassador).or_default() += 1;
    }
    let excluded: HashSet<_> = setting.problem.market.exclusions.iter().collect();
    let mut kept = Pairs::new();
    for pair in previous {
        let (Some(candidate), Some(host)) = (setting.candidates.get(&pair.0), setting.hosts.get(&pair.1))
        else {
            continue;
        };
        let (student, ambassador) = ids(*pair);
        let taken = seats.entry(ambassador).or_default();
        if *taken < host.seats_left
            && !excluded.contains(pair)
            && crate::feasible::refusal(setting, candidate, host, false).is_none()
            && students.insert(student)
        {
            *taken += 1;
            kept.push(*pair);
        }
    }
    kept
}
