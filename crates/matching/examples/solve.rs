use std::time::Instant;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let file = vmj_matching::format::read(&std::fs::read(path).unwrap()).unwrap();
    let t = Instant::now();
    let s = vmj_matching::solve(&file.instance, vmj_matching::Options { seed: 1, duals: true }).unwrap();
    println!("{:?} {:?}", t.elapsed(), s.levels);
    println!("{:#?}", s.statistics);
    let t = Instant::now();
    println!("{:?} {:?}", vmj_matching::checker::check(&file.instance, &s), t.elapsed());
}
