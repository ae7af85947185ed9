//! Who is within reach of whom.

use std::collections::{BTreeSet, HashSet};

use super::given::Given;
use crate::instance::{Ambassador, Format, Id, Student};
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
        /// Students who compete for these seats alone, this one among them, in ascending order.
        students: Vec<Id>,
        /// The ambassadors whose seats they are, in ascending order.
        ambassadors: Vec<Id>,
        /// How many seats.
        seats: u64,
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

pub fn left_out(market: &Market<'_>, given: &Given, student: u32) -> LeftOut {
    let row = market.students[student];
    let offers = |&ambassador: &u32| pair::rank(row, market.ambassadors[ambassador]).is_some();
    let offering: Vec<u32> = (0..market.ambassadors.len()).filter(offers).collect();
    if offering.is_empty() {
        return LeftOut::NoJob;
    }
    let help = help(market, given, student, &offering);
    let mut removed = Removed::default();
    let mut reached = false;
    for ambassador in offering {
        match obstacle(market, student, ambassador, &mut removed) {
            Some(count) => *count += 1,
            None => reached = true,
        }
    }
    if reached { seats_taken(market, given, student, help) } else { LeftOut::OutOfReach { removed, help } }
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

/// The seats that a student competes for, and with whom: whoever is reached by giving seats up and on, and whoever else has
/// nowhere to go but there.
fn seats_taken(market: &Market<'_>, given: &Given, student: u32, help: Help) -> LeftOut {
    let network = &given.network;
    let offset = network.students + network.hubs;
    let mut sites = HashSet::new();
    let mut inside = HashSet::from([student]);
    let mut open = vec![student];
    while let Some(one) = open.pop() {
        for arc in network.arcs.range(network.first[one], network.first[one + 1]) {
            if !sites.insert(arc.to) {
                continue;
            }
            for node in given.behind(arc.to) {
                // An ambassador may be reached through several sites.
                sites.insert(node);
                open.extend(given.students_of(node - offset).iter().filter(|&&s| inside.insert(s)));
            }
        }
    }
    let only_there = |s: &u32| {
        let arcs = network.arcs.range(network.first[*s], network.first[*s + 1]);
        let there = |to| given.behind(to).iter().all(|node| sites.contains(node));
        !arcs.is_empty() && given.place_of(*s).is_none() && arcs.iter().all(|arc| there(arc.to))
    };
    inside.extend((0..network.students).filter(only_there));
    let mut students: Vec<Id> = inside.into_iter().map(|s| market.students[s].id).collect();
    students.sort_unstable();
    let reached: Vec<u32> =
        sites.into_iter().filter(|&node| node >= offset).map(|node| node - offset).collect();
    let mut ambassadors: Vec<Id> = reached.iter().map(|&a| market.ambassadors[a].id).collect();
    ambassadors.sort_unstable();
    let seats = reached.iter().map(|&a| u64::from(network.seats[a])).sum();
    LeftOut::SeatsTaken { students, ambassadors, seats, help }
}

/// What alone would have opened a way to a free seat.
fn help(market: &Market<'_>, given: &Given, student: u32, offering: &[u32]) -> Help {
    let row = market.students[student];
    let opens = ways_to_free_seats(given);
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
