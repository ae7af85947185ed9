//! Why a pair is as it is.

use vmj_domain::matching::Place;

use super::{ordinal, people};
use crate::explanation::{BetterWish, Chosen, LevelAmount, LevelName, PairExplanation};
use crate::words::counted;

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
