//! Sentences as people read them: reviewed, every kind of each.

use vmj_domain::account::Locale::{English, French};
use vmj_domain::matching::Place;

use crate::explanation::{
    BetterWish, Chosen, Help, HelpfulRegion, LevelAmount, LevelName, PairExplanation, Removed,
    UnmatchedExplanation, VacantExplanation, read, words, write,
};

fn worse(rank: u32, level: LevelName, amount: i64) -> BetterWish {
    BetterWish { rank, worse: Some(vec![LevelAmount { level, wish: None, amount }]) }
}

fn chosen(rank: u32, place: Place, other_organisation: bool, better: Vec<BetterWish>) -> PairExplanation {
    let (price, seat_price) = (vec![], vec![LevelAmount { level: LevelName::Rank, wish: None, amount: 3 }]);
    PairExplanation::Chosen(Chosen { rank, place, band: 3, other_organisation, price, seat_price, better })
}

fn all_grants() -> Vec<BetterWish> {
    vec![
        BetterWish { rank: 1, worse: None },
        BetterWish { rank: 2, worse: Some(vec![]) },
        worse(3, LevelName::PlacedLeftOut, 1),
        worse(4, LevelName::PlacedOthers, 1),
        worse(5, LevelName::PlacedOthers, 2),
        worse(6, LevelName::Changes, 1),
        worse(7, LevelName::Changes, 2),
        worse(8, LevelName::Rank, 3),
        worse(9, LevelName::Place, 1),
        worse(10, LevelName::Preference, 1),
    ]
}

#[test]
fn pairs_in_french() {
    let read = words(&chosen(11, Place::Remote, true, all_grants()), French);
    let expected = [
        "Cette proposition correspond à votre 11e souhait.",
        "La journée se déroulerait en visioconférence.",
        "Ce n’est pas l’une des administrations que vous avez citées.",
        "Pour votre premier souhait, personne à votre portée n’avait de place à vous proposer.",
        "Pour votre deuxième souhait, d’autres personnes étaient à égalité avec vous : le tirage au sort a décidé.",
        "Vous accorder votre troisième souhait priverait de place une personne qui n’en avait pas eu lors de l’édition précédente.",
        "Vous accorder votre quatrième souhait laisserait une autre personne sans place.",
        "Vous accorder votre cinquième souhait laisserait 2 autres personnes sans place.",
        "Vous accorder votre 6e souhait obligerait à défaire un duo déjà annoncé.",
        "Vous accorder votre 7e souhait obligerait à défaire 2 duos déjà annoncés.",
        "Vous accorder votre 8e souhait donnerait à d’autres personnes des souhaits bien moins bien classés.",
        "Vous accorder votre 9e souhait éloignerait davantage les duos, dans l’ensemble, du domicile des participants.",
        "Vous accorder votre 10e souhait donnerait à moins de personnes une administration qu’elles ont citée.",
    ];
    assert_eq!(read, expected);
    let places = [
        (Place::SameDepartment, "La journée aurait lieu dans votre département."),
        (Place::SameRegion, "La journée aurait lieu dans votre région."),
        (
            Place::AcceptedRegion,
            "La journée aurait lieu dans une autre région, où vous acceptez de vous rendre.",
        ),
    ];
    for (place, sentence) in places {
        let first = "Cette proposition correspond à votre premier souhait.";
        assert_eq!(words(&chosen(1, place, false, vec![]), French), [first, sentence]);
    }
    let others = [
        (PairExplanation::Locked, "Ce duo a été décidé à l’avance par la DINUM."),
        (PairExplanation::Kept, "Ce duo était déjà annoncé et ne change pas."),
        (PairExplanation::ByHand, "Ce duo a été formé par la DINUM."),
    ];
    for (explanation, sentence) in others {
        assert_eq!(words(&explanation, French), [sentence]);
    }
}

#[test]
fn pairs_in_english() {
    let read = words(&chosen(11, Place::AcceptedRegion, true, all_grants()), English);
    let expected = [
        "This proposal is your wish number 11.",
        "The day would take place in another region, to which you are willing to travel.",
        "It is none of the organisations that you named.",
        "For your first wish, nobody within your reach had a place to give.",
        "For your second wish, other people were equal to you, and lots were drawn.",
        "Granting your third wish would take the place of somebody who had none in the previous edition.",
        "Granting your fourth wish would leave another person without a place.",
        "Granting your fifth wish would leave 2 other people without a place.",
        "Granting your wish number 6 would undo a duo that was announced.",
        "Granting your wish number 7 would undo 2 duos that were announced.",
        "Granting your wish number 8 would give other people wishes that they ranked much lower.",
        "Granting your wish number 9 would place duos farther from home on the whole.",
        "Granting your wish number 10 would give fewer people an organisation that they named.",
    ];
    assert_eq!(read, expected);
}

#[test]
fn students_without_a_place() {
    let region = |code: &str, name: &str| HelpfulRegion { code: code.to_owned(), name: name.to_owned() };
    let regions = vec![region("53", "Bretagne"), region("28", "Normandie")];
    let help = Help { remote: true, on_site: false, regions };
    let seats = |students, seats| UnmatchedExplanation::SeatsTaken { students, seats, help: help.clone() };
    assert_eq!(
        words(&UnmatchedExplanation::NoJob, French),
        ["Personne ne propose les métiers que vous souhaitez."]
    );
    assert_eq!(
        words(&seats(23, 14), French),
        [
            "Toutes les places à votre portée ont été attribuées à d’autres : il y avait 23 personnes pour 14 places.",
            "Accepter la visioconférence vous aurait permis d’avoir une place.",
            "Accepter de vous rendre dans l’une de ces régions vous aurait permis d’avoir une place : Bretagne, Normandie.",
        ]
    );
    assert_eq!(
        words(&seats(23, 14), English),
        [
            "All places within your reach went to others: there were 23 people for 14 places.",
            "Accepting to meet by video would have given you a place.",
            "Accepting to travel to one of these regions would have given you a place: Bretagne, Normandie.",
        ]
    );
    assert_eq!(words(&seats(1, 0), French)[0], "Toutes les places à votre portée étaient déjà attribuées.");
    assert_eq!(words(&seats(1, 0), English)[0], "All places within your reach had been given already.");
    assert_eq!(words(&UnmatchedExplanation::NoJob, English), ["Nobody offers the jobs that you wish for."]);
}

