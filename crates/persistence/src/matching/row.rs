//! From rows to runs.

use chrono::NaiveDate;
use sea_orm::FromQueryResult;
use vmj_domain::edition::EditionSummary;
use vmj_domain::matching::{MatchingRun, RunMetrics, RunParameters, RunState};
use vmj_domain::text::Label;

use super::numbers::{natural, split};
use crate::StoreError;
use crate::cells::Cells;
use crate::entity::matching_run::Model;

/// A run with its edition, as one statement reads it.
#[derive(FromQueryResult)]
pub struct Row {
    #[sea_orm(nested)]
    run: Model,
    edition_name: String,
    edition_day: NaiveDate,
}

impl Row {
    const fn cells(&self) -> Cells<'_> {
        Cells::of("matching_runs", &self.run.id)
    }

    fn required<T>(&self, value: Option<T>) -> Result<T, StoreError> {
        value.ok_or_else(|| self.cells().corrupt(format!("state {}", self.run.state)))
    }

    fn number(&self, number: Option<i64>) -> Result<u64, StoreError> {
        natural(self.cells(), self.required(number)?)
    }

    fn parameters(&self) -> Result<RunParameters, StoreError> {
        let (cells, run) = (self.cells(), &self.run);
        let place_band = <[u32; 4]>::try_from(split(cells, &run.place_band)?);
        Ok(RunParameters {
            scope: cells.code(&run.scope)?,
            seed: natural(cells, run.seed)?,
            rank_penalty: split(cells, &run.rank_penalty)?,
            place_band: place_band.map_err(|_| cells.corrupt("place_band"))?,
            rank_objective: cells.code(&run.rank_objective)?,
            previous: run.previous_id.map(Into::into),
        })
    }

    fn state(&self) -> Result<RunState, StoreError> {
        let run = &self.run;
        Ok(match run.state.as_str() {
            "computing" => {
                RunState::Computing { progress: natural(self.cells(), self.required(run.progress)?)? }
            }
            "computed" => RunState::Computed(self.metrics()?),
            "published" => RunState::Published(self.metrics()?),
            "discarded" => RunState::Discarded(self.metrics()?),
            "failed" => RunState::Failed { code: self.required(run.failure.clone())? },
            state => return Err(self.cells().corrupt(format!("state {state}"))),
        })
    }

    fn metrics(&self) -> Result<RunMetrics, StoreError> {
        let run = &self.run;
        let by_wish_rank = self.required(run.by_wish_rank.as_deref())?;
        Ok(RunMetrics {
            students: self.number(run.students)?,
            ambassadors: self.number(run.ambassadors)?,
            seats: self.number(run.seats)?,
            placed: [self.number(run.placed_0)?, self.number(run.placed_1)?],
            changes: run.changes.map(|changes| natural(self.cells(), changes)).transpose()?,
            rank_penalty: self.number(run.rank_penalty_sum)?,
            place_band: self.number(run.place_band_sum)?,
            preference: self.number(run.preference)?,
            by_wish_rank: split(self.cells(), by_wish_rank)?,
            digest: self.required(run.digest.clone())?,
            certified: self.required(run.certified)?,
            solve_milliseconds: self.number(run.solve_ms)?,
            total_milliseconds: self.number(run.total_ms)?,
        })
    }
}

impl TryFrom<Row> for MatchingRun {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let (cells, run) = (row.cells(), &row.run);
        Ok(Self {
            id: run.id.into(),
            edition: EditionSummary {
                id: run.edition_id.into(),
                name: cells.text(Label::parse, &row.edition_name)?,
                day: row.edition_day,
            },
            parameters: row.parameters()?,
            state: row.state()?,
            state_changed_at: run.state_changed_at,
            author: run.author_id.into(),
            version: cells.version(run.version)?,
            created_at: run.created_at,
            updated_at: run.updated_at,
        })
    }
}
