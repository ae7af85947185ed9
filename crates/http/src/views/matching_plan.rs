//! The rows of a plan, each with its reasons in both languages.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vmj_domain::account::Locale;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::matching::{Proposed, Unmatched, Vacant};
use vmj_persistence::{ProposalRow, UnmatchedRow, VacancyRow};
use vmj_planning::{Explanation, PairExplanation, UnmatchedExplanation, VacantExplanation};

use super::account::OrganisationSummaryView;
use super::code::{FormatCode, PlaceCode, UnmatchedReasonCode};
use super::job_profile::{JobProfileSummaryView, summary_of};
use super::person::PersonSummaryView;
use crate::contract::code::Code;

/// Why it is so, in whole sentences.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MatchingExplanation)]
pub struct MatchingExplanationView {
    /// In French.
    #[schema(max_items = 100, example = json!(["C’est votre premier souhait."]))]
    #[schema(max_length = 1000)]
    pub fr: Vec<String>,
    /// In English.
    #[schema(max_items = 100, example = json!(["This is your first wish."]))]
    #[schema(max_length = 1000)]
    pub en: Vec<String>,
}

/// A pair of a plan.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MatchingProposal)]
pub struct MatchingProposalView {
    /// The student.
    pub student_id: Uuid,
    /// Who that is; for DINUM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub student: Option<PersonSummaryView>,
    /// The ambassador.
    pub ambassador_id: Uuid,
    /// Who that is.
    pub ambassador: PersonSummaryView,
    /// Where they work.
    pub organisation: OrganisationSummaryView,
    /// What the day would show.
    pub job_profile: JobProfileSummaryView,
    /// How the two would meet.
    pub format: FormatCode,
    /// The rank of the wish; absent when the pair was locked outside the wishes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 20, example = 1)]
    pub wish_rank: Option<u32>,
    /// Where; absent when the pair was locked out of reach.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceCode>,
    /// Whether the student named organisations and gets another.
    #[schema(example = false)]
    pub other_organisation: bool,
    /// Whether DINUM decided it before the computation.
    #[schema(example = false)]
    pub locked: bool,
    /// Whether DINUM made it by hand after the computation.
    #[schema(example = false)]
    pub by_hand: bool,
    /// Why it is so; for DINUM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<MatchingExplanationView>,
}

/// A student without a place.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MatchingUnmatched)]
pub struct MatchingUnmatchedView {
    /// The student.
    pub student_id: Uuid,
    /// Who that is.
    pub student: PersonSummaryView,
    /// Why: the first that holds.
    pub reason: UnmatchedReasonCode,
    /// More about it, and what would have helped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<MatchingExplanationView>,
}

/// An ambassador with a free seat.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MatchingVacancy)]
pub struct MatchingVacancyView {
    /// The ambassador.
    pub ambassador_id: Uuid,
    /// Who that is.
    pub ambassador: PersonSummaryView,
    /// Where they work.
    pub organisation: OrganisationSummaryView,
    /// Seats that stay free.
    #[schema(minimum = 1, maximum = 20, example = 1)]
    pub free: u32,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<MatchingExplanationView>,
}

impl MatchingExplanationView {
    /// What was stored; none when this program does not know it any more.
    pub fn read<E: Explanation>(text: &str) -> Option<Self> {
        let explanation: E = vmj_planning::read(text)
            .inspect_err(|error| tracing::error!(%error, "an explanation cannot be read"))
            .ok()?;
        let words = |locale| vmj_planning::words(&explanation, locale);
        Some(Self { fr: words(Locale::French), en: words(Locale::English) })
    }
}

impl MatchingProposalView {
    /// A row; who the student is and why it is so are for DINUM.
    #[must_use]
    pub fn new(row: &ProposalRow, profiles: &[JobProfile], for_dinum: bool) -> Self {
        let ProposalRow { proposed, student: person, ambassador: agent, organisation } = row;
        let Proposed {
            student,
            ambassador,
            job_profile,
            format,
            wish_rank,
            place,
            other_organisation,
            locked,
            by_hand,
            explanation,
        } = proposed;
        let explained = || MatchingExplanationView::read::<PairExplanation>(explanation);
        Self {
            student_id: (*student).into(),
            student: for_dinum.then(|| person.into()),
            ambassador_id: (*ambassador).into(),
            ambassador: agent.into(),
            organisation: organisation.clone().into(),
            job_profile: summary_of(job_profile, profiles),
            format: Code(*format),
            wish_rank: *wish_rank,
            place: place.map(Code),
            other_organisation: *other_organisation,
            locked: *locked,
            by_hand: *by_hand,
            explanation: for_dinum.then(explained).flatten(),
        }
    }
}

impl From<&UnmatchedRow> for MatchingUnmatchedView {
    fn from(row: &UnmatchedRow) -> Self {
        let UnmatchedRow { unmatched, student: person } = row;
        let Unmatched { student, reason, explanation } = unmatched;
        Self {
            student_id: (*student).into(),
            student: person.into(),
            reason: Code(*reason),
            explanation: MatchingExplanationView::read::<UnmatchedExplanation>(explanation),
        }
    }
}

impl From<&VacancyRow> for MatchingVacancyView {
    fn from(row: &VacancyRow) -> Self {
        let VacancyRow { vacant, ambassador: agent, organisation } = row;
        let Vacant { ambassador, free, explanation } = vacant;
        Self {
            ambassador_id: (*ambassador).into(),
            ambassador: agent.into(),
            organisation: organisation.clone().into(),
            free: *free,
            explanation: MatchingExplanationView::read::<VacantExplanation>(explanation),
        }
    }
}
