//! Accounts: who invites and changes whom.

mod changes;
mod invitations;
mod last_admin;

use serde_json::{Value, json};
use vmj_tests::people::fresh_email;

/// An invitation with these roles, of somebody that nobody knows.
pub fn invitation(roles: &[&str], organisation: Option<String>) -> Value {
    json!({
        "email": fresh_email(), "given_name": "Zoé", "family_name": "Nouvelle", "locale": "en",
        "roles": roles, "organisation_id": organisation,
    })
}
