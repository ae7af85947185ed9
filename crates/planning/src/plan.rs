//! A plan: solved, proven, explained.

mod kept;
mod rows;

use vmj_domain::matching::{Pairs, Proposed, RunMetrics, Unmatched, Vacant};
use vmj_matching::explain::Explainer;
use vmj_matching::{Options, Progress, Solution, checker, solve_watched};

use crate::error::PlanError;
use crate::inputs::Inputs;
use crate::instance::Setting;
use crate::recruit::{self, Recruit};
use crate::value::placed;
use rows::Rows;

pub use kept::still_possible;

/// A certified plan and why it is so. Rows are in the order of their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its pairs.
    pub proposed: Vec<Proposed>,
    /// Everybody else on the students' side.
    pub unmatched: Vec<Unmatched>,
    /// Ambassadors with a free seat, those who do no job that the edition offers among them.
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
