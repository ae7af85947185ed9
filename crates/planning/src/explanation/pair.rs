//! Why a pair is as it is.

use serde::{Deserialize, Serialize};
use vmj_domain::account::Locale;
use vmj_domain::matching::Place;

use super::{Explanation, LevelAmount};
use crate::words;

/// Why a pair is as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PairExplanation {
    /// It is in the best plan.
    Chosen(Chosen),
    /// DINUM decided it before the computation.
    Locked,
    /// It was known to people and a repair kept it.
    Kept,
    /// DINUM made it by hand after the computation.
    ByHand,
}

/// A pair of the best plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// The rank of the wish, from 1.
    pub rank: u32,
    /// Where the two would meet.
    #[serde(with = "super::coded")]
    pub place: Place,
    /// What the place costs.
    pub band: u32,
    /// Whether the student named organisations and gets another.
    pub other_organisation: bool,
    /// The student's price: without the student the plan would be worse by so much at least.
    pub price: Vec<LevelAmount>,
    /// The seat's price: one seat more at this ambassador would better the plan by so much at most.
    pub seat_price: Vec<LevelAmount>,
    /// What each better wish would cost, the best first.
    pub better: Vec<BetterWish>,
}

/// A wish that was ranked better than what the student gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BetterWish {
    /// Its rank, from 1.
    pub rank: u32,
    /// What would get worse in all if it were granted: the first level decides, those below it may get better. Empty when it
    /// was a tie that the lottery settled; none when nobody within reach has a seat to give for it.
    pub worse: Option<Vec<LevelAmount>>,
}

impl Explanation for PairExplanation {
    fn words(&self, locale: Locale) -> Vec<String> {
        match locale {
            Locale::French => words::french::pair(self),
            Locale::English => words::english::pair(self),
        }
    }
}
