//! How far each node's ways were tried. A way that failed is not tried again in the same pass.

use super::network::{GROUND, NONE, NOWHERE, Network};
use super::push::Gate;
use crate::table::Table;

const UNSEEN: u32 = u32::MAX - 1;

pub struct Cursors {
    /// Next arc of a student, entry of a hub or of an ambassador, or ambassador of the ground.
    way: Table<u32>,
    /// Next student in a site's list; `UNSEEN` before the first.
    listed: Table<u32>,
}

impl Cursors {
    pub fn new(nodes: u32, sites: u32) -> Self {
        Self { way: Table::filled(nodes as usize, 0), listed: Table::filled(sites as usize, UNSEEN) }
    }

    pub fn reset(&mut self, network: &Network) {
        let firsts = [
            network.first.range(0, network.students),
            network.member_first.range(0, network.hubs),
            network.back_first.range(0, network.ambassadors),
            &[0],
        ];
        for (way, &first) in self.way.iter_mut().zip(firsts.into_iter().flatten()) {
            *way = first;
        }
        for listed in self.listed.iter_mut() {
            *listed = UNSEEN;
        }
    }

    pub fn reset_node(&mut self, network: &Network, node: u32) {
        let ambassadors = network.students + network.hubs;
        self.way[node] = if network.is_student(node) {
            network.first[node]
        } else if node < ambassadors {
            network.member_first[network.site(node)]
        } else if node < network.ground() {
            network.back_first[node - ambassadors]
        } else {
            0
        };
        if !network.is_student(node) {
            self.listed[network.site(node)] = UNSEEN;
        }
    }

    /// Gives up the way from one node to another.
    pub fn give_up(&mut self, network: &Network, from: u32, to: u32) {
        if !network.is_student(from) && network.is_student(to) {
            self.listed[network.site(from)] = network.next[to];
        } else {
            self.way[from] += 1;
        }
    }

    /// The next node to go to, if there is one.
    pub fn step(&mut self, gate: &Gate<'_>, node: u32) -> Option<u32> {
        let network = gate.network();
        let layer = gate.layer(node)?;
        if network.is_student(node) {
            return self.past_student(gate, layer, node);
        }
        let found = if node == network.ground() {
            self.past_ground(gate, layer)
        } else if node < network.students + network.hubs {
            self.past_hub(gate, layer, node)
        } else {
            self.past_ambassador(gate, layer, node)
        };
        found.or_else(|| self.past_list(gate, layer, node))
    }

    fn past_student(&mut self, gate: &Gate<'_>, layer: u32, student: u32) -> Option<u32> {
        let network = gate.network();
        let price = gate.price(student);
        let end = network.first[student + 1];
        let way = &mut self.way[student];
        for arc in network.arcs.range(*way, end) {
            if gate.lets(layer, arc.to, i64::from(arc.cost) + price - gate.price(arc.to)) {
                return Some(arc.to);
            }
            *way += 1;
        }
        let ground = network.ground();
        let waits = *way == end && network.may_wait[student];
        (waits && gate.lets(layer, ground, price - gate.price(ground))).then_some(ground)
    }

    fn past_hub(&mut self, gate: &Gate<'_>, layer: u32, node: u32) -> Option<u32> {
        let network = gate.network();
        let price = gate.price(node);
        let end = network.member_first[network.site(node) + 1];
        let way = &mut self.way[node];
        for member in network.members.range(*way, end) {
            if gate.lets(layer, member.node, price - gate.price(member.node)) {
                return Some(member.node);
            }
            *way += 1;
        }
        None
    }

    /// The hubs that send somebody here, then the ground.
    fn past_ambassador(&mut self, gate: &Gate<'_>, layer: u32, node: u32) -> Option<u32> {
        let network = gate.network();
        let ambassador = node - network.students - network.hubs;
        let end = network.back_first[ambassador + 1];
        let way = &mut self.way[node];
        for &(hub, member) in network.back.range(*way, end) {
            if network.members[member].flow > 0 && gate.lets(layer, hub, 0) {
                return Some(hub);
            }
            *way += 1;
        }
        let ground = network.ground();
        let takes = *way == end && network.may_take(ambassador);
        (takes && gate.lets(layer, ground, gate.price(node) - gate.price(ground))).then_some(ground)
    }

    fn past_ground(&mut self, gate: &Gate<'_>, layer: u32) -> Option<u32> {
        let network = gate.network();
        let ground = network.ground();
        let price = gate.price(ground);
        let way = &mut self.way[ground];
        while *way < network.ambassadors {
            let to = network.students + network.hubs + *way;
            if network.may_give(*way) && gate.lets(layer, to, price - gate.price(to)) {
                return Some(to);
            }
            *way += 1;
        }
        None
    }

    /// Students sent here, who may be sent elsewhere.
    fn past_list(&mut self, gate: &Gate<'_>, layer: u32, node: u32) -> Option<u32> {
        let network = gate.network();
        let site = network.site(node);
        let listed = &mut self.listed[site];
        if *listed == UNSEEN {
            *listed = network.head[site];
        }
        while *listed != NONE {
            if gate.lets(layer, *listed, 0) {
                return Some(*listed);
            }
            *listed = network.next[*listed];
        }
        None
    }

    /// Sends a unit along a path of the ways that are being tried.
    pub fn send(&mut self, network: &mut Network, path: &[u32]) {
        let mut rest = path.iter().copied();
        let Some(mut from) = rest.next() else { return };
        for to in rest {
            if network.is_student(from) {
                let arc = if to == network.ground() { GROUND } else { self.way[from] };
                network.send(from, arc);
            } else if network.is_student(to) {
                self.give_up(network, from, to);
                if network.at[to] != NOWHERE {
                    network.withdraw(to);
                }
            } else {
                self.shift(network, from, to);
            }
            from = to;
        }
        let site = network.site(from);
        network.lacking[site] -= 1;
    }

    /// Between hub, ambassador and ground.
    fn shift(&self, network: &mut Network, from: u32, to: u32) {
        let offset = network.students + network.hubs;
        let ground = network.ground();
        if from == ground {
            network.taken[to - offset] -= 1;
        } else if to == ground {
            network.taken[from - offset] += 1;
        } else if from < offset {
            let member = self.way[from];
            network.members[member].flow += 1;
        } else {
            let (_, member) = network.back[self.way[from]];
            network.members[member].flow -= 1;
        }
    }
}
