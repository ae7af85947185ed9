//! Hubs come into being when the first student needs them.

use std::collections::HashMap;

use super::cells::Cell;
use super::cells::Kind;

/// A way's end while the number of hubs is not known yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// The hub of that number.
    Hub(u32),
    /// The ambassador of that number.
    Ambassador(u32),
}

/// All hubs so far.
#[derive(Default)]
pub struct Hubs {
    /// Ambassadors of each hub, in ascending order.
    pub members: Vec<Vec<u32>>,
    /// Hubs for a stretch of another hub's members: (hub, from, to).
    stretches: HashMap<(u32, usize, usize), u32>,
}

impl Hubs {
    /// The end that stands for a kind's ambassadors in this cell, when there are any.
    pub fn end(&mut self, cell: &mut Cell, kind: Kind) -> Option<End> {
        let (members, hub) = cell.get_mut(&kind)?;
        if let [only] = members.as_slice() {
            return Some(End::Ambassador(*only));
        }
        Some(End::Hub(*hub.get_or_insert_with(|| self.add(members.clone()))))
    }

    fn add(&mut self, members: Vec<u32>) -> u32 {
        self.members.push(members);
        self.members.len() as u32 - 1
    }

    /// Ends that stand for the same ambassadors without the excluded ones. Halving keeps them few, and lets students
    /// share the halves.
    pub fn without(&mut self, end: End, excluded: &[u32]) -> Vec<End> {
        match end {
            End::Ambassador(number) if excluded.binary_search(&number).is_ok() => Vec::new(),
            End::Ambassador(_) => vec![end],
            End::Hub(hub) => {
                let mut ends = Vec::new();
                let length = self.members.get(hub as usize).map_or(0, Vec::len);
                self.split(hub, (0, length), excluded, &mut ends);
                ends
            }
        }
    }

    fn split(&mut self, hub: u32, (from, to): (usize, usize), excluded: &[u32], ends: &mut Vec<End>) {
        let members = self.members.get(hub as usize).and_then(|all| all.get(from..to)).unwrap_or_default();
        let touched = excluded.iter().any(|number| members.binary_search(number).is_ok());
        match members {
            [] => {}
            [only] if !touched => ends.push(End::Ambassador(*only)),
            [_] => {}
            _ if touched => {
                let middle = from + (to - from) / 2;
                self.split(hub, (from, middle), excluded, ends);
                self.split(hub, (middle, to), excluded, ends);
            }
            all if from == 0 && self.members.get(hub as usize).is_some_and(|m| m.len() == to) => {
                debug_assert!(!all.is_empty());
                ends.push(End::Hub(hub));
            }
            all => {
                let all = all.to_vec();
                let next = self.members.len() as u32;
                let stretch = *self.stretches.entry((hub, from, to)).or_insert(next);
                if stretch == next {
                    self.members.push(all);
                }
                ends.push(End::Hub(stretch));
            }
        }
    }
}
