//! Two runs of the same edition.

use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use vmj_domain::matching::MatchingRun;
use vmj_persistence::ReadTx;

use crate::problem::Problem;

/// Names two runs.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ComparisonPath {
    /// The one.
    pub run_id: Uuid,
    /// The other, of the same edition.
    pub other_run_id: Uuid,
}

impl ComparisonPath {
    /// Both.
    ///
    /// # Errors
    /// 404 when one is not there, or they are of different editions.
    pub async fn find(&self, tx: &ReadTx) -> Result<(MatchingRun, MatchingRun), Problem> {
        let run = tx.matching().find(self.run_id.into()).await?;
        let other = tx.matching().find(self.other_run_id.into()).await?;
        let both = run.zip(other).filter(|(run, other)| run.edition.id == other.edition.id);
        both.ok_or(Problem::not_found())
    }
}
