//! Solves a file and prints one line: `time FILE`. With a second argument, the least of that many runs.

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
    let (mut best, mut least) = (f64::INFINITY, f64::INFINITY);
    for _ in 1..runs {
        (best, least) = timed(best, least, || solve(&instance, options)).0;
    }
    let ((best, least), solution) = timed(best, least, || solve(&instance, options));
    let solution = solution?;
    let solved = memory();
    let started = Instant::now();
    let verdict = checker::check(&instance, &solution);
    let proof = started.elapsed().as_secs_f64();
    let levels = &solution.levels;
    println!(
        "vmj-matching {:>7} students: {best:.4} s, {least:.4} s of processor, {solved} MB at most, {verdict:?} in {proof:.3} s, \
         {:?} {} {} {}",
        instance.students.len(),
        levels.placed,
        levels.rank_penalty,
        levels.place_band,
        levels.preference,
    );
    Ok(())
}

/// The least times so far, on the clock and of the processor, after one more run.
fn timed<T>(best: f64, least: f64, run: impl FnOnce() -> T) -> ((f64, f64), T) {
    let (started, used) = (Instant::now(), processor());
    let done = run();
    let (clock, used) = (started.elapsed().as_secs_f64(), processor() - used);
    ((best.min(clock), least.min(used)), done)
}

/// Seconds of the processor so far, where the system tells.
fn processor() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds: Option<f64> = text.split_whitespace().next().and_then(|number| number.parse().ok());
    nanoseconds.map_or(f64::NAN, |nanoseconds| nanoseconds / 1e9)
}

/// Megabytes at most so far, where the system tells.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes: Option<u64> = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    kibibytes.map_or(0, |kibibytes| kibibytes * 1024 / 1_000_000)
}
