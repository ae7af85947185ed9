//! The market as a graph: student → hub → ambassador. A hub stands for all ambassadors of one profile at one spot that
//! cost the same in every other respect, so that no list of pairs is ever written down. Where hubs contain each other
//! the dearer one is just a dearer way to the same ambassador.

mod arcs;
mod cells;
mod hubs;

use crate::error::InstanceError;
use crate::market::Market;
use crate::pair::Value;
use crate::table::Table;

pub use arcs::build;

/// A way from a student to a hub or to an ambassador.
#[derive(Debug, Clone, Copy)]
pub struct Arc {
    /// The node it leads to.
    pub to: u32,
    /// What it costs at the level that is being solved.
    pub cost: i32,
    /// What it costs at every level.
    pub value: Value,
}

/// Nodes are numbered: students, hubs, ambassadors, and the ground where nobody's places and nobody's students end.
#[derive(Debug)]
pub struct Graph {
    pub students: u32,
    pub hubs: u32,
    pub ambassadors: u32,
    /// Where each student's arcs begin in `arcs`, and where the last one's end.
    pub first: Table<u32>,
    pub arcs: Table<Arc>,
    /// Where each hub's members begin in `members`, and where the last one's end.
    pub member_first: Table<u32>,
    /// Nodes of ambassadors.
    pub members: Table<u32>,
}

/// Whether one of two ways to the same ambassador is the truer one.
pub fn is_better_way(one: Value, other: Value) -> bool {
    (!one.kept, one) < (!other.kept, other)
}

/// Whether hubs say the truth under these rules: of two ways to one ambassador the true one must never be the dearer.
fn hubs_are_exact(market: &Market<'_>) -> bool {
    let rules = &market.instance.rules;
    let [department, region, accepted, remote] = rules.place_band;
    department <= region.min(accepted) && region.max(accepted) <= remote && rules.rank_penalty.is_sorted()
}

/// Numbers of nodes and arcs are 32 bits wide.
fn number(what: &'static str, count: usize) -> Result<u32, InstanceError> {
    let limit = u32::MAX - 16;
    u32::try_from(count).ok().filter(|&n| n < limit).ok_or(InstanceError::TooLarge {
        what,
        value: count as u64,
        limit: u64::from(limit),
    })
}
