//! Why a student has no place.

use super::{capital, people};
use crate::explanation::{Help, Removed, UnmatchedExplanation};
use crate::words::counted;

pub fn unmatched(explanation: &UnmatchedExplanation) -> Vec<String> {
    match explanation {
        UnmatchedExplanation::NoJob => vec!["Personne ne propose les métiers que vous souhaitez.".to_owned()],
        UnmatchedExplanation::OutOfReach { removed, help } => {
            let mut sentences = vec![
                "Des personnes proposent un métier que vous souhaitez, mais aucune n’est à votre portée."
                    .to_owned(),
            ];
            sentences.extend(self::removed(removed));
            sentences.extend(self::help(help));
            sentences
        }
        UnmatchedExplanation::SeatsTaken { seats: 0, students: _, help } => {
            let taken = "Toutes les places à votre portée étaient déjà attribuées.".to_owned();
            std::iter::once(taken).chain(self::help(help)).collect()
        }
        UnmatchedExplanation::SeatsTaken { students, seats, help } => {
            let places = counted(*seats, "place", "places");
            let taken = format!(
                "Toutes les places à votre portée ont été attribuées à d’autres : il y avait {} pour {seats} {places}.",
                people(*students)
            );
            std::iter::once(taken).chain(self::help(help)).collect()
        }
    }
}

fn removed(removed: &Removed) -> Vec<String> {
    let Removed { excluded, language, accessibility, region, on_site, remote, region_and_remote } = *removed;
    let reasons = [
        (excluded, "ne peut pas former un duo avec vous", "ne peuvent pas former un duo avec vous"),
        (language, "ne parle aucune de vos langues", "ne parlent aucune de vos langues"),
        (
            accessibility,
            "travaille dans un lieu dont l’accessibilité n’est pas connue",
            "travaillent dans un lieu dont l’accessibilité n’est pas connue",
        ),
        (
            region,
            "reçoit uniquement sur place, dans une région que vous n’avez pas choisie",
            "reçoivent uniquement sur place, dans des régions que vous n’avez pas choisies",
        ),
        (
            on_site,
            "reçoit uniquement sur place, ce que vous n’avez pas choisi",
            "reçoivent uniquement sur place, ce que vous n’avez pas choisi",
        ),
        (
            remote,
            "reçoit uniquement en visioconférence, ce que vous n’avez pas choisi",
            "reçoivent uniquement en visioconférence, ce que vous n’avez pas choisi",
        ),
        (
            region_and_remote,
            "reçoit sur place, dans une région que vous n’avez pas choisie, ou en visioconférence, que vous n’avez pas choisie non plus",
            "reçoivent sur place, dans des régions que vous n’avez pas choisies, ou en visioconférence, que vous n’avez pas choisie non plus",
        ),
    ];
    let told = reasons.into_iter().filter(|(count, ..)| *count > 0);
    told.map(|(count, one, several)| {
        let count = u64::from(count);
        format!("{} {}.", capital(&people(count)), counted(count, one, several))
    })
    .collect()
}

fn help(help: &Help) -> Vec<String> {
    let Help { remote, on_site, regions } = help;
    let mut sentences = Vec::new();
    if *remote {
        sentences.push("Accepter la visioconférence vous aurait permis d’avoir une place.".to_owned());
    }
    if *on_site {
        sentences.push("Accepter de vous rendre sur place vous aurait permis d’avoir une place.".to_owned());
    }
    let names: Vec<&str> = regions.iter().map(|region| region.name.as_str()).collect();
    match names.as_slice() {
        [] => {}
        [one] => sentences.push(format!(
            "Accepter de vous rendre dans cette région vous aurait permis d’avoir une place : {one}."
        )),
        several => sentences.push(format!(
            "Accepter de vous rendre dans l’une de ces régions vous aurait permis d’avoir une place : {}.",
            several.join(", ")
        )),
    }
    sentences
}
