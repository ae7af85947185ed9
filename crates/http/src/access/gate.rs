//! What stands between a request and the data.

use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;
use uuid::Uuid;
use vmj_domain::access::Actor;
use vmj_persistence::{Principal, Store};

use super::passwords::Passwords;
use super::token::{IssuedToken, TokenIssuer, TokenPrincipal};
use crate::problem::Problem;

/// How long a server may believe what it read of a principal. A suspension, demotion or sign-out made on
/// another server takes effect here within this time.
const PRINCIPAL_MEMORY: Duration = Duration::from_secs(3);
const PRINCIPALS_REMEMBERED: u64 = 100_000;

/// The store, and who may come near it. Only this module and its children see the store.
#[derive(Debug)]
pub struct Gate {
    store: Arc<Store>,
    tokens: TokenIssuer,
    passwords: Passwords,
    principals: Cache<Principal, Option<Actor>>,
}

impl Gate {
    /// Puts the parts together.
    pub fn new(store: Arc<Store>, tokens: TokenIssuer, passwords: Passwords) -> Self {
        let principals =
            Cache::builder().max_capacity(PRINCIPALS_REMEMBERED).time_to_live(PRINCIPAL_MEMORY).build();
        Self { store, tokens, passwords, principals }
    }

    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    pub(super) const fn tokens(&self) -> &TokenIssuer {
        &self.tokens
    }

    /// Signs an access token.
    ///
    /// # Errors
    /// 500 when there is no key.
    pub async fn issue(&self, jti: Uuid, principal: TokenPrincipal) -> Result<IssuedToken, Problem> {
        self.tokens.issue(&self.store, jti, principal).await
    }

    /// Reads the signing keys again.
    pub async fn refresh_keys(&self) {
        self.tokens.refresh(&self.store).await;
    }

    /// The public keys (RFC 7517).
    pub async fn key_set(&self) -> serde_json::Value {
        self.tokens.key_set(&self.store).await
    }

    /// Hashes and checks passwords.
    pub const fn passwords(&self) -> &Passwords {
        &self.passwords
    }

    /// The actor behind a principal, now or a moment ago; concurrent questions are asked once.
    pub(super) async fn actor(&self, principal: Principal) -> Result<Option<Actor>, Problem> {
        let ask = self.store.read::<_, Problem>(async |tx| Ok(tx.principals().actor(principal).await?));
        self.principals.try_get_with(principal, ask).await.map_err(|problem| (*problem).clone())
    }

    /// Forgets what this server remembers of principals: a change takes effect here at once.
    pub fn forget_principals(&self) {
        self.principals.invalidate_all();
    }

    /// Whether the database answers, at the level of this program.
    ///
    /// # Errors
    /// 503.
    pub async fn ready(&self) -> Result<(), Problem> {
        if self.store.read::<_, Problem>(async |tx| Ok(tx.schema_is_current().await?)).await? {
            return Ok(());
        }
        Err(Problem::unavailable()
            .with_detail("Le schéma n’est pas à jour.", "The schema is not up to date."))
    }
}
