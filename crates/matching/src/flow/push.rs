//! A blocking flow on the layers that a search left: students go down one layer a step until they meet a site that lacks
//! somebody.

use super::network::{GROUND, NONE, NOWHERE, Network};
use super::search::Search;
use crate::table::Table;

/// How far each node's ways were tried. A way that failed once fails until the next search.
pub struct Push {
    /// Next arc of a student, entry of a hub or an ambassador, or ambassador of the ground.
    way: Table<u32>,
    /// Next student in a site's list; `UNSEEN` before the first.
    listed: Table<u32>,
    path: Vec<u32>,
    /// The pass that closed a node: it is on the path, or a dead end.
    closed: Table<u32>,
    pass: u32,
    free: bool,
}

const UNSEEN: u32 = u32::MAX - 1;

/// The next step on a path.
enum Step {
    To(u32),
    Stuck,
}

impl Push {
    pub fn new(nodes: u32, sites: u32) -> Self {
        Self {
            way: Table::filled(nodes as usize, 0),
            listed: Table::filled(sites as usize, UNSEEN),
            path: Vec::new(),
            closed: Table::filled(nodes as usize, 0),
            pass: 0,
            free: false,
        }
    }

    /// Sends whom it can; true when somebody was sent.
    pub fn run(&mut self, network: &mut Network, search: &Search, waiting: &mut Vec<u32>) {
        self.free = false;
        self.pass(network, search, waiting);
        if !waiting.is_empty() {
            self.free = true;
            self.pass(network, search, waiting);
        }
    }

    fn pass(&mut self, network: &mut Network, search: &Search, waiting: &mut Vec<u32>) {
        self.pass += 1;
        self.reset(network);
        let mut still = Vec::new();
        for &student in waiting.iter() {
            if self.find(network, search, student) {
                self.send(network);
                if self.free {
                    for &node in &self.path {
                        if !network.is_student(node) { self.closed[node] = 0; }
                    }
                }
            } else {
                still.push(student);
            }
        }
        *waiting = still;
    }

    fn reset(&mut self, network: &Network) {
        for student in 0..network.students {
            self.way[student] = network.first[student];
        }
        for hub in 0..network.hubs {
            self.way[network.students + hub] = network.member_first[hub];
        }
        for ambassador in 0..network.ambassadors {
            self.way[network.students + network.hubs + ambassador] = network.back_first[ambassador];
        }
        self.way[network.ground()] = 0;
        for listed in self.listed.iter_mut() {
            *listed = UNSEEN;
        }
    }

    /// Leaves in `path` the way from the student to a site that lacks somebody.
    fn find(&mut self, network: &Network, search: &Search, student: u32) -> bool {
        self.path.clear();
        self.path.push(student);
        while let Some(&node) = self.path.last() {
            self.closed[node] = self.pass;
            if !network.is_student(node) && network.lacking[network.site(node)] > 0 {
                return true;
            }
            match self.step(network, search, node) {
                Step::To(next) => self.path.push(next),
                Step::Stuck => {
                    self.path.pop();
                    if let Some(&before) = self.path.last() {
                        self.advance(network, before, node);
                    }
                }
            }
        }
        false
    }

    /// Gives up the way from one node to another.
    fn advance(&mut self, network: &Network, from: u32, to: u32) {
        if !network.is_student(from) && network.is_student(to) {
            self.listed[network.site(from)] = network.next[to];
        } else {
            self.way[from] += 1;
        }
    }

    fn step(&mut self, network: &Network, search: &Search, node: u32) -> Step {
        let Some(layer) = search.layer(node) else { return Step::Stuck };
        let closed = std::mem::take(&mut self.closed);
        let (free, pass) = (self.free, self.pass);
        let below = |to: u32, reduced: i64| reduced == 0 && if free { closed[to] != pass } else { search.layer(to) > Some(layer) };
        let r = self.step2(network, search, node, below);
        self.closed = closed;
        r
    }

