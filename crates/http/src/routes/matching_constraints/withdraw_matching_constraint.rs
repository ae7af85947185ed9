//! `POST /v1/matching-constraints/{constraint_id}/withdrawal`

use actix_web::{HttpRequest, post};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::access::{Access, Demand as _, WriteMatchingRuns};
use crate::contract::fingerprint::of_request;
use crate::contract::reply::Reply;
use crate::extract::Path;
use crate::problem::Problem;
use crate::views::matching_constraint::MatchingConstraintView;

/// Names a lock or an exclusion.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct MatchingConstraintPath {
    /// The lock or exclusion.
    pub constraint_id: Uuid,
}

/// Withdraw a lock or an exclusion
///
/// The next run decides about the pair like any other. The answer is the last that is seen of it.
#[utoipa::path(
    tag = "matching",
    operation_id = "withdraw_matching_constraint",
    params(MatchingConstraintPath),
    extensions(("x-required-permission" = json!(WriteMatchingRuns::SLUG))),
)]
#[post("/matching-constraints/{constraint_id}/withdrawal")]
pub async fn withdraw_matching_constraint(
    access: Access<WriteMatchingRuns>,
    path: Path<MatchingConstraintPath>,
    request: HttpRequest,
) -> Result<Reply<MatchingConstraintView>, Problem> {
    let id = path.constraint_id.into();
    access
        .write(async |unit| {
            unit.first_time(of_request(&request)).await?;
            let found = unit.matching().find_constraint(id).await.map_err(Problem::from)?;
            let constraint = found.ok_or(Problem::not_found())?;
            // Somebody else may have been quicker.
            if !unit.matching().delete_constraint(id).await.map_err(Problem::from)? {
                return Err(Problem::not_found().into());
            }
            let subject = ("matching_constraint", constraint.id.to_string());
            unit.audited("matching_constraint.withdrawn", subject, None, &[], None).await?;
            Ok(Reply::plain(&MatchingConstraintView::from(&constraint))?)
        })
        .await
}
