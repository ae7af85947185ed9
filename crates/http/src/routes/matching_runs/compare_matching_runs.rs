//! `GET /v1/matching-runs/{run_id}/comparison/{other_run_id}`

use actix_web::get;

use super::comparison::ComparisonPath;
use crate::access::{Access, Demand as _, WriteMatchingRuns};
use crate::contract::reply::Reply;
use crate::extract::Path;
use crate::problem::Problem;
use crate::views::matching_comparison::MatchingComparisonView;
use crate::views::matching_run::MatchingRunView;

/// Compare two matching runs
///
/// What each is worth, and how many students keep their ambassador, change, gain or lose a place from the one to the other.
#[utoipa::path(
    tag = "matching",
    operation_id = "compare_matching_runs",
    params(ComparisonPath),
    extensions(("x-required-permission" = json!(WriteMatchingRuns::SLUG))),
)]
#[get("/matching-runs/{run_id}/comparison/{other_run_id}")]
pub async fn compare_matching_runs(
    access: Access<WriteMatchingRuns>,
    path: Path<ComparisonPath>,
) -> Result<Reply<MatchingComparisonView>, Problem> {
    let view = access
        .read(async |tx| {
            let (run, other) = path.find(tx).await?;
            let differences = tx.matching().differences(run.id, other.id).await?;
            let view = |run| MatchingRunView::new(run, true);
            Ok(MatchingComparisonView::new(view(&run), view(&other), differences))
        })
        .await?;
    Reply::plain(&view)
}
