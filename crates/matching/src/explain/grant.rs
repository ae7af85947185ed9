//! What a forced grant costs: the cheapest way round from the wished seat, over everybody who would have to move, back to
//! the student. Reduced costs are never negative in a certified plan, so Dijkstra's algorithm finds it.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

use super::given::Given;
use crate::flow::NONE;
use crate::level::{Costs, Level};
use crate::market::Market;

type Vector = Vec<i64>;

/// How much each level gets worse when the student gets this wish.
pub fn cost(given: &Given, market: &Market<'_>, levels: &[Level], student: u32, rank: u8) -> Option<Vector> {
    let costs = levels.iter().map(|&level| Costs::new(level, market, 0)).collect();
    let mut round = Round { given, costs, best: HashMap::new(), open: BinaryHeap::new() };
    let network = &given.network;
    for arc in network.arcs.range(network.first[student], network.first[student + 1]) {
        if arc.value.rank == rank {
            let way = round.reduced(student, arc.to, &round.costs_of(student, arc.value));
            round.reach(arc.to, way);
        }
    }
    round.run(student)
}

struct Round<'a> {
    given: &'a Given,
    costs: Vec<Costs<'a>>,
    best: HashMap<u32, Vector>,
    open: BinaryHeap<Reverse<(Vector, u32)>>,
}

impl Round<'_> {
    fn run(&mut self, student: u32) -> Option<Vector> {
        let mut done = HashSet::new();
        while let Some(Reverse((distance, node))) = self.open.pop() {
            if node == student {
                return Some(distance);
            }
            if done.insert(node) {
                self.go_on(node, &distance);
            }
        }
        None
    }

    fn costs_of(&self, student: u32, value: crate::pair::Value) -> Vector {
        self.costs.iter().map(|costs| i64::from(costs.of(student, value))).collect()
    }

    /// The cost of a way forward, reduced by the prices of its ends. Students' prices count one way, those of sites the
    /// other.
    fn reduced(&self, from: u32, to: u32, cost: &[i64]) -> Vector {
        let network = &self.given.network;
        let sign = |node| if network.is_student(node) { 1 } else { -1 };
        let entries = cost.iter().zip(self.given.price(from).iter().zip(self.given.price(to)));
        entries.map(|(cost, (tail, head))| cost - sign(from) * tail + sign(to) * head).collect()
    }

    fn reach(&mut self, node: u32, distance: Vector) {
        if self.best.get(&node).is_none_or(|known| distance < *known) {
            self.best.insert(node, distance.clone());
            self.open.push(Reverse((distance, node)));
        }
    }

    fn step(&mut self, (from, to): (u32, u32), cost: &[i64], distance: &[i64]) {
        let way = self.reduced(from, to, cost);
        self.reach(to, way.iter().zip(distance).map(|(way, distance)| way + distance).collect());
    }

    fn go_on(&mut self, node: u32, distance: &[i64]) {
        let network = &self.given.network;
        let free = vec![0; self.costs.len()];
        let ambassadors = network.students + network.hubs;
        let ground = network.ground();
        if network.is_student(node) {
            for arc in network.arcs.range(network.first[node], network.first[node + 1]) {
                let cost = self.costs_of(node, arc.value);
                self.step((node, arc.to), &cost, distance);
            }
            return self.step((node, ground), &free, distance);
        }
        if node == ground {
            for ambassador in (0..network.ambassadors).filter(|&one| network.may_give(one)) {
                self.step((node, ambassadors + ambassador), &free, distance);
            }
        } else if node < ambassadors {
            let hub = network.site(node);
            for member in network.members.range(network.member_first[hub], network.member_first[hub + 1]) {
                self.step((node, member.node), &free, distance);
            }
        } else {
            let ambassador = node - ambassadors;
            if network.may_take(ambassador) {
                self.step((node, ground), &free, distance);
            }
            let (from, to) = (network.back_first[ambassador], network.back_first[ambassador + 1]);
            for &(hub, member) in network.back.range(from, to) {
                if network.members[member].flow > 0 {
                    self.step((node, hub), &free, distance);
                }
            }
        }
        let mut student = network.head[network.site(node)];
        while student != NONE {
            // Those sent here are sent at the price of the way: going back costs nothing.
            self.reach(student, distance.to_vec());
            student = network.next[student];
        }
    }
}
