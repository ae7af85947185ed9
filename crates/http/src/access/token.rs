//! Access tokens: JWTs of RFC 9068, signed with EdDSA, checked as RFC 8725 asks.

use std::sync::{Arc, PoisonError, RwLock};

use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vmj_domain::clock::Instant;
use vmj_domain::signing_key::KeyPhase;
use vmj_persistence::{Principal, Store};

use super::key_set::KeySet;
use super::keys::KeyError;
use crate::problem::{Problem, ProblemCode};
use crate::settings::AuthSettings;

/// How far clocks may disagree.
pub const LEEWAY: TimeDelta = TimeDelta::seconds(5);
/// How old the key set may get; far below the delay with which a new key is published.
const KEYS_MEMORY: TimeDelta = TimeDelta::seconds(10);
/// How often an unknown `kid` may make us look for new keys.
const UNKNOWN_KID_PAUSE: TimeDelta = TimeDelta::seconds(1);
/// The `client_id` of tokens that people get by signing in here.
const FIRST_PARTY_CLIENT: &str = "vis-mon-job";
const TYPE: &str = "at+jwt";
/// Longer tokens are not ours.
const MAX_TOKEN_LENGTH: usize = 4096;

/// What an access token says (RFC 9068 section 2.2). Roles and organisation inform clients; the server asks
/// the database.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// Issuer.
    pub iss: String,
    /// Audience.
    pub aud: String,
    /// Account or HR client.
    pub sub: Uuid,
    /// Not after, in seconds since 1970.
    pub exp: i64,
    /// Not before.
    pub nbf: i64,
    /// Issued at.
    pub iat: i64,
    /// Token id.
    pub jti: Uuid,
    /// OAuth client.
    pub client_id: String,
    /// Session, for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<Uuid>,
    /// Roles, for a person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// Organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Uuid>,
    /// Scopes, for an HR client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
}

/// A token made.
#[derive(Clone, Debug)]
pub struct IssuedToken {
    /// The compact form.
    pub token: String,
    /// Seconds until it expires.
    pub expires_in: i64,
}

/// Makes and checks access tokens.
pub struct TokenIssuer {
    settings: AuthSettings,
    keys: RwLock<Arc<KeySet>>,
}

impl std::fmt::Debug for TokenIssuer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenIssuer").finish_non_exhaustive()
    }
}

impl TokenIssuer {
    /// Reads the keys.
    ///
    /// # Errors
    /// They cannot be read or opened.
    pub async fn load(store: &Store, settings: AuthSettings) -> Result<Self, KeyError> {
        let keys = KeySet::load(store, &settings.key_encryption_secret).await?;
        Ok(Self { settings, keys: RwLock::new(Arc::new(keys)) })
    }

    /// Signs the claims of a principal.
    ///
    /// # Errors
    /// 503 or 500 when there is no key.
    pub async fn issue(
        &self,
        store: &Store,
        jti: Uuid,
        principal: TokenPrincipal,
    ) -> Result<IssuedToken, Problem> {
        let now = store.clock().now();
        let keys = self.keys(store, now).await;
        let lifetime = self.settings.access_token_lifetime;
        let TokenPrincipal { sub, sid, roles, organisation, scope } = principal;
        let claims = Claims {
            iss: self.settings.issuer.clone(),
            aud: self.settings.audience.clone(),
            sub,
            exp: (now + lifetime).timestamp(),
            nbf: now.timestamp(),
            iat: now.timestamp(),
            jti,
            client_id: if sid.is_some() { FIRST_PARTY_CLIENT.to_owned() } else { sub.to_string() },
            sid,
            roles,
            organisation,
            scope,
        };
        let failed = |error: &dyn std::fmt::Display| {
            tracing::error!(%error, "cannot sign an access token");
            Problem::new(ProblemCode::InternalError)
        };
        let (kid, key) = keys.signer(now).ok_or_else(|| failed(&"no active key"))?;
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(kid.to_owned());
        let token = jsonwebtoken::encode(&header, &claims, key).map_err(|error| failed(&error))?;
        Ok(IssuedToken { token, expires_in: lifetime.num_seconds() })
    }

