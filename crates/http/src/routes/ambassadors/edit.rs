//! What PUT and PATCH have in common.

use vmj_domain::ambassador::Ambassador;
use vmj_domain::broken::{Broken, Rule};
use vmj_domain::edition::{Operation, Side};
use vmj_persistence::Seats;

use super::form::Offer;
use super::{AmbassadorPath, department};
use crate::access::{Access, Unit, WriteAmbassadors};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::{Problem, ProblemCode};
use crate::routes::editions::{admit, edition_of};
use crate::views::ambassador::AmbassadorView;

/// What else an offer must obey.
pub type Rules<'r> = dyn Fn(&Offer) -> Vec<Broken> + 'r;

/// Gives the ambassador of the path another offer, made from the present one and held against the rules.
pub async fn edit(
    access: &Access<WriteAmbassadors>,
    path: &Path<AmbassadorPath>,
    if_match: &IfMatch,
    offer: impl Fn(&Ambassador, &Rules<'_>) -> Result<Offer, Problem>,
) -> Result<Reply<AmbassadorView>, Problem> {
    let (state, actor) = (access.state(), access.actor());
    let profiles = state.job_profiles().get(access).await?;
    let reply = access
        .write(async |unit| {
            let ambassador = path.load(unit, actor).await?;
            let edition = edition_of(unit, ambassador.edition.id).await?;
            let rules = |offer: &Offer| {
                let mut broken = ambassador.broken(&offer.form, &edition, state.reference());
                if offer.account.is_some_and(|account| account != ambassador.agent.id) {
                    broken.push(Rule::Contradicts { other: "/agent/id" }.at("/account_id"));
                }
                broken
            };
            let Offer { account: _, form, reason } = offer(&ambassador, &rules)?;
            if_match.require(ambassador.version)?;
            let operation = Operation::Register(Side::Ambassadors);
            let reason = admit(&edition, operation, actor, reason.as_ref(), unit.now())?;
            let fields = ambassador.form.differences(&form);
            let changed = ambassador.with_form(form, unit.now())?;
            let seats = seats_within(unit, &changed).await?;
            let department = department(state.reference(), &changed.form);
            let changed = unit.ambassadors().update(changed, department).await?;
            unit.pairings().renumber(&seats, changed.form.capacity.unwrap_or(0)).await?;
            let subject = ("ambassador", changed.id.to_string());
            unit.audited("ambassador.changed", subject, Some(changed.organisation.id), &fields, reason)
                .await?;
            let view = AmbassadorView::new(&changed, &profiles.items, state.reference());
            Ok(Reply::versioned(changed.version, &view)?)
        })
        .await?;
    state.offers().forget_all();
    Ok(reply)
}

/// The seats of an ambassador whose offer has changed, after a look at the duos that sit on them.
async fn seats_within(unit: &Unit<'_>, changed: &Ambassador) -> Result<Seats, Problem> {
    let seats = unit.pairings().seats_of(changed.id).await?;
    if changed.form.capacity.is_none_or(|capacity| (capacity as usize) < seats.taken()) && seats.taken() > 0 {
        return Err(Problem::new(ProblemCode::CapacityInUse));
    }
    if seats.taken() > 0 {
        let open = unit.pairings().open_of_ambassadors(&[changed.id]).await?;
        let mut broken = Vec::new();
        for contradiction in open.iter().flat_map(|pairing| pairing.broken_by_ambassador(&changed.form)) {
            if !broken.contains(&contradiction) {
                broken.push(contradiction);
            }
        }
        if !broken.is_empty() {
            return Err(Problem::in_use(broken));
        }
    }
    Ok(seats)
}
