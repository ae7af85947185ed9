//! What a list of pairings is narrowed to, and its order.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;
use vmj_domain::access::{Actor, Reach, Role};
use vmj_domain::job_profile::JobProfile;
use vmj_domain::reference::Reference;
use vmj_persistence::{Awaiting, PairingFilter, PairingSort};

use crate::extract::{Parse, Violations};
use crate::routes::narrowing::{departments, job_profiles};
use crate::views::pairing::PairingStateView;

/// An order of pairings.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema)]
pub enum PairingOrder {
    /// Earliest date first.
    #[default]
    #[serde(rename = "date")]
    Date,
    /// Latest date first.
    #[serde(rename = "-date")]
    DateDescending,
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

impl PairingOrder {
    /// By what, and whether backwards.
    pub const fn direction(self) -> (PairingSort, bool) {
        match self {
            Self::Date => (PairingSort::Date, false),
            Self::DateDescending => (PairingSort::Date, true),
            Self::Created => (PairingSort::Created, false),
            Self::CreatedDescending => (PairingSort::Created, true),
            Self::Updated => (PairingSort::Updated, false),
            Self::UpdatedDescending => (PairingSort::Updated, true),
        }
    }
}

/// What to list.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListPairings {
    /// The order.
    #[serde(default)]
    #[param(inline)]
    pub sort: Option<PairingOrder>,
    /// In this state.
    #[serde(default)]
    #[param(inline)]
    state: Option<PairingStateView>,
    /// Whose ambassador is of this organisation or below it.
    #[serde(default)]
    organisation_id: Option<Uuid>,
    /// Showing this job.
    #[serde(default)]
    #[validate(length(max = 64))]
    #[param(max_length = 64, example = "data-engineer")]
    job_profile_code: Option<String>,
    /// Showing a job of this family.
    #[serde(default)]
    #[validate(length(max = 64))]
    #[param(max_length = 64, example = "data")]
    job_family_code: Option<String>,
    /// At a site in this department or collectivity.
    #[serde(default)]
    #[validate(length(max = 3))]
    #[param(max_length = 3, example = "75")]
    department_code: Option<String>,
    /// At a site in this region or collectivity.
    #[serde(default)]
    #[validate(length(max = 3))]
    #[param(max_length = 3, example = "11")]
    region_code: Option<String>,
    /// On this date.
    #[serde(default)]
    #[param(example = "2026-11-19")]
    date: Option<NaiveDate>,
    /// Of this student.
    #[serde(default)]
    student_id: Option<Uuid>,
    /// Of this ambassador.
    #[serde(default)]
    ambassador_id: Option<Uuid>,
    /// Only those that wait for the caller: an answer, or a decision of DINUM.
    #[serde(default)]
    #[param(default = false)]
    needs_action: Option<bool>,
}

impl Parse for ListPairings {
    type Value = ();

    fn parse(&self, _: &mut Violations) -> Option<()> {
        Some(())
    }
}

impl ListPairings {
    /// In terms of the store: families and regions become what they are made of.
    pub fn filter(&self, actor: &Actor, profiles: &[JobProfile], reference: &Reference) -> PairingFilter {
        let Self { sort: _, state, organisation_id, date, student_id, ambassador_id, needs_action, .. } =
            self;
        let Self { job_profile_code: job, job_family_code: family, .. } = self;
        let Self { department_code: department, region_code: region, .. } = self;
        let jobs = job_profiles(profiles, job.as_deref(), family.as_deref());
        PairingFilter {
            state: state.map(PairingStateView::slug),
            organisation: organisation_id.map(Into::into),
            job_profiles: jobs.map(|jobs| jobs.iter().map(|job| job.code.clone()).collect()),
            departments: departments(reference, department.as_deref(), region.as_deref()),
            date: *date,
            student: student_id.map(Into::into),
            ambassador: ambassador_id.map(Into::into),
            awaiting: needs_action.unwrap_or(false).then(|| awaiting(actor)),
        }
    }
}

fn awaiting(actor: &Actor) -> Awaiting {
    let ministry = match actor.administrative_reach() {
        Reach::Subtree(node) => Some(node),
        Reach::Everything | Reach::Nothing => None,
    };
    Awaiting { account: actor.account(), ministry, dinum: actor.is(Role::DinumAdmin) }
}
