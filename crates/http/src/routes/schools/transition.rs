//! What retiring and restoring have in common.

use actix_web::HttpRequest;
use vmj_domain::clock::Instant;
use vmj_domain::school::School;
use vmj_domain::transition::InvalidTransition;

use super::SchoolPath;
use crate::access::{Access, WriteSchools};
use crate::contract::fingerprint::of_request;
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::views::school::SchoolView;

/// Runs a transition of the domain on the school of the path.
pub async fn transition(
    access: &Access<WriteSchools>,
    path: &Path<SchoolPath>,
    if_match: &IfMatch,
    request: &HttpRequest,
    action: &'static str,
    act: fn(School, Instant) -> Result<School, InvalidTransition>,
) -> Result<Reply<SchoolView>, Problem> {
    access
        .write(async |unit| {
            let school = path.load(unit).await?;
            unit.first_time(of_request(request)).await?;
            if_match.honour(school.version)?;
            let school = unit.schools().update(act(school, unit.now())?).await?;
            unit.audited(action, ("school", school.id.to_string()), None, &["retired_at"], None).await?;
            let view = SchoolView::new(&school, access.state().reference());
            Ok(Reply::versioned(school.version, &view)?)
        })
        .await
}
