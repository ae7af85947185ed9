//! The known optima.

use vmj_matching::format::{File, read};
use vmj_matching::{Options, checker, solve};

pub fn file(name: &str) -> File {
    let path = format!("{}/tests/instances/{name}", env!("CARGO_MANIFEST_DIR"));
    read(&std::fs::read(path).unwrap()).unwrap()
}

fn check(name: &str, placed: [u64; 2], below: [u64; 3]) {
    let file = file(name);
    let solution = solve(&file.instance, Options { seed: file.seed, duals: true }).unwrap();
    assert_eq!(checker::check(&file.instance, &solution), Ok(()));
    let levels = &solution.levels;
    assert_eq!(levels.placed, placed);
    assert_eq!([levels.rank_penalty, levels.place_band, levels.preference], below);
    assert_eq!(levels.changes, None);
    assert_eq!(solution.pairs.len() as u64, placed.iter().sum::<u64>());
    assert_eq!(solution.by_wish_rank.iter().sum::<u64>(), placed.iter().sum::<u64>());
    assert!(solution.pairs.is_sorted());
}

#[test]
fn twelve() {
    check("p12.json", [1, 2], [17, 4, 0]);
}

#[test]
fn a_hundred_and_twenty() {
    check("p120.json", [9, 83], [193, 157, 17]);
}

#[test]
fn a_thousand() {
    check("p1k.json", [34, 887], [1209, 1319, 87]);
}
