//! Signing keys: made, sealed for the database, rotated, listed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use chrono::TimeDelta;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey as _;
use rand::RngExt as _;
use secrecy::{ExposeSecret as _, SecretString};
use vmj_domain::clock::Instant;
use vmj_domain::signing_key::{KeyPhase, KeySchedule};
use vmj_persistence::{Store, StoreError, StoredKey};

use crate::contract::fingerprint::digest;

const NONCE_LENGTH: usize = 12;

/// A private key, in PKCS #8 DER.
pub(super) struct PrivateKey(pub Vec<u8>);

/// A key as an operator sees it.
#[derive(Clone, Debug)]
pub struct KeyInfo {
    /// Key id.
    pub kid: String,
    /// Where it is in its life.
    pub phase: KeyPhase,
    /// When it began or begins to sign.
    pub activates_at: Instant,
    /// When it ends.
    pub expires_at: Option<Instant>,
}

/// A key could not be made or opened.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The secret is not the one that sealed the key.
    #[error("signing key {0} cannot be opened: auth.key_encryption_secret is not the secret that sealed it")]
    Sealed(String),
    /// The key could not be encoded.
    #[error("a signing key could not be made: {0}")]
    Encoding(String),
}

impl vmj_persistence::Retryable for KeyError {
    fn is_retryable(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_retryable())
    }
}

/// Makes the first key of a deployment, unless there is one that signs.
///
/// # Errors
/// The store fails.
pub async fn ensure(store: &Store, secret: &SecretString) -> Result<(), KeyError> {
    store
        .write(async |tx| {
            let keys = tx.signing_keys().all().await?;
            if !keys.iter().any(|key| key.schedule.phase(tx.now()) == KeyPhase::Active) {
                tx.signing_keys().insert(&make(secret, KeySchedule::first(tx.now()))?).await?;
            }
            Ok(())
        })
        .await
}

/// Makes the successor of the present key: published now, signing a little later.
///
/// # Errors
/// The store fails.
pub async fn rotate(
    store: &Store,
    secret: &SecretString,
    token_lifetime: TimeDelta,
) -> Result<String, KeyError> {
    store
        .write(async |tx| {
            let successor = make(secret, KeySchedule::successor(tx.now()))?;
            for key in tx.signing_keys().all().await? {
                let schedule =
                    key.schedule.succeeded_by(successor.schedule, token_lifetime, super::token::LEEWAY);
                tx.signing_keys().reschedule(&key.kid, schedule).await?;
            }
            tx.signing_keys().delete_expired().await?;
            tx.signing_keys().insert(&successor).await?;
            Ok(successor.kid)
        })
        .await
}

/// Every key, oldest first.
///
/// # Errors
/// The store fails.
pub async fn list(store: &Store) -> Result<Vec<KeyInfo>, StoreError> {
    store
        .read(async |tx| {
            let info = |key: StoredKey| KeyInfo {
                kid: key.kid,
                phase: key.schedule.phase(tx.now()),
                activates_at: key.schedule.activates_at,
                expires_at: key.schedule.expires_at,
            };
            Ok(tx.signing_keys().all().await?.into_iter().map(info).collect())
        })
        .await
}

#[expect(clippy::disallowed_methods, reason = "keys and nonces are made of randomness")]
fn make(secret: &SecretString, schedule: KeySchedule) -> Result<StoredKey, KeyError> {
    let seed: [u8; 32] = rand::rng().random();
    let key = SigningKey::from_bytes(&seed);
    let public_key = key.verifying_key().to_bytes().to_vec();
    let kid = thumbprint(&public_key);
    let der = key.to_pkcs8_der().map_err(|error| KeyError::Encoding(error.to_string()))?;
    let nonce: [u8; NONCE_LENGTH] = rand::rng().random();
    let payload = Payload { msg: der.as_bytes(), aad: kid.as_bytes() };
    let sealed = cipher(secret)
        .encrypt(&Nonce::from(nonce), payload)
        .map_err(|error| KeyError::Encoding(error.to_string()))?;
    let sealed_private_key = [nonce.as_slice(), &sealed].concat();
    Ok(StoredKey { kid, public_key, sealed_private_key, schedule })
}

/// Opens a sealed private key.
pub(super) fn open(secret: &SecretString, key: &StoredKey) -> Result<PrivateKey, KeyError> {
    let sealed = || KeyError::Sealed(key.kid.clone());
    let (nonce, ciphertext) =
        key.sealed_private_key.split_first_chunk::<NONCE_LENGTH>().ok_or_else(sealed)?;
    let payload = Payload { msg: ciphertext, aad: key.kid.as_bytes() };
    cipher(secret).decrypt(&Nonce::from(*nonce), payload).map(PrivateKey).map_err(|_| sealed())
}

fn cipher(secret: &SecretString) -> ChaCha20Poly1305 {
    // The secret is long and random, so a plain digest makes a good key; the label keeps it to this use.
    let key = digest(&[b"vis-mon-job signing key encryption", secret.expose_secret().as_bytes()]);
    ChaCha20Poly1305::new(&Key::from(key))
}

/// The JWK thumbprint (RFC 7638) of an Ed25519 public key (RFC 8037).
fn thumbprint(public_key: &[u8]) -> String {
    use sha2::{Digest as _, Sha256};
    let x = URL_SAFE_NO_PAD.encode(public_key);
    let canonical = format!("{{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"{x}\"}}");
    URL_SAFE_NO_PAD.encode(Sha256::digest(canonical))
}
