//! In French.

use vmj_domain::matching::Place;

use super::counted;
use crate::explanation::{
    BetterWish, Chosen, Help, LevelAmount, LevelName, PairExplanation, Removed, UnmatchedExplanation,
    VacantExplanation,
};

pub fn pair(explanation: &PairExplanation) -> Vec<String> {
    match explanation {
        PairExplanation::Chosen(chosen) => self::chosen(chosen),
        PairExplanation::Locked => vec!["Ce duo a été décidé à l’avance par la DINUM.".to_owned()],
        PairExplanation::Kept => vec!["Ce duo était déjà annoncé et ne change pas.".to_owned()],
        PairExplanation::ByHand => vec!["Ce duo a été formé par la DINUM.".to_owned()],
    }
}

fn chosen(chosen: &Chosen) -> Vec<String> {
    let Chosen { rank, place, band: _, other_organisation, price: _, seat_price: _, better } = chosen;
    let mut sentences = vec![
        format!("Cette proposition correspond à votre {} souhait.", ordinal(*rank)),
        match place {
            Place::SameDepartment => "La journée aurait lieu dans votre département.",
            Place::SameRegion => "La journée aurait lieu dans votre région.",
            Place::AcceptedRegion => {
                "La journée aurait lieu dans une autre région, où vous acceptez de vous rendre."
            }
            Place::Remote => "La journée se déroulerait en visioconférence.",
        }
        .to_owned(),
    ];
    if *other_organisation {
        sentences.push("Ce n’est pas l’une des administrations que vous avez citées.".to_owned());
    }
    sentences.extend(better.iter().map(better_wish));
    sentences
}

fn better_wish(wish: &BetterWish) -> String {
    let rank = ordinal(wish.rank);
    let Some(worse) = &wish.worse else {
        return format!(
            "Pour votre {rank} souhait, personne à votre portée n’avait de place à vous proposer."
        );
    };
    let Some(LevelAmount { level, wish: _, amount }) = worse.first() else {
        return format!(
            "Pour votre {rank} souhait, d’autres personnes étaient à égalité avec vous : le tirage au sort a décidé."
        );
    };
    let count = amount.unsigned_abs();
    let cost = match level {
        LevelName::PlacedLeftOut => format!(
            "priverait de place {} qui n’en {} pas eu lors de l’édition précédente",
            people(count),
            counted(count, "avait", "avaient")
        ),
        LevelName::PlacedOthers if count == 1 => "laisserait une autre personne sans place".to_owned(),
        LevelName::PlacedOthers => format!("laisserait {count} autres personnes sans place"),
        LevelName::Changes if count == 1 => "obligerait à défaire un duo déjà annoncé".to_owned(),
        LevelName::Changes => format!("obligerait à défaire {count} duos déjà annoncés"),
        LevelName::Rank | LevelName::Wish => {
            "donnerait à d’autres personnes des souhaits bien moins bien classés".to_owned()
        }
        LevelName::Place => {
            "éloignerait davantage les duos, dans l’ensemble, du domicile des participants".to_owned()
        }
        LevelName::Preference => {
            "donnerait à moins de personnes une administration qu’elles ont citée".to_owned()
        }
    };
    format!("Vous accorder votre {rank} souhait {cost}.")
}

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
