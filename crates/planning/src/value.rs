//! What any plan is worth: one that was changed by hand, beside the certified one.

use vmj_domain::id::{AmbassadorId, StudentId};
use vmj_domain::matching::{Pairs, RunMetrics};
use vmj_matching::{Levels, worth};

use crate::feasible::{Refused, impossible_pairs};
use crate::instance::{Setting, ids};

/// What a feasible plan is worth at each level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// Students placed: of those left out before, and of the others.
    pub placed: [u64; 2],
    /// Pairs of the previous plan that are lost, when there was one.
    pub changes: Option<u64>,
    /// Sum of penalties.
    pub rank_penalty: u64,
    /// Sum of bands.
    pub place_band: u64,
    /// Students who named organisations and get another.
    pub preference: u64,
    /// Pairs by the rank of the wish.
    pub by_wish_rank: Vec<u64>,
}

/// How much worse a plan is than another, level by level: positive is worse. The first level that is not 0 decides; those below
/// it may be better.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    /// Students fewer: of those left out before, and of the others.
    pub placed: [i64; 2],
    /// Pairs of the previous plan that are lost beside.
    pub changes: Option<i64>,
    /// Sum of penalties.
    pub rank_penalty: i64,
    /// Sum of bands.
    pub place_band: i64,
    /// Students more who named organisations and get another.
    pub preference: i64,
    /// Pairs more at each rank; fewer when negative. More at a good rank is better, of course.
    pub by_wish_rank: Vec<i64>,
}

/// A plan that may not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} pairs may not be made", .0.len())]
pub struct NotFeasible(
    /// All pairs that may not be, each with its reason, in the order in which they were given; then locked pairs that are not
    /// among them.
    pub Vec<Refused>,
);

impl Value {
    /// How much worse it is than a plan of the same problem.
    #[must_use]
    pub fn loss(&self, best: &RunMetrics) -> Loss {
        let Self { placed, changes, rank_penalty, place_band, preference, by_wish_rank } = self;
        let [left_out, others] = *placed;
        let [best_left_out, best_others] = best.placed;
        let ranks = by_wish_rank.len().max(best.by_wish_rank.len());
        let at = |counts: &[u64], rank: usize| counts.get(rank).copied().unwrap_or(0);
        Loss {
            placed: [more(best_left_out, left_out), more(best_others, others)],
            changes: changes.zip(best.changes).map(|(here, best)| more(here, best)),
            rank_penalty: more(*rank_penalty, best.rank_penalty),
            place_band: more(*place_band, best.place_band),
            preference: more(*preference, best.preference),
            by_wish_rank: (0..ranks)
                .map(|rank| more(at(by_wish_rank, rank), at(&best.by_wish_rank, rank)))
                .collect(),
        }
    }
}

fn more(some: u64, others: u64) -> i64 {
    some.cast_signed().saturating_sub(others.cast_signed())
}

/// Placed students by group, though there may be nobody of the second group.
pub fn placed(levels: &Levels) -> [u64; 2] {
    [0, 1].map(|group: usize| levels.placed.get(group).copied().unwrap_or(0))
}

pub fn value_of(setting: &Setting<'_>, pairs: &[(StudentId, AmbassadorId)]) -> Result<Value, NotFeasible> {
    let pairs: Pairs = pairs.to_vec();
    let refused = impossible_pairs(setting, &pairs);
    if !refused.is_empty() {
        return Err(NotFeasible(refused));
    }
    let pairs: Vec<_> = pairs.into_iter().map(ids).collect();
    let (levels, by_wish_rank) = worth(&setting.instance, &pairs);
    let Levels { placed: _, changes, rank_penalty, place_band, preference } = levels;
    Ok(Value { placed: placed(&levels), changes, rank_penalty, place_band, preference, by_wish_rank })
}
