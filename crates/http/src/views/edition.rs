//! Editions.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vmj_domain::edition::{DayRange, Edition, EditionParameters, EditionSummary, OfferedProfile};

use super::account::OrganisationSummaryView;
use super::code::{DiplomaKindCode, DocumentCode, FormatCode, StudyLevelCode};
use super::job_profile::JobProfileSummaryView;
use crate::contract::code::codes;

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DayRange, example = json!({"first": "2026-11-16", "last": "2026-11-27"}))]
pub struct DayRangeView {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

/// An edition, in short.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = EditionSummary)]
pub struct EditionSummaryView {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    #[schema(max_length = 200, example = "Édition 2026")]
    pub name: String,
    /// Its day.
    #[schema(example = "2026-11-19")]
    pub day: NaiveDate,
}

/// When one side registers: whole days by the clock of metropolitan France.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = RegistrationWindow)]
pub struct WindowView {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
    /// The first instant at which one may register.
    pub opens_at: DateTime<Utc>,
    /// The first instant at which one may no more.
    pub closes_at: DateTime<Utc>,
}

/// Where an edition is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EditionState, example = "open")]
pub enum EditionStateView {
    /// Only DINUM sees it.
    Draft,
    /// People register, each side in its own window.
    Open,
    /// Registration is over; DINUM computes proposals.
    Matching,
    /// Proposals have been sent.
    Published,
    /// The day is over.
    Held,
    /// All is done.
    Closed,
    /// It will not take place.
    Cancelled,
}

/// A job profile for which the State recruits in an edition.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = OfferedProfile)]
pub struct OfferedProfileView {
    /// Which.
    #[serde(flatten)]
    pub profile: JobProfileSummaryView,
    /// Where the State's job offers are.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "uri", max_length = 500, example = "https://offres.example.fr/?metier=data-engineer")]
    pub job_offers_url: Option<String>,
}

/// One occurrence of the operation.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Edition)]
pub struct EditionView {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    #[schema(max_length = 200, example = "Édition 2026")]
    pub name: String,
    /// Its day.
    #[schema(example = "2026-11-19")]
    pub day: NaiveDate,
    /// Its day before it was first postponed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postponed_from: Option<NaiveDate>,
    /// The days on which a duo may meet instead.
    pub window: DayRangeView,
    /// How duos may meet.
    #[schema(max_items = 2)]
    pub formats: Vec<FormatCode>,
    /// The study levels of those who may take part.
    #[schema(max_items = 4)]
    pub study_levels: Vec<StudyLevelCode>,
    /// The kinds of diploma of those who may take part.
    #[schema(max_items = 9)]
    pub diploma_kinds: Vec<DiplomaKindCode>,
    /// When ambassadors register.
    pub ambassadors_window: WindowView,
    /// When students register.
    pub students_window: WindowView,
    /// Most wishes of a student.
    #[schema(minimum = 1, maximum = 20, example = 5)]
    pub max_wishes: u32,
    /// Fewest students that an ambassador may receive.
    #[schema(minimum = 1, maximum = 20, example = 1)]
    pub min_capacity: u32,
    /// Most students that an ambassador may receive.
    #[schema(minimum = 1, maximum = 20, example = 3)]
    pub max_capacity: u32,
    /// Days that each side has to answer a proposal.
    #[schema(minimum = 1, maximum = 60, example = 7)]
    pub answer_days: u32,
    /// Documents wanted for each duo.
    #[schema(max_items = 3)]
    pub documents: Vec<DocumentCode>,
    /// The job profiles for which the State recruits, by code.
    #[schema(max_items = 200)]
    pub job_profiles: Vec<OfferedProfileView>,
    /// The organisations that take part, each with all below it, by code.
    #[schema(max_items = 200)]
    pub organisations: Vec<OrganisationSummaryView>,
    /// Where it is in its life.
    pub state: EditionStateView,
    /// Why it was cancelled or opened again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub state_reason: Option<String>,
    /// Since when it is in this state.
    pub state_changed_at: DateTime<Utc>,
    /// When it was first opened, if it ever was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<DateTime<Utc>>,
    /// Written this many times.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64, example = 1)]
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last written.
    pub updated_at: DateTime<Utc>,
}

impl From<&EditionSummary> for EditionSummaryView {
    fn from(summary: &EditionSummary) -> Self {
        let EditionSummary { id, name, day } = summary;
        Self { id: (*id).into(), name: name.to_string(), day: *day }
    }
}

impl From<DayRange> for DayRangeView {
    fn from(range: DayRange) -> Self {
        let DayRange { first, last } = range;
        Self { first, last }
    }
}

impl From<DayRangeView> for DayRange {
    fn from(range: DayRangeView) -> Self {
        let DayRangeView { first, last } = range;
        Self { first, last }
    }
}

impl From<DayRange> for WindowView {
    fn from(window: DayRange) -> Self {
        let DayRange { first, last } = window;
        Self { first, last, opens_at: window.opens_at(), closes_at: window.closes_at() }
    }
}

impl From<&vmj_domain::edition::EditionState> for EditionStateView {
    fn from(state: &vmj_domain::edition::EditionState) -> Self {
        use vmj_domain::edition::EditionState;
        match state {
            EditionState::Draft => Self::Draft,
            EditionState::Open { .. } => Self::Open,
            EditionState::Matching => Self::Matching,
            EditionState::Published => Self::Published,
            EditionState::Held => Self::Held,
            EditionState::Closed => Self::Closed,
            EditionState::Cancelled { .. } => Self::Cancelled,
        }
    }
}

impl From<&OfferedProfile> for OfferedProfileView {
    fn from(offered: &OfferedProfile) -> Self {
        let OfferedProfile { profile, job_offers_url } = offered;
        Self { profile: profile.into(), job_offers_url: job_offers_url.as_ref().map(ToString::to_string) }
    }
}

impl From<&Edition> for EditionView {
    fn from(edition: &Edition) -> Self {
        let Edition {
            id,
            name,
            parameters,
            job_profiles,
            organisations,
            postponed_from,
            state,
            state_changed_at,
            opened_at,
            version,
            created_at,
            updated_at,
        } = edition;
        let EditionParameters {
            day,
            window,
            formats,
            study_levels,
            diploma_kinds,
            ambassadors_window,
            students_window,
            max_wishes,
            min_capacity,
            max_capacity,
            answer_days,
            documents,
        } = parameters;
        Self {
            id: (*id).into(),
            name: name.to_string(),
            day: *day,
            postponed_from: *postponed_from,
            window: (*window).into(),
            formats: codes(formats),
            study_levels: codes(study_levels),
            diploma_kinds: codes(diploma_kinds),
            ambassadors_window: (*ambassadors_window).into(),
            students_window: (*students_window).into(),
            max_wishes: *max_wishes,
            min_capacity: *min_capacity,
            max_capacity: *max_capacity,
            answer_days: *answer_days,
            documents: codes(documents),
            job_profiles: job_profiles.iter().map(Into::into).collect(),
            organisations: organisations.iter().cloned().map(Into::into).collect(),
            state: state.into(),
            state_reason: state.reason().map(ToString::to_string),
            state_changed_at: *state_changed_at,
            opened_at: *opened_at,
            version: version.get(),
            created_at: *created_at,
            updated_at: *updated_at,
        }
    }
}
