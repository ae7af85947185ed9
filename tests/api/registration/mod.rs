//! Registering, and proving that one reads the mail of an address.

mod registering;
mod verifying;

use serde_json::{Value, json};

/// The password of whoever registers here.
pub const PASSWORD: &str = "a password of my own";

/// A registration of an address.
pub fn registration(email: &str) -> Value {
    json!({
        "email": email, "password": PASSWORD, "given_name": "Zoé", "family_name": "Nouvelle", "locale": "fr",
    })
}
