//! Seeded instances that look like an edition: regions, jobs and seats as unevenly spread as in the fixed instances.

use vmj_matching::{Ambassador, Format, Instance, Rules, Student};

/// Departments of each region, and how many people of a hundred live there.
const REGIONS: [(u32, u32); 18] = [
    (8, 18),
    (12, 10),
    (12, 11),
    (13, 8),
    (10, 8),
    (5, 7),
    (8, 6),
    (6, 5),
    (5, 6),
    (6, 5),
    (4, 5),
    (6, 4),
    (2, 2),
    (1, 2),
    (1, 1),
    (1, 1),
    (1, 1),
    (1, 1),
];
const SCHOOLS: u64 = 40;
const CAPACITIES: [u32; 20] = [1, 1, 1, 1, 2, 3, 3, 3, 3, 4, 4, 4, 5, 6, 7, 8, 8, 9, 11, 12];

/// A generator of numbers: SplitMix64.
pub struct Numbers(pub u64);

impl Numbers {
    /// The next number below a limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(1000) < percent * 10
    }

    /// Region and department.
    fn spot(&mut self) -> (u32, u32) {
        let all: u32 = REGIONS.iter().map(|&(_, weight)| weight).sum();
        let mut left = self.below(u64::from(all)) as u32;
        let mut department = 0;
        for (region, &(departments, weight)) in REGIONS.iter().enumerate() {
            if left < weight {
                return (region as u32, department + self.below(u64::from(departments)) as u32);
            }
            left -= weight;
            department += departments;
        }
        (0, 0)
    }

    /// A job; the first ones come more often the higher the skew, in percent.
    fn profile(&mut self, profiles: u64, skew: u64) -> u32 {
        let (left, right) = (self.below(profiles), self.below(profiles));
        if self.chance(skew) { left.min(right) as u32 } else { left as u32 }
    }
}

/// How many jobs an instance of that size has.
pub fn profiles(students: usize) -> u64 {
    match students {
        0..=50 => 6,
        51..=500 => 10,
        501..=5_000 => 20,
        5_001..=50_000 => 40,
        _ => 60,
    }
}

/// An instance with five students to an ambassador and 95 seats to 100 students.
pub fn instance(students: usize, seed: u64) -> Instance {
    let mut numbers = Numbers(seed);
    let profiles = profiles(students);
    let count = students / 5;
    Instance {
        rules: Rules::default(),
        ambassadors: (0..count).map(|row| ambassador(&mut numbers, row, profiles)).collect(),
        students: (0..students).map(|row| student(&mut numbers, row, profiles)).collect(),
        exclusions: (0..students / 1000)
            .map(|_| (numbers.below(students as u64).into(), numbers.below(count as u64).into()))
            .collect(),
        locked: Vec::new(),
        previous: None,
    }
}

fn ambassador(numbers: &mut Numbers, row: usize, profiles: u64) -> Ambassador {
    let (region, department) = numbers.spot();
    let format = match numbers.below(100) {
        0..59 => Format::Onsite,
        59..92 => Format::Both,
        _ => Format::Remote,
    };
    let prefers = numbers.chance(12);
    Ambassador {
        id: row as u128,
        // Every job is shown by somebody.
        profiles: vec![if row < profiles as usize { row as u32 } else { numbers.profile(profiles, 20) }],
        region,
        department,
        format,
        accessible: numbers.chance(68),
        organisation: Some(numbers.below(15) as u32),
        prefers_school: prefers.then(|| numbers.below(SCHOOLS) as u32),
        languages: None,
        capacity: CAPACITIES.get(numbers.below(20) as usize).copied().unwrap_or(1),
    }
}

fn student(numbers: &mut Numbers, row: usize, profiles: u64) -> Student {
    let (region, department) = numbers.spot();
    let wishes = match numbers.below(100) {
        0..4 => 1,
        4..9 => 2,
        9..25 => 3,
        25..45 => 4,
        _ => 5,
    };
    let mut wished: Vec<u32> = Vec::new();
    while wished.len() < wishes {
        let profile = numbers.profile(profiles, 60);
        if !wished.contains(&profile) {
            wished.push(profile);
        }
    }
    let mobile = numbers.chance(31);
    let extra = if mobile { vec![numbers.spot().0, numbers.spot().0] } else { Vec::new() };
    Student {
        id: row as u128,
        school: Some(numbers.below(SCHOOLS) as u32),
        region,
        department,
        remote: numbers.chance(40),
        extra_regions: extra,
        needs_access: numbers.chance(4),
        priority: u32::from(!numbers.chance(4)),
        wishes: wished.into_iter().map(|profile| vec![profile]).collect(),
        organisations: Vec::new(),
        languages: None,
    }
}
