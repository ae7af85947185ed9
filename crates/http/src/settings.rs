//! What the HTTP layer must be told. The server's configuration is turned into these values at start.

use std::num::NonZeroU32;
use std::time::Duration;

use chrono::TimeDelta;
use ipnet::IpNet;
use secrecy::SecretString;
use vmj_domain::session::SessionPolicy;

/// The listener and the contract.
#[derive(Clone, Debug)]
pub struct HttpSettings {
    /// Where clients reach us, without a trailing slash: base of problem types and default issuer of tokens.
    pub public_url: String,
    /// Where the site is that people use, without a trailing slash: links in messages lead there.
    pub front_url: String,
    /// Origins that browsers may call from.
    pub allowed_origins: Vec<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Worker threads.
    pub workers: usize,
    /// Largest request body, in bytes.
    pub body_limit: usize,
    /// Time to receive the headers.
    pub header_timeout: Duration,
    /// Time to receive the body.
    pub body_timeout: Duration,
    /// How long `/readyz` refuses before the listener closes.
    pub drain: Duration,
    /// How long requests under way may take after that.
    pub shutdown_timeout: Duration,
    /// How long answers are kept for `Idempotency-Key`.
    pub idempotency_retention: TimeDelta,
    /// How long a request waits for the matching run that it asks for, before it answers 202.
    pub matching_patience: Duration,
    /// Tokens and passwords.
    pub auth: AuthSettings,
    /// Request budgets; none when switched off.
    pub rate_limit: Option<RateLimitSettings>,
}

/// Tokens and passwords.
#[derive(Clone, Debug)]
pub struct AuthSettings {
    /// `iss` of access tokens.
    pub issuer: String,
    /// `aud` of access tokens.
    pub audience: String,
    /// Life of an access token.
    pub access_token_lifetime: TimeDelta,
    /// Life of a session.
    pub sessions: SessionPolicy,
    /// Seals the private signing keys in the database.
    pub key_encryption_secret: SecretString,
    /// How many passwords are hashed at once.
    pub password_hashing_parallelism: usize,
}

/// A budget: this many at once, refilled at this rate.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Most requests at once.
    pub burst: NonZeroU32,
    /// Refill, in requests per minute.
    pub per_minute: NonZeroU32,
}

/// The budgets of requests.
#[derive(Clone, Copy, Debug)]
pub struct RateLimitSettings {
    /// Of an address without a good token.
    pub address: Budget,
    /// Of an account or HR client.
    pub principal: Budget,
    /// Of sign-in attempts from an address.
    pub sign_in: Budget,
}
