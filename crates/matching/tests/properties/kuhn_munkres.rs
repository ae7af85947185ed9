//! Against another algorithm, at sizes where trying everything is out of the question.

use pathfinding::prelude::{Matrix, kuhn_munkres};
use proptest::prelude::*;
use vmj_matching::{Instance, Options, RankObjective, checker, solve};

use crate::oracle;
use crate::strategies::{Size, instance};

/// One row a student, one column a seat, and one more column a student for staying out; all levels in one number.
fn best(instance: &Instance) -> i128 {
    let seats: Vec<usize> = instance
        .ambassadors
        .iter()
        .enumerate()
        .flat_map(|(row, a)| std::iter::repeat_n(row, a.capacity as usize))
        .collect();
    let rows: Vec<Vec<i128>> = instance
        .students
        .iter()
        .map(|s| {
            let of_seats = seats.iter().map(|&row| {
                oracle::vector(instance, s, &instance.ambassadors[row])
                    .map_or(i128::from(i64::MIN) << 40, |v| -packed(&v))
            });
            of_seats.chain(instance.students.iter().map(|_| 0)).collect()
        })
        .collect();
    -kuhn_munkres(&Matrix::from_rows(rows).unwrap()).0
}

/// Sums of small entries stay below the next one.
fn packed(costs: &[i64]) -> i128 {
    costs.iter().fold(0, |sum, &cost| sum * 4096 + i128::from(cost))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn agrees_with_kuhn_and_munkres(mut instance in instance(Size { students: 70, ambassadors: 25 }), seed: u64) {
        instance.locked.clear();
        instance.rules.rank_penalty = vec![0, 1, 3, 6, 10];
        instance.rules.rank_objective = RankObjective::Penalty;
        let solution = solve(&instance, Options { seed, duals: true }).unwrap();
        prop_assert_eq!(checker::check(&instance, &solution), Ok(()));
        if !instance.students.is_empty() {
            prop_assert_eq!(packed(&oracle::value(&instance, &solution.pairs)), best(&instance));
        }
    }
}
