//! How a duo came to nothing.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::views::code::{AuthorCode, CancellationReasonCode, MissingCode, PartyCode};

/// Why it came to nothing.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PairingLoss)]
pub struct LossView {
    /// Who said so.
    pub by: AuthorCode,
    /// On whose side it was declined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declined_for: Option<PartyCode>,
    /// Why it was cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<CancellationReasonCode>,
    /// In their words: for themselves and administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub text: Option<String>,
}

/// Who was missing, and what they say to that.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = NoShow)]
pub struct NoShowView {
    /// Who.
    pub missing: MissingCode,
    /// Who said so.
    pub by: AuthorCode,
    /// Who says otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contested_by: Option<PartyCode>,
    /// In their words: for themselves and administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub contest_text: Option<String>,
    /// When DINUM decided that it stays so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled_at: Option<DateTime<Utc>>,
}
