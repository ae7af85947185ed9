//! A blocking flow: students go along ways that cost nothing until they meet a site that lacks somebody. First on the
//! layers that a search left, which finds short ways and no circles; then once more without regard to layers, which finds
//! many that the next searches would have to find one by one.

use super::cursors::Cursors;
use super::network::Network;
use super::search::Search;
use crate::table::Table;

/// Which ways may be tried.
pub struct Gate<'a> {
    network: &'a Network,
    price: &'a Table<i64>,
    rule: Rule<'a>,
}

enum Rule<'a> {
    /// From layer to layer.
    Layers(&'a Search),
    /// To any node that this pass has not closed: those are on the path, or dead ends.
    Open(&'a Table<u32>, u32),
}

impl<'a> Gate<'a> {
    pub fn layered(network: &'a Network, search: &'a Search) -> Self {
        Self { network, price: &search.price, rule: Rule::Layers(search) }
    }

    pub fn free(network: &'a Network, price: &'a Table<i64>, closed: &'a Table<u32>, pass: u32) -> Self {
        Self { network, price, rule: Rule::Open(closed, pass) }
    }

    /// Whether a way of this reduced cost, from a node on this layer, may be tried.
    #[inline]
    pub fn lets(&self, layer: u32, to: u32, reduced: i64) -> bool {
        reduced == 0
            && match self.rule {
                Rule::Layers(search) => search.layer(to) > Some(layer),
                Rule::Open(closed, pass) => closed[to] != pass,
            }
    }

    pub fn layer(&self, node: u32) -> Option<u32> {
        match self.rule {
            Rule::Layers(search) => search.layer(node),
            Rule::Open(..) => Some(0),
        }
    }

    pub fn network(&self) -> &Network {
        self.network
    }

    pub fn price(&self, node: u32) -> i64 {
        self.price[node]
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
        let mut left = search.found();
        for layered in [true, false] {
            self.pass += 1;
            self.cursors.reset(network);
            waiting.retain(|&student| {
                let found = left > 0 && self.find(network, search, student, layered);
                if found {
                    left -= 1;
                    self.cursors.send(network, &self.path);
                    // Others may come by here; a student goes one way only.
                    for &node in self.path.iter().filter(|&&node| !network.is_student(node)) {
                        self.closed[node] = 0;
                    }
                }
                !found
            });
            if waiting.is_empty() || left == 0 {
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
            let gate = if layered {
                Gate::layered(network, search)
            } else {
                Gate::free(network, &search.price, &self.closed, self.pass)
            };
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
}
