//! Shortest ways from the students who wait to sites that lack somebody.

use std::collections::BTreeMap;

use super::network::{NONE, Network};
use crate::table::Table;

/// A node as the search found it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Label {
    /// The search that found it.
    search: u32,
    /// Steps from the start; `OPEN` while its distance may still fall.
    layer: u32,
    distance: i64,
}

const OPEN: u32 = u32::MAX;

/// Prices of all nodes and the labels of the last search. An arc's reduced cost is its cost + price of its tail − price of
/// its head; it is never negative where the flow may grow.
pub struct Search {
    pub price: Table<i64>,
    labels: Table<Label>,
    number: u32,
    queue: Vec<u32>,
    open: BTreeMap<i64, Vec<u32>>,
    /// How many the sites lack that were found.
    found: u32,
    /// Distance of the nodes that are being looked at.
    distance: i64,
}

impl Search {
    pub fn new(nodes: u32) -> Self {
        Self {
            price: Table::filled(nodes as usize, 0),
            labels: Table::filled(nodes as usize, Label::default()),
            number: 0,
            queue: Vec::new(),
            open: BTreeMap::new(),
            found: 0,
            distance: 0,
        }
    }

    /// How many can be sent at most before the next search.
    pub fn found(&self) -> u32 {
        self.found
    }

    /// The layer of a node that costs nothing to reach. Layers rise along every shortest way.
    pub fn layer(&self, node: u32) -> Option<u32> {
        let label = &self.labels[node];
        (label.search == self.number && label.layer != OPEN).then_some(label.layer)
    }

    /// Searches from the students who wait to everything that is no farther than the nearest goal, and changes the prices
    /// so that all this costs nothing to reach. Returns how far the goal was; `None` when there is no way at all.
    pub fn run(&mut self, network: &Network, waiting: &[u32]) -> Option<i64> {
        self.number += 1;
        self.queue.clear();
        self.open.clear();
        self.found = 0;
        self.distance = 0;
        for &student in waiting {
            self.settle(network, student, 0);
        }
        let mut looked_at = 0;
        let mut layer = 0;
        loop {
            while let Some(&node) = self.queue.get(looked_at) {
                looked_at += 1;
                layer = self.labels[node].layer + 1;
                self.look_around(network, node, layer);
            }
            if self.found > 0 {
                break;
            }
            self.next_distance(network, layer)?;
        }
        if self.distance > 0 {
            self.change_prices();
        }
        Some(self.distance)
    }

    /// Goes on to the nearest open nodes.
    fn next_distance(&mut self, network: &Network, layer: u32) -> Option<()> {
        let (distance, nodes) = self.open.pop_first()?;
        self.distance = distance;
        for node in nodes {
            let label = &self.labels[node];
            if label.layer == OPEN && label.distance == distance {
                self.settle(network, node, layer);
            }
        }
        Some(())
    }

    fn change_prices(&mut self) {
        for &node in &self.queue {
            self.price[node] -= self.distance - self.labels[node].distance;
        }
    }

    fn settle(&mut self, network: &Network, node: u32, layer: u32) {
        self.labels[node] = Label { search: self.number, layer, distance: self.distance };
        self.queue.push(node);
        if !network.is_student(node) {
            self.found += network.lacking[network.site(node)];
        }
    }

    /// A way of this reduced cost was found.
    #[inline]
    fn reach(&mut self, network: &Network, node: u32, reduced: i64, layer: u32) {
        let label = &self.labels[node];
        let found = label.search == self.number;
        if found && label.layer != OPEN {
            return;
        }
        if reduced == 0 {
            self.settle(network, node, layer);
            return;
        }
        let distance = self.distance + reduced;
        if !found || label.distance > distance {
            self.labels[node] = Label { search: self.number, layer: OPEN, distance };
            self.open.entry(distance).or_default().push(node);
        }
    }

    fn look_around(&mut self, network: &Network, node: u32, layer: u32) {
        if network.is_student(node) {
            self.past_student(network, node, layer);
            return;
        }
        if node == network.ground() {
            self.past_ground(network, layer);
        } else if node < network.students + network.hubs {
            self.past_hub(network, node, layer);
        } else {
            self.past_ambassador(network, node, layer);
        }
        let mut student = network.head[network.site(node)];
        while student != NONE {
            self.reach(network, student, 0, layer);
            student = network.next[student];
        }
    }

    fn past_student(&mut self, network: &Network, student: u32, layer: u32) {
        let price = self.price[student];
        for arc in network.arcs.range(network.first[student], network.first[student + 1]) {
            self.reach(network, arc.to, i64::from(arc.cost) + price - self.price[arc.to], layer);
        }
        if network.may_wait[student] {
            let ground = network.ground();
            self.reach(network, ground, price - self.price[ground], layer);
        }
    }

    fn past_hub(&mut self, network: &Network, node: u32, layer: u32) {
        let hub = network.site(node);
        let price = self.price[node];
        for member in network.members.range(network.member_first[hub], network.member_first[hub + 1]) {
            self.reach(network, member.node, price - self.price[member.node], layer);
        }
    }

    fn past_ambassador(&mut self, network: &Network, node: u32, layer: u32) {
        let ambassador = node - network.students - network.hubs;
        if network.may_take(ambassador) {
            let ground = network.ground();
            self.reach(network, ground, self.price[node] - self.price[ground], layer);
        }
        for &(hub, member) in
            network.back.range(network.back_first[ambassador], network.back_first[ambassador + 1])
        {
            if network.members[member].flow > 0 {
                self.reach(network, hub, 0, layer);
            }
        }
    }

    fn past_ground(&mut self, network: &Network, layer: u32) {
        let price = self.price[network.ground()];
        for ambassador in 0..network.ambassadors {
            if network.may_give(ambassador) {
                let node = network.students + network.hubs + ambassador;
                self.reach(network, node, price - self.price[node], layer);
            }
        }
    }
}
