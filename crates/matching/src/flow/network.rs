//! The graph with a flow on it. Every student sends one unit: to an ambassador, perhaps through a hub, or to the ground.

use crate::graph::{Arc, Graph};
use crate::table::Table;

/// In place of an arc: the student is sent to the ground.
pub const GROUND: u32 = u32::MAX - 1;
/// In place of an arc: the student is not sent anywhere yet.
pub const NOWHERE: u32 = u32::MAX;
/// In place of a student or an entry of `back`: there is none.
pub const NONE: u32 = u32::MAX;

/// A hub's way to one ambassador.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    pub node: u32,
    pub flow: u32,
}

/// Nodes are numbered as in [`Graph`]; what is said of hubs, ambassadors and the ground alone is numbered from the first
/// hub on ("site").
#[derive(Debug)]
pub struct Network {
    pub students: u32,
    pub hubs: u32,
    pub ambassadors: u32,
    pub first: Table<u32>,
    pub arcs: Table<Arc>,
    pub member_first: Table<u32>,
    pub members: Table<Member>,
    /// Where each ambassador's entries in `back` begin.
    pub back_first: Table<u32>,
    /// (hub node, entry in `members`).
    pub back: Table<(u32, u32)>,
    pub seats: Table<u32>,
    pub taken: Table<u32>,
    /// Whether the student may be left out: so far the price of its place is 0.
    pub may_wait: Table<bool>,
    /// Whether seats may be left free: so far their price is 0.
    pub may_idle: Table<bool>,
    /// The arc that each student is sent along.
    pub at: Table<u32>,
    /// The first student sent to each site, and the neighbours in that list.
    pub head: Table<u32>,
    pub next: Table<u32>,
    pub previous: Table<u32>,
    /// Who has one way only: no search need ask them, so they are in no list.
    pub settled: Table<bool>,
    /// What each site sends on without having received it.
    pub lacking: Table<u32>,
}

impl Network {
    /// Nobody is placed.
    pub fn new(graph: Graph, seats: Table<u32>, absent: &Table<bool>) -> Self {
        let sites = graph.hubs + graph.ambassadors + 1;
        let members: Vec<Member> = graph.members.iter().map(|&node| Member { node, flow: 0 }).collect();
        let mut network = Self {
            students: graph.students,
            hubs: graph.hubs,
            ambassadors: graph.ambassadors,
            first: graph.first,
            arcs: graph.arcs,
            member_first: graph.member_first,
            members: members.into(),
            back_first: Table::default(),
            back: Table::default(),
            taken: Table::filled(graph.ambassadors as usize, 0),
            may_wait: Table::filled(graph.students as usize, true),
            may_idle: Table::filled(graph.ambassadors as usize, true),
            at: Table::filled(graph.students as usize, NOWHERE),
            head: Table::filled(sites as usize, NONE),
            next: Table::filled(graph.students as usize, NONE),
            previous: Table::filled(graph.students as usize, NONE),
            settled: Table::filled(graph.students as usize, false),
            lacking: Table::filled(sites as usize, 0),
            seats,
        };
        for (student, _) in (0..).zip(absent.iter()).filter(|(_, absent)| !**absent) {
            network.send(student, GROUND);
        }
        network.link_back();
        network
    }

    pub fn ground(&self) -> u32 {
        self.students + self.hubs + self.ambassadors
    }

    pub fn is_student(&self, node: u32) -> bool {
        node < self.students
    }

    /// The site of a hub, of an ambassador or of the ground.
    pub fn site(&self, node: u32) -> u32 {
        node - self.students
    }

    /// The node of an arc's end.
    pub fn end(&self, arc: u32) -> u32 {
        if arc == GROUND { self.ground() } else { self.arcs[arc].to }
    }

    pub fn cost(&self, arc: u32) -> i64 {
        if arc == GROUND { 0 } else { i64::from(self.arcs[arc].cost) }
    }

