//! One solve, duals included, at the sizes of an edition and far beyond. A million takes minutes: `VMJ_BENCH_MILLION=1`.

mod generator;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion};
use vmj_matching::{Options, checker, solve};

const SEED: u64 = 7;

fn solving(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("solve");
    let mut sizes = vec![(1_000, 100), (10_000, 20), (100_000, 10)];
    #[expect(clippy::disallowed_methods, reason = "asked of whoever starts the benchmarks")]
    if std::env::var_os("VMJ_BENCH_MILLION").is_some() {
        sizes.push((1_000_000, 10));
    }
    for (students, samples) in sizes {
        let instance = generator::instance(students, SEED);
        group.sample_size(samples).measurement_time(Duration::from_secs(5));
        group.bench_with_input(BenchmarkId::from_parameter(students), &instance, |bencher, instance| {
            bencher.iter(|| solve(black_box(instance), Options::default()));
        });
    }
    group.finish();
}

fn checking(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check");
    for students in [1_000, 10_000] {
        let instance = generator::instance(students, SEED);
        let Ok(solution) = solve(&instance, Options::default()) else { continue };
        group.sample_size(20);
        group.bench_with_input(BenchmarkId::from_parameter(students), &instance, |bencher, instance| {
            bencher.iter(|| checker::check(black_box(instance), black_box(&solution)));
        });
    }
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    solving(&mut criterion);
    checking(&mut criterion);
    criterion.final_summary();
}
