//! Students.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vmj_domain::id::OrganisationId;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::reference::Reference;
use vmj_domain::student::{AccessibilityNeeds, Student, StudentForm, StudentSchool, StudentState, Wish};

use super::account::OrganisationSummaryView;
use super::code::{
    ConsentVersionCode, CriterionCode, DeciderCode, DiplomaKindCode, FormatCode, LanguageCode, StudyLevelCode,
};
use super::edition::EditionSummaryView;
use super::job_profile::{JobProfileSummaryView, summary_of};
use super::person::PersonSummaryView;
use super::reference::JobFamilyView;
use super::school::SchoolSummaryView;
use super::text;
use crate::contract::code::{Code, codes};
use crate::routes::organisations::ListedOrganisation;

/// Where a student is in their life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = StudentState, example = "eligible")]
pub enum StudentStateView {
    /// Being written.
    Draft,
    /// The rule of the edition leaves something open.
    Submitted,
    /// May be matched.
    Eligible,
    /// May not take part.
    Ineligible,
    /// Out of the edition.
    Withdrawn,
}

impl StudentStateView {
    /// Its stable name.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Eligible => "eligible",
            Self::Ineligible => "ineligible",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl From<&StudentState> for StudentStateView {
    fn from(state: &StudentState) -> Self {
        match state {
            StudentState::Draft => Self::Draft,
            StudentState::Submitted { .. } => Self::Submitted,
            StudentState::Eligible { .. } => Self::Eligible,
            StudentState::Ineligible { .. } => Self::Ineligible,
            StudentState::Withdrawn { .. } => Self::Withdrawn,
        }
    }
}

/// A COG code of a region.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, max_length = 3, example = "53")]
pub struct RegionCode(pub String);

/// Something that a student wishes to see: a job, or any of a family.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Wish)]
pub struct WishView {
    /// 1 is the dearest.
    #[schema(minimum = 1, maximum = 20, example = 1)]
    pub rank: u32,
    /// This job.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_profile: Option<JobProfileSummaryView>,
    /// Any job of this family.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_family: Option<JobFamilyView>,
}

/// Somebody who studies, in an edition, as they and DINUM see them.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Student)]
pub struct StudentView {
    /// Its id.
    pub id: Uuid,
    /// The edition.
    pub edition: EditionSummaryView,
    /// Who.
    pub person: PersonSummaryView,
    /// Where they are in their life.
    pub state: StudentStateView,
    /// Why DINUM refused them, or why they have withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub state_reason: Option<String>,
    /// Since when they are in this state.
    pub state_changed_at: DateTime<Utc>,
    /// Who decided whether they are eligible; absent before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<DeciderCode>,
    /// While submitted: what is still open. When the rule found them ineligible: what is not met.
    #[schema(max_items = 5)]
    pub criteria: Vec<CriterionCode>,
    /// Year of study.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub study_level: Option<StudyLevelCode>,
    /// Kind of the diploma that they work for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diploma_kind: Option<DiplomaKindCode>,
    /// What they study.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "Master informatique, parcours données")]
    pub curriculum: Option<String>,
    /// Their school, once it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school: Option<SchoolSummaryView>,
    /// Their school in their own words, until it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "Institut d’exemple")]
    pub school_name: Option<String>,
    /// Whether they are of age.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adult: Option<bool>,
    /// What they wish for, the dearest wish first.
    #[schema(max_items = 20)]
    pub wishes: Vec<WishView>,
    /// COG code of the department where they live.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 3, example = "35")]
    pub home_department_code: Option<String>,
    /// Regions other than their own to which they would travel.
    #[schema(max_items = 30)]
    pub accepted_region_codes: Vec<RegionCode>,
    /// How they may meet.
    #[schema(max_items = 2)]
    pub formats: Vec<FormatCode>,
    /// Organisations that they would like best, in no order.
    #[schema(max_items = 10)]
    pub organisations: Vec<OrganisationSummaryView>,
    /// Languages that they speak.
    #[schema(max_items = 8)]
    pub languages: Vec<LanguageCode>,
    /// Why they take part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4000, example = "Découvrir le service public numérique.")]
    pub motivation: Option<String>,
    /// Where they can be reached on the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 20, example = "+33 6 39 98 12 34")]
    pub phone: Option<String>,
    /// Written this many times.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64, example = 1)]
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last written.
    pub updated_at: DateTime<Utc>,
}

/// What a student needs, in their own words, and their consent to saying so.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AccessibilityNeeds)]
pub struct AccessibilityNeedsView {
    /// In their own words.
    #[schema(max_length = 4000, example = "Un ascenseur, et une place assise pour les présentations.")]
    pub needs: String,
    /// The words to which they consented.
    pub consent_version: ConsentVersionCode,
    /// When.
    pub consented_at: DateTime<Utc>,
}

/// Where the labels of what a student names are found.
#[derive(Clone, Copy, Debug)]
pub struct Labels<'l> {
    /// Job profiles.
    pub profiles: &'l [JobProfile],
    /// Organisations.
    pub organisations: &'l [ListedOrganisation],
    /// Job families.
    pub reference: &'l Reference,
}

