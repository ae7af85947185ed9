//! `POST /v1/job-profiles/{job_profile_code}/retirement`

use actix_web::{HttpRequest, post};

use super::JobProfilePath;
use crate::access::{Access, Demand as _, WriteJobProfiles};
use crate::contract::fingerprint::of_request;
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::views::job_profile::JobProfileView;

/// Retire a job profile
///
/// Takes it out of use: it can be neither wished for nor offered any more. What refers to it stays.
#[utoipa::path(
    tag = "job-profiles",
    operation_id = "retire_job_profile",
    params(JobProfilePath),
    extensions(("x-required-permission" = json!(WriteJobProfiles::SLUG))),
)]
#[post("/job-profiles/{job_profile_code}/retirement")]
pub async fn retire_job_profile(
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
            let profile = unit.job_profiles().update(profile.retire(unit.now())?).await?;
            let subject = ("job_profile", profile.code.to_string());
            unit.audited("job_profile.retired", subject, None, &["retired_at"], None).await?;
            Ok(Reply::versioned(profile.version, &JobProfileView::from(&profile))?)
        })
        .await?;
    access.state().job_profiles().expire();
    Ok(reply)
}
