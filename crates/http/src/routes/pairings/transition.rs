//! What the transitions of a pairing have in common.

use vmj_domain::clock::Instant;
use vmj_domain::edition::{Edition, Operation};
use vmj_domain::pairing::{Author, Change, Pairing};
use vmj_domain::reference::Reference;
use vmj_domain::text::Reason;

use super::PairingPath;
use super::scene::Scene;
use super::speaker::Speaker;
use crate::access::Access;
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::routes::editions::{admit, edition_of};
use crate::views::pairing::PairingView;

/// A kind of act on a pairing.
#[derive(Clone, Copy, Debug)]
pub struct Act {
    /// Its name in the audit log.
    pub action: &'static str,
    /// What it is to the edition.
    pub kind: ActKind,
}

/// What an act is to the edition.
#[derive(Clone, Copy, Debug)]
pub enum ActKind {
    /// Answering, cancelling, asking for another date.
    Answer,
    /// Telling how the day was.
    Report,
}

impl ActKind {
    /// What the edition must admit.
    fn of(self, pairing: &Pairing, now: Instant) -> Operation {
        match self {
            Self::Answer => Operation::Answer { to_come: now < pairing.begins_at() },
            Self::Report => Operation::Report,
        }
    }
}

/// Around what an act takes place.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The edition of the pairing.
    pub edition: &'a Edition,
    /// Places and holidays.
    pub reference: &'a Reference,
    /// The instant of the transaction.
    pub now: Instant,
}

/// What a request says, checked: who speaks, why (for the audit log), and the rest.
pub struct Input<I> {
    /// Who.
    pub by: Author,
    /// Why an administrator does it.
    pub reason: Option<Reason>,
    /// What the act needs besides.
    pub rest: I,
}

impl From<Speaker> for Input<Speaker> {
    fn from(speaker: Speaker) -> Self {
        Self { by: speaker.by, reason: speaker.reason.clone(), rest: speaker }
    }
}

/// Runs an act on the pairing of the path.
pub async fn transition<P, I>(
    access: &Access<P>,
    (path, if_match): (&Path<PairingPath>, &IfMatch),
    fingerprint: [u8; 32],
    act: Act,
    input: impl Fn(&Pairing) -> Result<Input<I>, Problem>,
    run: impl Fn(Pairing, I, Around<'_>) -> Result<Pairing, Problem>,
) -> Result<Reply<PairingView>, Problem> {
    let (state, actor) = (access.state(), access.actor());
    let scene = Scene::get(access).await?;
    access
        .write(async |unit| {
            let pairing = path.load(unit, actor).await?;
            let Input { by, reason, rest } = input(&pairing)?;
            unit.first_time(fingerprint).await?;
            let edition = edition_of(unit, pairing.edition.id).await?;
            let around = Around { edition: &edition, reference: state.reference(), now: unit.now() };
            let moved = run(pairing.clone(), rest, around);
            if let Err(problem) = &moved
                && problem.is_of_values()
            {
                // What is wrong with the request comes before what is wrong with its moment.
                return Err(problem.clone().into());
            }
            if_match.honour(pairing.version)?;
            admit(&edition, act.kind.of(&pairing, unit.now()), actor, None, unit.now())?;
            let moved = moved?;
            let change = Change::between(&pairing, moved, by);
            let moved = unit.pairings().update(change, &state.settings().front_url).await?;
            if matches!(by, Author::Ministry | Author::Dinum) {
                let (subject, owner) = (("pairing", moved.id.to_string()), moved.ambassador.organisation.id);
                unit.audited(act.action, subject, Some(owner), &["state"], reason.as_ref()).await?;
            }
            Ok(Reply::versioned(moved.version, &scene.view(&moved, actor, state))?)
        })
        .await
}
