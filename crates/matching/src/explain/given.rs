//! A plan put back on the graph.

use super::ExplainError;
use crate::flow::{NOWHERE, Network};
use crate::graph::{Graph, is_better_way};
use crate::market::Market;
use crate::solution::Duals;
use crate::table::Table;

/// The flow that a plan is, with the prices of all nodes.
pub struct Given {
    pub network: Network,
    /// The ambassador of each student, locked or not; `NOWHERE` when left out.
    place: Table<u32>,
    /// Prices of nodes: of students, of hubs (their dearest member's, being the highest), of ambassadors and the ground.
    prices: Vec<Vec<i64>>,
    /// Students of each ambassador, locked ones left aside.
    students_of: Table<Vec<u32>>,
    /// Students with an arc to each site.
    comers: Table<Vec<u32>>,
}

impl Given {
    pub fn new(
        market: &Market<'_>,
        graph: Graph,
        pairs: &[(u32, u32)],
        duals: &Duals,
    ) -> Result<Self, ExplainError> {
        let prices = prices(market, &graph, duals);
        let mut network = Network::new(graph, market.seats.clone(), &market.locked);
        let mut place = Table::filled(market.students.len() as usize, NOWHERE);
        for &(student, ambassador) in pairs {
            place[student] = ambassador;
            if market.locked[student] {
                continue;
            }
            let (s, a) = (market.students[student].id, market.ambassadors[ambassador].id);
            seat(&mut network, student, ambassador).ok_or(ExplainError::NoPair(s, a))?;
        }
        let mut students_of = Table::filled(market.ambassadors.len() as usize, Vec::new());
        for &(student, ambassador) in pairs.iter().filter(|pair| !market.locked[pair.0]) {
            students_of[ambassador].push(student);
        }
        let mut comers = Table::filled((network.hubs + network.ambassadors) as usize, Vec::new());
        for student in 0..network.students {
            for arc in network.arcs.range(network.first[student], network.first[student + 1]) {
                comers[network.site(arc.to)].push(student);
            }
        }
        Ok(Self { network, place, prices, students_of, comers })
    }

    pub fn students_of(&self, ambassador: u32) -> &[u32] {
        &self.students_of[ambassador]
    }

    /// Students with an arc to a hub or an ambassador.
    pub fn comers(&self, node: u32) -> &[u32] {
        &self.comers[self.network.site(node)]
    }

    /// The ambassador's own node and the hubs it is behind.
    pub fn sites_of(&self, ambassador: u32) -> Vec<u32> {
        let network = &self.network;
        let (from, to) = (network.back_first[ambassador], network.back_first[ambassador + 1]);
        let hubs = network.back.range(from, to).iter().map(|&(hub, _)| hub);
        hubs.chain([network.students + network.hubs + ambassador]).collect()
    }

    /// The ambassadors behind a node: one, or a hub's members.
    pub fn behind(&self, node: u32) -> Vec<u32> {
        let (network, site) = (&self.network, self.network.site(node));
        if site >= network.hubs {
            return vec![node];
        }
        let (from, to) = (network.member_first[site], network.member_first[site + 1]);
        network.members.range(from, to).iter().map(|member| member.node).collect()
    }

    pub fn place_of(&self, student: u32) -> Option<u32> {
        Some(self.place[student]).filter(|&place| place != NOWHERE)
    }

    pub fn free_seats(&self, ambassador: u32) -> u32 {
        self.network.seats[ambassador].saturating_sub(self.network.taken[ambassador])
    }

    pub fn price(&self, node: u32) -> &[i64] {
        self.prices.get(node as usize).map_or(&[], Vec::as_slice)
    }

    pub fn student_price(&self, student: u32) -> &[i64] {
        self.price(student)
    }

    pub fn seat_price(&self, ambassador: u32) -> &[i64] {
        self.price(self.network.students + self.network.hubs + ambassador)
    }
}

/// Sends a student to an ambassador by the cheapest way.
fn seat(network: &mut Network, student: u32, ambassador: u32) -> Option<()> {
    let node = network.students + network.hubs + ambassador;
    let mut best: Option<(u32, Option<u32>)> = None;
    for arc in network.first[student]..network.first[student + 1] {
        let to = network.arcs[arc].to;
        let member = if to == node { Some(None) } else { member(network, to, node).map(Some) };
        let Some(member) = member else { continue };
        let better =
            |(other, _): &(u32, _)| is_better_way(network.arcs[arc].value, network.arcs[*other].value);
        if best.as_ref().is_none_or(better) {
            best = Some((arc, member));
        }
    }
    let (arc, member) = best?;
    network.withdraw(student);
    network.send(student, arc);
    if let Some(member) = member {
        network.members[member].flow += 1;
    }
    network.taken[ambassador] += 1;
    Some(())
}

/// The entry of an ambassador among a hub's members, when it is one.
fn member(network: &Network, hub: u32, node: u32) -> Option<u32> {
    let hub = network.site(hub);
    if hub >= network.hubs {
        return None;
    }
    let (from, to) = (network.member_first[hub], network.member_first[hub + 1]);
    let found = network.members.range(from, to).binary_search_by_key(&node, |member| member.node).ok()?;
    Some(from + u32::try_from(found).ok()?)
}

fn prices(market: &Market<'_>, graph: &Graph, duals: &Duals) -> Vec<Vec<i64>> {
    let of = |rows: &[Vec<i64>], row: usize| rows.get(row).cloned().unwrap_or_default();
    let mut prices: Vec<Vec<i64>> = market.student_rows.iter().map(|&row| of(&duals.students, row)).collect();
    let seats: Vec<Vec<i64>> =
        market.ambassador_rows.iter().map(|&row| of(&duals.ambassadors, row)).collect();
    let offset = graph.students + graph.hubs;
    for hub in 0..graph.hubs {
        let members = graph.members.range(graph.member_first[hub], graph.member_first[hub + 1]);
        let dearest = members.iter().filter_map(|&node| seats.get((node - offset) as usize)).max();
        prices.push(dearest.cloned().unwrap_or_default());
    }
    prices.extend(seats);
    prices.push(vec![0; duals.levels.len()]);
    prices
}
