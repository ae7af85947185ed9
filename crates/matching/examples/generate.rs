//! Writes a seeded instance: `generate STUDENTS SEED > FILE`.

#![expect(clippy::print_stdout, reason = "that is what it is for")]

#[path = "../benches/generator/mod.rs"]
mod generator;

use std::error::Error;

use vmj_matching::format::{File, write};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let students = arguments.next().ok_or("generate STUDENTS SEED")?.parse()?;
    let seed = arguments.next().ok_or("generate STUDENTS SEED")?.parse()?;
    println!("{}", write(&File { seed, instance: generator::instance(students, seed) })?);
    Ok(())
}
