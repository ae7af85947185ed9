//! In French.

mod left_out;
mod pairs;

use crate::explanation::VacantExplanation;

pub use left_out::unmatched;
pub use pairs::pair;

pub fn vacant(explanation: &VacantExplanation) -> Vec<String> {
    vec![match *explanation {
        VacantExplanation::NoOfferedJob => {
            "Aucun des métiers de cette personne n’est proposé par l’édition.".to_owned()
        }
        VacantExplanation::NotWished => "Aucun des métiers de cette personne n’a été souhaité.".to_owned(),
        VacantExplanation::OutOfReach { wishes: 1 } => {
            "Une seule personne a souhaité l’un de ses métiers, mais elle n’est pas à sa portée.".to_owned()
        }
        VacantExplanation::OutOfReach { wishes } => {
            format!("{wishes} personnes ont souhaité l’un de ses métiers, mais aucune n’est à sa portée.")
        }
        VacantExplanation::ServedElsewhere { within_reach: 1 } => {
            "Une seule personne pouvait être reçue, et elle a une place.".to_owned()
        }
        VacantExplanation::ServedElsewhere { within_reach } => {
            format!("{within_reach} personnes pouvaient être reçues, et toutes ont une place.")
        }
    }]
}

fn people(count: u64) -> String {
    if count == 1 { "une personne".to_owned() } else { format!("{count} personnes") }
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn ordinal(rank: u32) -> String {
    match rank {
        1 => "premier".to_owned(),
        2 => "deuxième".to_owned(),
        3 => "troisième".to_owned(),
        4 => "quatrième".to_owned(),
        5 => "cinquième".to_owned(),
        rank => format!("{rank}e"),
    }
}
