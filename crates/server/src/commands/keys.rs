//! `keys`

use chrono::TimeDelta;
use vmj_http::access::keys;

use super::{Outcome, open};
use crate::cli::Keys;
use crate::config::Settings;

/// Lists or rotates the signing keys.
pub async fn run(settings: &Settings, command: Keys) -> Outcome {
    let store = open(settings).await?;
    if matches!(command, Keys::Rotate) {
        let secret = settings.auth.key_encryption_secret.expose().into();
        let lifetime = TimeDelta::seconds(settings.auth.access_token_lifetime_seconds.into());
        let kid = keys::rotate(&store, &secret, lifetime).await?;
        println!("made {kid}");
    }
    for key in keys::list(&store).await? {
        let until = key.expires_at.map_or_else(String::new, |end| format!(" until {}", end.to_rfc3339()));
        println!("{}  {}  from {}{until}", key.kid, key.phase.slug(), key.activates_at.to_rfc3339());
    }
    Ok(())
}