    /// Checks a token: its form, key, signature and every required claim. Whether its principal still has
    /// power is asked of the store.
    ///
    /// # Errors
    /// 401, without a word on what was wrong.
    pub async fn verify(&self, store: &Store, token: &str) -> Result<(Uuid, Principal), Problem> {
        let refused = |why: &dyn std::fmt::Display| {
            tracing::debug!(%why, "access token refused");
            Problem::new(ProblemCode::InvalidToken)
        };
        if token.len() > MAX_TOKEN_LENGTH {
            return Err(refused(&"too long"));
        }
        let header = jsonwebtoken::decode_header(token).map_err(|error| refused(&error))?;
        let typed = header.typ.as_deref().is_some_and(|typ| typ.eq_ignore_ascii_case(TYPE));
        if !typed || header.crit.is_some() {
            return Err(refused(&"typ or crit"));
        }
        let kid = header.kid.ok_or_else(|| refused(&"no kid"))?;
        let now = store.clock().now();
        let keys = self.keys_with(store, now, &kid).await;
        let (key, schedule) = keys.verifying.get(&kid).ok_or_else(|| refused(&"unknown kid"))?;
        if schedule.phase(now) == KeyPhase::Expired {
            return Err(refused(&"expired key"));
        }
        let data = jsonwebtoken::decode::<Claims>(token, key, &self.validation())
            .map_err(|error| refused(&error))?;
        let claims = data.claims;
        let (earliest, latest) = ((now + LEEWAY).timestamp(), (now - LEEWAY).timestamp());
        if claims.nbf > earliest || claims.exp <= latest {
            return Err(refused(&"not now"));
        }
        let principal = match claims.sid {
            Some(session) => Principal::Session(session.into()),
            None => Principal::HrClient(claims.sub.into()),
        };
        Ok((claims.sub, principal))
    }

    /// Reads the keys again: new ones to accept, and old ones that have an end now.
    pub async fn refresh(&self, store: &Store) {
        self.reload(store, self.current(), store.clock().now()).await;
    }

    /// The public keys (RFC 7517).
    pub async fn key_set(&self, store: &Store) -> serde_json::Value {
        let keys = self.keys(store, store.clock().now()).await;
        serde_json::json!({ "keys": keys.published })
    }

    /// Times are checked against our own clock, so those of the library are off.
    fn validation(&self) -> Validation {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_audience(&[&self.settings.audience]);
        validation.set_issuer(&[&self.settings.issuer]);
        validation.set_required_spec_claims(&["iss", "aud", "sub", "exp", "nbf"]);
        validation.validate_exp = false;
        validation.validate_nbf = false;
        validation
    }

    async fn keys(&self, store: &Store, now: Instant) -> Arc<KeySet> {
        let keys = self.current();
        if now - keys.loaded_at < KEYS_MEMORY { keys } else { self.reload(store, keys, now).await }
    }

    /// The keys to check a token with. They are renewed beside the requests, which must not wait for a database
    /// that is away; only a key that we have never seen is looked for at once.
    async fn keys_with(&self, store: &Store, now: Instant, kid: &str) -> Arc<KeySet> {
        let keys = self.current();
        let known = keys.verifying.contains_key(kid) || now - keys.loaded_at < UNKNOWN_KID_PAUSE;
        if known { keys } else { self.reload(store, keys, now).await }
    }

    fn current(&self) -> Arc<KeySet> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the keys again; while the database is away, the old ones serve on.
    async fn reload(&self, store: &Store, old: Arc<KeySet>, now: Instant) -> Arc<KeySet> {
        let fresh = match KeySet::load(store, &self.settings.key_encryption_secret).await {
            Ok(keys) => Arc::new(keys),
            Err(error) => {
                tracing::warn!(%error, "signing keys not reloaded");
                Arc::new(old.at(now))
            }
        };
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = fresh.clone();
        fresh
    }
}

/// Whom a token is made for.
#[derive(Clone, Debug, Default)]
pub struct TokenPrincipal {
    /// Account or HR client.
    pub sub: Uuid,
    /// Session, for a person.
    pub sid: Option<Uuid>,
    /// Roles, for a person.
    pub roles: Vec<String>,
    /// Organisation.
    pub organisation: Option<Uuid>,
    /// Scopes, for an HR client.
    pub scope: Option<String>,
}
