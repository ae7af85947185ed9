//! What happens to pairings when something else does.

use vmj_domain::access::Actor;
use vmj_domain::ambassador::Ambassador;
use vmj_domain::edition::Edition;
use vmj_domain::pairing::{Author, CancellationReason, Change, Pairing, Party, answer_deadline};
use vmj_domain::student::Student;

use super::speaker::author;
use crate::access::Unit;
use crate::problem::Problem;

/// Frees the duos of an ambassador who has left.
///
/// # Errors
/// The store fails.
pub async fn free_ambassadors(
    unit: &Unit<'_>,
    front_url: &str,
    left: &[Ambassador],
    actor: &Actor,
) -> Result<(), Problem> {
    if left.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = left.iter().map(|ambassador| ambassador.id).collect();
    let open = unit.pairings().open_of_ambassadors(&ids).await?;
    let by = |pairing: &Pairing| {
        let own = actor.account() == Some(pairing.ambassador.agent.id);
        author(own.then_some(Party::Ambassador), actor)
    };
    cancel_open(unit, front_url, open, by, CancellationReason::PartyWithdrew).await
}

/// Frees the duo of a student who has left.
///
/// # Errors
/// The store fails.
pub async fn free_students(
    unit: &Unit<'_>,
    front_url: &str,
    left: &[Student],
    actor: &Actor,
) -> Result<(), Problem> {
    if left.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = left.iter().map(|student| student.id).collect();
    let open = unit.pairings().open_of_students(&ids).await?;
    let by = |pairing: &Pairing| {
        let own = actor.account() == Some(pairing.student.person.id);
        author(own.then_some(Party::Student), actor)
    };
    cancel_open(unit, front_url, open, by, CancellationReason::PartyWithdrew).await
}

/// Cancels pairings that are proposed or confirmed, and locked: their seats are free again, and both sides are told.
///
/// # Errors
/// The store fails.
pub async fn cancel_open(
    unit: &Unit<'_>,
    front_url: &str,
    pairings: Vec<Pairing>,
    by: impl Fn(&Pairing) -> Author,
    reason: CancellationReason,
) -> Result<(), Problem> {
    if pairings.is_empty() {
        return Ok(());
    }
    let mut changes = Vec::with_capacity(pairings.len());
    for pairing in pairings {
        let by = by(&pairing);
        let cancelled = pairing.clone().cancel(by, reason, None, unit.now())?;
        changes.push(Change::between(&pairing, cancelled, by));
    }
    Ok(unit.pairings().update_many(&changes, front_url).await?)
}

/// Asks every confirmed duo of a postponed edition whether the new day suits, and makes every proposal anew.
///
/// # Errors
/// The store fails.
pub async fn postpone_open(unit: &Unit<'_>, front_url: &str, edition: &Edition) -> Result<(), Problem> {
    let rule = &edition.parameters;
    let mut changes = Vec::new();
    for pairing in unit.pairings().open_of_edition(edition.id).await? {
        let deadline = answer_deadline(rule, &[rule.day], pairing.ambassador.zone(), unit.now());
        let asked = pairing.clone().postponed(rule.day, deadline, unit.now());
        if asked != pairing {
            changes.push(Change::between(&pairing, asked, Author::System));
        }
    }
    Ok(unit.pairings().update_many(&changes, front_url).await?)
}
