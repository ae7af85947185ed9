//! Opaque positions in a list.
//!
//! A cursor names the sort key of an item, the side, and the list that it was made for; with another sort or
//! filter it is refused rather than misread. It grants nothing: a forged one is at most another position in
//! what the caller may see anyway, so it needs no signature.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use vmj_persistence::{Direction, Keyset};

use super::fingerprint;

/// The longest cursor that is looked at.
pub const MAX_LENGTH: u64 = 1024;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Token<K> {
    /// Key of the item beside the page.
    k: K,
    /// Whether the page is before it.
    b: bool,
    /// Fingerprint of sort and filters.
    f: String,
}

/// The fingerprint of a list: whatever changes its order or its members.
pub fn list_fingerprint(list: &impl Serialize) -> String {
    fingerprint::short(&[&serde_json::to_vec(list).unwrap_or_default()])
}

/// Writes a cursor.
pub fn encode<K: Serialize>(key: K, direction: Direction, list: &str) -> String {
    let token = Token { k: key, b: direction == Direction::Backward, f: list.to_owned() };
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(&token).unwrap_or_default())
}

/// Whether there is a text with NUL, which one of our databases does not take.
fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(has_nul),
        Value::Object(members) => members.values().any(has_nul),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Reads a cursor that was made for this list; `None` when it was not.
pub fn decode<K: DeserializeOwned>(cursor: &str, list: &str, limit: u32) -> Option<Keyset<K>> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let token: Value = serde_json::from_slice(&bytes).ok()?;
    if has_nul(&token) {
        return None;
    }
    let token: Token<K> = serde_json::from_value(token).ok()?;
    let direction = if token.b { Direction::Backward } else { Direction::Forward };
    (token.f == list).then_some(Keyset { position: Some(token.k), direction, limit })
}
