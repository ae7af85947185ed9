//! What DINUM writes of a job profile: the body of PUT, and what PATCH patches.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::job_profile::JobProfileContent;
use vmj_domain::reference::Reference;
use vmj_domain::text::{Label, RomeCode, Slug};

use crate::contract::language::Text;
use crate::extract::{Parse, Violations};
use crate::problem::{Place, Problem, Violation};

/// Labels and family of a job profile.
#[derive(Debug, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"family_code": "data", "label_fr": "Data engineer", "label_en": "Data engineer", "rome_code": "M1811"}))]
pub struct JobProfileForm {
    /// Its family, one of `/v1/job-families`.
    #[validate(length(max = Slug::MAX_LENGTH))]
    #[schema(max_length = 64, example = "data")]
    pub family_code: String,
    /// French label.
    #[validate(length(min = 1, max = Label::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 200, example = "Data engineer")]
    pub label_fr: String,
    /// English label.
    #[validate(length(min = 1, max = Label::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 200, example = "Data engineer")]
    pub label_en: String,
    /// The same job in ROME 4.0, where there is one.
    #[serde(default)]
    #[validate(length(max = RomeCode::MAX_LENGTH))]
    #[schema(max_length = 5, pattern = "^[A-Z][0-9]{4}$", example = "M1811")]
    pub rome_code: Option<String>,
}

impl Parse for JobProfileForm {
    type Value = JobProfileContent;

    fn parse(&self, violations: &mut Violations) -> Option<JobProfileContent> {
        let family_code = violations.take("/family_code", Slug::parse(&self.family_code));
        let label_fr = violations.take("/label_fr", Label::parse(&self.label_fr));
        let label_en = violations.take("/label_en", Label::parse(&self.label_en));
        let rome_code = violations.take_optional("/rome_code", self.rome_code.as_deref(), RomeCode::parse);
        Some(JobProfileContent {
            family_code: family_code?,
            label_fr: label_fr?,
            label_en: label_en?,
            rome_code: rome_code?,
        })
    }
}

impl From<&JobProfileContent> for JobProfileForm {
    fn from(content: &JobProfileContent) -> Self {
        let JobProfileContent { family_code, label_fr, label_en, rome_code } = content;
        Self {
            family_code: family_code.to_string(),
            label_fr: label_fr.to_string(),
            label_en: label_en.to_string(),
            rome_code: rome_code.as_ref().map(ToString::to_string),
        }
    }
}

/// Refuses a family that the reference data does not have.
pub fn check_family(reference: &Reference, content: &JobProfileContent) -> Result<(), Problem> {
    if reference.job_family(content.family_code.as_str()).is_some() {
        return Ok(());
    }
    let detail = Text::fixed("Cette famille de métiers n’existe pas.", "There is no such job family.");
    let pointer = "/family_code".to_owned();
    Err(Problem::invalid(vec![Violation { place: Place::Body, pointer, code: "unknown_value", detail }]))
}
