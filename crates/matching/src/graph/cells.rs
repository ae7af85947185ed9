//! Ambassadors by profile and spot, and within those by what else decides a pair.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use crate::instance::{Ambassador, Format};
use crate::market::Market;
use crate::pair;

/// Where the ambassadors of a cell are met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spot {
    /// Region and department.
    Department(u32, u32),
    Region(u32),
    Remote,
}

/// Which of a cell's ambassadors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind {
    /// On an accessible site; else on any.
    pub accessible: bool,
    /// The class of languages.
    pub languages: u32,
    pub school: School,
    /// Of one organisation; else of any.
    pub organisation: Option<u32>,
}

/// Which schools a kind's ambassadors prefer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum School {
    Indifferent,
    /// Some school, no matter which.
    Some,
    This(u32),
}

/// The ambassadors of one kind at one profile and spot, in ascending order.
pub type Cell = BTreeMap<Kind, (Vec<u32>, Option<u32>)>;

/// All cells.
pub struct Cells {
    by_key: HashMap<(u32, Spot), u32, BuildHasherDefault<Quick>>,
    cells: Vec<Cell>,
    /// The distinct sets of languages among ambassadors.
    languages: Vec<Option<Vec<u32>>>,
}

impl Cells {
    pub fn new(market: &Market<'_>) -> Self {
        let named: HashSet<u32> =
            market.students.iter().flat_map(|s| s.organisations.iter().copied()).collect();
        let access = market.students.iter().any(|s| s.needs_access);
        let mut all = Self { by_key: HashMap::default(), cells: Vec::new(), languages: Vec::new() };
        let mut classes = HashMap::new();
        for (number, row) in (0..).zip(market.ambassadors.iter()) {
            let next = all.languages.len();
            let class = *classes.entry(&row.languages).or_insert_with(|| {
                all.languages.push(row.languages.clone());
                next as u32
            });
            let organisation = row.organisation.filter(|organisation| named.contains(organisation));
            for (spot, accessible) in spots(row, access) {
                for kind in kinds(row, class, accessible, organisation) {
                    all.put(row, number, spot, kind);
                }
            }
        }
        all
    }

    fn put(&mut self, row: &Ambassador, number: u32, spot: Spot, kind: Kind) {
        for &profile in &row.profiles {
            let next = self.cells.len() as u32;
            let cell = *self.by_key.entry((profile, spot)).or_insert(next);
            if cell == next {
                self.cells.push(Cell::new());
            }
            let Some(cell) = self.cells.get_mut(cell as usize) else { continue };
            let members = &mut cell.entry(kind).or_default().0;
            // A profile may be there twice.
            if members.last() != Some(&number) {
                members.push(number);
            }
        }
    }

    pub fn get_mut(&mut self, profile: u32, spot: Spot) -> Option<&mut Cell> {
        self.by_key.get(&(profile, spot)).and_then(|&cell| self.cells.get_mut(cell as usize))
    }

    /// The classes of languages that share one with these.
    pub fn shared(&self, languages: Option<&[u32]>) -> Vec<u32> {
        let shares = |class: &Option<Vec<u32>>| pair::share(languages, class.as_deref());
        (0..).zip(&self.languages).filter(|(_, class)| shares(class)).map(|(number, _)| number).collect()
    }
}

/// The spots where an ambassador is met, and for each whether among accessible sites only.
fn spots(row: &Ambassador, access: bool) -> Vec<(Spot, bool)> {
    let mut spots = Vec::new();
    if row.format != Format::Remote {
        for spot in [Spot::Department(row.region, row.department), Spot::Region(row.region)] {
            spots.push((spot, false));
            if access && row.accessible {
                spots.push((spot, true));
            }
        }
    }
    if row.format != Format::Onsite {
        spots.push((Spot::Remote, false));
    }
    spots
}

fn kinds(row: &Ambassador, languages: u32, accessible: bool, organisation: Option<u32>) -> Vec<Kind> {
    let schools = match row.prefers_school {
        None => vec![School::Indifferent],
        Some(school) => vec![School::Some, School::This(school)],
    };
    let mut kinds = Vec::new();
    for school in schools {
        kinds.push(Kind { accessible, languages, school, organisation: None });
        if organisation.is_some() {
            kinds.push(Kind { accessible, languages, school, organisation });
        }
    }
    kinds
}

/// Hashes a few small numbers: the standard hasher takes half the time of building the graph.
#[derive(Default)]
pub struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(byte.into());
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0.rotate_left(5) ^ u64::from(number)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn write_isize(&mut self, number: isize) {
        self.write_u32(number as u32);
    }
}
