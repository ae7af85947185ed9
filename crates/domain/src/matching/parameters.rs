//! How a run computes.

use crate::broken::{Broken, Rule};
use crate::code::codes;
use crate::id::MatchingRunId;

codes! {
    /// Whom a run places.
    RunScope {
        /// All who have no live pairing.
        Edition => "edition",
        /// The same, after a publication: those whom it left without a place.
        Unplaced => "unplaced",
    }
    /// How the ranks of wishes are weighed.
    RankObjective {
        /// Least sum of penalties.
        Penalty => "penalty",
        /// Most first wishes; then most second wishes, and so on.
        RankMaximal => "rank_maximal",
        /// Fewest last wishes; then fewest of those before, and so on.
        Generous => "generous",
    }
}

/// The parameters of a run. The order of the levels is not one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunParameters {
    /// Whom it places.
    pub scope: RunScope,
    /// Of the lottery among those who tie on every level.
    pub seed: u64,
    /// What a pair costs by the rank of the wish, the first rank first.
    pub rank_penalty: Vec<u32>,
    /// What a pair costs by its place: same department, same region, another accepted region, remote.
    pub place_band: [u32; 4],
    /// How ranks are weighed.
    pub rank_objective: RankObjective,
    /// The run whose pairs people know: fewest of them are changed.
    pub previous: Option<MatchingRunId>,
}

impl RunParameters {
    /// Greatest seed: every JSON reader holds it exactly.
    pub const MAX_SEED: u64 = (1 << 53) - 1;
    /// Greatest penalty or band.
    pub const MAX_COST: u32 = 1_000_000;
    /// The bands of PRODUCT.md's matching.
    pub const PLACE_BAND: [u32; 4] = [0, 1, 2, 3];

    /// All that is not right, in an edition with so many wishes at most.
    #[must_use]
    pub fn broken(&self, max_wishes: u32) -> Vec<Broken> {
        let mut broken = Vec::new();
        if self.rank_penalty.len() != max_wishes as usize {
            let wanted = i64::from(max_wishes);
            broken.push(Rule::OutOfRange { min: wanted, max: wanted }.at("/rank_penalty"));
        }
        for (at, costs) in [("/rank_penalty", &self.rank_penalty[..]), ("/place_band", &self.place_band[..])]
        {
            for (index, cost) in costs.iter().enumerate() {
                if *cost > Self::MAX_COST {
                    broken.push(
                        Rule::OutOfRange { min: 0, max: Self::MAX_COST.into() }.at(format!("{at}/{index}")),
                    );
                }
            }
        }
        if self.seed > Self::MAX_SEED {
            broken.push(
                Rule::OutOfRange { min: 0, max: i64::try_from(Self::MAX_SEED).unwrap_or(i64::MAX) }
                    .at("/seed"),
            );
        }
        broken
    }

    /// The penalties of an edition with so many wishes at most: 0, 1, 3, 6, 10 and on; convex, so that nobody pays alone.
    #[must_use]
    pub fn default_penalties(max_wishes: u32) -> Vec<u32> {
        let penalty = |rank: u32| rank * (rank + 1) / 2;
        (0..max_wishes).map(penalty).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters() -> RunParameters {
        RunParameters {
            scope: RunScope::Edition,
            seed: RunParameters::MAX_SEED,
            rank_penalty: RunParameters::default_penalties(5),
            place_band: RunParameters::PLACE_BAND,
            rank_objective: RankObjective::Penalty,
            previous: None,
        }
    }

    #[test]
    fn penalties_are_those_of_the_matching() {
        assert_eq!(RunParameters::default_penalties(5), [0, 1, 3, 6, 10]);
        assert_eq!(parameters().broken(5), []);
    }

    #[test]
    fn all_that_is_not_right_is_told() {
        let mut wrong = RunParameters { seed: RunParameters::MAX_SEED + 1, ..parameters() };
        wrong.place_band[3] = RunParameters::MAX_COST + 1;
        let pointers: Vec<_> = wrong.broken(4).into_iter().map(|broken| broken.pointer).collect();
        assert_eq!(pointers, ["/rank_penalty", "/place_band/3", "/seed"]);
    }
}
