//! Settings of authentication.

use serde::{Deserialize, Serialize};

use super::Secret;

/// The key encryption secret of development, refused in production since anyone can read it here.
pub(super) const DEVELOPMENT_SECRET: &str = "development-only-key-encryption-secret";

/// Sessions, access tokens and passwords.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AuthSettings {
    /// `iss` claim of the access tokens; the public URL of the server when absent.
    pub issuer: Option<String>,
    /// `aud` claim of the access tokens.
    pub audience: String,
    /// Lifetime of an access token.
    pub access_token_lifetime_seconds: u32,
    /// Longest life of a session, however much it is used.
    pub session_lifetime_hours: u32,
    /// Time after which a session that is not used ends.
    pub session_idle_hours: u32,
    /// Secret under which the signing keys are encrypted in the database.
    pub key_encryption_secret: Secret,
    /// Number of passwords hashed at the same time; each one takes a core and its memory.
    pub password_hashing_parallelism: usize,
}

impl Default for AuthSettings {
    fn default() -> Self {
        Self {
            issuer: None,
            audience: "vis-mon-job".to_owned(),
            access_token_lifetime_seconds: 600,
            session_lifetime_hours: 720,
            session_idle_hours: 24 * 7,
            key_encryption_secret: Secret::from(DEVELOPMENT_SECRET),
            password_hashing_parallelism: 2,
        }
    }
}
