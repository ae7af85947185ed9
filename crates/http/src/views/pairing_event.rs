//! What happened to a pairing, and who could take a place in it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vmj_domain::id::PairingEventId;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::pairing::{Candidate, PairingEvent, Vacancy};
use vmj_domain::reference::Reference;

use super::account::OrganisationSummaryView;
use super::ambassador::CommuneSummaryView;
use super::code::{AuthorCode, CancellationReasonCode, FormatCode, NearnessCode, PairingEventKindCode};
use super::job_profile::{JobProfileSummaryView, summary_of};
use crate::contract::code::Code;

/// Something that happened to a pairing.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PairingEvent)]
pub struct PairingEventView {
    /// Its id: in order of time.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: PairingEventKindCode,
    /// By whom.
    pub by: AuthorCode,
    /// Why it was cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<CancellationReasonCode>,
    /// The date that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
}

impl From<(PairingEventId, PairingEvent)> for PairingEventView {
    fn from((id, event): (PairingEventId, PairingEvent)) -> Self {
        let PairingEvent { pairing: _, at, kind, by, reason, date } = event;
        Self { id: id.into(), at, kind: Code(kind), by: Code(by), reason_code: reason.map(Code), date }
    }
}

/// An ambassador who could take the place of the one who was lost.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ReplacementCandidate)]
pub struct CandidateView {
    /// How near: the nearest comes first.
    pub nearness: NearnessCode,
    /// Which ambassador.
    pub ambassador_id: Uuid,
    /// Where they work.
    pub organisation: OrganisationSummaryView,
    /// The commune of the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commune: Option<CommuneSummaryView>,
    /// What the day would show.
    pub job_profile: JobProfileSummaryView,
    /// How the two would meet.
    pub format: FormatCode,
    /// When.
    pub date: NaiveDate,
    /// Seats that are left.
    #[schema(minimum = 1, maximum = 20, example = 1)]
    pub seats_left: u32,
}

impl CandidateView {
    /// A candidate, with the labels of the job and the place.
    #[must_use]
    pub fn new(candidate: &Candidate, profiles: &[JobProfile], reference: &Reference) -> Self {
        let Candidate { nearness, job_profile, format, date, vacancy } = candidate;
        let Vacancy { ambassador, organisation, commune_code, seats_left, .. } = vacancy;
        let commune = commune_code.as_deref().and_then(|code| reference.commune(code));
        Self {
            nearness: Code(*nearness),
            ambassador_id: (*ambassador).into(),
            organisation: organisation.clone().into(),
            commune: commune.map(Into::into),
            job_profile: summary_of(job_profile, profiles),
            format: Code(*format),
            date: *date,
            seats_left: *seats_left,
        }
    }
}
