//! One level from the flow of the level before to the best flow.

use super::network::{NOWHERE, Network};
use super::push::Push;
use super::search::Search;
use crate::error::SolveError;
use crate::table::Table;

/// What a level took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Work {
    /// Arcs that were still open.
    pub arcs: u32,
    /// Students who had to be sent anew.
    pub sent: u32,
    /// Searches.
    pub searches: u32,
    /// The farthest distance at which somebody was sent.
    pub distance: i64,
}

/// Called before each search with the number of students who wait; `false` stops the run.
pub type Watch<'a> = &'a mut dyn FnMut(u32) -> bool;

/// The best flow's prices, that of the ground being 0.
pub struct Level {
    pub price: Table<i64>,
    pub work: Work,
}

/// Makes the flow the best one at the costs that stand on the arcs.
pub fn optimise(network: &mut Network, watch: Watch<'_>) -> Result<Level, SolveError> {
    let nodes = network.ground() + 1;
    let mut search = Search::new(nodes);
    let mut push = Push::new(nodes, nodes - network.students);
    network.settle();
    let mut waiting = take_back(network, &mut search.price);
    give_back_seats(network);
    let mut work = Work { arcs: network.arcs.len(), sent: waiting.len() as u32, ..Work::default() };
    while !waiting.is_empty() {
        if !watch(waiting.len() as u32) {
            return Err(SolveError::Cancelled);
        }
        work.searches += 1;
        let distance = search.run(network, &waiting);
        work.distance += distance.ok_or(SolveError::Internal("a student can no longer be sent anywhere"))?;
        push.run(network, &search, &mut waiting);
    }
    Ok(Level { price: priced(network, search.price), work })
}

/// The prices when all is done, that of the ground being 0.
fn priced(network: &Network, mut price: Table<i64>) -> Table<i64> {
    for student in (0..network.students).filter(|&student| network.settled[student]) {
        let at = network.at[student];
        price[student] = price[network.end(at)] - network.cost(at);
    }
    let ground = price[network.ground()];
    for value in price.iter_mut() {
        *value -= ground;
    }
    for ambassador in 0..network.ambassadors {
        // A seat that nobody takes would be cheaper than free; free is enough.
        let node = network.students + network.hubs + ambassador;
        if network.may_idle[ambassador] {
            price[node] = price[node].min(0);
        }
    }
    price
}

/// Prices every student at its cheapest way, and takes back whoever is sent along another.
fn take_back(network: &mut Network, price: &mut Table<i64>) -> Vec<u32> {
    let mut waiting = Vec::new();
    for student in 0..network.students {
        let arcs = network.arcs.range(network.first[student], network.first[student + 1]);
        let ground = network.may_wait[student].then_some(0);
        let cheapest = arcs.iter().map(|arc| i64::from(arc.cost)).chain(ground).min().unwrap_or(0);
        price[student] = -cheapest;
        let at = network.at[student];
        if at != NOWHERE && network.cost(at) > cheapest {
            let site = network.site(network.end(at));
            network.withdraw(student);
            network.lacking[site] += 1;
            waiting.push(student);
        }
    }
    waiting
}

/// Where seats may be left free, those of the students taken back are.
fn give_back_seats(network: &mut Network) {
    let ground = network.site(network.ground());
    let offset = network.students + network.hubs;
    for hub in 0..network.hubs {
        let mut lacking = network.lacking[hub];
        for entry in network.member_first[hub]..network.member_first[hub + 1] {
            let member = network.members[entry];
            let ambassador = member.node - offset;
            let given = if network.may_idle[ambassador] { lacking.min(member.flow) } else { 0 };
            network.members[entry].flow -= given;
            network.taken[ambassador] -= given;
            network.lacking[ground] += given;
            lacking -= given;
        }
        network.lacking[hub] = lacking;
    }
    for ambassador in 0..network.ambassadors {
        if network.may_idle[ambassador] {
            let given = std::mem::take(&mut network.lacking[network.hubs + ambassador]);
            network.taken[ambassador] -= given;
            network.lacking[ground] += given;
        }
    }
}
