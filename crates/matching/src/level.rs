//! The levels of the objective, highest first, and what a pair costs at each.

use crate::hash::{Draw, keyed};
use crate::instance::RankObjective;
use crate::market::Market;
use crate::pair::Value;

/// One level of the objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// Most students of one group placed.
    Placed(u32),
    /// Fewest pairs of the previous plan lost.
    Changes,
    /// Least sum of rank penalties.
    Rank,
    /// Most pairs at this wish (rank-maximal) or fewest (generous).
    Wish(u8),
    /// Least sum of bands.
    Place,
    /// Least sum of preferences.
    Preference,
    /// Least sum of the lots drawn.
    Lottery,
}

/// Weights in the lottery are 0 up to this.
const WEIGHT: u64 = 15;

/// The levels of an instance, the lottery last. The result has one entry of duals for each but the lottery.
pub fn levels(market: &Market<'_>) -> Vec<Level> {
    let instance = market.instance;
    let groups = instance.students.iter().map(|s| s.priority).max().unwrap_or(0);
    let mut levels: Vec<Level> = (0..=groups).map(Level::Placed).collect();
    if instance.previous.is_some() {
        levels.push(Level::Changes);
    }
    let wishes = 0..u8::try_from(instance.rules.rank_penalty.len()).unwrap_or(u8::MAX);
    match instance.rules.rank_objective {
        RankObjective::Penalty => levels.push(Level::Rank),
        RankObjective::RankMaximal => levels.extend(wishes.map(Level::Wish)),
        RankObjective::Generous => levels.extend(wishes.rev().map(Level::Wish)),
    }
    levels.extend([Level::Place, Level::Preference, Level::Lottery]);
    levels
}

/// What pairs cost at one level.
pub struct Costs<'a> {
    level: Level,
    market: &'a Market<'a>,
    /// Each student's weight, at the lottery.
    weights: Vec<u8>,
}

impl<'a> Costs<'a> {
    pub fn new(level: Level, market: &'a Market<'a>, seed: u64) -> Self {
        let weight = |id| u8::try_from(keyed(seed, Draw::Weight, id) % (WEIGHT + 1)).unwrap_or_default();
        let weights = match level {
            Level::Lottery => market.students.iter().map(|student| weight(student.id)).collect(),
            _ => Vec::new(),
        };
        Self { level, market, weights }
    }

    /// What it costs to place this student at this value.
    pub fn of(&self, student: u32, value: Value) -> i32 {
        let rules = &self.market.instance.rules;
        match self.level {
            Level::Placed(group) => -i32::from(self.market.students[student].priority == group),
            Level::Changes => -i32::from(value.kept),
            Level::Rank => small(rules.rank_penalty.get(usize::from(value.rank))),
            Level::Wish(rank) => {
                let sign = if rules.rank_objective == RankObjective::RankMaximal { -1 } else { 1 };
                sign * i32::from(value.rank == rank)
            }
            Level::Place => small(rules.place_band.get(usize::from(value.place))),
            Level::Preference => i32::from(value.preference),
            Level::Lottery => {
                i32::from(self.weights.get(student as usize).copied().unwrap_or(0)) * i32::from(value.rank)
            }
        }
    }
}

/// Penalties and bands were held against their limit.
fn small(cost: Option<&u32>) -> i32 {
    cost.and_then(|&cost| i32::try_from(cost).ok()).unwrap_or(0)
}
