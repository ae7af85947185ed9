//! Pairings: each reader sees what rule 8 of PRODUCT.md lets them see.

mod answers;
mod convocation;
mod loss;
mod parties;
mod parts;
mod reader;
mod state;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vmj_domain::pairing::{Pairing, Party};

use self::answers::{AnswersView, PendingDateView};
use self::convocation::ConvocationView;
use self::loss::{LossView, NoShowView};
use self::parties::{PairedAmbassadorView, PairedStudentView};
use self::parts::Parts;
pub use self::reader::{Reader, Showing};
pub use self::state::PairingStateView;
use super::code::FormatCode;
use super::edition::EditionSummaryView;
use super::job_profile::{JobProfileSummaryView, summary_of};
use crate::contract::code::Code;

/// A duo: one student, one ambassador, one job, one date.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Pairing)]
pub struct PairingView {
    /// Its id.
    pub id: Uuid,
    /// The edition.
    pub edition: EditionSummaryView,
    /// Where it is in its life.
    pub state: PairingStateView,
    /// Since when it is in this state.
    pub state_changed_at: DateTime<Utc>,
    /// What the day shows.
    pub job_profile: JobProfileSummaryView,
    /// How they meet.
    pub format: FormatCode,
    /// When they meet, by the calendar of the place.
    pub date: NaiveDate,
    /// The student.
    pub student: PairedStudentView,
    /// The ambassador.
    pub ambassador: PairedAmbassadorView,
    /// Who has accepted; absent once it is lost otherwise than by time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<AnswersView>,
    /// Another date that is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_date: Option<PendingDateView>,
    /// Why it was declined or cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss: Option<LossView>,
    /// Who was missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_show: Option<NoShowView>,
    /// Whether it waits for the reader.
    pub needs_action: bool,
    /// The practical sheet, from confirmation to thirty days after the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub convocation: Option<ConvocationView>,
    /// The lost pairing that it takes the place of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces_id: Option<Uuid>,
    /// The pairing that takes its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by_id: Option<Uuid>,
    /// Written this many times.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64, example = 1)]
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last written.
    pub updated_at: DateTime<Utc>,
}

impl PairingView {
    /// A pairing, as a reader may see it.
    #[must_use]
    pub fn new(pairing: &Pairing, reader: Reader, showing: Showing<'_>) -> Self {
        let Pairing {
            id,
            edition,
            student,
            ambassador,
            job_profile,
            format,
            seat: _,
            date,
            state,
            state_changed_at,
            access_cleared: _,
            received_documents: _,
            replaces,
            replaced_by,
            version,
            created_at,
            updated_at,
        } = pairing;
        let revealed = pairing.reveals_contacts(showing.now);
        let Parts { answers, pending_date, loss, no_show } = Parts::new(state, reader);
        Self {
            id: (*id).into(),
            edition: edition.into(),
            state: state.into(),
            state_changed_at: *state_changed_at,
            job_profile: summary_of(job_profile, showing.profiles),
            format: Code(*format),
            date: *date,
            student: showing.student(student, reader.knows(Party::Student, revealed)),
            ambassador: showing.ambassador(ambassador, reader.knows(Party::Ambassador, revealed)),
            answers,
            pending_date,
            loss,
            no_show,
            needs_action: reader.acts_on(pairing),
            convocation: revealed.then(|| showing.convocation(pairing)),
            replaces_id: replaces.map(Into::into),
            replaced_by_id: replaced_by.map(Into::into),
            version: version.get(),
            created_at: *created_at,
            updated_at: *updated_at,
        }
    }
}
