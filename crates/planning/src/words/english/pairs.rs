//! Why a pair is as it is.

use vmj_domain::matching::Place;

use super::ordinal;
use crate::explanation::{BetterWish, Chosen, LevelAmount, LevelName, PairExplanation};
use crate::words::counted;

pub fn pair(explanation: &PairExplanation) -> Vec<String> {
    match explanation {
        PairExplanation::Chosen(chosen) => self::chosen(chosen),
        PairExplanation::Locked => vec!["DINUM decided on this duo in advance.".to_owned()],
        PairExplanation::Kept => vec!["This duo was known already and does not change.".to_owned()],
        PairExplanation::ByHand => vec!["DINUM made this duo.".to_owned()],
    }
}

fn chosen(chosen: &Chosen) -> Vec<String> {
    let Chosen { rank, place, band: _, other_organisation, price: _, seat_price: _, better } = chosen;
    let mut sentences = vec![
        format!("This proposal is your {}.", ordinal(*rank)),
        match place {
            Place::SameDepartment => "The day would take place in your department.",
            Place::SameRegion => "The day would take place in your region.",
            Place::AcceptedRegion => {
                "The day would take place in another region, to which you are willing to travel."
            }
            Place::Remote => "The day would take place by video.",
        }
        .to_owned(),
    ];
    if *other_organisation {
        sentences.push("It is none of the organisations that you named.".to_owned());
    }
    sentences.extend(better.iter().map(better_wish));
    sentences
}

fn better_wish(wish: &BetterWish) -> String {
    let rank = ordinal(wish.rank);
    let Some(worse) = &wish.worse else {
        return format!("For your {rank}, nobody within your reach had a place to give.");
    };
    let Some(LevelAmount { level, wish: _, amount }) = worse.first() else {
        return format!("For your {rank}, other people were equal to you, and lots were drawn.");
    };
    let count = amount.unsigned_abs();
    let cost = match level {
        LevelName::PlacedLeftOut => format!(
            "would take the place of {} who had none in the previous edition",
            counted(count, "somebody", "people")
        ),
        LevelName::PlacedOthers if count == 1 => "would leave another person without a place".to_owned(),
        LevelName::PlacedOthers => format!("would leave {count} other people without a place"),
        LevelName::Changes if count == 1 => "would undo a duo that was announced".to_owned(),
        LevelName::Changes => format!("would undo {count} duos that were announced"),
        LevelName::Rank | LevelName::Wish => {
            "would give other people wishes that they ranked much lower".to_owned()
        }
        LevelName::Place => "would place duos farther from home on the whole".to_owned(),
        LevelName::Preference => "would give fewer people an organisation that they named".to_owned(),
    };
    format!("Granting your {rank} {cost}.")
}
