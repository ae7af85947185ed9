//! `PUT /v1/job-profiles/{job_profile_code}`

use actix_web::put;

use super::JobProfilePath;
use super::content::JobProfileForm;
use super::edit::edit;
use crate::access::{Access, Demand as _, WriteJobProfiles};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Path};
use crate::problem::Problem;
use crate::views::job_profile::JobProfileView;

/// Replace a job profile
///
/// Writes all labels and the family anew.
#[utoipa::path(
    tag = "job-profiles",
    operation_id = "replace_job_profile",
    params(JobProfilePath),
    extensions(("x-required-permission" = json!(WriteJobProfiles::SLUG))),
)]
#[put("/job-profiles/{job_profile_code}")]
pub async fn replace_job_profile(
    access: Access<WriteJobProfiles>,
    path: Path<JobProfilePath>,
    if_match: IfMatch,
    body: Json<JobProfileForm>,
) -> Result<Reply<JobProfileView>, Problem> {
    edit(&access, &path, &if_match, |_| body.checked()).await
}
