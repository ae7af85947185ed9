//! An instance that was found sound, in the order of the lottery: the only order that the solver knows.

use std::collections::{HashMap, HashSet};

use crate::error::{InstanceError, Side};
use crate::hash::{Draw, keyed};
use crate::instance::{Ambassador, Id, Instance, Student};
use crate::table::Table;
use crate::validate;

/// Students and ambassadors by number, in the order of the lottery.
pub struct Market<'a> {
    pub instance: &'a Instance,
    pub students: Table<&'a Student>,
    pub ambassadors: Table<&'a Ambassador>,
    /// The row of the instance behind each number.
    pub student_rows: Vec<usize>,
    pub ambassador_rows: Vec<usize>,
    /// Students by number, best lot first.
    pub lots: Vec<u32>,
    /// Seats that are left after the locked pairs.
    pub seats: Table<u32>,
    /// Who holds a locked seat.
    pub locked: Table<bool>,
    /// Ambassadors that a student may not get, in ascending order.
    pub excluded: HashMap<u32, Vec<u32>>,
    /// The ambassador a student had in the previous plan.
    pub previous: HashMap<u32, u32>,
}

/// Numbers by id.
pub struct Numbers {
    pub students: HashMap<Id, u32>,
    pub ambassadors: HashMap<Id, u32>,
}

impl<'a> Market<'a> {
    /// Checks the instance and draws the order.
    pub fn new(instance: &'a Instance, seed: u64) -> Result<Self, InstanceError> {
        validate::rows(instance)?;
        let student_rows = drawn(seed, Draw::Student, instance.students.iter().map(student_key));
        let ambassador_rows = drawn(seed, Draw::Ambassador, instance.ambassadors.iter().map(ambassador_key));
        let students: Vec<&Student> =
            student_rows.iter().filter_map(|&row| instance.students.get(row)).collect();
        let ambassadors: Vec<&Ambassador> =
            ambassador_rows.iter().filter_map(|&row| instance.ambassadors.get(row)).collect();
        let numbers = Numbers {
            students: numbered(students.iter().map(|s| s.id), Side::Student)?,
            ambassadors: numbered(ambassadors.iter().map(|a| a.id), Side::Ambassador)?,
        };
        let mut lots: Vec<u32> = (0..).take(students.len()).collect();
        let drawn =
            |&student: &u32| students.get(student as usize).map(|s| (keyed(seed, Draw::Student, s.id), s.id));
        lots.sort_by_cached_key(drawn);
        let mut market = Self {
            instance,
            lots,
            seats: ambassadors.iter().map(|a| a.capacity).collect::<Vec<_>>().into(),
            locked: Table::filled(students.len(), false),
            students: students.into(),
            ambassadors: ambassadors.into(),
            student_rows,
            ambassador_rows,
            excluded: HashMap::new(),
            previous: HashMap::new(),
        };
        market.exclude(&numbers)?;
        market.lock(&numbers)?;
        market.remember(&numbers)?;
        Ok(market)
    }

    fn exclude(&mut self, numbers: &Numbers) -> Result<(), InstanceError> {
        for &pair in &self.instance.exclusions {
            let (student, ambassador) = numbers.of("exclusions", pair)?;
            self.excluded.entry(student).or_default().push(ambassador);
        }
        for ambassadors in self.excluded.values_mut() {
            ambassadors.sort_unstable();
            ambassadors.dedup();
        }
        Ok(())
    }

    fn lock(&mut self, numbers: &Numbers) -> Result<(), InstanceError> {
        for &pair in &self.instance.locked {
            let (student, ambassador) = numbers.of("locked", pair)?;
            if std::mem::replace(&mut self.locked[student], true) {
                return Err(InstanceError::PairedTwice { list: "locked", student: pair.0 });
            }
            if self.is_excluded(student, ambassador) {
                return Err(InstanceError::LockedAndExcluded(pair.0, pair.1));
            }
            let left = self.seats[ambassador].checked_sub(1);
            self.seats[ambassador] = left.ok_or(InstanceError::LockedBeyondCapacity(pair.1))?;
        }
        Ok(())
    }

    fn remember(&mut self, numbers: &Numbers) -> Result<(), InstanceError> {
        let mut seen = HashSet::new();
        for &(student, ambassador) in self.instance.previous.iter().flatten() {
            if !seen.insert(student) {
                return Err(InstanceError::PairedTwice { list: "previous", student });
            }
            if let Ok((student, ambassador)) = numbers.of("previous", (student, ambassador)) {
                self.previous.insert(student, ambassador);
            }
        }
        Ok(())
    }

    /// Whether the pair is excluded.
    pub fn is_excluded(&self, student: u32, ambassador: u32) -> bool {
        self.excluded.get(&student).is_some_and(|list| list.binary_search(&ambassador).is_ok())
    }
}

impl Numbers {
    fn of(&self, list: &'static str, (student, ambassador): (Id, Id)) -> Result<(u32, u32), InstanceError> {
        let unknown = |side, id| InstanceError::UnknownId { list, side, id };
        let s = self.students.get(&student).ok_or_else(|| unknown(Side::Student, student))?;
        let a = self.ambassadors.get(&ambassador).ok_or_else(|| unknown(Side::Ambassador, ambassador))?;
        Ok((*s, *a))
    }
}

type Key = (Option<u32>, u32, Id);

fn student_key(row: &Student) -> Key {
    (row.wishes.first().and_then(|wish| wish.iter().min().copied()), row.region, row.id)
}

fn ambassador_key(row: &Ambassador) -> Key {
    (row.profiles.iter().min().copied(), row.region, row.id)
}

/// Rows in the order of the lottery: profiles are drawn, then regions, then people. Neighbours in the market are neighbours
/// in memory this way, which halves the time.
fn drawn(seed: u64, draw: Draw, keys: impl Iterator<Item = Key>) -> Vec<usize> {
    let lot = |(profile, region, id): Key| {
        let profile = profile.map(|profile| keyed(seed, Draw::Profile, profile.into()));
        (profile, keyed(seed, Draw::Region, region.into()), keyed(seed, draw, id), id)
    };
    let mut order: Vec<_> = keys.map(lot).zip(0..).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, row)| row).collect()
}

fn numbered(ids: impl Iterator<Item = Id>, side: Side) -> Result<HashMap<Id, u32>, InstanceError> {
    let mut numbers = HashMap::new();
    for (number, id) in (0..).zip(ids) {
        if numbers.insert(id, number).is_some() {
            return Err(InstanceError::RepeatedId(side, id));
        }
    }
    Ok(numbers)
}
