//! Small instances where everything happens.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use vmj_matching::{Ambassador, Format, Instance, RankObjective, Rules, Student};

const PROFILES: u32 = 4;
const REGIONS: u32 = 3;

/// How much may happen.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub students: usize,
    pub ambassadors: usize,
}

pub fn rules() -> impl Strategy<Value = Rules> {
    let penalties = prop_oneof![
        6 => Just(vec![0, 1, 3, 6, 10]),
        1 => Just(vec![0, 0, 0, 1, 1]),
        1 => vec(0..20_u32, 5),
        1 => Just(vec![1_000_000, 1_000_000, 999_999, 3, 0]),
    ];
    let bands = prop_oneof![
        6 => Just([0, 1, 2, 3]),
        1 => Just([0, 1, 2, 0]),
        1 => [0..4_u32, 0..4_u32, 0..4_u32, 0..4_u32],
    ];
    let objective = prop_oneof![
        6 => Just(RankObjective::Penalty),
        1 => Just(RankObjective::RankMaximal),
        1 => Just(RankObjective::Generous),
    ];
    (penalties, bands, objective).prop_map(|(rank_penalty, place_band, rank_objective)| Rules {
        rank_penalty,
        place_band,
        rank_objective,
    })
}

fn languages() -> impl Strategy<Value = Option<Vec<u32>>> {
    prop_oneof![5 => Just(None), 1 => vec(0..3_u32, 0..3).prop_map(Some)]
}

fn ambassador() -> impl Strategy<Value = Ambassador> {
    let profiles = prop_oneof![4 => vec(0..PROFILES, 1), 1 => vec(0..PROFILES, 1..4)];
    let format = select(vec![Format::Onsite, Format::Onsite, Format::Remote, Format::Both]);
    let site = (0..REGIONS, 0..4_u32, format, any::<bool>());
    let school = prop_oneof![2 => Just(None), 1 => (0..3_u32).prop_map(Some)];
    (profiles, site, option::of(0..2_u32), school, languages(), 1..4_u32).prop_map(
        |(profiles, (region, department, format, accessible), organisation, school, languages, capacity)| {
            Ambassador {
                id: 0,
                profiles,
                region,
                department,
                format,
                accessible,
                organisation,
                prefers_school: school,
                languages,
                capacity,
            }
        },
    )
}

fn wishes() -> impl Strategy<Value = Vec<Vec<u32>>> {
    prop_oneof![
        4 => vec(vec(0..PROFILES, 1), 0..6),
        1 => vec(vec(0..PROFILES, 1..3), 0..4),
    ]
}

fn student() -> impl Strategy<Value = Student> {
    let home = (0..REGIONS, 0..4_u32, vec(0..REGIONS, 0..3), any::<bool>(), proptest::bool::weighted(0.2));
    let organisations = prop_oneof![3 => Just(Vec::new()), 1 => vec(0..3_u32, 1..3)];
    (home, option::of(0..3_u32), 0..3_u32, wishes(), organisations, languages()).prop_map(
        |(
            (region, department, extra_regions, remote, needs_access),
            school,
            priority,
            wishes,
            organisations,
            languages,
        )| {
            Student {
                id: 0,
                school,
                region,
                department,
                remote,
                extra_regions,
                needs_access,
                priority,
                wishes,
                organisations,
                languages,
            }
        },
    )
}

/// Picks some of all pairs.
fn pairs(most: usize) -> impl Strategy<Value = Vec<(usize, usize)>> {
    vec((0..1000_usize, 0..1000_usize), 0..=most)
}

/// An instance up to that size. Ids are scattered, and differ between the sides.
pub fn instance(size: Size) -> impl Strategy<Value = Instance> {
    let people = (vec(ambassador(), 0..=size.ambassadors), vec(student(), 0..=size.students));
    let previous = prop_oneof![2 => Just(None), 1 => pairs(size.students).prop_map(Some)];
    let locked = prop_oneof![3 => Just(Vec::new()), 1 => pairs(3)];
    (rules(), people, pairs(4), locked, previous).prop_map(
        |(rules, (mut ambassadors, mut students), exclusions, locked, previous)| {
            for (row, ambassador) in ambassadors.iter_mut().enumerate() {
                ambassador.id = (row as u128 * 7 + 3) % 101;
            }
            for (row, student) in students.iter_mut().enumerate() {
                student.id = (row as u128 * 11 + 5) % 103;
            }
            let mut made = Instance {
                rules,
                ambassadors,
                students,
                exclusions: Vec::new(),
                locked: Vec::new(),
                previous: None,
            };
            if made.students.is_empty() || made.ambassadors.is_empty() {
                return made;
            }
            let named = |(s, a): (usize, usize)| {
                let (students, ambassadors) = (&made.students, &made.ambassadors);
                (students[s % students.len()].id, ambassadors[a % ambassadors.len()].id)
            };
            let exclusions: Vec<_> = exclusions.into_iter().map(named).collect();
            let mut kept: Vec<(u128, u128)> = Vec::new();
            for pair in locked.into_iter().map(named) {
                let taken = kept.iter().filter(|(_, a)| *a == pair.1).count() as u32;
                let row = made.ambassadors.iter().find(|a| a.id == pair.1).unwrap();
                let once = kept.iter().all(|(s, _)| *s != pair.0);
                if once && taken < row.capacity && !exclusions.contains(&pair) {
                    kept.push(pair);
                }
            }
            let previous = previous.map(|pairs| {
                let mut all: Vec<(u128, u128)> = pairs.into_iter().map(named).collect();
                all.sort_unstable();
                all.dedup_by_key(|pair| pair.0);
                all
            });
            made.exclusions = exclusions;
            made.locked = kept;
            made.previous = previous;
            made
        },
    )
}
