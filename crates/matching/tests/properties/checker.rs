//! The checker finds what is wrong.

use vmj_matching::checker::{Fault, Party, check, check_plan};
use vmj_matching::{Instance, Options, Solution, solve};

use crate::known::file;

fn certified() -> (Instance, Solution) {
    let file = file("p120.json");
    let solution = solve(&file.instance, Options { seed: file.seed, duals: true }).unwrap();
    (file.instance, solution)
}

fn fault(change: impl FnOnce(&mut Instance, &mut Solution)) -> Fault {
    let (mut instance, mut solution) = certified();
    change(&mut instance, &mut solution);
    check(&instance, &solution).unwrap_err()
}

#[test]
fn plans_that_cannot_be() {
    let (_, solution) = certified();
    let (student, ambassador) = solution.pairs[0];
    let plan = |change: fn(&mut Vec<(u128, u128)>)| fault(|_, solution| change(&mut solution.pairs));
    assert_eq!(plan(|pairs| pairs.push(pairs[0])), Fault::PlacedTwice(student));
    assert_eq!(plan(|pairs| pairs[0].0 = 999), Fault::Unknown(999, ambassador));
    assert!(matches!(plan(|pairs| pairs[0].1 = 999), Fault::Unknown(_, 999)));
    let forbidden = fault(|instance, _| instance.exclusions.push((student, ambassador)));
    assert_eq!(forbidden, Fault::Forbidden(student, ambassador));
    let row = |instance: &Instance| instance.ambassadors.iter().position(|a| a.id == ambassador).unwrap();
    let over = fault(|instance, _| {
        let row = row(instance);
        instance.ambassadors[row].capacity = 0;
    });
    assert_eq!(over, Fault::Overfull(ambassador));
    let left_out = |instance: &Instance, solution: &Solution| {
        let placed = |id| solution.pairs.iter().any(|pair| pair.0 == id);
        instance.students.iter().map(|s| s.id).find(|&id| !placed(id)).unwrap()
    };
    let parted = fault(|instance, solution| instance.locked.push((left_out(instance, solution), ambassador)));
    assert!(matches!(parted, Fault::Unlocked(..)));
    let repeated = fault(|instance, _| instance.students.push(instance.students[0].clone()));
    assert_eq!(repeated, Fault::RepeatedId);
}

#[test]
fn values_that_are_not_the_plans() {
    assert!(matches!(fault(|_, solution| solution.levels.rank_penalty -= 1), Fault::Value { .. }));
    assert!(matches!(fault(|_, solution| solution.pairs.truncate(5)), Fault::Value { .. }));
}

#[test]
fn plans_that_are_not_the_best() {
    // One pair fewer, and honest about it.
    let worse = fault(|instance, solution| {
        solution.pairs.pop();
        solution.levels = check_plan(instance, &solution.pairs).unwrap();
    });
    assert!(matches!(worse, Fault::Priced(_)), "{worse:?}");
    // One seat more, which the prices do not know.
    let seat = fault(|instance, solution| {
        let duals = solution.duals.as_ref().unwrap();
        let row = duals.ambassadors.iter().position(|price| price.iter().any(|&entry| entry != 0)).unwrap();
        instance.ambassadors[row].capacity += 1;
    });
    assert!(matches!(seat, Fault::Priced(Party::Ambassador(_))), "{seat:?}");
    // One student more within reach, whom the prices do not know.
    let wish = fault(|instance, _| instance.students.iter_mut().for_each(|s| s.remote = true));
    assert!(matches!(wish, Fault::Cheaper(..) | Fault::Value { .. }), "{wish:?}");
}

#[test]
fn prices_that_prove_nothing() {
    assert_eq!(fault(|_, solution| solution.duals = None), Fault::NoDuals);
    let duals = |change: fn(&mut Vec<Vec<i64>>)| {
        fault(|_, solution| change(&mut solution.duals.as_mut().unwrap().ambassadors))
    };
    assert_eq!(duals(|rows| rows.truncate(2)), Fault::Shape);
    assert_eq!(duals(|rows| rows[3].truncate(2)), Fault::Shape);
    assert!(matches!(duals(|rows| rows[3][0] = 1), Fault::Positive(_)));
    assert!(matches!(duals(|rows| rows.iter_mut().for_each(|row| row[0] -= 5)), Fault::Priced(_)));
    let zero = fault(|_, solution| {
        let duals = solution.duals.as_mut().unwrap();
        duals.students.iter_mut().chain(&mut duals.ambassadors).for_each(|row| row.fill(0));
    });
    assert!(matches!(zero, Fault::Cheaper(..) | Fault::Dearer(..)));
}

/// Every single entry matters: none can be changed at a price that binds without the checker noticing.
#[test]
fn every_price_of_a_placed_student_is_exact() {
    let (instance, solution) = certified();
    for (row, student) in instance.students.iter().enumerate() {
        for entry in 0..5 {
            for change in [-1, 1] {
                let mut other = solution.clone();
                other.duals.as_mut().unwrap().students[row][entry] += change;
                let placed = solution.pairs.iter().any(|pair| pair.0 == student.id);
                assert!(check(&instance, &other).is_err() || !placed && change < 0, "{row} {entry} {change}");
            }
        }
    }
}
