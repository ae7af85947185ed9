//! Against trying everything, up to 8 × 8.

use proptest::prelude::*;
use vmj_matching::{Options, checker, solve};

use crate::oracle;
use crate::strategies::{Size, instance};

proptest! {
    #![proptest_config(ProptestConfig { cases: 6000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn finds_the_best_value_and_proves_it(instance in instance(Size { students: 8, ambassadors: 8 }), seed: u64) {
        let solution = solve(&instance, Options { seed, duals: true }).unwrap();
        prop_assert_eq!(checker::check(&instance, &solution), Ok(()));
        prop_assert_eq!(oracle::value(&instance, &solution.pairs), oracle::best(&instance));
    }
}
