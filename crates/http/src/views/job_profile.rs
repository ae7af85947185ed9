//! Job profiles.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use vmj_domain::job_profile::{JobProfile, JobProfileContent, JobProfileSummary};
use vmj_domain::text::Slug;

/// A job profile, in short.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = JobProfileSummary)]
pub struct JobProfileSummaryView {
    /// Its code.
    #[schema(max_length = 64, example = "data-engineer")]
    pub code: String,
    /// Its family.
    #[schema(max_length = 64, example = "data")]
    pub family_code: String,
    /// French label.
    #[schema(max_length = 200, example = "Data engineer")]
    pub label_fr: String,
    /// English label.
    #[schema(max_length = 200, example = "Data engineer")]
    pub label_en: String,
}

/// A digital job of the State.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = JobProfile)]
pub struct JobProfileView {
    /// Names it for ever.
    #[schema(max_length = 64, example = "data-engineer")]
    pub code: String,
    /// Its family.
    #[schema(max_length = 64, example = "data")]
    pub family_code: String,
    /// French label.
    #[schema(max_length = 200, example = "Data engineer")]
    pub label_fr: String,
    /// English label.
    #[schema(max_length = 200, example = "Data engineer")]
    pub label_en: String,
    /// The same job in ROME 4.0, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 5, example = "M1811")]
    pub rome_code: Option<String>,
    /// When it was taken out of use; absent while it is in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retired_at: Option<DateTime<Utc>>,
    /// Written this many times.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64, example = 1)]
    pub version: i64,
    /// When it was last written.
    pub updated_at: DateTime<Utc>,
}

/// A job profile, in short, among those at hand. One that is newer than these is shown by its code.
#[must_use]
pub fn summary_of(code: &Slug, profiles: &[JobProfile]) -> JobProfileSummaryView {
    let found = profiles.iter().find(|profile| profile.code == *code);
    found.map_or_else(
        || JobProfileSummaryView {
            code: code.to_string(),
            family_code: "other".to_owned(),
            label_fr: code.to_string(),
            label_en: code.to_string(),
        },
        |profile| JobProfileSummaryView::from(&JobProfileSummary::from(profile)),
    )
}

impl From<&JobProfileSummary> for JobProfileSummaryView {
    fn from(summary: &JobProfileSummary) -> Self {
        let JobProfileSummary { code, family_code, label_fr, label_en } = summary;
        Self {
            code: code.to_string(),
            family_code: family_code.to_string(),
            label_fr: label_fr.to_string(),
            label_en: label_en.to_string(),
        }
    }
}

impl From<&JobProfile> for JobProfileView {
    fn from(profile: &JobProfile) -> Self {
        let JobProfile { code, content, retired_at, version, updated_at } = profile;
        let JobProfileContent { family_code, label_fr, label_en, rome_code } = content;
        Self {
            code: code.to_string(),
            family_code: family_code.to_string(),
            label_fr: label_fr.to_string(),
            label_en: label_en.to_string(),
            rome_code: rome_code.as_ref().map(ToString::to_string),
            retired_at: *retired_at,
            version: version.get(),
            updated_at: *updated_at,
        }
    }
}
