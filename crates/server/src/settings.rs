//! From the configuration to what the layers below are told.

use std::num::NonZeroU32;
use std::time::Duration;

use chrono::TimeDelta;
use vmj_domain::session::SessionPolicy;
use vmj_http::Budget;
use vmj_jobs::Transport;
use vmj_persistence::DatabaseSettings;

use crate::config::{AuthSettings, HttpSettings, JobsSettings, MailTransport, RateLimitSettings, Settings};

/// How long a request waits for the matching run that it asks for: a moment, to whoever looks at a screen.
const MATCHING_PATIENCE: Duration = Duration::from_millis(1500);

/// What the store is told.
pub fn database(settings: &Settings) -> DatabaseSettings {
    let database = &settings.database;
    DatabaseSettings {
        url: database.url.expose().to_owned(),
        max_connections: database.max_connections,
        acquire_timeout: seconds(database.acquire_timeout_seconds),
        operation_timeout: Duration::from_millis(database.operation_timeout_milliseconds.into()),
    }
}

/// What the HTTP layer is told.
pub fn http(settings: &Settings) -> vmj_http::HttpSettings {
    let HttpSettings {
        listen: _,
        public_url,
        front_url: _,
        allowed_origins,
        trusted_proxies,
        workers,
        body_limit_bytes,
        header_timeout_seconds,
        body_timeout_seconds,
        shutdown_drain_seconds,
        shutdown_timeout_seconds,
        idempotency_retention_hours,
    } = settings.http.clone();
    vmj_http::HttpSettings {
        auth: auth(&settings.auth, &public_url),
        rate_limit: rate_limit(&settings.rate_limit),
        front_url: front_url(&settings.http).to_owned(),
        public_url,
        allowed_origins,
        trusted_proxies,
        workers: workers.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)),
        body_limit: usize::try_from(body_limit_bytes).unwrap_or(usize::MAX),
        header_timeout: seconds(header_timeout_seconds),
        body_timeout: seconds(body_timeout_seconds),
        drain: seconds(shutdown_drain_seconds),
        shutdown_timeout: seconds(shutdown_timeout_seconds),
        idempotency_retention: TimeDelta::hours(idempotency_retention_hours.into()),
        matching_patience: MATCHING_PATIENCE,
    }
}

/// How messages leave, if they do.
pub fn transport(settings: &Settings) -> Option<Transport> {
    match settings.mail.transport_in(settings.mode) {
        MailTransport::None => None,
        MailTransport::Log => Some(Transport::Log),
    }
}

/// Where the site is that links in messages lead to.
pub fn front_url(settings: &HttpSettings) -> &str {
    settings.front_url.as_deref().unwrap_or(&settings.public_url)
}

/// How often this server looks for what has become due, if it does.
pub fn poll(settings: &JobsSettings) -> Option<Duration> {
    (settings.poll_seconds > 0).then(|| seconds(settings.poll_seconds))
}

fn auth(settings: &AuthSettings, public_url: &str) -> vmj_http::AuthSettings {
    vmj_http::AuthSettings {
        issuer: settings.issuer.clone().unwrap_or_else(|| public_url.to_owned()),
        audience: settings.audience.clone(),
        access_token_lifetime: TimeDelta::seconds(settings.access_token_lifetime_seconds.into()),
        sessions: SessionPolicy {
            lifetime: TimeDelta::hours(settings.session_lifetime_hours.into()),
            idle: TimeDelta::hours(settings.session_idle_hours.into()),
        },
        key_encryption_secret: settings.key_encryption_secret.expose().into(),
        password_hashing_parallelism: settings.password_hashing_parallelism,
    }
}

fn rate_limit(settings: &RateLimitSettings) -> Option<vmj_http::RateLimitSettings> {
    let budget = |burst, per_minute| {
        Some(Budget { burst: NonZeroU32::new(burst)?, per_minute: NonZeroU32::new(per_minute)? })
    };
    if !settings.enabled {
        return None;
    }
    Some(vmj_http::RateLimitSettings {
        address: budget(settings.address_burst, settings.address_per_minute)?,
        principal: budget(settings.principal_burst, settings.principal_per_minute)?,
        sign_in: budget(settings.sign_in_burst, settings.sign_in_per_minute)?,
    })
}

fn seconds(number: u32) -> Duration {
    Duration::from_secs(number.into())
}
