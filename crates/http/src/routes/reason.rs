//! Why somebody does something.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::text::Reason;

use crate::extract::{Parse, Violations};

/// Why it is done.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Mouvement social annoncé ce jour-là"}))]
pub struct BecauseForm {
    /// Shown to those whom it concerns, and kept with the audit log.
    #[validate(length(min = 1, max = Reason::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 500, example = "Mouvement social annoncé ce jour-là")]
    reason: String,
}

/// Why it is done, where that has to be said.
#[derive(Debug, Default, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Inscription reçue par courrier dans les délais"}))]
pub struct ReasonForm {
    /// Required of DINUM outside the window; kept with the audit log.
    #[serde(default)]
    #[validate(length(min = 1, max = Reason::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 500, example = "Inscription reçue par courrier dans les délais")]
    reason: Option<String>,
}

impl Parse for BecauseForm {
    type Value = Reason;

    fn parse(&self, violations: &mut Violations) -> Option<Reason> {
        violations.take("/reason", Reason::parse(&self.reason))
    }
}

impl Parse for ReasonForm {
    type Value = Option<Reason>;

    fn parse(&self, violations: &mut Violations) -> Option<Option<Reason>> {
        violations.take_optional("/reason", self.reason.as_deref(), Reason::parse)
    }
}
