//! `PATCH /v1/job-profiles/{job_profile_code}`

use actix_web::patch;

use super::JobProfilePath;
use super::content::JobProfileForm;
use super::edit::edit;
use crate::access::{Access, Demand as _, WriteJobProfiles};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, MergePatch, Path};
use crate::problem::Problem;
use crate::views::job_profile::JobProfileView;

/// Change a job profile
///
/// A JSON Merge Patch (RFC 7396) of labels and family; `"rome_code": null` takes the code away.
#[utoipa::path(
    tag = "job-profiles",
    operation_id = "update_job_profile",
    params(JobProfilePath),
    request_body(content = JobProfileForm, content_type = "application/merge-patch+json"),
    extensions(("x-required-permission" = json!(WriteJobProfiles::SLUG))),
)]
#[patch("/job-profiles/{job_profile_code}")]
pub async fn update_job_profile(
    access: Access<WriteJobProfiles>,
    path: Path<JobProfilePath>,
    if_match: IfMatch,
    patch: MergePatch<JobProfileForm>,
) -> Result<Reply<JobProfileView>, Problem> {
    edit(&access, &path, &if_match, |profile| patch.applied_to(&JobProfileForm::from(&profile.content))).await
}
