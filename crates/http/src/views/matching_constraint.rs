//! What DINUM has decided about pairs beforehand.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vmj_domain::matching::Constraint;

use super::code::ConstraintKindCode;
use crate::contract::code::Code;

/// A decision about a pair, before any run.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MatchingConstraint)]
pub struct MatchingConstraintView {
    /// Its id.
    pub id: Uuid,
    /// The edition.
    pub edition_id: Uuid,
    /// What was decided.
    pub kind: ConstraintKindCode,
    /// The student.
    pub student_id: Uuid,
    /// The ambassador.
    pub ambassador_id: Uuid,
    /// Why.
    #[schema(max_length = 500, example = "Même équipe que l’an dernier")]
    pub reason: String,
    /// The account that decided it.
    pub author_id: Uuid,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl From<&Constraint> for MatchingConstraintView {
    fn from(constraint: &Constraint) -> Self {
        let Constraint { id, edition, kind, student, ambassador, reason, author, created_at } = constraint;
        Self {
            id: (*id).into(),
            edition_id: (*edition).into(),
            kind: Code(*kind),
            student_id: (*student).into(),
            ambassador_id: (*ambassador).into(),
            reason: reason.to_string(),
            author_id: (*author).into(),
            created_at: *created_at,
        }
    }
}
