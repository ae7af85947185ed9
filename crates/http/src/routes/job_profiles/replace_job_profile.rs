//! `PUT /v1/job-profiles/{job_profile_code}`

use actix_web::put;

use super::JobProfilePath;
use super::content::{JobProfileForm, check_family};
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
    let reply = access
        .write(async |unit| {
            let profile = path.load(unit).await?;
            let content = body.checked()?;
            check_family(access.state().reference(), &content)?;
            if_match.require(profile.version)?;
            let profile = unit.job_profiles().update(profile.with_content(content, unit.now())).await?;
            let fields = ["family_code", "label_fr", "label_en", "rome_code"];
            unit.audited(
                "job_profile.replaced",
                ("job_profile", profile.code.to_string()),
                None,
                &fields,
                None,
            )
            .await?;
            Ok(Reply::versioned(profile.version, &JobProfileView::from(&profile))?)
        })
        .await?;
    access.state().job_profiles().expire();
    Ok(reply)
}
