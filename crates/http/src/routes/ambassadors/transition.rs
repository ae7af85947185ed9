//! What the transitions of an ambassador have in common.

use vmj_domain::access::Actor;
use vmj_domain::ambassador::Ambassador;
use vmj_domain::clock::Instant;
use vmj_domain::edition::{Edition, Operation, Side};
use vmj_domain::reference::Reference;
use vmj_domain::text::Reason;
use vmj_domain::transition::InvalidTransition;

use super::{AmbassadorPath, department};
use crate::access::Access;
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::{Problem, ProblemCode};
use crate::routes::editions::{admit, edition_of};
use crate::routes::pairings::free_ambassadors;
use crate::views::ambassador::AmbassadorView;

/// What an act happens in.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// Who acts.
    pub actor: &'a Actor,
    /// The edition.
    pub edition: &'a Edition,
    /// Places and their calendars.
    pub reference: &'a Reference,
    /// When.
    pub now: Instant,
}

/// An act on an ambassador.
#[derive(Clone, Copy, Debug)]
pub enum Act {
    /// Hand the draft in.
    Submit,
    /// Approve it.
    Approve,
    /// Reject it.
    Reject,
    /// Take it back.
    Withdraw,
    /// Begin again.
    Resume,
}

impl Act {
    /// Its name in the audit log.
    pub const fn action(self) -> &'static str {
        match self {
            Self::Submit => "ambassador.submitted",
            Self::Approve => "ambassador.approved",
            Self::Reject => "ambassador.rejected",
            Self::Withdraw => "ambassador.withdrawn",
            Self::Resume => "ambassador.resumed",
        }
    }

    /// What the edition must admit.
    pub const fn operation(self) -> Operation {
        match self {
            Self::Submit | Self::Resume => Operation::Register(Side::Ambassadors),
            Self::Approve | Self::Reject | Self::Withdraw => Operation::Decide,
        }
    }

    /// Runs it in the domain. Nobody decides on themselves.
    ///
    /// # Errors
    /// 409 or 422: why not.
    pub fn run(
        self,
        ambassador: Ambassador,
        reason: Option<&Reason>,
        scene: Scene<'_>,
    ) -> Result<Ambassador, Problem> {
        let Scene { actor, edition, reference, now } = scene;
        let because = || reason.cloned().ok_or_else(|| Problem::new(ProblemCode::InternalError));
        let own = actor.account() == Some(ambassador.agent.id);
        let moved: Result<Ambassador, InvalidTransition> = match self {
            Self::Submit => return Ok(ambassador.submit(edition, reference, now)?),
            Self::Approve | Self::Reject if own => return Err(Problem::new(ProblemCode::OwnRecord)),
            Self::Approve => ambassador.approve(now),
            Self::Reject => ambassador.reject(because()?, now),
            Self::Withdraw => ambassador.withdraw(because()?, now),
            Self::Resume => ambassador.resume(now),
        };
        Ok(moved?)
    }
}

/// Runs an act on the ambassador of the path. `reason` is what the request says, checked.
pub async fn transition<P>(
    access: &Access<P>,
    path: &Path<AmbassadorPath>,
    if_match: &IfMatch,
    fingerprint: [u8; 32],
    act: Act,
    reason: impl Fn() -> Result<Option<Reason>, Problem>,
) -> Result<Reply<AmbassadorView>, Problem> {
    let (state, actor) = (access.state(), access.actor());
    let profiles = state.job_profiles().get(access).await?;
    let reply = access
        .write(async |unit| {
            let ambassador = path.load(unit, actor).await?;
            let reason = reason()?;
            unit.first_time(fingerprint).await?;
            if_match.honour(ambassador.version)?;
            let edition = edition_of(unit, ambassador.edition.id).await?;
            admit(&edition, act.operation(), actor, reason.as_ref(), unit.now())?;
            let reference = state.reference();
            let scene = Scene { actor, edition: &edition, reference, now: unit.now() };
            let moved = act.run(ambassador, reason.as_ref(), scene)?;
            let department = department(reference, &moved.form);
            let moved = unit.ambassadors().update(moved, department).await?;
            if moved.state.is_out() {
                let left = std::slice::from_ref(&moved);
                free_ambassadors(unit, &state.settings().front_url, left, actor).await?;
            }
            let (subject, organisation) = (("ambassador", moved.id.to_string()), Some(moved.organisation.id));
            unit.audited(act.action(), subject, organisation, &["state"], reason.as_ref()).await?;
            let view = AmbassadorView::new(&moved, &profiles.items, state.reference());
            Ok(Reply::versioned(moved.version, &view)?)
        })
        .await?;
    state.offers().forget_all();
    Ok(reply)
}
