//! `GET /v1/job-profiles/{job_profile_code}`

use actix_web::get;

use super::JobProfilePath;
use crate::access::{Access, Demand as _, Public};
use crate::contract::reply::Reply;
use crate::extract::Path;
use crate::problem::Problem;
use crate::views::job_profile::JobProfileView;

/// Read a job profile
///
/// Retired profiles stay readable: past editions refer to them.
#[utoipa::path(
    tag = "job-profiles",
    operation_id = "get_job_profile",
    params(JobProfilePath),
    extensions(("x-required-permission" = json!(Public::SLUG))),
)]
#[get("/job-profiles/{job_profile_code}")]
pub async fn get_job_profile(
    access: Access<Public>,
    path: Path<JobProfilePath>,
) -> Result<Reply<JobProfileView>, Problem> {
    let code = path.code()?;
    let profile = access.read(async |tx| Ok(tx.job_profiles().find(&code).await?)).await?;
    let profile = profile.ok_or(Problem::not_found())?;
    Ok(Reply::versioned(profile.version, &JobProfileView::from(&profile))?.public())
}
