//! In English.

mod left_out;
mod pairs;

use crate::explanation::VacantExplanation;

pub use left_out::unmatched;
pub use pairs::pair;

pub fn vacant(explanation: &VacantExplanation) -> Vec<String> {
    vec![match *explanation {
        VacantExplanation::NoOfferedJob => "The edition offers none of this person’s jobs.".to_owned(),
        VacantExplanation::NotWished => "Nobody wished for this person’s jobs.".to_owned(),
        VacantExplanation::OutOfReach { wishes: 1 } => {
            "One student wished for a job of this person, but is not within reach.".to_owned()
        }
        VacantExplanation::OutOfReach { wishes } => {
            format!("{wishes} students wished for a job of this person, but none is within reach.")
        }
        VacantExplanation::ServedElsewhere { within_reach: 1 } => {
            "Only one student could be received, and has a place.".to_owned()
        }
        VacantExplanation::ServedElsewhere { within_reach } => {
            format!("{within_reach} students could be received, and all of them have a place.")
        }
    }]
}

fn people(count: u64) -> String {
    if count == 1 { "one person".to_owned() } else { format!("{count} people") }
}

fn ordinal(rank: u32) -> String {
    match rank {
        1 => "first wish".to_owned(),
        2 => "second wish".to_owned(),
        3 => "third wish".to_owned(),
        4 => "fourth wish".to_owned(),
        5 => "fifth wish".to_owned(),
        rank => format!("wish number {rank}"),
    }
}
