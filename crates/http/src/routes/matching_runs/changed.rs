//! What a run was computed from is no longer so.

use std::fmt::Display;

use vmj_planning::{Changed, Differences};

use crate::contract::language::Text;
use crate::problem::{Place, Problem, ProblemCode, Violation};

/// 409 with every difference; of very many, the first.
pub fn inputs_changed(differences: &Differences) -> Problem {
    let Differences { students, ambassadors, constraints, parameters } = differences;
    let mut errors = Vec::new();
    if *constraints {
        let detail = Text::new(
            "Des verrous, des exclusions ou des duos perdus ont changé.",
            "Locks, exclusions or lost duos have changed.",
        );
        errors.push(violation("/constraints".to_owned(), "changed", detail));
    }
    if *parameters {
        let detail = Text::new(
            "Les métiers proposés ou le plan précédent ont changé.",
            "The jobs that are offered or the previous plan have changed.",
        );
        errors.push(violation("/parameters".to_owned(), "changed", detail));
    }
    side(&mut errors, "students", students);
    side(&mut errors, "ambassadors", ambassadors);
    Problem::of_values(ProblemCode::InputsChanged, errors)
}

fn side(errors: &mut Vec<Violation>, name: &str, changed: &Changed<impl Display>) {
    let Changed { added, removed, changed } = changed;
    let kinds = [
        (removed, "removed", Text::fixed("N’est plus à apparier.", "Is no longer to be matched.")),
        (changed, "changed", Text::fixed("A changé depuis le calcul.", "Has changed since the computation.")),
        (added, "added", Text::fixed("Est venu depuis le calcul.", "Has come since the computation.")),
    ];
    for (ids, code, detail) in kinds {
        errors.extend(ids.iter().map(|id| violation(format!("/{name}/{id}"), code, detail.clone())));
    }
}

const fn violation(pointer: String, code: &'static str, detail: Text) -> Violation {
    Violation { place: Place::Body, pointer, code, detail }
}
