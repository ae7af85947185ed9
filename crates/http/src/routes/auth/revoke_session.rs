//! `POST /v1/auth/sessions/current/revocation`

use actix_web::post;
use vmj_domain::access::Actor;

use crate::access::{Access, Demand as _, WriteMe};
use crate::contract::reply::NoContent;
use crate::problem::Problem;

/// Sign out
///
/// Ends the session of the access token: its refresh token is worth nothing from now on, and its access tokens
/// within seconds on every server.
#[utoipa::path(tag = "sessions", operation_id = "revoke_session", extensions(("x-required-permission" = json!(WriteMe::SLUG))))]
#[post("/auth/sessions/current/revocation")]
pub async fn revoke_session(access: Access<WriteMe>) -> Result<NoContent, Problem> {
    if let Actor::Account { session, .. } = access.actor() {
        access.write_unkept(async |unit| Ok(unit.sessions().revoke(*session).await?)).await?;
        access.state().gate().forget_principals();
    }
    Ok(NoContent)
}
