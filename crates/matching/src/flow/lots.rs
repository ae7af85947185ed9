//! Who is placed when everything else ties: whoever drew the better lot. The sets of students that can be placed by a best
//! plan are the bases of a matroid, so asking them one by one, best lot first, is exact.

use super::cursors::Cursors;
use super::network::{GROUND, Network};
use super::push::Gate;
use crate::error::SolveError;
use crate::table::Table;

/// Places by lot whoever may be placed and may be left out. Only what is tight may be left in the network: nothing
/// costs anything any more. `order` has every student once, best lot first.
pub fn draw(network: &mut Network, order: &[u32]) -> Result<(), SolveError> {
    let undecided = |network: &Network, student: u32| {
        network.may_wait[student] && network.first[student] < network.first[student + 1]
    };
    let waiting: Vec<u32> = order.iter().copied().filter(|&student| undecided(network, student)).collect();
    let mut left_out = 0_u32;
    for &student in &waiting {
        let at = network.at[student];
        network.withdraw(student);
        if at == GROUND {
            left_out += 1;
        } else {
            let site = network.site(network.end(at));
            network.lacking[site] += 1;
        }
    }
    // From here on whoever was placed stays placed.
    network.may_wait = Table::filled(network.students as usize, false);
    for arc in network.arcs.iter_mut() {
        arc.cost = 0;
    }
    let price = Table::filled(network.ground() as usize + 1, 0);
    let mut lots = Lots::new(network);
    for student in waiting {
        if !lots.place(network, &price, student) {
            network.send(student, GROUND);
            left_out = left_out
                .checked_sub(1)
                .ok_or(SolveError::Internal("lots leave out more students than a best plan"))?;
        }
    }
    Ok(())
}

struct Lots {
    cursors: Cursors,
    path: Vec<u32>,
    /// Nodes that the present student's search met; 1 in `closed`, as are those from which nothing can be reached.
    met: Vec<u32>,
    closed: Table<u32>,
}

impl Lots {
    fn new(network: &Network) -> Self {
        let nodes = network.ground() + 1;
        let mut cursors = Cursors::new(nodes, nodes - network.students);
        cursors.reset(network);
        Self { cursors, path: Vec::new(), met: Vec::new(), closed: Table::filled(nodes as usize, 0) }
    }

    fn place(&mut self, network: &mut Network, price: &Table<i64>, student: u32) -> bool {
        self.met.clear();
        if !self.find(network, price, student) {
            return false;
        }
        self.cursors.send(network, &self.path);
        // A dead end may have been one only because the path was in its way.
        for &node in &self.met {
            self.closed[node] = 0;
            self.cursors.reset_node(network, node);
        }
        true
    }

    fn find(&mut self, network: &Network, price: &Table<i64>, student: u32) -> bool {
        self.path.clear();
        self.path.push(student);
        while let Some(&node) = self.path.last() {
            if !network.is_student(node) && network.lacking[network.site(node)] > 0 {
                return true;
            }
            if self.closed[node] == 0 {
                self.closed[node] = 1;
                self.met.push(node);
            }
            let gate = Gate::free(network, price, &self.closed, 1);
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
