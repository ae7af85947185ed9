//! Settings of rate limiting.

use serde::{Deserialize, Serialize};

/// How many requests a client may send: a burst at once, then a steady rate.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RateLimitSettings {
    /// Whether requests are limited at all.
    pub enabled: bool,
    /// Requests that one address may send at once.
    pub address_burst: u32,
    /// Requests per minute that one address may send.
    pub address_per_minute: u32,
    /// Requests that one signed-in user may send at once.
    pub principal_burst: u32,
    /// Requests per minute that one signed-in user may send.
    pub principal_per_minute: u32,
    /// Attempts to sign in that one address may make at once.
    pub sign_in_burst: u32,
    /// Attempts to sign in per minute that one address may make.
    pub sign_in_per_minute: u32,
}

impl Default for RateLimitSettings {
    fn default() -> Self {
        Self {
            enabled: true,
            address_burst: 300,
            address_per_minute: 600,
            principal_burst: 300,
            principal_per_minute: 1200,
            sign_in_burst: 20,
            sign_in_per_minute: 20,
        }
    }
}
