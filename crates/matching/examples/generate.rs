//! Writes a seeded instance: `generate STUDENTS SEED > FILE`.
#[path = "../benches/generator/mod.rs"]
mod generator;
fn main() {
    let mut arguments = std::env::args().skip(1);
    let students: usize = arguments.next().unwrap().parse().unwrap();
    let seed: u64 = arguments.next().unwrap().parse().unwrap();
    let file = vmj_matching::format::File { seed, instance: generator::instance(students, seed) };
    println!("{}", vmj_matching::format::write(&file).unwrap());
}
