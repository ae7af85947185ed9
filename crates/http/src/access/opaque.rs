//! Opaque tokens: secrets without a meaning, of which the database keeps a hash only.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::RngExt as _;

use crate::contract::fingerprint::digest;

/// The longest token that is looked at.
pub const MAX_LENGTH: u64 = 100;

/// 256 random bits, which only their holder keeps.
pub struct OpaqueToken(String);

impl OpaqueToken {
    /// A new one.
    #[expect(clippy::disallowed_methods, reason = "a credential is made of randomness")]
    pub fn new() -> Self {
        let bits: [u8; 32] = rand::rng().random();
        Self(URL_SAFE_NO_PAD.encode(bits))
    }

    /// What its holder keeps.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the database keeps of a token of a kind.
    pub fn hash(kind: &str, token: &str) -> Vec<u8> {
        digest(&[kind.as_bytes(), token.as_bytes()]).to_vec()
    }
}
