//! What retiring and restoring have in common.

use actix_web::HttpRequest;
use vmj_domain::clock::Instant;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::transition::InvalidTransition;

use super::JobProfilePath;
use crate::access::{Access, WriteJobProfiles};
use crate::contract::fingerprint::of_request;
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::views::job_profile::JobProfileView;

/// Runs a transition of the domain on the profile of the path.
pub async fn transition(
    access: &Access<WriteJobProfiles>,
    path: &Path<JobProfilePath>,
    if_match: &IfMatch,
    request: &HttpRequest,
    action: &'static str,
    act: fn(JobProfile, Instant) -> Result<JobProfile, InvalidTransition>,
) -> Result<Reply<JobProfileView>, Problem> {
    let reply = access
        .write(async |unit| {
            let profile = path.load(unit).await?;
            unit.first_time(of_request(request)).await?;
            if_match.honour(profile.version)?;
            let profile = unit.job_profiles().update(act(profile, unit.now())?).await?;
            unit.audited(action, ("job_profile", profile.code.to_string()), None, &["retired_at"], None)
                .await?;
            Ok(Reply::versioned(profile.version, &JobProfileView::from(&profile))?)
        })
        .await?;
    access.state().job_profiles().expire();
    Ok(reply)
}
