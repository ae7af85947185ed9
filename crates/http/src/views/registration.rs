//! What follows a registration.

use serde::Serialize;
use utoipa::ToSchema;
use vmj_domain::text::Email;

/// A message is on its way.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MessageOnItsWay)]
pub struct MessageOnItsWayView {
    /// Where it is sent.
    #[schema(format = "email", max_length = 254, example = "etudiant@example.fr")]
    pub email: String,
}

impl From<&Email> for MessageOnItsWayView {
    fn from(email: &Email) -> Self {
        Self { email: email.to_string() }
    }
}
