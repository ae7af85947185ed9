use std::time::Instant;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let file = vmj_matching::format::read(&std::fs::read(path).unwrap()).unwrap();
    let reps: u32 = std::env::args().nth(2).map_or(0, |x| x.parse().unwrap());
    if reps > 0 {
        let mut best = f64::MAX;
        for _ in 0..reps {
            let t = Instant::now();
            vmj_matching::solve(&file.instance, vmj_matching::Options { seed: 1, duals: true }).unwrap();
            best = best.min(t.elapsed().as_secs_f64());
        }
        println!("best {best}");
        return;
    }
    let t = Instant::now();
    let mut last = None;
    let s = vmj_matching::solve_watched(
        &file.instance,
        vmj_matching::Options { seed: 1, duals: true },
        &mut |p| {
            if last != Some(p.level) {
                eprintln!("{:?} {:?}", t.elapsed(), p.level);
                last = Some(p.level);
            }
            true
        },
    )
    .unwrap();
    println!("{:?} {:?}", t.elapsed(), s.levels);
    println!("hubs {} arcs {} members {}", s.statistics.hubs, s.statistics.arcs, s.statistics.members);
    for l in &s.statistics.levels {
        println!("{l:?}");
    }
    let t = Instant::now();
    println!("{:?} {:?}", vmj_matching::checker::check(&file.instance, &s), t.elapsed());
}
