//! `match`

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use vmj_matching::format::{File, read, write_result};
use vmj_matching::{Instance, Options, Solution, checker, solve};

use super::{Outcome, print};
use crate::cli::Match;

/// Solves the instance of a file, proves the plan and tells what it is worth.
pub fn run(command: &Match) -> Outcome {
    let path = command.instance.display();
    let text = std::fs::read(&command.instance).map_err(|error| format!("{path}: {error}"))?;
    let File { seed, instance } = read(&text).map_err(|error| format!("{path}: {error}"))?;
    drop(text);
    let seed = command.seed.unwrap_or(seed);
    let started = Instant::now();
    // Without duals there would be no proof.
    let options = Options { seed, duals: true };
    let mut solution = solve(&instance, options).map_err(|error| format!("{path}: {error}"))?;
    let solved = started.elapsed();
    let verdict = checker::check(&instance, &solution);
    let checked = started.elapsed() - solved;
    if command.no_duals {
        solution.duals = None;
    }
    if let Some(out) = &command.out {
        write(out, &solution, seed, verdict.is_ok(), solved)?;
    }
    print(&summary(&instance, &solution, seed, verdict.is_ok(), [solved, checked]))?;
    verdict.map_err(|fault| format!("{path}: the plan is not certified: {fault}").into())
}

fn write(out: &Path, solution: &Solution, seed: u64, certified: bool, solved: Duration) -> Outcome {
    let mut text = write_result(solution, seed, certified, solved.as_secs_f64())?;
    text.push('\n');
    std::fs::write(out, text).map_err(|error| format!("{}: {error}", out.display()).into())
}

fn summary(
    instance: &Instance,
    solution: &Solution,
    seed: u64,
    certified: bool,
    [solved, checked]: [Duration; 2],
) -> String {
    let levels = &solution.levels;
    let seats: u64 = instance.ambassadors.iter().map(|ambassador| u64::from(ambassador.capacity)).sum();
    let counts = |counts: &[u64]| counts.iter().map(u64::to_string).collect::<Vec<_>>().join(" + ");
    let (students, ambassadors) = (instance.students.len(), instance.ambassadors.len());
    let mut rows = vec![
        ("market", format!("{students} students, {ambassadors} ambassadors, {seats} seats")),
        ("seed", seed.to_string()),
        ("placed", format!("{} = {}", solution.pairs.len(), counts(&levels.placed))),
        ("by wish", counts(&solution.by_wish_rank)),
        ("rank penalty", levels.rank_penalty.to_string()),
        ("place band", levels.place_band.to_string()),
        ("preference", levels.preference.to_string()),
        ("certified", if certified { "yes" } else { "NO" }.to_owned()),
        ("time", format!("{:.3} s, proof {:.3} s", solved.as_secs_f64(), checked.as_secs_f64())),
        ("memory", peak_memory().unwrap_or_else(|| "unknown".to_owned())),
    ];
    if let Some(changes) = levels.changes {
        rows.insert(4, ("changes", changes.to_string()));
    }
    let mut text = String::new();
    for (name, value) in rows {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{name:<13} {value}");
    }
    text
}

/// The most that the process held at once, where the system tells.
fn peak_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(format!("{:.1} MB at most", kibibytes * 1.024 / 1000.0))
}
