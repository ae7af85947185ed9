//! The pair of tokens that signing in and renewing hand out.

use chrono::{DateTime, Utc};
use uuid::Uuid;
use vmj_domain::access::Actor;
use vmj_domain::id::SessionId;
use vmj_persistence::Principal;

use crate::access::opaque::OpaqueToken;
use crate::access::{Access, Interruption, TokenPrincipal, Unit};
use crate::problem::{Problem, ProblemCode};
use crate::views::session::SessionView;

/// What the database keeps of a refresh token.
pub fn refresh_hash(token: &str) -> Vec<u8> {
    OpaqueToken::hash("refresh token", token)
}

/// What a transaction leaves for the pair of tokens. They are signed after it: signing may have to look for
/// new keys, and must not hold a connection meanwhile.
pub struct Opened {
    token_id: Uuid,
    principal: TokenPrincipal,
    session: SessionId,
    expires_at: DateTime<Utc>,
    refresh_token: OpaqueToken,
}

impl Opened {
    /// Adds a refresh token to a session.
    pub async fn new(
        unit: &Unit<'_>,
        session: SessionId,
        expires_at: DateTime<Utc>,
    ) -> Result<Self, Interruption> {
        let refresh_token = OpaqueToken::new();
        unit.sessions().add_token(unit.new_id(), session, refresh_hash(refresh_token.as_str())).await?;
        let actor = unit.principals().actor(Principal::Session(session)).await?;
        let Some(Actor::Account { id, session, roles, organisation }) = actor else {
            return Err(Problem::new(ProblemCode::InvalidCredentials).into());
        };
        let principal = TokenPrincipal {
            sub: id.into(),
            sid: Some(session.into()),
            roles: roles.into_iter().map(|role| role.slug().to_owned()).collect(),
            organisation: organisation.map(Uuid::from),
            scope: None,
        };
        Ok(Self { token_id: unit.new_id(), principal, session, expires_at, refresh_token })
    }

    /// Signs the access token.
    pub async fn sign<P>(self, access: &Access<P>) -> Result<SessionView, Problem> {
        let issued = access.state().gate().issue(self.token_id, self.principal).await?;
        Ok(SessionView {
            id: self.session.into(),
            access_token: issued.token,
            token_type: "Bearer",
            expires_in: issued.expires_in,
            refresh_token: self.refresh_token.as_str().to_owned(),
            session_expires_at: self.expires_at,
        })
    }
}
