//! A pairing as it becomes what it is.

use vmj_domain::access::Actor;
use vmj_domain::clock::Instant;
use vmj_domain::pairing::{Answers, Author, Change, Pairing, PairingEvent, PairingEventKind, PairingState};
use vmj_domain::text::Reason;

use crate::DemoError;
use crate::records::{Record, Records};
use crate::scene::Scene;

/// A pairing, and what has happened to it so far.
#[derive(Clone, Debug)]
pub struct Story {
    /// As it is.
    pub pairing: Pairing,
    /// What was answered to the proposal.
    pub answers: Answers,
    /// What happened.
    pub events: Vec<PairingEvent>,
    acts: Vec<Act>,
    /// The code of the ambassador's administration.
    administration: &'static str,
}

/// Something that an administrator did.
#[derive(Clone, Debug)]
struct Act {
    at: Instant,
    by: Author,
    kind: PairingEventKind,
    reason: Option<Reason>,
}

impl Story {
    /// DINUM proposes it.
    pub fn begin(pairing: Pairing, at: Instant, administration: &'static str) -> Self {
        let change = Change::proposal(pairing, Author::Dinum);
        let events = vec![change.event(at)];
        let act = Act { at, by: Author::Dinum, kind: PairingEventKind::Proposed, reason: None };
        Self { pairing: change.pairing, answers: Answers::default(), events, acts: vec![act], administration }
    }

    /// Something more happens to it, by a transition of the domain.
    pub fn then<E>(
        mut self,
        at: Instant,
        by: Author,
        step: impl FnOnce(Pairing) -> Result<Pairing, E>,
    ) -> Result<Self, DemoError>
    where
        DemoError: From<E>,
    {
        let before = self.pairing.clone();
        let after = step(self.pairing)?;
        let after = Pairing { version: before.version.next(), ..after };
        let change = Change::between(&before, after, by);
        self.events.push(change.event(at));
        if matches!(by, Author::Ministry | Author::Dinum) {
            let reason = reason(&change.pairing.state);
            self.acts.push(Act { at, by, kind: change.kind, reason });
        }
        if let PairingState::Proposed { answers, .. } | PairingState::Confirmed { answers, .. } =
            &change.pairing.state
        {
            self.answers = *answers;
        }
        Ok(Self { pairing: change.pairing, ..self })
    }

    /// Another takes its place.
    pub fn replaced(self, at: Instant) -> Self {
        let (pairing, kind, by) = (self.pairing, PairingEventKind::Replaced, Author::Dinum);
        let (version, updated_at) = (pairing.version.next(), at);
        let change = Change { pairing: Pairing { version, updated_at, ..pairing }, kind, by };
        let mut events = self.events;
        events.push(change.event(at));
        Self { pairing: change.pairing, events, ..self }
    }

    /// Tells the audit log what administrators did.
    pub fn record(&self, scene: &Scene<'_>, records: &mut Records) -> Result<(), DemoError> {
        for Act { at, by, kind, reason } in &self.acts {
            let actor: Actor = match by {
                Author::Ministry => scene.cast.ministry(self.administration)?.clone(),
                Author::Student | Author::Ambassador | Author::Dinum | Author::System => {
                    scene.cast.dinum().clone()
                }
            };
            records.push(Record {
                at: *at,
                actor,
                action: action(*kind),
                subject: ("pairing", self.pairing.id.to_string()),
                organisation: Some(self.pairing.ambassador.organisation.id),
                reason: reason.clone(),
            });
        }
        Ok(())
    }
}

/// The words that came with a state.
fn reason(state: &PairingState) -> Option<Reason> {
    match state {
        PairingState::Declined { text, .. } | PairingState::Cancelled { text, .. } => text.clone(),
        PairingState::Proposed { .. }
        | PairingState::Confirmed { .. }
        | PairingState::Expired { .. }
        | PairingState::Held
        | PairingState::NoShow { .. } => None,
    }
}

/// The name of an act in the audit log: that of the operation, whatever came of it.
const fn action(kind: PairingEventKind) -> &'static str {
    use PairingEventKind as K;
    match kind {
        K::Proposed | K::Replaced => "pairing.proposed",
        K::Accepted | K::Confirmed => "pairing.accepted",
        K::Declined => "pairing.declined",
        K::Cancelled | K::Expired => "pairing.cancelled",
        K::DateAsked => "pairing.date_asked",
        K::DateAccepted | K::DateChanged => "pairing.date_accepted",
        K::DateRefused | K::DateExpired => "pairing.date_refused",
        K::Held => "pairing.held",
        K::NoShow => "pairing.no_show",
        K::Contested => "pairing.contested",
        K::ContestSettled => "pairing.contest_settled",
        K::Noted => "pairing.noted",
    }
}
