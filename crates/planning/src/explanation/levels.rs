//! Amounts at the levels of the objective.

use serde::{Deserialize, Serialize};
use vmj_matching::Level;

/// A level of the objective, the highest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LevelName {
    /// Students placed, of those who were left out before.
    PlacedLeftOut,
    /// Students placed, of the others.
    PlacedOthers,
    /// Pairs of the previous plan that are lost.
    Changes,
    /// Sum of penalties by the rank of the wish.
    Rank,
    /// Pairs at one rank, when ranks are weighed one by one.
    Wish,
    /// Sum of bands by the place.
    Place,
    /// Students who named organisations and get another.
    Preference,
}

/// So much at a level. A list of them has the highest level first and leaves out those of nothing: the first decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelAmount {
    /// Which level.
    pub level: LevelName,
    /// The rank from 1, at [`LevelName::Wish`] alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wish: Option<u32>,
    /// In the level's own unit. Positive is worse, or dearer.
    pub amount: i64,
}

/// Names the entries of one of the solver's vectors, each multiplied by a sign.
pub fn named(levels: &[Level], vector: &[i64], sign: i64) -> Vec<LevelAmount> {
    let entry = |(level, entry): (&Level, &i64)| {
        let (level, wish) = name(*level)?;
        (*entry != 0).then_some(LevelAmount { level, wish, amount: entry.saturating_mul(sign) })
    };
    levels.iter().zip(vector).filter_map(entry).collect()
}

fn name(level: Level) -> Option<(LevelName, Option<u32>)> {
    Some(match level {
        Level::Placed(0) => (LevelName::PlacedLeftOut, None),
        Level::Placed(_) => (LevelName::PlacedOthers, None),
        Level::Changes => (LevelName::Changes, None),
        Level::Rank => (LevelName::Rank, None),
        Level::Wish(index) => (LevelName::Wish, Some(u32::from(index) + 1)),
        Level::Place => (LevelName::Place, None),
        Level::Preference => (LevelName::Preference, None),
        Level::Lottery => return None,
    })
}
