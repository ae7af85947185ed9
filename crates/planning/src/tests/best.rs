//! Against trying everything.

use proptest::prelude::*;

use super::market::{any_problem, pairs};
use super::oracle;
use crate::PlanError;

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_plan_is_better(given in any_problem(4, 3)) {
        match given.solve() {
            Ok(plan) => {
                prop_assert!(oracle::locks_hold(&given));
                prop_assert_eq!(oracle::worth(&given, &pairs(&plan)), oracle::best(&given));
            }
            Err(PlanError::Locks(refused)) => {
                prop_assert!(!oracle::locks_hold(&given));
                prop_assert!(!refused.is_empty());
            }
            Err(error) => prop_assert!(false, "{error}"),
        }
    }
}
