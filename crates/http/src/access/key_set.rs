//! The signing keys in memory.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{DecodingKey, EncodingKey};
use secrecy::SecretString;
use vmj_domain::clock::Instant;
use vmj_domain::signing_key::{KeyPhase, KeySchedule};
use vmj_persistence::Store;

use super::keys::{self, KeyError};

/// The keys, opened, at an instant.
pub struct KeySet {
    /// When they were read.
    pub loaded_at: Instant,
    /// Those that tokens are checked with, by key id.
    pub verifying: HashMap<String, (DecodingKey, KeySchedule)>,
    signing: Vec<(String, EncodingKey, KeySchedule)>,
    /// The public parts, as JWKs.
    pub published: Vec<serde_json::Value>,
}

impl KeySet {
    /// Reads and opens the keys that have not expired.
    pub async fn load(store: &Store, secret: &SecretString) -> Result<Self, KeyError> {
        let (now, stored) =
            store.read::<_, KeyError>(async |tx| Ok((tx.now(), tx.signing_keys().all().await?))).await?;
        let mut set =
            Self { loaded_at: now, verifying: HashMap::new(), signing: Vec::new(), published: Vec::new() };
        for key in stored.iter().filter(|key| key.schedule.phase(now) != KeyPhase::Expired) {
            let private = keys::open(secret, key)?;
            let x = URL_SAFE_NO_PAD.encode(&key.public_key);
            let public =
                DecodingKey::from_ed_components(&x).map_err(|error| KeyError::Encoding(error.to_string()))?;
            set.verifying.insert(key.kid.clone(), (public, key.schedule));
            set.signing.push((key.kid.clone(), EncodingKey::from_ed_der(&private.0), key.schedule));
            set.published.push(serde_json::json!({
                "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": key.kid, "x": x,
            }));
        }
        Ok(set)
    }

    /// The youngest key that may sign.
    pub fn signer(&self, now: Instant) -> Option<(&str, &EncodingKey)> {
        self.signing
            .iter()
            .filter(|(_, _, schedule)| schedule.phase(now) == KeyPhase::Active)
            .max_by_key(|(_, _, schedule)| schedule.activates_at)
            .map(|(kid, key, _)| (kid.as_str(), key))
    }

    /// The same keys, taken for fresh.
    pub fn at(&self, now: Instant) -> Self {
        Self {
            loaded_at: now,
            verifying: self.verifying.clone(),
            signing: self.signing.clone(),
            published: self.published.clone(),
        }
    }
}
