//! In English.

use vmj_domain::matching::Place;

use super::counted;
use crate::explanation::{
    BetterWish, Chosen, Help, LevelAmount, LevelName, PairExplanation, Removed, UnmatchedExplanation,
    VacantExplanation,
};

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
