//! The file format.

use proptest::prelude::*;
use vmj_matching::format::{File, read, write, write_result};
use vmj_matching::{Options, solve};

use crate::strategies::{Size, instance};

proptest! {
    #[test]
    fn what_is_written_is_read(mut instance in instance(Size { students: 8, ambassadors: 8 }), seed: u64) {
        // Named organisations are the product's alone: the format has none.
        instance.students.iter_mut().for_each(|student| student.organisations.clear());
        let file = File { seed, instance };
        prop_assert_eq!(read(write(&file).unwrap().as_bytes()).unwrap(), file);
    }
}

#[test]
fn a_result_has_the_members_of_the_format_in_order() {
    let mut file = crate::known::file("p12.json");
    file.instance.previous = Some(Vec::new());
    let mut solution = solve(&file.instance, Options { seed: 3, duals: true }).unwrap();
    let text = write_result(&solution, 3, true, 0.25).unwrap();
    let start = r#"{"format":"vmj-matching-result/1","seed":3,"levels":{"placed":[1,2],"changes":0,"rank_penalty":17,"place_band":4,"preference":0},"certified":true,"by_wish_rank":["#;
    assert!(text.starts_with(start), "{text}");
    assert!(text.contains(r#""duals":{"students":[["#) && text.ends_with(r#","seconds":0.25}"#), "{text}");
    solution.duals = None;
    assert!(!write_result(&solution, 3, true, 0.25).unwrap().contains("duals"));
}
