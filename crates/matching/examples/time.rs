//! Solves a file and prints one line: `time FILE`. With a second argument, the best of that many runs.

#![expect(clippy::print_stdout, reason = "that is what it is for")]

use std::error::Error;
use std::time::Instant;

use vmj_matching::format::{File, read};
use vmj_matching::{Options, checker, solve};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("time FILE [RUNS]")?;
    let runs: u32 = arguments.next().map_or(Ok(1), |runs| runs.parse())?;
    let File { instance, seed } = read(&std::fs::read(path)?)?;
    let options = Options { seed, duals: true };
    let mut best = f64::INFINITY;
    for _ in 1..runs {
        let started = Instant::now();
        solve(&instance, options)?;
        best = best.min(started.elapsed().as_secs_f64());
    }
    let started = Instant::now();
    let solution = solve(&instance, options)?;
    best = best.min(started.elapsed().as_secs_f64());
    let (read, solved) = (memory("VmRSS:"), memory("VmHWM:"));
    let started = Instant::now();
    let verdict = checker::check(&instance, &solution);
    let proof = started.elapsed().as_secs_f64();
    let levels = &solution.levels;
    println!(
        "vmj-matching {:>7} students: {best:.4} s, {solved} MB at most ({read} MB afterwards), proof {proof:.3} s {verdict:?}, \
         {:?} {} {} {}",
        instance.students.len(),
        levels.placed,
        levels.rank_penalty,
        levels.place_band,
        levels.preference,
    );
    Ok(())
}

/// Megabytes, where the system tells.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kibibytes: Option<u64> = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    kibibytes.map_or(0, |kibibytes| kibibytes * 1024 / 1_000_000)
}
