//! From the flow to the plan.

use std::collections::HashMap;

use crate::error::SolveError;
use crate::flow::{GROUND, NOWHERE, Network};
use crate::instance::{Id, Instance};
use crate::market::Market;
use crate::pair::{self, Value};
use crate::solution::{Duals, Levels, Solution, Statistics};

/// (student, ambassador) by number.
pub type Chosen = Vec<(u32, u32)>;

/// Who goes where. The students of a hub are served in the order of the lottery: to the hub they are all the same.
pub fn chosen(network: &Network) -> Result<Chosen, SolveError> {
    let offset = network.students + network.hubs;
    let mut entries: Vec<(u32, u32)> = Vec::new();
    for hub in 0..network.hubs {
        entries.push((network.member_first[hub], 0));
    }
    let mut chosen = Vec::new();
    for student in 0..network.students {
        let arc = network.at[student];
        if arc == GROUND || arc == NOWHERE {
            continue;
        }
        let node = network.end(arc);
        if node >= offset {
            chosen.push((student, node - offset));
            continue;
        }
        let hub = node - network.students;
        let lost = SolveError::Internal("more students in a hub than seats behind it");
        let (entry, used) = entries.get_mut(hub as usize).ok_or(lost.clone())?;
        while *entry < network.member_first[hub + 1] && *used >= network.members[*entry].flow {
            *entry += 1;
            *used = 0;
        }
        if *entry >= network.member_first[hub + 1] {
            return Err(lost);
        }
        *used += 1;
        chosen.push((student, network.members[*entry].node - offset));
    }
    Ok(chosen)
}

/// The plan with its value.
pub fn solution(
    market: &Market<'_>,
    chosen: &Chosen,
    duals: Option<Duals>,
    statistics: Statistics,
) -> Solution {
    let of_market = chosen.iter().map(|&(s, a)| (market.students[s].id, market.ambassadors[a].id));
    let mut pairs: Vec<(Id, Id)> = of_market.chain(market.instance.locked.iter().copied()).collect();
    pairs.sort_unstable();
    let (levels, by_wish_rank) = worth(market.instance, &pairs);
    Solution { pairs, levels, by_wish_rank, duals, statistics }
}

/// What a plan is worth, be it the best one or not: its levels, and its pairs at each wish. Pairs of people who are not
/// in the instance count for nothing, pairs that the rules forbid only as placed.
pub fn worth(instance: &Instance, pairs: &[(Id, Id)]) -> (Levels, Vec<u64>) {
    let students: HashMap<Id, _> = instance.students.iter().map(|row| (row.id, row)).collect();
    let ambassadors: HashMap<Id, _> = instance.ambassadors.iter().map(|row| (row.id, row)).collect();
    let there = |pair: &&(Id, Id)| students.contains_key(&pair.0) && ambassadors.contains_key(&pair.1);
    let previous: HashMap<Id, Id> = instance.previous.iter().flatten().filter(there).copied().collect();
    let groups = instance.students.iter().map(|row| row.priority as usize).max().unwrap_or(0);
    let mut levels = Levels { placed: vec![0; groups + 1], ..Levels::default() };
    let mut by_wish_rank = vec![0; instance.rules.rank_penalty.len()];
    let mut kept = 0;
    for (student, ambassador) in pairs {
        let (Some(s), Some(a)) = (students.get(student), ambassadors.get(ambassador)) else { continue };
        if let Some(placed) = levels.placed.get_mut(s.priority as usize) {
            *placed += 1;
        }
        kept += u64::from(previous.get(student) == Some(ambassador));
        if let Some(value) = pair::value(s, a) {
            add(instance, value, &mut levels, &mut by_wish_rank);
        }
    }
    levels.changes = instance.previous.is_some().then(|| previous.len() as u64 - kept);
    (levels, by_wish_rank)
}

fn add(instance: &Instance, value: Value, levels: &mut Levels, by_wish_rank: &mut [u64]) {
    let (rank, place) = (usize::from(value.rank), usize::from(value.place));
    levels.rank_penalty += instance.rules.rank_penalty.get(rank).copied().map_or(0, u64::from);
    levels.place_band += instance.rules.place_band.get(place).copied().map_or(0, u64::from);
    levels.preference += u64::from(value.preference);
    if let Some(count) = by_wish_rank.get_mut(rank) {
        *count += 1;
    }
}
