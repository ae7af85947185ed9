//! Sessions.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An open session: the tokens are shown here only.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Session)]
pub struct SessionView {
    /// The session.
    pub id: Uuid,
    /// Sent as `Authorization: Bearer …`.
    #[schema(max_length = 4096, example = "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl")]
    pub access_token: String,
    /// Always `Bearer` (RFC 6750).
    #[schema(max_length = 10, example = "Bearer")]
    pub token_type: &'static str,
    /// Seconds until the access token expires.
    #[schema(minimum = 1, maximum = 86400, example = 600)]
    pub expires_in: i64,
    /// Exchanged once for the next pair at `/v1/auth/sessions/renewal`.
    #[schema(max_length = 100, example = "Zm9yLXRoZS1leGFtcGxlLW9ubHktZm9yLXRoZS1leGFtcGxl")]
    pub refresh_token: String,
    /// When the session ends whatever happens.
    pub session_expires_at: DateTime<Utc>,
}
