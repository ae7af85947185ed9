use std::time::Instant;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let file = vmj_matching::format::read(&std::fs::read(path).unwrap()).unwrap();
    let t = Instant::now();
    let mut last=None;
    let s = vmj_matching::solve_watched(&file.instance, vmj_matching::Options { seed: 1, duals: true }, &mut |p| { if last != Some(p.level) { eprintln!("{:?} {:?}", t.elapsed(), p.level); last=Some(p.level);} true }).unwrap();
    println!("{:?} {:?}", t.elapsed(), s.levels);
    println!("hubs {} arcs {} members {}", s.statistics.hubs, s.statistics.arcs, s.statistics.members);
    for l in &s.statistics.levels { println!("{l:?}"); }
    let t = Instant::now();
    println!("{:?} {:?}", vmj_matching::checker::check(&file.instance, &s), t.elapsed());
}
