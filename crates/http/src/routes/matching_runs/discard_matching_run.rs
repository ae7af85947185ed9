//! `POST /v1/matching-runs/{run_id}/discard`

use actix_web::{HttpRequest, post};

use super::MatchingRunPath;
use crate::access::{Access, Demand as _, WriteMatchingRuns};
use crate::contract::fingerprint::of_request;
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::views::matching_run::MatchingRunView;

/// Discard a matching run
///
/// It will not be published; it stays to be read and compared with.
#[utoipa::path(
    tag = "matching",
    operation_id = "discard_matching_run",
    params(MatchingRunPath),
    extensions(("x-required-permission" = json!(WriteMatchingRuns::SLUG))),
)]
#[post("/matching-runs/{run_id}/discard")]
pub async fn discard_matching_run(
    access: Access<WriteMatchingRuns>,
    path: Path<MatchingRunPath>,
    if_match: IfMatch,
    request: HttpRequest,
) -> Result<Reply<MatchingRunView>, Problem> {
    access
        .write(async |unit| {
            let run = path.load(unit).await?;
            unit.first_time(of_request(&request)).await?;
            if_match.honour(run.version)?;
            let run = unit.matching().update(run.discarded(unit.now())?).await?;
            let subject = ("matching_run", run.id.to_string());
            unit.audited("matching_run.discarded", subject, None, &["state"], None).await?;
            Ok(Reply::versioned(run.version, &MatchingRunView::new(&run, true))?)
        })
        .await
}
