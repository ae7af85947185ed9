//! What a list of ambassadors is narrowed to, and its order.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;
use vmj_persistence::AmbassadorSort;

use crate::extract::{Parse, Violations};
use crate::views::ambassador::AmbassadorStateView;
use crate::views::code::FormatCode;

/// An order of ambassadors.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema)]
pub enum AmbassadorOrder {
    /// By family name, then given name.
    #[default]
    #[serde(rename = "name")]
    Name,
    /// The same, backwards.
    #[serde(rename = "-name")]
    NameDescending,
    /// Oldest first.
    #[serde(rename = "created_at")]
    Created,
    /// Newest first.
    #[serde(rename = "-created_at")]
    CreatedDescending,
    /// Longest unchanged first.
    #[serde(rename = "updated_at")]
    Updated,
    /// Latest changed first.
    #[serde(rename = "-updated_at")]
    UpdatedDescending,
}

impl AmbassadorOrder {
    /// By what, and whether backwards.
    pub const fn direction(self) -> (AmbassadorSort, bool) {
        match self {
            Self::Name => (AmbassadorSort::Name, false),
            Self::NameDescending => (AmbassadorSort::Name, true),
            Self::Created => (AmbassadorSort::Created, false),
            Self::CreatedDescending => (AmbassadorSort::Created, true),
            Self::Updated => (AmbassadorSort::Updated, false),
            Self::UpdatedDescending => (AmbassadorSort::Updated, true),
        }
    }
}

/// What to list.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListAmbassadors {
    /// The order.
    #[serde(default)]
    #[param(inline)]
    pub sort: Option<AmbassadorOrder>,
    /// Beginning of a family name, without regard to accents and case.
    #[serde(default)]
    #[validate(length(min = 1, max = 100))]
    #[param(min_length = 1, max_length = 100, example = "exemple")]
    pub q: Option<String>,
    /// In this state.
    #[serde(default)]
    #[param(inline)]
    pub state: Option<AmbassadorStateView>,
    /// Of this organisation or below it.
    #[serde(default)]
    pub organisation_id: Option<Uuid>,
    /// Who do this job.
    #[serde(default)]
    #[validate(length(max = 64))]
    #[param(max_length = 64, example = "data-engineer")]
    pub job_profile_code: Option<String>,
    /// Who do a job of this family.
    #[serde(default)]
    #[validate(length(max = 64))]
    #[param(max_length = 64, example = "data")]
    pub job_family_code: Option<String>,
    /// Whose site is in this department or collectivity.
    #[serde(default)]
    #[validate(length(max = 3))]
    #[param(max_length = 3, example = "75")]
    pub department_code: Option<String>,
    /// Whose site is in this region or collectivity.
    #[serde(default)]
    #[validate(length(max = 3))]
    #[param(max_length = 3, example = "11")]
    pub region_code: Option<String>,
    /// Who may meet so.
    #[serde(default)]
    #[param(inline)]
    pub format: Option<FormatCode>,
}

impl Parse for ListAmbassadors {
    type Value = ();

    fn parse(&self, _: &mut Violations) -> Option<()> {
        Some(())
    }
}
