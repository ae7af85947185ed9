//! `GET /v1/matching-runs/{run_id}`

use actix_web::get;

use super::MatchingRunPath;
use crate::access::{Access, Demand as _, ReadMatchingRuns};
use crate::contract::reply::Reply;
use crate::extract::Path;
use crate::problem::Problem;
use crate::routes::editions::is_dinum;
use crate::views::matching_run::MatchingRunView;

/// Read a matching run
///
/// How far it is while it is being computed; then what its plan is worth, and whether that is proven. A ministry admin reads
/// published ones, without what they are worth to all.
#[utoipa::path(
    tag = "matching",
    operation_id = "get_matching_run",
    params(MatchingRunPath),
    extensions(("x-required-permission" = json!(ReadMatchingRuns::SLUG))),
)]
#[get("/matching-runs/{run_id}")]
pub async fn get_matching_run(
    access: Access<ReadMatchingRuns>,
    path: Path<MatchingRunPath>,
) -> Result<Reply<MatchingRunView>, Problem> {
    let actor = access.actor();
    let run = access.read(async |tx| path.find(tx, actor).await).await?;
    Reply::versioned(run.version, &MatchingRunView::new(&run, is_dinum(actor)))
}
