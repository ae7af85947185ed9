//! Job profiles: the digital jobs of the State, each in a family.
//!
//! `active → retired`; a profile in use is never deleted (PRODUCT.md, rule 11).

use crate::clock::Instant;
use crate::text::{Label, RomeCode, Slug};
use crate::transition::InvalidTransition;
use crate::version::Version;

/// What DINUM writes of a job profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobProfileContent {
    /// Its family, one of the reference data.
    pub family_code: Slug,
    /// French label.
    pub label_fr: Label,
    /// English label.
    pub label_en: Label,
    /// The same job in ROME 4.0, where there is one.
    pub rome_code: Option<RomeCode>,
}

impl JobProfileContent {
    /// The names of the fields in which another content differs.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<&'static str> {
        let Self { family_code, label_fr, label_en, rome_code } = self;
        let fields = [
            ("family_code", *family_code != other.family_code),
            ("label_fr", *label_fr != other.label_fr),
            ("label_en", *label_en != other.label_en),
            ("rome_code", *rome_code != other.rome_code),
        ];
        fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
    }
}

/// What a list or another resource shows of a job profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobProfileSummary {
    /// Its code.
    pub code: Slug,
    /// Its family.
    pub family_code: Slug,
    /// French label.
    pub label_fr: Label,
    /// English label.
    pub label_en: Label,
}

/// A digital job of the State.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobProfile {
    /// Names it for ever.
    pub code: Slug,
    /// Labels and family.
    pub content: JobProfileContent,
    /// When it was retired: past uses keep it, new ones are refused.
    pub retired_at: Option<Instant>,
    /// For optimistic concurrency.
    pub version: Version,
    /// When it was last written.
    pub updated_at: Instant,
}

impl From<&JobProfile> for JobProfileSummary {
    fn from(profile: &JobProfile) -> Self {
        let JobProfileContent { family_code, label_fr, label_en, rome_code: _ } = &profile.content;
        Self {
            code: profile.code.clone(),
            family_code: family_code.clone(),
            label_fr: label_fr.clone(),
            label_en: label_en.clone(),
        }
    }
}

impl JobProfile {
    /// Takes it out of use.
    ///
    /// # Errors
    /// Already retired.
    pub fn retire(self, now: Instant) -> Result<Self, InvalidTransition> {
        match self.retired_at {
            None => Ok(Self { retired_at: Some(now), updated_at: now, ..self }),
            Some(_) => Err(InvalidTransition { state: "retired", allowed: &["restoration"] }),
        }
    }

    /// Takes it back into use.
    ///
    /// # Errors
    /// Not retired.
    pub fn restore(self, now: Instant) -> Result<Self, InvalidTransition> {
        match self.retired_at {
            Some(_) => Ok(Self { retired_at: None, updated_at: now, ..self }),
            None => Err(InvalidTransition { state: "active", allowed: &["retirement"] }),
        }
    }

    /// The same profile with other labels or family.
    #[must_use]
    pub fn with_content(self, content: JobProfileContent, now: Instant) -> Self {
        Self { content, updated_at: now, ..self }
    }
}
