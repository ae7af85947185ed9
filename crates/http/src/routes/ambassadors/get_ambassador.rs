//! `GET /v1/ambassadors/{ambassador_id}`

use actix_web::get;

use super::AmbassadorPath;
use crate::access::{Access, Demand as _, ReadAmbassadors};
use crate::contract::reply::Reply;
use crate::extract::Path;
use crate::problem::Problem;
use crate::views::ambassador::AmbassadorView;

/// Read an ambassador
///
/// One's own; those of the own organisation and of all below it; DINUM reads all.
#[utoipa::path(
    tag = "ambassadors",
    operation_id = "get_ambassador",
    params(AmbassadorPath),
    extensions(("x-required-permission" = json!(ReadAmbassadors::SLUG))),
)]
#[get("/ambassadors/{ambassador_id}")]
pub async fn get_ambassador(
    access: Access<ReadAmbassadors>,
    path: Path<AmbassadorPath>,
) -> Result<Reply<AmbassadorView>, Problem> {
    let reach = access.actor().ambassador_reach();
    let profiles = access.state().job_profiles().get(&access).await?;
    let found =
        access.read(async |tx| Ok(tx.ambassadors().find(path.ambassador_id.into(), reach).await?)).await?;
    let ambassador = found.ok_or(Problem::not_found())?;
    let view = AmbassadorView::new(&ambassador, &profiles.items, access.state().reference());
    Reply::versioned(ambassador.version, &view)
}
