//! Who competes for the same seats.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::given::Given;
use crate::instance::Id;
use crate::market::Market;
use crate::table::Table;

/// Students who compete for some seats and for no others: more of them than seats (a Hall set).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rivals {
    /// The students, in ascending order.
    pub students: Vec<Id>,
    /// The ambassadors whose seats they are, in ascending order.
    pub ambassadors: Vec<Id>,
    /// How many seats.
    pub seats: u64,
}

/// The rivals of whoever is left out. Those who compete for the same seats are rivals of each other, and share what is
/// found.
pub struct Rivalry {
    /// Sites to which the students of each ambassador could go instead.
    ways: Table<Vec<u32>>,
    /// Students without a place who have somewhere to go.
    waiting: Vec<u32>,
    /// By the ambassadors within reach, in ascending order.
    found: RefCell<HashMap<Vec<u32>, Arc<Rivals>>>,
}

impl Rivalry {
    pub fn new(given: &Given) -> Self {
        let network = &given.network;
        let ways = (0..network.ambassadors).map(|ambassador| {
            let mut ways: Vec<u32> =
                given.students_of(ambassador).iter().flat_map(|&student| sites(given, student)).collect();
            ways.sort_unstable();
            ways.dedup();
            ways
        });
        let waits = |&student: &u32| {
            given.place_of(student).is_none() && network.first[student] < network.first[student + 1]
        };
        Self {
            ways: ways.collect::<Vec<_>>().into(),
            waiting: (0..network.students).filter(waits).collect(),
            found: RefCell::default(),
        }
    }

    /// Whoever is reached by giving seats up and on, and whoever else has nowhere to go but there.
    pub fn of(&self, market: &Market<'_>, given: &Given, student: u32) -> Arc<Rivals> {
        let hubs = given.network.hubs;
        let within = self.within_reach(given, student);
        let reached: Vec<u32> = (0..given.network.ambassadors).filter(|a| within[hubs + a]).collect();
        if reached.is_empty() {
            let students = vec![market.students[student].id];
            return Arc::new(Rivals { students, ..Rivals::default() });
        }
        if let Some(known) = self.found.borrow().get(&reached) {
            return known.clone();
        }
        let rivals = Arc::new(self.compete(market, given, &within, &reached));
        self.found.borrow_mut().insert(reached, rivals.clone());
        rivals
    }

    /// Sites to which the student leads, directly or by giving seats up and on.
    fn within_reach(&self, given: &Given, student: u32) -> Table<bool> {
        let network = &given.network;
        let mut within = Table::filled((network.hubs + network.ambassadors) as usize, false);
        let mut open: Vec<u32> = sites(given, student).collect();
        while let Some(site) = open.pop() {
            if std::mem::replace(&mut within[site], true) {
                continue;
            }
            if site < network.hubs {
                open.extend(given.behind(network.students + site).iter().map(|&node| network.site(node)));
            } else {
                open.extend(self.ways[site - network.hubs].iter().filter(|&&way| !within[way]));
            }
        }
        within
    }

    fn compete(&self, market: &Market<'_>, given: &Given, within: &Table<bool>, reached: &[u32]) -> Rivals {
        let network = &given.network;
        let covered = |site: u32| {
            let behind = || given.behind(network.students + site);
            within[site] || behind().iter().all(|&node| within[network.site(node)])
        };
        let only_there = |&&student: &&u32| sites(given, student).all(covered);
        let placed = reached.iter().flat_map(|&ambassador| given.students_of(ambassador));
        let inside = placed.chain(self.waiting.iter().filter(only_there));
        let mut students: Vec<Id> = inside.map(|&student| market.students[student].id).collect();
        students.sort_unstable();
        let mut ambassadors: Vec<Id> = reached.iter().map(|&a| market.ambassadors[a].id).collect();
        ambassadors.sort_unstable();
        Rivals { students, ambassadors, seats: reached.iter().map(|&a| u64::from(network.seats[a])).sum() }
    }
}

/// Sites that a student has an arc to.
fn sites(given: &Given, student: u32) -> impl Iterator<Item = u32> {
    let network = &given.network;
    let arcs = network.arcs.range(network.first[student], network.first[student + 1]);
    arcs.iter().map(|arc| network.site(arc.to))
}
