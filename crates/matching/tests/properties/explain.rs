//! Explanations, each held against what happens when the instance is changed accordingly.

use std::collections::HashSet;

use proptest::prelude::*;
use vmj_matching::explain::{ExplainError, Explainer, Idle, LeftOut, Rivals, StudentExplanation};
use vmj_matching::{Instance, Options, Solution, solve};

use crate::oracle;
use crate::strategies::{Size, instance};

fn solved(instance: &Instance) -> Solution {
    solve(instance, Options::default()).unwrap()
}

fn total(instance: &Instance) -> u64 {
    solved(instance).levels.placed.iter().sum()
}

/// The best plan in which that student has that wish, by trying everything.
fn forced(instance: &Instance, student: u128, rank: usize) -> Option<Vec<i64>> {
    let s = instance.students.iter().find(|row| row.id == student).unwrap();
    let fitting = instance.ambassadors.iter().filter(|a| {
        oracle::pair(instance, s, a).is_some_and(|(found, ..)| found == rank) && {
            let locked = instance.locked.iter().filter(|(_, one)| *one == a.id).count();
            locked < a.capacity as usize
        }
    });
    fitting
        .map(|a| {
            let mut with = instance.clone();
            with.locked.push((student, a.id));
            let rest = oracle::best(&with);
            let own = oracle::vector(instance, s, a).unwrap();
            rest.iter().zip(own).map(|(rest, own)| rest + own).collect()
        })
        .min()
}

fn judge_left_out(instance: &Instance, student: u128, why: &LeftOut) -> Result<(), TestCaseError> {
    let s = instance.students.iter().find(|row| row.id == student).unwrap();
    let offering: Vec<_> = instance
        .ambassadors
        .iter()
        .filter(|a| s.wishes.iter().flatten().any(|p| a.profiles.contains(p)))
        .collect();
    let within: HashSet<u128> =
        offering.iter().filter(|a| oracle::pair(instance, s, a).is_some()).map(|a| a.id).collect();
    let help = match why {
        LeftOut::NoJob => {
            prop_assert!(offering.is_empty());
            return Ok(());
        }
        LeftOut::OutOfReach { removed: r, help } => {
            prop_assert!(within.is_empty());
            let all = r.excluded + r.language + r.access + r.region + r.remote + r.region_and_remote;
            prop_assert_eq!(all as usize, offering.len());
            help
        }
        LeftOut::SeatsTaken { rivals, help } => {
            let Rivals { students, ambassadors, seats } = rivals.as_ref();
            prop_assert!(students.contains(&student) && students.len() as u64 > *seats);
            prop_assert!(within.iter().all(|a| ambassadors.contains(a)));
            for id in students {
                let s = instance.students.iter().find(|row| row.id == *id).unwrap();
                let goes = |a: &&vmj_matching::Ambassador| oracle::pair(instance, s, a).is_some();
                prop_assert!(instance.ambassadors.iter().filter(goes).all(|a| ambassadors.contains(&a.id)));
            }
            let capacity: u32 =
                instance.ambassadors.iter().filter(|a| ambassadors.contains(&a.id)).map(|a| a.capacity).sum();
            let locked = instance.locked.iter().filter(|(_, a)| ambassadors.contains(a)).count() as u64;
            prop_assert_eq!(u64::from(capacity) - locked, *seats);
            help
        }
    };
    let before = total(instance);
    let with = |change: &dyn Fn(&mut vmj_matching::Student)| {
        let mut other = instance.clone();
        change(other.students.iter_mut().find(|row| row.id == student).unwrap());
        total(&other) > before
    };
    prop_assert_eq!(help.remote, with(&|s| s.remote = true));
    for region in 0..3 {
        prop_assert_eq!(help.regions.contains(&region), with(&|s| s.extra_regions.push(region)));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn explanations_are_true(instance in instance(Size { students: 7, ambassadors: 6 })) {
        let solution = solved(&instance);
        let explainer = Explainer::new(&instance, &solution).unwrap();
        let best = oracle::best(&instance);
        for student in &instance.students {
            match explainer.student(student.id).unwrap() {
                StudentExplanation::Locked(ambassador) => {
                    prop_assert!(instance.locked.contains(&(student.id, ambassador)));
                }
                StudentExplanation::LeftOut(why) => judge_left_out(&instance, student.id, &why)?,
                StudentExplanation::Placed(placed) => {
                    prop_assert!(solution.pairs.contains(&(student.id, placed.ambassador)));
                    let a = instance.ambassadors.iter().find(|a| a.id == placed.ambassador).unwrap();
                    let (rank, band, preference) = oracle::pair(&instance, student, a).unwrap();
                    let told = (usize::from(placed.rank), i64::from(placed.band), i64::from(placed.preference));
                    prop_assert_eq!(told, (rank, band, preference));
                    prop_assert_eq!(placed.better.len(), rank);
                    for grant in placed.better {
                        let forced = forced(&instance, student.id, usize::from(grant.rank));
                        let loss = forced.map(|f| f.iter().zip(&best).map(|(f, b)| f - b).collect::<Vec<_>>());
                        prop_assert_eq!(grant.cost, loss);
                    }
                }
            }
        }
        for ambassador in &instance.ambassadors {
            let told = explainer.ambassador(ambassador.id).unwrap();
            let mut pairs = solution.pairs.clone();
            pairs.retain(|(_, a)| *a == ambassador.id);
            prop_assert_eq!(&told.students, &pairs.iter().map(|(s, _)| *s).collect::<Vec<_>>());
            prop_assert_eq!(told.free + pairs.len() as u32, ambassador.capacity);
            let free = instance.students.iter().filter(|s| instance.locked.iter().all(|(l, _)| *l != s.id));
            let wishes = free.clone().filter(|s| s.wishes.iter().flatten().any(|p| ambassador.profiles.contains(p)));
            let within = free.filter(|s| oracle::pair(&instance, s, ambassador).is_some()).count() as u32;
            let expected = match (wishes.count() as u32, within) {
                (0, _) => Idle::NoWish,
                (wishes, 0) => Idle::OutOfReach { wishes },
                (_, within_reach) => Idle::ServedElsewhere { within_reach },
            };
            prop_assert_eq!(told.idle, (told.free > 0).then_some(expected));
        }
    }
}

#[test]
fn without_duals_or_people_there_is_no_explanation() {
    let file = crate::known::file("p12.json");
    let solution = solve(&file.instance, Options { seed: 1, duals: false }).unwrap();
    assert_eq!(Explainer::new(&file.instance, &solution).err(), Some(ExplainError::NoDuals));
    let solution = solved(&file.instance);
    let explainer = Explainer::new(&file.instance, &solution).unwrap();
    assert_eq!((explainer.student(99), explainer.ambassador(99)), (None, None));
}
