//! What deciding on several at once has in common.

use std::collections::HashMap;

use uuid::Uuid;
use vmj_domain::broken::Rule;
use vmj_domain::id::OrganisationId;
use vmj_domain::text::Reason;
use vmj_domain::transition::InvalidTransition;
use vmj_domain::version::Version;
use vmj_persistence::AuditRecord;

use crate::access::{Access, Unit};
use crate::contract::outcome::{Outcome, Outcomes};
use crate::extract::Violations;
use crate::problem::Problem;

/// Most decisions of a request.
pub const MAX_DECISIONS: u64 = 200;

/// One who is decided on.
pub trait Decidable: Clone {
    /// What they are, in the audit log.
    const KIND: &'static str;
    /// Where they all are.
    const COLLECTION: &'static str;

    /// Who they are and what they have come to.
    fn standing(&self) -> Standing;
}

/// Who somebody is and what they have come to.
#[derive(Debug)]
pub struct Standing {
    /// Who.
    pub id: Uuid,
    /// Their state.
    pub state: &'static str,
    /// The version that was read.
    pub version: Version,
    /// Whose they are, for the audit log.
    pub organisation: Option<OrganisationId>,
    /// Why nothing more can be decided, where that is so.
    pub refusal: InvalidTransition,
}

/// What a decision means.
#[derive(Debug)]
pub struct Decision<A> {
    /// On whom.
    pub subject: Uuid,
    /// What.
    pub act: A,
    /// Why.
    pub reason: Option<Reason>,
}

/// Reads what a request decides on whom, and why. A list that is too long is refused for that: its rest is not read.
pub fn read<'d, A: Copy>(
    said: impl Iterator<Item = (Uuid, A, Option<&'d str>)>,
    owes_reason: impl Fn(A) -> bool,
    violations: &mut Violations,
) -> Vec<Decision<A>> {
    let mut decisions = Vec::new();
    for (at, (subject, act, reason)) in (0..MAX_DECISIONS).zip(said) {
        let pointer = format!("/decisions/{at}/reason");
        if owes_reason(act) && reason.is_none() {
            violations.broken(&Rule::Missing.at(&pointer));
        }
        let reason = violations.take_optional(&pointer, reason, Reason::parse);
        decisions.extend(reason.map(|reason| Decision { subject, act, reason }));
    }
    decisions
}

/// What has become of those who were decided on.
pub struct Decided<'d, S> {
    /// Of each decision.
    pub outcomes: Outcomes,
    /// Those who are to be written.
    pub moved: Vec<S>,
    /// What is to be told to the audit log.
    pub events: Vec<AuditRecord<'d>>,
}

/// Decides on those who were found, in the order of the request: one that is refused does not keep the others back.
pub fn decide<'d, P, S: Decidable, A: Copy>(
    access: &Access<P>,
    unit: &'d Unit<'_>,
    found: Vec<S>,
    decisions: &'d [Decision<A>],
    action: impl Fn(A) -> &'static str,
    run: impl Fn(S, A, Option<&Reason>) -> Result<S, Problem>,
) -> Decided<'d, S> {
    let present: HashMap<Uuid, S> = found.into_iter().map(|found| (found.standing().id, found)).collect();
    let (mut items, mut moved, mut events) = (Vec::new(), HashMap::<Uuid, S>::new(), Vec::new());
    for Decision { subject: id, act, reason } in decisions {
        let reason = reason.as_ref();
        let outcome = match (present.get(id), moved.get(id)) {
            (None, _) => Err(Problem::not_found()),
            // Decided on by this same request: once.
            (Some(_), Some(done)) => Err(done.standing().refusal.into()),
            (Some(found), None) => run(found.clone(), *act, reason),
        };
        let outcome = outcome.map(|done| (done.standing(), done));
        let shown = outcome.as_ref().map(|(standing, _)| (standing.state, standing.version.next()));
        items.push(Outcome::new(*id, &format!("{}/{id}", S::COLLECTION), shown, access));
        if let Ok((standing, done)) = outcome {
            let subject = (S::KIND, id.to_string());
            events.push(unit.event(action(*act), subject, standing.organisation, &["state"], reason));
            moved.insert(*id, done);
        }
    }
    Decided { outcomes: Outcomes { items }, moved: moved.into_values().collect(), events }
}
