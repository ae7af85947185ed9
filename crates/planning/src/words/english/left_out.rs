//! Why a student has no place.

use super::people;
use crate::explanation::{Help, Removed, UnmatchedExplanation};
use crate::words::counted;

pub fn unmatched(explanation: &UnmatchedExplanation) -> Vec<String> {
    match explanation {
        UnmatchedExplanation::NoJob => vec!["Nobody offers the jobs that you wish for.".to_owned()],
        UnmatchedExplanation::OutOfReach { removed, help } => {
            let mut sentences =
                vec!["Some people offer a job that you wish for, but none is within your reach.".to_owned()];
            sentences.extend(self::removed(removed));
            sentences.extend(self::help(help));
            sentences
        }
        UnmatchedExplanation::SeatsTaken { seats: 0, students: _, help } => {
            let taken = "All places within your reach had been given already.".to_owned();
            std::iter::once(taken).chain(self::help(help)).collect()
        }
        UnmatchedExplanation::SeatsTaken { students, seats, help } => {
            let taken = format!(
                "All places within your reach went to others: there {} {} for {seats} {}.",
                counted(*students, "was", "were"),
                people(*students),
                counted(*seats, "place", "places")
            );
            std::iter::once(taken).chain(self::help(help)).collect()
        }
    }
}

fn removed(removed: &Removed) -> Vec<String> {
    let Removed { excluded, language, accessibility, region, on_site, remote, region_and_remote } = *removed;
    let reasons = [
        (excluded, "cannot form a duo with you", "cannot form a duo with you"),
        (language, "speaks none of your languages", "speak none of your languages"),
        (
            accessibility,
            "works at a site of which we do not know how accessible it is",
            "work at sites of which we do not know how accessible they are",
        ),
        (
            region,
            "receives on site only, in a region that you did not choose",
            "receive on site only, in regions that you did not choose",
        ),
        (
            on_site,
            "receives on site only, which you did not choose",
            "receive on site only, which you did not choose",
        ),
        (
            remote,
            "receives by video only, which you did not choose",
            "receive by video only, which you did not choose",
        ),
        (
            region_and_remote,
            "receives by video or in a region, neither of which you chose",
            "receive by video or in regions, neither of which you chose",
        ),
    ];
    let told = reasons.into_iter().filter(|(count, ..)| *count > 0);
    told.map(|(count, one, several)| {
        let count = u64::from(count);
        let who = if count == 1 { "One person".to_owned() } else { people(count) };
        format!("{who} {}.", counted(count, one, several))
    })
    .collect()
}

fn help(help: &Help) -> Vec<String> {
    let Help { remote, on_site, regions } = help;
    let mut sentences = Vec::new();
    if *remote {
        sentences.push("Accepting to meet by video would have given you a place.".to_owned());
    }
    if *on_site {
        sentences.push("Accepting to meet on site would have given you a place.".to_owned());
    }
    let names: Vec<&str> = regions.iter().map(|region| region.name.as_str()).collect();
    match names.as_slice() {
        [] => {}
        [one] => {
            sentences.push(format!("Accepting to travel to this region would have given you a place: {one}."))
        }
        several => sentences.push(format!(
            "Accepting to travel to one of these regions would have given you a place: {}.",
            several.join(", ")
        )),
    }
    sentences
}
