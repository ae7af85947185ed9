//! The places of a plan, and where one more would help.

use serde::Serialize;
use utoipa::ToSchema;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::text::Slug;
use vmj_persistence::Places;
use vmj_planning::Recruit;

use super::account::OrganisationSummaryView;
use super::job_profile::{JobProfileSummaryView, summary_of};

/// Places of a ministry.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PlacesByOrganisation)]
pub struct PlacesByOrganisationView {
    /// The ministry.
    pub organisation: OrganisationSummaryView,
    /// Places that the plan fills.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 12)]
    pub filled: u64,
    /// Places that it leaves free.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 3)]
    pub free: u64,
}

/// Places of a job.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PlacesByJobProfile)]
pub struct PlacesByJobProfileView {
    /// The job.
    pub job_profile: JobProfileSummaryView,
    /// Places that the plan fills.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 12)]
    pub filled: u64,
    /// Places that it leaves free; one that is open to several jobs counts in each.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 3)]
    pub free: u64,
}

/// Places of a department.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PlacesByDepartment)]
pub struct PlacesByDepartmentView {
    /// COG code of the department or collectivity of the site; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 3, example = "75")]
    pub department_code: Option<String>,
    /// Places that the plan fills.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 12)]
    pub filled: u64,
    /// Places that it leaves free.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64, example = 3)]
    pub free: u64,
}

/// The places of a plan, by ministry, job and department.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MatchingPlaces)]
pub struct MatchingPlacesView {
    /// By ministry.
    #[schema(max_items = 1000)]
    pub by_organisation: Vec<PlacesByOrganisationView>,
    /// By job.
    #[schema(max_items = 1000)]
    pub by_job_profile: Vec<PlacesByJobProfileView>,
    /// By department.
    #[schema(max_items = 200)]
    pub by_department: Vec<PlacesByDepartmentView>,
}

/// A job and a region where one more volunteer would place one student more.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = RecruitingNeed)]
pub struct RecruitingNeedView {
    /// The job.
    pub job_profile: JobProfileSummaryView,
    /// COG code of the region or collectivity of the site.
    #[schema(max_length = 3, example = "53")]
    pub region_code: String,
    /// Students without a place who wish for this job and would come there, or meet by video: so many seats there would place
    /// them all.
    #[schema(minimum = 0, maximum = 4_294_967_295_u32, example = 7)]
    pub students: u32,
    /// However many seats there, no plan would place more students in addition.
    #[schema(minimum = 0, maximum = 4_294_967_295_u32, example = 9)]
    pub gain: u32,
}

/// Where one more volunteer would help, most students first.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = RecruitingMap)]
pub struct RecruitingMapView {
    /// Jobs and regions.
    #[schema(max_items = 2000)]
    pub items: Vec<RecruitingNeedView>,
}

impl From<(OrganisationSummary, Places)> for PlacesByOrganisationView {
    fn from((organisation, Places { filled, free }): (OrganisationSummary, Places)) -> Self {
        Self { organisation: organisation.into(), filled, free }
    }
}

impl PlacesByJobProfileView {
    /// Places of a job.
    #[must_use]
    pub fn new(code: &Slug, places: Places, profiles: &[JobProfile]) -> Self {
        let Places { filled, free } = places;
        Self { job_profile: summary_of(code, profiles), filled, free }
    }
}

impl From<(Option<String>, Places)> for PlacesByDepartmentView {
    fn from((department_code, Places { filled, free }): (Option<String>, Places)) -> Self {
        Self { department_code, filled, free }
    }
}

impl RecruitingNeedView {
    /// A row of the map.
    #[must_use]
    pub fn new(recruit: Recruit, profiles: &[JobProfile]) -> Self {
        let Recruit { job_profile, region_code, students, gain } = recruit;
        Self { job_profile: summary_of(&job_profile, profiles), region_code, students, gain }
    }
}