/// A wish, with its label.
pub fn wish(rank: u32, wish: &Wish, profiles: &[JobProfile], reference: &Reference) -> WishView {
    let (job_profile, job_family) = match wish {
        Wish::Profile(code) => (Some(summary_of(code, profiles)), None),
        Wish::Family(code) => (None, reference.job_family(code.as_str()).map(JobFamilyView::from)),
    };
    WishView { rank, job_profile, job_family }
}

impl Labels<'_> {
    fn organisation(&self, id: OrganisationId) -> Option<OrganisationSummaryView> {
        let found = self.organisations.iter().find(|listed| listed.organisation.id == id);
        found.map(|listed| listed.organisation.summary().into())
    }
}

impl StudentView {
    /// A student, with the labels of what they name.
    #[must_use]
    pub fn new(student: &Student, labels: Labels<'_>) -> Self {
        let Student {
            id,
            edition,
            person,
            email_verified: _,
            form,
            state,
            state_changed_at,
            version,
            created_at,
            updated_at,
        } = student;
        let StudentForm {
            study_level,
            diploma_kind,
            curriculum,
            school,
            adult,
            wishes,
            home_department_code,
            accepted_region_codes,
            formats,
            organisations,
            languages,
            motivation,
            phone,
        } = form;
        let (school, school_name) = known_or_named(school.as_ref());
        let ranked = (1..).zip(wishes);
        Self {
            id: (*id).into(),
            edition: edition.into(),
            person: person.into(),
            state: state.into(),
            state_reason: text(state.reason()),
            state_changed_at: *state_changed_at,
            decided_by: state.decider().map(Code),
            criteria: codes(state.criteria()),
            study_level: study_level.map(Code),
            diploma_kind: diploma_kind.map(Code),
            curriculum: text(curriculum.as_ref()),
            school,
            school_name,
            adult: *adult,
            wishes: ranked
                .map(|(rank, wished)| wish(rank, wished, labels.profiles, labels.reference))
                .collect(),
            home_department_code: home_department_code.clone(),
            accepted_region_codes: accepted_region_codes.iter().cloned().map(RegionCode).collect(),
            formats: codes(formats),
            organisations: organisations.iter().filter_map(|id| labels.organisation(*id)).collect(),
            languages: codes(languages),
            motivation: text(motivation.as_ref()),
            phone: text(phone.as_ref()),
            version: version.get(),
            created_at: *created_at,
            updated_at: *updated_at,
        }
    }
}

fn known_or_named(school: Option<&StudentSchool>) -> (Option<SchoolSummaryView>, Option<String>) {
    match school {
        None => (None, None),
        Some(StudentSchool::Known(school)) => (Some(school.into()), None),
        Some(StudentSchool::Named(name)) => (None, Some(name.to_string())),
    }
}

impl From<&AccessibilityNeeds> for AccessibilityNeedsView {
    fn from(needs: &AccessibilityNeeds) -> Self {
        let AccessibilityNeeds { needs, consent_version, consented_at } = needs;
        Self {
            needs: needs.to_string(),
            consent_version: Code(*consent_version),
            consented_at: *consented_at,
        }
    }
}