    fn step2(&mut self, network: &Network, search: &Search, node: u32, below: impl Fn(u32, i64) -> bool) -> Step {

        if network.is_student(node) {
            return self.from_student(network, search, node, &below);
        }
        let found = if node == network.ground() {
            self.from_ground(network, search, &below)
        } else if node < network.students + network.hubs {
            self.from_hub(network, search, node, &below)
        } else {
            self.from_ambassador(network, search, node, &below)
        };
        match found {
            Step::Stuck => self.from_list(network, node, below),
            found => found,
        }
    }

    fn from_student(
        &mut self,
        network: &Network,
        search: &Search,
        student: u32,
        below: impl Fn(u32, i64) -> bool,
    ) -> Step {
        let price = search.price[student];
        let end = network.first[student + 1];
        while self.way[student] < end {
            let arc = network.arcs[self.way[student]];
            if below(arc.to, i64::from(arc.cost) + price - search.price[arc.to]) {
                return Step::To(arc.to);
            }
            self.way[student] += 1;
        }
        let ground = network.ground();
        if self.way[student] == end
            && network.may_wait[student]
            && below(ground, price - search.price[ground])
        {
            return Step::To(ground);
        }
        Step::Stuck
    }

    fn from_hub(
        &mut self,
        network: &Network,
        search: &Search,
        node: u32,
        below: impl Fn(u32, i64) -> bool,
    ) -> Step {
        let end = network.member_first[network.site(node) + 1];
        while self.way[node] < end {
            let to = network.members[self.way[node]].node;
            if below(to, search.price[node] - search.price[to]) {
                return Step::To(to);
            }
            self.way[node] += 1;
        }
        Step::Stuck
    }

    /// The hubs that send somebody here, then the ground.
    fn from_ambassador(
        &mut self,
        network: &Network,
        search: &Search,
        node: u32,
        below: impl Fn(u32, i64) -> bool,
    ) -> Step {
        let ambassador = node - network.students - network.hubs;
        let end = network.back_first[ambassador + 1];
        while self.way[node] < end {
            let (hub, member) = network.back[self.way[node]];
            if network.members[member].flow > 0 && below(hub, 0) {
                return Step::To(hub);
            }
            self.way[node] += 1;
        }
        let ground = network.ground();
        if self.way[node] == end
            && network.may_take(ambassador)
            && below(ground, search.price[node] - search.price[ground])
        {
            return Step::To(ground);
        }
        Step::Stuck
    }

    fn from_ground(
        &mut self,
        network: &Network,
        search: &Search,
        below: impl Fn(u32, i64) -> bool,
    ) -> Step {
        let ground = network.ground();
        while self.way[ground] < network.ambassadors {
            let ambassador = self.way[ground];
            let to = network.students + network.hubs + ambassador;
            if network.may_give(ambassador) && below(to, search.price[ground] - search.price[to]) {
                return Step::To(to);
            }
            self.way[ground] += 1;
        }
        Step::Stuck
    }

    /// Students sent here, who may be sent elsewhere.
    fn from_list(&mut self, network: &Network, node: u32, below: impl Fn(u32, i64) -> bool) -> Step {
        let site = network.site(node);
        if self.listed[site] == UNSEEN {
            self.listed[site] = network.head[site];
        }
        while self.listed[site] != NONE {
            let student = self.listed[site];
            if below(student, 0) {
                return Step::To(student);
            }
            self.listed[site] = network.next[student];
        }
        Step::Stuck
    }

    /// Sends a unit along `path`.
    fn send(&mut self, network: &mut Network) {
        let mut pairs = self.path.iter().copied();
        let Some(mut from) = pairs.next() else { return };
        for to in pairs {
            if network.is_student(from) {
                let way = self.way[from];
                let arc = if to == network.ground() { GROUND } else { way };
                network.send(from, arc);
            } else if network.is_student(to) {
                self.listed[network.site(from)] = network.next[to];
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
