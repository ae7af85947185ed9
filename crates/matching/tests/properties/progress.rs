//! Progress and cancellation.

use vmj_matching::{Level, Options, SolveError, solve, solve_watched};

use crate::generator;

#[test]
fn every_level_reports_and_the_watch_changes_nothing() {
    let instance = generator::instance(500, 1);
    let mut seen: Vec<(Level, usize, usize)> = Vec::new();
    let watched = solve_watched(&instance, Options::default(), &mut |progress| {
        if seen.last().is_none_or(|last| last.0 != progress.level) {
            seen.push((progress.level, progress.index, progress.levels));
        }
        true
    });
    assert_eq!(watched, solve(&instance, Options::default()));
    let levels: Vec<Level> = seen.iter().map(|seen| seen.0).collect();
    let expected =
        [Level::Placed(0), Level::Placed(1), Level::Rank, Level::Place, Level::Preference, Level::Lottery];
    assert_eq!(levels, expected);
    assert!(seen.iter().enumerate().all(|(row, seen)| seen.1 == row && seen.2 == 6));
}

#[test]
fn a_run_ends_wherever_it_is_told_to() {
    let instance = generator::instance(200, 1);
    let mut calls = 0;
    solve_watched(&instance, Options::default(), &mut |_| {
        calls += 1;
        true
    })
    .unwrap();
    assert!(calls > 10);
    for last in 0..calls {
        let mut left = last;
        let ended = solve_watched(&instance, Options::default(), &mut |_| {
            left -= 1;
            left >= 0
        });
        assert_eq!(ended, Err(SolveError::Cancelled));
    }
}