    /// Whether an ambassador has a free seat that may be taken at this level.
    pub fn may_take(&self, ambassador: u32) -> bool {
        self.may_idle[ambassador] && self.taken[ambassador] < self.seats[ambassador]
    }

    /// Whether an ambassador has a taken seat that may be given back at this level.
    pub fn may_give(&self, ambassador: u32) -> bool {
        self.may_idle[ambassador] && self.taken[ambassador] > 0
    }

    /// Sends a student, who was sent nowhere, along an arc.
    pub fn send(&mut self, student: u32, arc: u32) {
        let site = self.site(self.end(arc));
        let second = std::mem::replace(&mut self.head[site], student);
        if second != NONE {
            self.previous[second] = student;
        }
        self.next[student] = second;
        self.previous[student] = NONE;
        self.at[student] = arc;
    }

    /// Takes a student off its arc.
    pub fn withdraw(&mut self, student: u32) {
        self.unlist(student);
        self.at[student] = NOWHERE;
    }

    /// Takes those who have one way only, and are sent along it, out of the lists.
    pub fn settle(&mut self) {
        for student in 0..self.students {
            let ways = self.first[student + 1] - self.first[student] + u32::from(self.may_wait[student]);
            if ways == 1 && self.at[student] != NOWHERE && !self.settled[student] {
                self.unlist(student);
                self.settled[student] = true;
            }
        }
    }

    fn unlist(&mut self, student: u32) {
        let site = self.site(self.end(self.at[student]));
        let (before, after) = (self.previous[student], self.next[student]);
        if before == NONE {
            self.head[site] = after;
        } else {
            self.next[before] = after;
        }
        if after != NONE {
            self.previous[after] = before;
        }
    }

    /// Makes `back` anew after `members` changed.
    fn link_back(&mut self) {
        let offset = self.students + self.hubs;
        let mut first = Table::filled(self.ambassadors as usize + 1, 0_u32);
        for member in self.members.iter() {
            first[member.node - offset + 1] += 1;
        }
        let mut sum = 0;
        for count in first.iter_mut() {
            sum += *count;
            *count = sum;
        }
        let mut free = first.clone();
        let mut back = Table::filled(self.members.len() as usize, (NONE, NONE));
        for hub in 0..self.hubs {
            for entry in self.member_first[hub]..self.member_first[hub + 1] {
                let place = &mut free[self.members[entry].node - offset];
                back[*place] = (self.students + hub, entry);
                *place += 1;
            }
        }
        self.back_first = first;
        self.back = back;
    }

    /// Keeps what is tight at these prices of all nodes: every best flow of this level lies on it, and nothing else does.
    pub fn keep_tight(&mut self, price: &Table<i64>) {
        self.keep_tight_arcs(price);
        self.keep_tight_members(price);
        for student in 0..self.students {
            self.may_wait[student] &= price[student] == 0;
        }
        for ambassador in 0..self.ambassadors {
            self.may_idle[ambassador] &= price[self.students + self.hubs + ambassador] == 0;
        }
    }

    fn keep_tight_arcs(&mut self, price: &Table<i64>) {
        let (mut kept, mut from) = (0, 0);
        for student in 0..self.students {
            let to = self.first[student + 1];
            for number in from..to {
                let arc = self.arcs[number];
                if i64::from(arc.cost) + price[student] != price[arc.to] {
                    continue;
                }
                if self.at[student] == number {
                    self.at[student] = kept;
                }
                self.arcs[kept] = arc;
                kept += 1;
            }
            self.first[student + 1] = kept;
            from = to;
        }
        self.arcs.truncate(kept);
    }

    fn keep_tight_members(&mut self, price: &Table<i64>) {
        let (mut kept, mut from) = (0, 0);
        for hub in 0..self.hubs {
            let to = self.member_first[hub + 1];
            for number in from..to {
                let member = self.members[number];
                if price[self.students + hub] == price[member.node] {
                    self.members[kept] = member;
                    kept += 1;
                }
            }
            self.member_first[hub + 1] = kept;
            from = to;
        }
        self.members.truncate(kept);
        self.link_back();
    }
}
