//! What PUT and PATCH have in common.

use vmj_domain::job_profile::{JobProfile, JobProfileContent};

use super::JobProfilePath;
use super::content::check_family;
use crate::access::{Access, WriteJobProfiles};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::views::job_profile::JobProfileView;

/// Gives the profile of the path another content, made from the present one.
pub async fn edit(
    access: &Access<WriteJobProfiles>,
    path: &Path<JobProfilePath>,
    if_match: &IfMatch,
    content: impl Fn(&JobProfile) -> Result<JobProfileContent, Problem>,
) -> Result<Reply<JobProfileView>, Problem> {
    let reply = access
        .write(async |unit| {
            let profile = path.load(unit).await?;
            let content = content(&profile)?;
            check_family(access.state().reference(), &content)?;
            if_match.require(profile.version)?;
            let fields = profile.content.differences(&content);
            let profile = unit.job_profiles().update(profile.with_content(content, unit.now())).await?;
            let subject = ("job_profile", profile.code.to_string());
            unit.audited("job_profile.changed", subject, None, &fields, None).await?;
            Ok(Reply::versioned(profile.version, &JobProfileView::from(&profile))?)
        })
        .await?;
    access.state().job_profiles().expire();
    Ok(reply)
}
