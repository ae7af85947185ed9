//! What the two of a duo have said.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use vmj_domain::pairing::PendingDate;

use crate::contract::code::Code;
use crate::views::code::AuthorCode;

/// Who has accepted the proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Answers)]
pub struct AnswersView {
    /// When the student accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub student_accepted_at: Option<DateTime<Utc>>,
    /// When the ambassador accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ambassador_accepted_at: Option<DateTime<Utc>>,
    /// Until when they may; absent once it is settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DateTime<Utc>>,
}

/// Another date that is asked for. Until both accept it, the old one stays.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PendingDate)]
pub struct PendingDateView {
    /// Which.
    pub date: NaiveDate,
    /// Who asked: `system` when the edition was postponed, and then the duo ends without it.
    pub asked_by: AuthorCode,
    /// Whether the student has accepted it.
    pub student_accepts: bool,
    /// Whether the ambassador has accepted it.
    pub ambassador_accepts: bool,
    /// Until when they may.
    pub deadline: DateTime<Utc>,
}

impl From<&PendingDate> for PendingDateView {
    fn from(pending: &PendingDate) -> Self {
        let PendingDate { date, asked_by, student_accepts, ambassador_accepts, deadline } = *pending;
        Self { date, asked_by: Code(asked_by), student_accepts, ambassador_accepts, deadline }
    }
}
