//! Why a seat is free.

use serde::{Deserialize, Serialize};
use vmj_domain::account::Locale;

use super::Explanation;
use crate::words;

/// Why an ambassador has free seats: the first that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum VacantExplanation {
    /// The ambassador does no job that the edition offers.
    NoOfferedJob,
    /// Nobody wished for a job that they do.
    NotWished,
    /// Some wished, but nobody is within reach.
    OutOfReach {
        /// How many wished.
        wishes: u32,
    },
    /// Some are within reach; all of them have a place.
    ServedElsewhere {
        /// How many.
        within_reach: u32,
    },
}

impl Explanation for VacantExplanation {
    fn words(&self, locale: Locale) -> Vec<String> {
        match locale {
            Locale::French => words::french::vacant(self),
            Locale::English => words::english::vacant(self),
        }
    }
}
