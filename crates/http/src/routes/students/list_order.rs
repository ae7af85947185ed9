//! What a list of students is narrowed to, and its order.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::reference::Reference;
use vmj_domain::text::Slug;
use vmj_persistence::{StudentFilter, StudentSort, WishFilter};

use crate::extract::{Parse, Violations};
use crate::routes::narrowing::{departments, job_profiles};
use crate::views::code::{CriterionCode, DiplomaKindCode, StudyLevelCode};
use crate::views::student::StudentStateView;

/// An order of students.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema)]
pub enum StudentOrder {
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

impl StudentOrder {
    /// By what, and whether backwards.
    pub const fn direction(self) -> (StudentSort, bool) {
        match self {
            Self::Name => (StudentSort::Name, false),
            Self::NameDescending => (StudentSort::Name, true),
            Self::Created => (StudentSort::Created, false),
            Self::CreatedDescending => (StudentSort::Created, true),
            Self::Updated => (StudentSort::Updated, false),
            Self::UpdatedDescending => (StudentSort::Updated, true),
        }
    }
}

/// What to list.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListStudents {
    /// The order.
    #[serde(default)]
    #[param(inline)]
    pub sort: Option<StudentOrder>,
    /// Beginning of a family name, without regard to accents and case.
    #[serde(default)]
    #[validate(length(min = 1, max = 100))]
    #[param(min_length = 1, max_length = 100, example = "exemple")]
    q: Option<String>,
    /// In this state.
    #[serde(default)]
    #[param(inline)]
    state: Option<StudentStateView>,
    /// Waiting for a decision, because the rule of the edition leaves this open: DINUM's queue.
    #[serde(default)]
    #[param(inline)]
    open: Option<CriterionCode>,
    /// In this year of study.
    #[serde(default)]
    #[param(inline)]
    study_level: Option<StudyLevelCode>,
    /// Working for this kind of diploma.
    #[serde(default)]
    #[param(inline)]
    diploma_kind: Option<DiplomaKindCode>,
    /// At this school.
    #[serde(default)]
    school_id: Option<Uuid>,
    /// Who wish for this job, by itself or by its family.
    #[serde(default)]
    #[validate(length(max = 64))]
    #[param(max_length = 64, example = "data-engineer")]
    job_profile_code: Option<String>,
    /// Who wish for this family, or for a job of it.
    #[serde(default)]
    #[validate(length(max = 64))]
    #[param(max_length = 64, example = "data")]
    job_family_code: Option<String>,
    /// Who live in this department or collectivity.
    #[serde(default)]
    #[validate(length(max = 3))]
    #[param(max_length = 3, example = "35")]
    department_code: Option<String>,
    /// Who live in this region or collectivity.
    #[serde(default)]
    #[validate(length(max = 3))]
    #[param(max_length = 3, example = "53")]
    region_code: Option<String>,
}

impl Parse for ListStudents {
    type Value = ();

    fn parse(&self, _: &mut Violations) -> Option<()> {
        Some(())
    }
}

impl ListStudents {
    /// In terms of the store: families and regions become what they are made of.
    pub fn filter(&self, profiles: &[JobProfile], reference: &Reference) -> StudentFilter {
        let Self { sort: _, q, state, open, study_level, diploma_kind, school_id, .. } = self;
        StudentFilter {
            state: state.map(StudentStateView::slug),
            open: open.map(|code| code.0),
            study_level: study_level.map(|code| code.0),
            diploma_kind: diploma_kind.map(|code| code.0),
            school: school_id.map(Into::into),
            wishes: self.wishes(profiles),
            departments: departments(reference, self.department_code.as_deref(), self.region_code.as_deref()),
            name: q.clone(),
        }
    }

    fn wishes(&self, profiles: &[JobProfile]) -> Option<WishFilter> {
        let Self { job_profile_code: job, job_family_code: family, .. } = self;
        let found = job_profiles(profiles, job.as_deref(), family.as_deref())?;
        let mut job_families: Vec<Slug> =
            found.iter().map(|known| known.content.family_code.clone()).collect();
        job_families.sort_unstable();
        job_families.dedup();
        Some(WishFilter {
            job_profiles: found.iter().map(|known| known.code.clone()).collect(),
            job_families,
        })
    }
}
