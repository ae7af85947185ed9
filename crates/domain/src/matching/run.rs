//! A run and what becomes of it.

use super::RunParameters;
use crate::clock::Instant;
use crate::edition::EditionSummary;
use crate::id::{AccountId, MatchingRunId};
use crate::transition::InvalidTransition;
use crate::version::Version;

/// One computation of proposals for an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchingRun {
    /// Identifier.
    pub id: MatchingRunId,
    /// The edition.
    pub edition: EditionSummary,
    /// How it computes.
    pub parameters: RunParameters,
    /// What has become of it.
    pub state: RunState,
    /// Since when.
    pub state_changed_at: Instant,
    /// By whom it was asked for.
    pub author: AccountId,
    /// Version of the row.
    pub version: Version,
    /// When it was asked for.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
}

/// What has become of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunState {
    /// Somebody computes it, or will.
    Computing {
        /// Parts of a thousand that are done.
        progress: u32,
    },
    /// It has a certified plan.
    Computed(RunMetrics),
    /// Its pairs were proposed.
    Published(RunMetrics),
    /// It will not be published.
    Discarded(RunMetrics),
    /// It has no plan: what it was computed from contradicts itself, or the certificate did not hold.
    Failed {
        /// Which, as a stable slug.
        code: String,
    },
}

/// What a plan is worth, and how it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunMetrics {
    /// Students who were to be placed.
    pub students: u64,
    /// Ambassadors with a seat left.
    pub ambassadors: u64,
    /// Their seats.
    pub seats: u64,
    /// Students placed: of those left out before, and of the others.
    pub placed: [u64; 2],
    /// Pairs of the previous plan that are lost, when there was one.
    pub changes: Option<u64>,
    /// Sum of penalties.
    pub rank_penalty: u64,
    /// Sum of bands.
    pub place_band: u64,
    /// Students who named organisations and get another.
    pub preference: u64,
    /// Pairs by the rank of the wish.
    pub by_wish_rank: Vec<u64>,
    /// SHA-256 of everything that it was computed from, in hexadecimal.
    pub digest: String,
    /// Whether a checker that shares no code with the solver has proven that no plan is better.
    pub certified: bool,
    /// Milliseconds of the solver alone.
    pub solve_milliseconds: u64,
    /// Milliseconds from reading to storing.
    pub total_milliseconds: u64,
}

impl RunState {
    /// The stable name of the state.
    #[must_use]
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::Computing { .. } => "computing",
            Self::Computed(_) => "computed",
            Self::Published(_) => "published",
            Self::Discarded(_) => "discarded",
            Self::Failed { .. } => "failed",
        }
    }

    /// What the plan is worth, once there is one.
    #[must_use]
    pub const fn metrics(&self) -> Option<&RunMetrics> {
        match self {
            Self::Computed(metrics) | Self::Published(metrics) | Self::Discarded(metrics) => Some(metrics),
            Self::Computing { .. } | Self::Failed { .. } => None,
        }
    }

    /// The transitions allowed from here, by the names of their resources.
    #[must_use]
    pub const fn transitions(&self) -> &'static [&'static str] {
        match self {
            Self::Computed(_) => &["publication", "discard"],
            Self::Computing { .. } | Self::Published(_) | Self::Discarded(_) | Self::Failed { .. } => &[],
        }
    }

    const fn refusal(&self) -> InvalidTransition {
        InvalidTransition { state: self.slug(), allowed: self.transitions() }
    }
}

impl MatchingRun {
    /// `computing → computed`, with its plan.
    ///
    /// # Errors
    /// From another state: somebody else has computed it meanwhile.
    pub fn computed(self, metrics: RunMetrics, now: Instant) -> Result<Self, InvalidTransition> {
        self.ended(RunState::Computed(metrics), now)
    }

    /// `computing → failed`.
    ///
    /// # Errors
    /// From another state.
    pub fn failed(self, code: &'static str, now: Instant) -> Result<Self, InvalidTransition> {
        self.ended(RunState::Failed { code: code.to_owned() }, now)
    }

    fn ended(self, state: RunState, now: Instant) -> Result<Self, InvalidTransition> {
        match self.state {
            RunState::Computing { .. } => Ok(self.moved_to(state, now)),
            RunState::Computed(_)
            | RunState::Published(_)
            | RunState::Discarded(_)
            | RunState::Failed { .. } => Err(self.state.refusal()),
        }
    }

    /// `computed → published`: its pairs are proposed.
    ///
    /// # Errors
    /// From another state.
    pub fn published(self, now: Instant) -> Result<Self, InvalidTransition> {
        let metrics = self.unpublished()?;
        Ok(self.moved_to(RunState::Published(metrics), now))
    }

    /// `computed → discarded`.
    ///
    /// # Errors
    /// From another state.
    pub fn discarded(self, now: Instant) -> Result<Self, InvalidTransition> {
        let metrics = self.unpublished()?;
        Ok(self.moved_to(RunState::Discarded(metrics), now))
    }

    fn unpublished(&self) -> Result<RunMetrics, InvalidTransition> {
        match &self.state {
            RunState::Computed(metrics) => Ok(metrics.clone()),
            RunState::Computing { .. }
            | RunState::Published(_)
            | RunState::Discarded(_)
            | RunState::Failed { .. } => Err(self.state.refusal()),
        }
    }

    fn moved_to(self, state: RunState, now: Instant) -> Self {
        Self { state, state_changed_at: now, updated_at: now, ..self }
    }
}
