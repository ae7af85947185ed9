//! Whatever stands in a file: it is refused, or it is solved and the solution passes the checker and the explainer.

#![no_main]

use libfuzzer_sys::fuzz_target;
use vmj_matching::explain::Explainer;
use vmj_matching::format::{read, write};
use vmj_matching::{Options, SolveError, checker, solve};

fuzz_target!(|text: &[u8]| {
    let Ok(file) = read(text) else { return };
    let Ok(again) = write(&file) else { return };
    assert_eq!(read(again.as_bytes()).ok().as_ref(), Some(&file));
    let instance = &file.instance;
    let solution = match solve(instance, Options { seed: file.seed, duals: true }) {
        Ok(solution) => solution,
        Err(SolveError::Instance(_)) => return,
        Err(error) => panic!("{error}"),
    };
    assert_eq!(checker::check(instance, &solution), Ok(()));
    let explainer = Explainer::new(instance, &solution).expect("a certified solution");
    for student in &instance.students {
        explainer.student(student.id).expect("a student");
    }
    for ambassador in &instance.ambassadors {
        explainer.ambassador(ambassador.id).expect("an ambassador");
    }
});
