//! The limits of the numbers.

use super::{Directory, refused};
use crate::config::bounds::BOUNDS;
use crate::config::fields::{self, Kind};

#[test]
fn every_number_has_bounds() {
    let mut bounded: Vec<&str> = BOUNDS.iter().map(|(path, _)| *path).collect();
    bounded.sort_unstable();
    let fields = fields::all();
    let numbers = fields.iter().filter(|field| field.kind == Kind::Number);
    let numbers: Vec<&str> = numbers.map(|field| field.path.as_str()).collect();
    assert_eq!(bounded, numbers);
}

#[test]
fn numbers_stay_within_their_bounds() {
    for (path, range) in BOUNDS {
        let (low, high) = (*range.start(), *range.end());
        let load = |number: u64| Directory::empty().load(&[], &[(path, &number.to_string())]);
        assert!(load(low).is_ok() && load(high).is_ok(), "{path}");
        let message = format!("{path}: expected between {low} and {high} (set by the command line)");
        if low > 0 {
            assert_eq!(refused(load(low - 1)), [message.as_str()]);
        }
        if high < u64::from(u32::MAX) {
            assert_eq!(refused(load(high + 1)), [message.as_str()]);
        }
    }
}
