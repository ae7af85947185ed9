//! `POST /v1/job-profiles/{job_profile_code}/restoration`

use actix_web::{HttpRequest, post};

use super::JobProfilePath;
use crate::access::{Access, Demand as _, WriteJobProfiles};
use crate::contract::fingerprint::of_request;
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::views::job_profile::JobProfileView;

/// Restore a job profile
///
/// Takes it back into use.
#[utoipa::path(
    tag = "job-profiles",
    operation_id = "restore_job_profile",
    params(JobProfilePath),
    extensions(("x-required-permission" = json!(WriteJobProfiles::SLUG))),
)]
#[post("/job-profiles/{job_profile_code}/restoration")]
pub async fn restore_job_profile(
    access: Access<WriteJobProfiles>,
    path: Path<JobProfilePath>,
    if_match: IfMatch,
    request: HttpRequest,
) -> Result<Reply<JobProfileView>, Problem> {
    let reply = access
        .write(async |unit| {
            let profile = path.load(unit).await?;
            unit.first_time(of_request(&request)).await?;
            if_match.honour(profile.version)?;
            let profile = unit.job_profiles().update(profile.restore(unit.now())?).await?;
            let subject = ("job_profile", profile.code.to_string());
            unit.audited("job_profile.restored", subject, None, &["retired_at"], None).await?;
            Ok(Reply::versioned(profile.version, &JobProfileView::from(&profile))?)
        })
        .await?;
    access.state().job_profiles().expire();
    Ok(reply)
}
