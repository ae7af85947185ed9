//! The names of the variables.

use std::collections::BTreeSet;

use super::{load, value};
use crate::config::variables;

/// Every variable, its setting, a text, and the value that the text becomes. Written by hand on
/// purpose: a variable that changes its name breaks the deployments that use it.
const EVERY_VARIABLE: &str = r#"
VMJ_AUTH_ACCESS_TOKEN_LIFETIME_SECONDS | auth.access_token_lifetime_seconds | 7 | 7
VMJ_AUTH_AUDIENCE | auth.audience | 42 | "42"
VMJ_AUTH_ISSUER | auth.issuer | https://a.fr | "https://a.fr"
VMJ_AUTH_KEY_ENCRYPTION_SECRET | auth.key_encryption_secret | 0123456789abcdef0123456789abcdef | "[redacted]"
VMJ_AUTH_PASSWORD_HASHING_PARALLELISM | auth.password_hashing_parallelism | 7 | 7
VMJ_AUTH_SESSION_IDLE_HOURS | auth.session_idle_hours | 7 | 7
VMJ_AUTH_SESSION_LIFETIME_HOURS | auth.session_lifetime_hours | 7 | 7
VMJ_DATABASE_ACQUIRE_TIMEOUT_SECONDS | database.acquire_timeout_seconds | 7 | 7
VMJ_DATABASE_MAX_CONNECTIONS | database.max_connections | 7 | 7
VMJ_DATABASE_OPERATION_TIMEOUT_MILLISECONDS | database.operation_timeout_milliseconds | 7 | 7
VMJ_DATABASE_URL | database.url | sqlite::memory: | "[redacted]"
VMJ_HTTP_ALLOWED_ORIGINS | http.allowed_origins | https://a.fr, https://b.fr, | ["https://a.fr","https://b.fr"]
VMJ_HTTP_BODY_LIMIT_BYTES | http.body_limit_bytes | 7 | 7
VMJ_HTTP_BODY_TIMEOUT_SECONDS | http.body_timeout_seconds | 7 | 7
VMJ_HTTP_FRONT_URL | http.front_url | https://a.fr | "https://a.fr"
VMJ_HTTP_HEADER_TIMEOUT_SECONDS | http.header_timeout_seconds | 7 | 7
VMJ_HTTP_IDEMPOTENCY_RETENTION_HOURS | http.idempotency_retention_hours | 7 | 7
VMJ_HTTP_LISTEN | http.listen | [::]:80 | "[::]:80"
VMJ_HTTP_PUBLIC_URL | http.public_url | https://a.fr | "https://a.fr"
VMJ_HTTP_SHUTDOWN_DRAIN_SECONDS | http.shutdown_drain_seconds | 7 | 7
VMJ_HTTP_SHUTDOWN_TIMEOUT_SECONDS | http.shutdown_timeout_seconds | 7 | 7
VMJ_HTTP_TRUSTED_PROXIES | http.trusted_proxies | 10.0.0.0/8,fd00::/8,192.0.2.1 | ["10.0.0.0/8","fd00::/8","192.0.2.1/32"]
VMJ_HTTP_WORKERS | http.workers | 7 | 7
VMJ_JOBS_POLL_SECONDS | jobs.poll_seconds | 7 | 7
VMJ_LOG_FILTER | log.filter | info,sqlx=warn | "info,sqlx=warn"
VMJ_LOG_FORMAT | log.format | json | "json"
VMJ_MAIL_TRANSPORT | mail.transport | none | "none"
VMJ_METRICS_LISTEN | metrics.listen | [::]:9000 | "[::]:9000"
VMJ_MODE | mode | development | "development"
VMJ_RATE_LIMIT_ADDRESS_BURST | rate_limit.address_burst | 7 | 7
VMJ_RATE_LIMIT_ADDRESS_PER_MINUTE | rate_limit.address_per_minute | 7 | 7
VMJ_RATE_LIMIT_ENABLED | rate_limit.enabled | false | false
VMJ_RATE_LIMIT_PRINCIPAL_BURST | rate_limit.principal_burst | 7 | 7
VMJ_RATE_LIMIT_PRINCIPAL_PER_MINUTE | rate_limit.principal_per_minute | 7 | 7
VMJ_RATE_LIMIT_SIGN_IN_BURST | rate_limit.sign_in_burst | 7 | 7
VMJ_RATE_LIMIT_SIGN_IN_PER_MINUTE | rate_limit.sign_in_per_minute | 7 | 7
"#;

fn every_variable() -> Vec<[&'static str; 4]> {
    let cells = |line: &'static str| {
        let cells: Vec<&str> = line.split(" | ").collect();
        cells.try_into().unwrap()
    };
    EVERY_VARIABLE.trim().lines().map(cells).collect()
}

#[test]
fn every_variable_gives_its_setting() {
    for [name, path, text, expected] in every_variable() {
        let settings = load(&[(name, text)]).unwrap();
        assert_eq!(value(&settings, path).to_string(), expected, "{name}");
    }
}

#[test]
fn every_setting_has_its_variable() {
    let derived: Vec<(String, String)> =
        variables().into_iter().map(|variable| (variable.name, variable.path)).collect();
    let expected: Vec<(String, String)> =
        every_variable().into_iter().map(|[name, path, _, _]| (name.to_owned(), path.to_owned())).collect();
    assert_eq!(derived, expected);
    let names: BTreeSet<&String> = derived.iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), derived.len(), "two settings have the same variable");
}
