//! `POST /v1/auth/sessions`

use actix_web::post;
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::text::Email;
use vmj_persistence::NewSession;

use super::tokens::Opened;
use crate::access::passwords::MAX_LENGTH;
use crate::access::{Access, Demand as _, Public};
use crate::contract::reply::Created;
use crate::extract::{Json, Parse, Violations};
use crate::problem::{Problem, ProblemCode};
use crate::views::session::SessionView;

/// How a person signs in.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"email": "agent@example.fr", "password": "correct horse battery staple"}))]
pub struct SignIn {
    /// E-mail address of the account.
    #[validate(length(max = Email::MAX_LENGTH))]
    #[schema(format = "email", max_length = 254, example = "agent@example.fr")]
    email: String,
    /// Password of the account.
    #[validate(length(min = 1, max = MAX_LENGTH))]
    #[schema(
        format = "password",
        min_length = 1,
        max_length = 128,
        example = "correct horse battery staple"
    )]
    password: String,
}

impl Parse for SignIn {
    type Value = (Email, SecretString);

    fn parse(&self, violations: &mut Violations) -> Option<Self::Value> {
        Some((violations.take("/email", Email::parse(&self.email))?, self.password.clone().into()))
    }
}

/// Sign in
///
/// Opens a session with an e-mail address and a password. The answer is the same whether the account exists or
/// not. The access token lives ten minutes; exchange the refresh token for the next pair before it expires.
#[utoipa::path(tag = "sessions", operation_id = "create_session", extensions(("x-required-permission" = json!(Public::SLUG))))]
#[post("/auth/sessions")]
pub async fn create_session(
    access: Access<Public>,
    body: Json<SignIn>,
) -> Result<Created<SessionView>, Problem> {
    let (email, password) = body.checked()?;
    access.spend_sign_in()?;
    let state = access.state();
    let credentials = access.read(async |tx| Ok(tx.accounts().credentials(&email).await?)).await?;
    let hash = credentials.as_ref().and_then(|credentials| credentials.password_hash.clone());
    let matches = state.gate().passwords().verify(password, hash).await?;
    let account = credentials
        .filter(|credentials| matches && credentials.active)
        .ok_or(Problem::new(ProblemCode::InvalidCredentials))?
        .id;
    let opened = access
        .write_unkept(async |unit| {
            let expires_at = unit.now() + state.settings().auth.sessions.lifetime;
            let session = NewSession { id: unit.new_id(), account, expires_at };
            unit.sessions().open(&session).await?;
            Opened::new(unit, session.id, expires_at).await
        })
        .await?;
    Created::unlisted(&opened.sign(&access).await?)
}
