//! What follows from a change: a line of the history, and who is told.

use chrono::NaiveDate;

use super::{Author, Pairing, PairingEvent, PairingEventKind, PairingState, Party};
use crate::clock::Instant;
use crate::message::PairingNotice;

/// A pairing that has changed, and by whom.
#[derive(Clone, Debug)]
pub struct Change {
    /// As it now is.
    pub pairing: Pairing,
    /// What happened.
    pub kind: PairingEventKind,
    /// Who did it.
    pub by: Author,
}

impl Change {
    /// A new proposal.
    #[must_use]
    pub const fn proposal(pairing: Pairing, by: Author) -> Self {
        Self { pairing, kind: PairingEventKind::Proposed, by }
    }

    /// What happened between two looks at one pairing.
    #[must_use]
    pub fn between(before: &Pairing, pairing: Pairing, by: Author) -> Self {
        let kind = kind(before, &pairing, by);
        Self { pairing, kind, by }
    }

    /// The line of the history.
    #[must_use]
    pub const fn event(&self, at: Instant) -> PairingEvent {
        let Self { pairing, kind, by } = self;
        let reason = match (kind, &pairing.state) {
            (PairingEventKind::Cancelled, PairingState::Cancelled { reason, .. }) => Some(*reason),
            (_, _) => None,
        };
        PairingEvent { pairing: pairing.id, at, kind: *kind, by: *by, reason, date: self.date() }
    }

    /// The date that it is about.
    const fn date(&self) -> Option<NaiveDate> {
        use PairingEventKind as K;
        match (self.kind, &self.pairing.state) {
            (K::DateAsked | K::DateAccepted, PairingState::Confirmed { pending: Some(pending), .. }) => {
                Some(pending.date)
            }
            (K::Proposed | K::DateChanged, _) => Some(self.pairing.date),
            (_, _) => None,
        }
    }

    /// Who is told what: whoever did not do it themself.
    #[must_use]
    pub fn notices(&self) -> Vec<(Party, PairingNotice)> {
        use PairingEventKind as K;
        let notice = match self.kind {
            K::Proposed => PairingNotice::Proposed,
            K::Confirmed => PairingNotice::Confirmed,
            K::Declined | K::Expired | K::Cancelled => PairingNotice::Lost,
            K::DateAsked => PairingNotice::DateAsked,
            K::DateChanged => PairingNotice::DateChanged,
            K::DateRefused | K::DateExpired => PairingNotice::DateKept,
            K::NoShow => PairingNotice::NoShow,
            K::ContestSettled => PairingNotice::ContestSettled,
            // Half an answer is no news; a replacement is a proposal of its own.
            K::Accepted | K::DateAccepted | K::Held | K::Contested | K::Noted | K::Replaced => {
                return Vec::new();
            }
        };
        // Both are told that it is confirmed: the second brings the practical sheet.
        let told = |party: &Party| self.kind == K::Confirmed || Author::from(*party) != self.by;
        [Party::Student, Party::Ambassador].into_iter().filter(told).map(|party| (party, notice)).collect()
    }

    /// Until when an answer is expected.
    #[must_use]
    pub const fn deadline(&self) -> Option<Instant> {
        match &self.pairing.state {
            PairingState::Proposed { deadline, .. } => Some(*deadline),
            PairingState::Confirmed { pending: Some(pending), .. } => Some(pending.deadline),
            PairingState::Confirmed { pending: None, .. }
            | PairingState::Declined { .. }
            | PairingState::Expired { .. }
            | PairingState::Cancelled { .. }
            | PairingState::Held
            | PairingState::NoShow { .. } => None,
        }
    }
}

fn kind(before: &Pairing, after: &Pairing, by: Author) -> PairingEventKind {
    use PairingEventKind as K;
    use PairingState as S;
    match (&before.state, &after.state) {
        (S::Proposed { .. }, S::Proposed { .. }) if before.date != after.date => K::Proposed,
        (S::Proposed { answers: old, .. }, S::Proposed { answers: new, .. }) if old != new => K::Accepted,
        (S::Confirmed { pending: old, .. }, S::Confirmed { pending: new, .. }) => match (old, new) {
            (None, Some(_)) => K::DateAsked,
            (Some(old), Some(new)) if old.date != new.date || old.asked_by != new.asked_by => K::DateAsked,
            (Some(old), Some(new)) if old != new => K::DateAccepted,
            (Some(_), None) if before.date != after.date => K::DateChanged,
            (Some(_), None) if by == Author::System => K::DateExpired,
            (Some(_), None) => K::DateRefused,
            (Some(_), Some(_)) | (None, None) => K::Noted,
        },
        (S::NoShow { contest: None, .. }, S::NoShow { contest: Some(_), .. }) => K::Contested,
        (S::NoShow { .. }, S::NoShow { .. } | S::Held) if before.state != after.state => K::ContestSettled,
        (old, new) if old.slug() == new.slug() => K::Noted,
        (_, S::Proposed { .. }) => K::Proposed,
        (_, S::Confirmed { .. }) => K::Confirmed,
        (_, S::Declined { .. }) => K::Declined,
        (_, S::Expired { .. }) => K::Expired,
        (_, S::Cancelled { .. }) => K::Cancelled,
        (_, S::Held) => K::Held,
        (_, S::NoShow { .. }) => K::NoShow,
    }
}
