//! What must hold for each row of an instance.

use crate::error::InstanceError;
use crate::instance::{Ambassador, Instance, Rules, Student};

/// Rows on each side: numbers of nodes and arcs stay far below 2³².
const ROWS: u64 = 20_000_000;
/// Wishes of a student, penalties of the rules.
const RANKS: u64 = 64;
/// Penalties and bands: sums along the longest path stay far below 2⁶³.
const COST: u64 = 1_000_000;
/// Priority groups: each is a level.
const PRIORITY: u64 = 15;
/// Seats of an ambassador.
const CAPACITY: u64 = 1_000_000;
/// Members of a list inside a row.
const LIST: u64 = 1_000;

/// Checks the rules and every row by itself.
pub fn rows(instance: &Instance) -> Result<(), InstanceError> {
    rules(&instance.rules)?;
    at_most("the number of students", instance.students.len(), ROWS)?;
    at_most("the number of ambassadors", instance.ambassadors.len(), ROWS)?;
    instance.ambassadors.iter().try_for_each(ambassador)?;
    instance.students.iter().try_for_each(|row| student(row, &instance.rules))
}

fn rules(rules: &Rules) -> Result<(), InstanceError> {
    at_most("the number of penalties", rules.rank_penalty.len(), RANKS)?;
    rules.rank_penalty.iter().try_for_each(|&penalty| at_most("a penalty", penalty as usize, COST))?;
    rules.place_band.iter().try_for_each(|&band| at_most("a band", band as usize, COST))
}

fn ambassador(row: &Ambassador) -> Result<(), InstanceError> {
    if row.profiles.is_empty() {
        return Err(InstanceError::NoProfile(row.id));
    }
    if row.capacity == 0 {
        return Err(InstanceError::NoCapacity(row.id));
    }
    at_most("a capacity", row.capacity as usize, CAPACITY)?;
    at_most("the number of an ambassador's profiles", row.profiles.len(), LIST)?;
    at_most("the number of an ambassador's languages", row.languages.iter().flatten().count(), LIST)
}

fn student(row: &Student, rules: &Rules) -> Result<(), InstanceError> {
    let (wishes, penalties) = (row.wishes.len(), rules.rank_penalty.len());
    if wishes > penalties {
        return Err(InstanceError::TooManyWishes { student: row.id, wishes, penalties });
    }
    if row.wishes.iter().any(Vec::is_empty) {
        return Err(InstanceError::EmptyWish(row.id));
    }
    at_most("a priority", row.priority as usize, PRIORITY)?;
    at_most("the number of a student's wished profiles", row.wishes.iter().flatten().count(), LIST)?;
    at_most("the number of a student's regions", row.extra_regions.len(), LIST)?;
    at_most("the number of a student's organisations", row.organisations.len(), LIST)?;
    at_most("the number of a student's languages", row.languages.iter().flatten().count(), LIST)
}

fn at_most(what: &'static str, value: usize, limit: u64) -> Result<(), InstanceError> {
    let value = value as u64;
    if value > limit { Err(InstanceError::TooLarge { what, value, limit }) } else { Ok(()) }
}
