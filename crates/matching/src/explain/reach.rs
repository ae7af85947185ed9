//! Who is within reach of whom.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::given::Given;
use super::rivals::{Rivalry, Rivals};
use crate::instance::{Ambassador, Format, Student};
use crate::market::Market;
use crate::pair;
use crate::table::Table;

/// Why a student has no place: the first that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeftOut {
    /// No ambassador offers a wished job.
    NoJob,
    /// Some do, but none is within reach.
    OutOfReach {
        /// How many each constraint removed.
        removed: Removed,
        /// What would have helped.
        help: Help,
    },
    /// All seats within reach went to others.
    SeatsTaken {
        /// Who competes for which seats, this one among them; shared by all whom it concerns.
        rivals: Arc<Rivals>,
        /// What would have helped.
        help: Help,
    },
}

/// How many ambassadors with a wished job each constraint removed; each counts once, by the first that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Removed {
    /// The pair is excluded.
    pub excluded: u32,
    /// No language is shared.
    pub language: u32,
    /// On site within the regions, but not accessible.
    pub access: u32,
    /// On site only, in a region that is not accepted.
    pub region: u32,
    /// Remote only, which is not accepted.
    pub remote: u32,
    /// On site in a region that is not accepted, or remote, which is not accepted either.
    pub region_and_remote: u32,
}

/// What alone would have led to a place, the wishes and everybody else being as they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Help {
    /// To accept a remote place.
    pub remote: bool,
    /// To accept one of these regions.
    pub regions: Vec<u32>,
}

/// Why seats are free: the first that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idle {
    /// Nobody wished for the job.
    NoWish,
    /// So many wished, but nobody is within reach.
    OutOfReach {
        /// How many.
        wishes: u32,
    },
    /// So many are within reach, and better served elsewhere.
    ServedElsewhere {
        /// How many.
        within_reach: u32,
    },
}

pub fn idle(market: &Market<'_>, ambassador: u32) -> Idle {
    let row = market.ambassadors[ambassador];
    let (mut wishes, mut within_reach) = (0, 0);
    for student in (0..market.students.len()).filter(|&student| !market.locked[student]) {
        let one = market.students[student];
        wishes += u32::from(pair::rank(one, row).is_some());
        let reached = pair::value(one, row).is_some() && !market.is_excluded(student, ambassador);
        within_reach += u32::from(reached);
    }
    match (wishes, within_reach) {
        (0, _) => Idle::NoWish,
        (_, 0) => Idle::OutOfReach { wishes },
        _ => Idle::ServedElsewhere { within_reach },
    }
}

/// What is found out once for all who are left out.
pub struct Outside {
    /// Ambassadors with a free seat, or whose students could move on until somebody takes one.
    opens: Table<bool>,
    rivalry: Rivalry,
}

impl Outside {
    pub fn new(given: &Given) -> Self {
        Self { opens: ways_to_free_seats(given), rivalry: Rivalry::new(given) }
    }
}

pub fn left_out(market: &Market<'_>, given: &Given, outside: &Outside, student: u32) -> LeftOut {
    let row = market.students[student];
    let offers = |&ambassador: &u32| pair::rank(row, market.ambassadors[ambassador]).is_some();
    let offering: Vec<u32> = (0..market.ambassadors.len()).filter(offers).collect();
    if offering.is_empty() {
        return LeftOut::NoJob;
    }
    let help = help(market, &outside.opens, student, &offering);
    let mut removed = Removed::default();
    let mut reached = false;
    for ambassador in offering {
        match obstacle(market, student, ambassador, &mut removed) {
            Some(count) => *count += 1,
            None => reached = true,
        }
    }
    if reached {
        LeftOut::SeatsTaken { rivals: outside.rivalry.of(market, given, student), help }
    } else {
        LeftOut::OutOfReach { removed, help }
    }
}

/// The count of what stands between the two, if anything does.
fn obstacle<'a>(
    market: &Market<'_>,
    student: u32,
    ambassador: u32,
    removed: &'a mut Removed,
) -> Option<&'a mut u32> {
    let (s, a) = (market.students[student], market.ambassadors[ambassador]);
    if market.is_excluded(student, ambassador) {
        return Some(&mut removed.excluded);
    }
    if !pair::share(s.languages.as_deref(), a.languages.as_deref()) {
        return Some(&mut removed.language);
    }
    if pair::place(s, a).is_some() {
        return None;
    }
    let there = pair::accepts(s, a.region);
    Some(match a.format {
        Format::Onsite | Format::Both if there => &mut removed.access,
        Format::Onsite => &mut removed.region,
        Format::Remote => &mut removed.remote,
        Format::Both => &mut removed.region_and_remote,
    })
}

/// What alone would have opened a way to a free seat.
fn help(market: &Market<'_>, opens: &Table<bool>, student: u32, offering: &[u32]) -> Help {
    let row = market.students[student];
    let mut help = Help::default();
    let mut regions = BTreeSet::new();
    for &ambassador in offering {
        let a = market.ambassadors[ambassador];
        let barred = market.is_excluded(student, ambassador)
            || !pair::share(row.languages.as_deref(), a.languages.as_deref());
        if barred || !opens[ambassador] {
            continue;
        }
        help.remote |= !row.remote && a.format != Format::Onsite;
        if new_region(row, a) {
            regions.insert(a.region);
        }
    }
    help.regions = regions.into_iter().collect();
    help
}

fn new_region(student: &Student, ambassador: &Ambassador) -> bool {
    ambassador.format != Format::Remote
        && !pair::accepts(student, ambassador.region)
        && (ambassador.accessible || !student.needs_access)
}

/// Ambassadors with a free seat, or whose students could move on until somebody takes one.
fn ways_to_free_seats(given: &Given) -> Table<bool> {
    let network = &given.network;
    let mut opens = Table::filled(network.ambassadors as usize, false);
    let mut open: Vec<u32> = (0..network.ambassadors).filter(|&a| given.free_seats(a) > 0).collect();
    for &ambassador in &open {
        opens[ambassador] = true;
    }
    while let Some(ambassador) = open.pop() {
        for site in given.sites_of(ambassador) {
            for &student in given.comers(site) {
                let Some(place) = given.place_of(student) else { continue };
                if !std::mem::replace(&mut opens[place], true) {
                    open.push(place);
                }
            }
        }
    }
    opens
}
