//! `POST /v1/job-profiles/{job_profile_code}/retirement`

use actix_web::{HttpRequest, post};
use vmj_domain::job_profile::JobProfile;

use super::JobProfilePath;
use super::transition::transition;
use crate::access::{Access, Demand as _, WriteJobProfiles};
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
    transition(&access, &path, &if_match, &request, "job_profile.retired", JobProfile::retire).await
}
