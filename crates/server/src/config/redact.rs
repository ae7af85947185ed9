//! A database URL that can be shown.

use super::secret::REDACTED;

/// Parameters whose values may be shown. The list is of what is safe, because drivers accept
/// passwords and keys as parameters under many names.
const SAFE_PARAMETERS: [&str; 4] = ["host", "mode", "port", "sslmode"];

/// The URL of a database without its password: user, host and name of the database help to find
/// a mistake. A URL whose parts cannot be told apart with certainty is hidden altogether.
#[must_use]
pub fn database_url(url: &str) -> String {
    shown(url).unwrap_or_else(|| REDACTED.to_owned())
}

fn shown(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once(':')?;
    match scheme {
        "sqlite" => Some(format!("sqlite:{}", location(rest))),
        "postgres" | "postgresql" => Some(format!("{scheme}://{}", server(rest.strip_prefix("//")?)?)),
        _ => None,
    }
}

/// Hides the password of `user:password@host:port/name?parameters`.
fn server(text: &str) -> Option<String> {
    // The last "@" and not the first: a password may contain one that was not escaped, and
    // showing too little of a strange URL is better than showing a piece of its password.
    let (user, place) = match text.rsplit_once('@') {
        None => (String::new(), text),
        Some((account, place)) => (user(account)?, place),
    };
    let host = place.split(['/', '?', '#']).next().unwrap_or_default();
    has_plausible_port(host).then(|| format!("{user}{}", location(place)))
}

/// Hides the password of `user:password`.
fn user(account: &str) -> Option<String> {
    let (name, password) = match account.split_once(':') {
        None => (account, ""),
        Some((name, _)) => (name, ":[redacted]"),
    };
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-._~%".contains(letter);
    name.chars().all(plain).then(|| format!("{name}{password}@"))
}

/// Whether what follows the last colon is a port. Otherwise the text may be a user and a
/// password whose "@" was forgotten.
fn has_plausible_port(host: &str) -> bool {
    host.ends_with(']') || host.rsplit_once(':').is_none_or(|(_, port)| port.parse::<u16>().is_ok())
}

/// Hides the values of the parameters, except the few that are known to be safe.
fn location(text: &str) -> String {
    let (text, fragment) = match text.split_once('#') {
        None => (text, ""),
        Some((text, _)) => (text, "#[redacted]"),
    };
    let Some((place, query)) = text.split_once('?') else {
        return format!("{text}{fragment}");
    };
    let parameters: Vec<String> = query.split('&').map(parameter).collect();
    format!("{place}?{}{fragment}", parameters.join("&"))
}

fn parameter(text: &str) -> String {
    match text.split_once('=') {
        Some((name, _)) if SAFE_PARAMETERS.contains(&name) => text.to_owned(),
        Some((name, _)) => format!("{name}={REDACTED}"),
        None => REDACTED.to_owned(),
    }
}
