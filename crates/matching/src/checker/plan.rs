//! Whether a plan is feasible, and what it is worth.

use std::collections::{HashMap, HashSet};

use super::Fault;
use super::pairs;
use crate::instance::{Ambassador, Id, Instance, Student};
use crate::solution::Levels;

/// The instance, by id.
pub struct Reading<'a> {
    pub instance: &'a Instance,
    pub students: HashMap<Id, (usize, &'a Student)>,
    pub ambassadors: HashMap<Id, (usize, &'a Ambassador)>,
    pub excluded: HashSet<(Id, Id)>,
    pub locked: HashMap<Id, Id>,
    /// Pairs of the previous plan whose people are both still there.
    pub previous: HashMap<Id, Id>,
}

impl<'a> Reading<'a> {
    pub fn of(instance: &'a Instance) -> Result<Self, Fault> {
        let students: HashMap<_, _> =
            instance.students.iter().enumerate().map(|(row, one)| (one.id, (row, one))).collect();
        let ambassadors: HashMap<_, _> =
            instance.ambassadors.iter().enumerate().map(|(row, one)| (one.id, (row, one))).collect();
        if students.len() < instance.students.len() || ambassadors.len() < instance.ambassadors.len() {
            return Err(Fault::RepeatedId);
        }
        let mut previous: HashMap<Id, Id> = instance.previous.iter().flatten().copied().collect();
        previous.retain(|student, ambassador| {
            students.contains_key(student) && ambassadors.contains_key(ambassador)
        });
        Ok(Self {
            instance,
            students,
            ambassadors,
            excluded: instance.exclusions.iter().copied().collect(),
            locked: instance.locked.iter().copied().collect(),
            previous,
        })
    }

    pub fn judge(&self, pairs: &[(Id, Id)]) -> Result<Levels, Fault> {
        self.seats(pairs)?;
        let groups = self.instance.students.iter().map(|one| one.priority).max().unwrap_or(0);
        let mut levels = Levels { placed: vec![0; groups as usize + 1], ..Levels::default() };
        let mut kept = 0;
        for &(student, ambassador) in pairs {
            let (_, s) = self.students.get(&student).ok_or(Fault::Unknown(student, ambassador))?;
            let (_, a) = self.ambassadors.get(&ambassador).ok_or(Fault::Unknown(student, ambassador))?;
            if let Some(placed) = levels.placed.get_mut(s.priority as usize) {
                *placed += 1;
            }
            kept += u64::from(self.previous.get(&student) == Some(&ambassador));
            let locked = self.locked.get(&student) == Some(&ambassador);
            let cost = pairs::cost(&self.instance.rules, s, a);
            if !locked && (cost.is_none() || self.excluded.contains(&(student, ambassador))) {
                return Err(Fault::Forbidden(student, ambassador));
            }
            if let Some(cost) = cost {
                let penalty = self.instance.rules.rank_penalty.get(cost.rank);
                levels.rank_penalty += penalty.map_or(0, |&penalty| u64::from(penalty));
                levels.place_band += u64::from(cost.band);
                levels.preference += u64::from(cost.preference);
            }
        }
        levels.changes = self.instance.previous.as_ref().map(|_| self.previous.len() as u64 - kept);
        Ok(levels)
    }

    /// Each student at most once, no ambassador beyond the seats, every locked pair together.
    fn seats(&self, pairs: &[(Id, Id)]) -> Result<(), Fault> {
        let mut placed = HashMap::new();
        let mut taken: HashMap<Id, u64> = HashMap::new();
        for &(student, ambassador) in pairs {
            if placed.insert(student, ambassador).is_some() {
                return Err(Fault::PlacedTwice(student));
            }
            *taken.entry(ambassador).or_default() += 1;
        }
        for ambassador in &self.instance.ambassadors {
            if taken.get(&ambassador.id).is_some_and(|&taken| taken > u64::from(ambassador.capacity)) {
                return Err(Fault::Overfull(ambassador.id));
            }
        }
        match self.instance.locked.iter().find(|(s, a)| placed.get(s) != Some(a)) {
            Some(&(student, ambassador)) => Err(Fault::Unlocked(student, ambassador)),
            None => Ok(()),
        }
    }
}