#[test]
fn what_each_constraint_removed() {
    let one = Removed {
        excluded: 1,
        language: 1,
        accessibility: 1,
        region: 1,
        on_site: 1,
        remote: 1,
        region_and_remote: 1,
    };
    let two = Removed {
        excluded: 2,
        language: 2,
        accessibility: 2,
        region: 2,
        on_site: 2,
        remote: 2,
        region_and_remote: 2,
    };
    let told = |removed, locale| {
        let explanation = UnmatchedExplanation::OutOfReach { removed, help: Help::default() };
        words(&explanation, locale)[1..].to_vec()
    };
    assert_eq!(
        told(one, French),
        [
            "Une personne ne peut pas former un duo avec vous.",
            "Une personne ne parle aucune de vos langues.",
            "Une personne travaille dans un lieu dont l’accessibilité n’est pas connue.",
            "Une personne reçoit uniquement sur place, dans une région que vous n’avez pas choisie.",
            "Une personne reçoit uniquement sur place, ce que vous n’avez pas choisi.",
            "Une personne reçoit uniquement en visioconférence, ce que vous n’avez pas choisi.",
            "Une personne reçoit sur place, dans une région que vous n’avez pas choisie, ou en visioconférence, que vous n’avez pas choisie non plus.",
        ]
    );
    assert_eq!(
        told(two, French),
        [
            "2 personnes ne peuvent pas former un duo avec vous.",
            "2 personnes ne parlent aucune de vos langues.",
            "2 personnes travaillent dans un lieu dont l’accessibilité n’est pas connue.",
            "2 personnes reçoivent uniquement sur place, dans des régions que vous n’avez pas choisies.",
            "2 personnes reçoivent uniquement sur place, ce que vous n’avez pas choisi.",
            "2 personnes reçoivent uniquement en visioconférence, ce que vous n’avez pas choisi.",
            "2 personnes reçoivent sur place, dans des régions que vous n’avez pas choisies, ou en visioconférence, que vous n’avez pas choisie non plus.",
        ]
    );
    assert_eq!(
        told(two, English)[5..],
        [
            "2 people receive by video only, which you did not choose.",
            "2 people receive by video or in regions, neither of which you chose.",
        ]
    );
}

#[test]
fn free_seats() {
    let cases = [
        (
            VacantExplanation::NoOfferedJob,
            "Aucun des métiers de cette personne n’est proposé par l’édition.",
            "The edition offers none of this person’s jobs.",
        ),
        (
            VacantExplanation::NotWished,
            "Aucun des métiers de cette personne n’a été souhaité.",
            "Nobody wished for this person’s jobs.",
        ),
        (
            VacantExplanation::OutOfReach { wishes: 1 },
            "Une seule personne a souhaité l’un de ses métiers, mais elle n’est pas à sa portée.",
            "One student wished for a job of this person, but is not within reach.",
        ),
        (
            VacantExplanation::OutOfReach { wishes: 4 },
            "4 personnes ont souhaité l’un de ses métiers, mais aucune n’est à sa portée.",
            "4 students wished for a job of this person, but none is within reach.",
        ),
        (
            VacantExplanation::ServedElsewhere { within_reach: 1 },
            "Une seule personne pouvait être reçue, et elle a une place.",
            "Only one student could be received, and has a place.",
        ),
        (
            VacantExplanation::ServedElsewhere { within_reach: 4 },
            "4 personnes pouvaient être reçues, et toutes ont une place.",
            "4 students could be received, and all of them have a place.",
        ),
    ];
    for (explanation, french, english) in cases {
        assert_eq!(words(&explanation, French), [french]);
        assert_eq!(words(&explanation, English), [english]);
        assert_eq!(read::<VacantExplanation>(&write(&explanation)).unwrap(), explanation);
    }
}

#[test]
fn the_stored_form_is_stable() {
    let pair = chosen(2, Place::SameRegion, false, vec![worse(1, LevelName::PlacedLeftOut, 1)]);
    let text = r#"{"kind":"chosen","rank":2,"place":"same_region","band":3,"other_organisation":false,"price":[],"seat_price":[{"level":"rank","amount":3}],"better":[{"rank":1,"worse":[{"level":"placed_left_out","amount":1}]}]}"#;
    assert_eq!(write(&pair), text);
    assert_eq!(read::<PairExplanation>(text).unwrap(), pair);
    let help = Help { remote: true, on_site: false, regions: vec![] };
    let left =
        UnmatchedExplanation::OutOfReach { removed: Removed { region: 3, ..Removed::default() }, help };
    let text = r#"{"kind":"out_of_reach","removed":{"excluded":0,"language":0,"accessibility":0,"region":3,"on_site":0,"remote":0,"region_and_remote":0},"help":{"remote":true,"on_site":false,"regions":[]}}"#;
    assert_eq!(write(&left), text);
    assert_eq!(read::<UnmatchedExplanation>(text).unwrap(), left);
}
