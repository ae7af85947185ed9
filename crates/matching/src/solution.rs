//! What the solver returns.

use crate::instance::Id;
use crate::level::Level;

/// How to solve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Of the lottery.
    pub seed: u64,
    /// Whether the duals are wanted.
    pub duals: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { seed: 1, duals: true }
    }
}

/// How far the solver is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The level that is being solved.
    pub level: Level,
    /// Its index.
    pub index: usize,
    /// How many levels there are, the lottery included.
    pub levels: usize,
    /// Students to be seated before the level is solved; falls to 0.
    pub waiting: u32,
}

/// A plan, its value, the proof that there is no better one, and what it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// (student, ambassador), locked pairs included, in ascending order.
    pub pairs: Vec<(Id, Id)>,
    /// The plan's value, locked pairs included.
    pub levels: Levels,
    /// Pairs at each wish; a locked pair outside the wishes is in none.
    pub by_wish_rank: Vec<u64>,
    /// The certificate, when it was wanted.
    pub duals: Option<Duals>,
    /// What it took.
    pub statistics: Statistics,
}

/// The value of a plan at each level.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Levels {
    /// Students placed, by group.
    pub placed: Vec<u64>,
    /// Pairs of the previous plan that are lost, when there was one.
    pub changes: Option<u64>,
    /// Sum of penalties.
    pub rank_penalty: u64,
    /// Sum of bands.
    pub place_band: u64,
    /// Sum of preferences.
    pub preference: u64,
}

/// Prices of places, none above 0: a vector for each student and each ambassador, in the order of the instance's rows,
/// with one entry a level. A pair costs −1 in the placement entry of its student's group, −1 in the entry of changes when
/// it keeps a pair of the previous plan, then its penalty, band and preference. Compared lexicographically, cost − price
/// of the student − price of the ambassador is at least 0, and 0 for every pair of the plan; prices are 0 for whoever is
/// left out and wherever a seat is free.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Duals {
    /// What the entries stand for.
    pub levels: Vec<Level>,
    /// One row a student.
    pub students: Vec<Vec<i64>>,
    /// One row an ambassador.
    pub ambassadors: Vec<Vec<i64>>,
}

/// What a run took.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statistics {
    /// Hubs of the graph.
    pub hubs: u32,
    /// Arcs from students to hubs and ambassadors.
    pub arcs: u32,
    /// Arcs from hubs to ambassadors.
    pub members: u32,
    /// Each level, the lottery included.
    pub levels: Vec<LevelStatistics>,
}

/// What a level took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelStatistics {
    /// Which level.
    pub level: Level,
    /// Students' arcs that were still open.
    pub arcs: u32,
    /// Students who had to be seated anew.
    pub moved: u32,
    /// Searches for shortest ways.
    pub searches: u32,
    /// Cost of the dearest way on which somebody was seated.
    pub distance: i64,
}
