//! Short digests of bytes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// SHA-256 of several parts, each with its length, so that no two lists of parts look alike.
pub fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// The first 96 bits of the digest, as text: enough to tell versions of one thing apart.
pub fn short(parts: &[&[u8]]) -> String {
    URL_SAFE_NO_PAD.encode(digest(parts).get(..12).unwrap_or_default())
}

/// The digest of a request without a body, for `Idempotency-Key`.
pub fn of_request(request: &actix_web::HttpRequest) -> [u8; 32] {
    digest(&[request.uri().to_string().as_bytes(), b""])
}
