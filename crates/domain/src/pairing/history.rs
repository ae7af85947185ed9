//! What happened to a pairing.

use chrono::NaiveDate;

use super::{Author, CancellationReason};
use crate::clock::Instant;
use crate::code::codes;
use crate::id::PairingId;

codes! {
    /// Something that happened to a pairing.
    PairingEventKind {
        /// Both were asked.
        Proposed => "proposed",
        /// One accepted.
        Accepted => "accepted",
        /// The second accepted.
        Confirmed => "confirmed",
        /// One did not want it.
        Declined => "declined",
        /// Not both answered in time.
        Expired => "expired",
        /// It was cancelled.
        Cancelled => "cancelled",
        /// Another date was asked for.
        DateAsked => "date_asked",
        /// One accepted that date.
        DateAccepted => "date_accepted",
        /// It became the date.
        DateChanged => "date_changed",
        /// It did not.
        DateRefused => "date_refused",
        /// Nobody answered about it in time.
        DateExpired => "date_expired",
        /// The day took place.
        Held => "held",
        /// Somebody was missing.
        NoShow => "no_show",
        /// Who was said to be missing says otherwise.
        Contested => "contested",
        /// DINUM decided.
        ContestSettled => "contest_settled",
        /// Access or documents were noted.
        Noted => "noted",
        /// Another pairing took its place.
        Replaced => "replaced",
    }
}

/// Something that happened to a pairing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairingEvent {
    /// To which.
    pub pairing: PairingId,
    /// When.
    pub at: Instant,
    /// What.
    pub kind: PairingEventKind,
    /// By whom.
    pub by: Author,
    /// Why, where a reason goes with it.
    pub reason: Option<CancellationReason>,
    /// The date that it is about.
    pub date: Option<NaiveDate>,
}
