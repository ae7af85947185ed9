//! `keys`

use chrono::TimeDelta;
use vmj_http::access::{TokenIssuer, keys};
use vmj_persistence::Store;

use super::{Outcome, print, with_store};
use crate::cli::Keys;
use crate::config::Settings;
use crate::settings;

/// Lists or rotates the signing keys.
pub async fn run(settings: &Settings, command: Keys) -> Outcome {
    with_store(settings, async |store| {
        let made = match command {
            Keys::List => String::new(),
            Keys::Rotate => format!("made {}\n", rotate(settings, store).await?),
        };
        let line = |key: keys::KeyInfo| {
            let until = key.expires_at.map_or_else(String::new, |end| format!(" until {}", end.to_rfc3339()));
            let from = key.activates_at.to_rfc3339();
            format!("{}  {}  from {from}{until}\n", key.kid, key.phase.slug())
        };
        let lines: String = keys::list(store).await?.into_iter().map(line).collect();
        print(&(made + &lines))
    })
    .await
}

async fn rotate(settings: &Settings, store: &Store) -> Result<String, keys::KeyError> {
    // A key sealed with another secret than that of the servers would keep them from reading any.
    TokenIssuer::load(store, settings::http(settings).auth).await?;
    let secret = settings.auth.key_encryption_secret.expose().into();
    let lifetime = TimeDelta::seconds(settings.auth.access_token_lifetime_seconds.into());
    keys::rotate(store, &secret, lifetime).await
}
