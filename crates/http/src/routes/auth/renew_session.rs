//! `POST /v1/auth/sessions/renewal`

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::session::Renewal;

use super::tokens::{Opened, refresh_hash};
use crate::access::opaque::MAX_LENGTH;
use crate::access::{Access, Demand as _, Public};
use crate::contract::reply::Reply;
use crate::extract::{Json, Parse, Violations};
use crate::problem::{Problem, ProblemCode};
use crate::views::session::SessionView;

/// The refresh token to exchange.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"refresh_token": "Zm9yLXRoZS1leGFtcGxlLW9ubHktZm9yLXRoZS1leGFtcGxl"}))]
pub struct RenewSession {
    /// As handed out by the last sign-in or renewal.
    #[validate(length(min = 1, max = MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 100, example = "Zm9yLXRoZS1leGFtcGxlLW9ubHktZm9yLXRoZS1leGFtcGxl")]
    refresh_token: String,
}

impl Parse for RenewSession {
    type Value = Vec<u8>;

    fn parse(&self, _: &mut Violations) -> Option<Self::Value> {
        Some(refresh_hash(&self.refresh_token))
    }
}

/// Renew a session
///
/// Exchanges a refresh token, once, for the next access token and refresh token. A refresh token that comes a
/// second time is in two hands: its whole session is revoked.
#[utoipa::path(tag = "sessions", operation_id = "renew_session", extensions(("x-required-permission" = json!(Public::SLUG))))]
#[post("/auth/sessions/renewal")]
pub async fn renew_session(
    access: Access<Public>,
    body: Json<RenewSession>,
) -> Result<Reply<SessionView>, Problem> {
    let hash = body.checked()?;
    let policy = access.state().settings().auth.sessions;
    // A reuse is refused and yet committed: it revokes the session.
    let opened = access
        .write_unkept(async |unit| {
            let Some(token) = unit.sessions().find_token(&hash).await? else { return Ok(None) };
            match policy.renewal(&token.state, unit.now()) {
                Renewal::Rotate if token.account_active => {
                    unit.sessions().mark_used(token.id).await?;
                    let expires_at = token.state.session_started_at + policy.lifetime;
                    Opened::new(unit, token.session, expires_at).await.map(Some)
                }
                Renewal::Reused => {
                    unit.sessions().revoke(token.session).await?;
                    let subject = ("session", token.session.to_string());
                    unit.audited("session.refresh_token_reused", subject, None, &[], None).await?;
                    Ok(None)
                }
                Renewal::Rotate | Renewal::Dead => Ok(None),
            }
        })
        .await?;
    match opened {
        Some(opened) => Reply::plain(&opened.sign(&access).await?),
        None => {
            access.state().gate().forget_principals();
            Err(Problem::new(ProblemCode::InvalidCredentials))
        }
    }
}
