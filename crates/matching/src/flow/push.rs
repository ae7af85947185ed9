//! A blocking flow: students go along ways that cost nothing until they meet a site that lacks somebody. First on the
//! layers that a search left, which finds short ways and no circles; then once more without regard to layers, which finds
//! many that the next searches would have to find one by one.

use super::cursors::Cursors;
use super::network::{GROUND, NOWHERE, Network};
use super::search::Search;
use crate::table::Table;

/// Which ways may be tried.
pub struct Gate<'a> {
    network: &'a Network,
    search: &'a Search,
    /// The pass that closed a node: it is on the path, or a dead end. Not used on layers.
    closed: Option<(&'a Table<u32>, u32)>,
}

impl Gate<'_> {
    /// Whether a way of this reduced cost, from a node on this layer, may be tried.
    #[inline]
    pub fn lets(&self, layer: u32, to: u32, reduced: i64) -> bool {
        reduced == 0
            && match self.closed {
                Some((closed, pass)) => closed[to] != pass,
                None => self.search.layer(to) > Some(layer),
            }
    }

    pub fn layer(&self, node: u32) -> Option<u32> {
        match self.closed {
            Some(_) => Some(0),
            None => self.search.layer(node),
        }
    }

    pub fn network(&self) -> &Network {
        self.network
    }

    pub fn price(&self, node: u32) -> i64 {
        self.search.price[node]
    }
}

/// What a blocking flow needs to remember.
pub struct Push {
    cursors: Cursors,
    path: Vec<u32>,
    closed: Table<u32>,
    pass: u32,
}

impl Push {
    pub fn new(nodes: u32, sites: u32) -> Self {
        Self {
            cursors: Cursors::new(nodes, sites),
            path: Vec::new(),
            closed: Table::filled(nodes as usize, 0),
            pass: 0,
        }
    }

    /// Sends whom it can, and leaves the others in `waiting`.
    pub fn run(&mut self, network: &mut Network, search: &Search, waiting: &mut Vec<u32>) {
        for layered in [true, false] {
            self.pass += 1;
            self.cursors.reset(network);
            waiting.retain(|&student| {
                let found = self.find(network, search, student, layered);
                if found {
                    self.send(network);
                }
                !found
            });
            if waiting.is_empty() {
                return;
            }
        }
    }

    /// Leaves in `path` the way from the student to a site that lacks somebody.
    fn find(&mut self, network: &Network, search: &Search, student: u32, layered: bool) -> bool {
        self.path.clear();
        self.path.push(student);
        while let Some(&node) = self.path.last() {
            if !network.is_student(node) && network.lacking[network.site(node)] > 0 {
                return true;
            }
            self.closed[node] = self.pass;
            let closed = (!layered).then_some((&self.closed, self.pass));
            let gate = Gate { network, search, closed };
            if let Some(next) = self.cursors.step(&gate, node) {
                self.path.push(next);
                continue;
            }
            self.path.pop();
            if let Some(&before) = self.path.last() {
                self.cursors.give_up(network, before, node);
            }
        }
        false
    }

    /// Sends a unit along `path`.
    fn send(&mut self, network: &mut Network) {
        let mut rest = self.path.iter().copied();
        let Some(mut from) = rest.next() else { return };
        for to in rest {
            if network.is_student(from) {
                let arc = if to == network.ground() { GROUND } else { self.cursors.way(from) };
                network.send(from, arc);
            } else if network.is_student(to) {
                self.cursors.give_up(network, from, to);
                if network.at[to] != NOWHERE {
                    network.withdraw(to);
                }
            } else {
                self.shift(network, from, to);
            }
            // Others may come by here.
            self.closed[to] = if network.is_student(to) { self.pass } else { 0 };
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
            let member = self.cursors.way(from);
            network.members[member].flow += 1;
        } else {
            let (_, member) = network.back[self.cursors.way(from)];
            network.members[member].flow -= 1;
        }
    }
}
