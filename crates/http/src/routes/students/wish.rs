//! A wish, as it is sent.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vmj_domain::broken::Rule;
use vmj_domain::student::Wish;
use vmj_domain::text::Slug;

use crate::extract::Violations;

/// Something that a student wishes to see: one of the two.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"job_profile_code": "data-engineer"}))]
pub struct WishForm {
    /// This job, one that the edition offers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 64, example = "data-engineer")]
    job_profile_code: Option<String>,
    /// Any job of this family that the edition offers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 64, example = "data")]
    job_family_code: Option<String>,
}

impl WishForm {
    /// What it means, at this place of the list; `None` when something was noted.
    pub fn parse(&self, at: usize, violations: &mut Violations) -> Option<Wish> {
        let (profile, family) = ("job_profile_code", "job_family_code");
        let place = |member: &str| format!("/wishes/{at}/{member}");
        match (self.job_profile_code.as_deref(), self.job_family_code.as_deref()) {
            (Some(code), None) => violations.take(&place(profile), Slug::parse(code)).map(Wish::Profile),
            (None, Some(code)) => violations.take(&place(family), Slug::parse(code)).map(Wish::Family),
            (None, None) => {
                violations.broken(&Rule::Missing.at(place(profile)));
                None
            }
            (Some(_), Some(_)) => {
                violations.broken(&Rule::Contradicts { other: "job_profile_code" }.at(place(family)));
                None
            }
        }
    }
}

impl From<&Wish> for WishForm {
    fn from(wish: &Wish) -> Self {
        match wish {
            Wish::Profile(code) => Self { job_profile_code: Some(code.to_string()), job_family_code: None },
            Wish::Family(code) => Self { job_profile_code: None, job_family_code: Some(code.to_string()) },
        }
    }
}
