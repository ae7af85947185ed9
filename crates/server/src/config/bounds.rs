//! The limits of the settings that are numbers.

use std::ops::RangeInclusive;

use super::error::Violation;
use super::{Settings, fields};

const POSITIVE: RangeInclusive<u64> = 1..=u32::MAX as u64;
const SECONDS: RangeInclusive<u64> = 1..=86_400;
/// Ten years: adding far more to a date would go past the last one that can be represented.
const HOURS: RangeInclusive<u64> = 1..=87_600;

/// The limits of the numbers, by path.
pub(super) const BOUNDS: [(&str, RangeInclusive<u64>); 21] = [
    ("http.workers", 1..=1024),
    ("http.body_limit_bytes", POSITIVE),
    ("http.header_timeout_seconds", SECONDS),
    ("http.body_timeout_seconds", SECONDS),
    ("http.shutdown_drain_seconds", 0..=86_400),
    ("http.shutdown_timeout_seconds", SECONDS),
    ("http.idempotency_retention_hours", HOURS),
    ("database.max_connections", 1..=200),
    ("database.acquire_timeout_seconds", SECONDS),
    ("database.operation_timeout_milliseconds", POSITIVE),
    ("auth.access_token_lifetime_seconds", SECONDS),
    ("auth.session_lifetime_hours", HOURS),
    ("auth.session_idle_hours", HOURS),
    ("auth.password_hashing_parallelism", 1..=256),
    ("rate_limit.address_burst", POSITIVE),
    ("rate_limit.address_per_minute", POSITIVE),
    ("rate_limit.principal_burst", POSITIVE),
    ("rate_limit.principal_per_minute", POSITIVE),
    ("rate_limit.sign_in_burst", POSITIVE),
    ("rate_limit.sign_in_per_minute", POSITIVE),
    ("jobs.poll_seconds", 0..=3600),
];

/// The numbers that are out of their limits.
pub(super) fn violations(settings: &Settings) -> Vec<Violation> {
    let values = serde_json::to_value(settings).unwrap_or_default();
    let violation = |(path, range): (&str, RangeInclusive<u64>)| {
        // A number that is not set has no limits.
        let number = fields::at(&values, path).as_u64()?;
        let message = format!("expected between {} and {}", range.start(), range.end());
        (!range.contains(&number)).then(|| Violation::new(path, message))
    };
    BOUNDS.into_iter().filter_map(violation).collect()
}
