//! Whether the edition lets the caller act on its people now.

use vmj_domain::access::Actor;
use vmj_domain::broken::{Broken, Rule};
use vmj_domain::clock::Instant;
use vmj_domain::edition::{Admission, Edition, Operation};
use vmj_domain::text::Reason;

use super::is_dinum;
use crate::problem::Problem;

/// Admits the caller. Gives the reason back when the edition demanded one: it belongs into the audit log.
///
/// # Errors
/// 409 when the state or the window does not allow it; 422 when DINUM must say why.
pub fn admit<'r>(
    edition: &Edition,
    operation: Operation,
    actor: &Actor,
    reason: Option<&'r Reason>,
    now: Instant,
) -> Result<Option<&'r Reason>, Problem> {
    if let Some(owed) = owed_reason(edition, operation, actor, reason, now) {
        return Err(vec![owed].into());
    }
    match edition.admits(operation, is_dinum(actor), now)? {
        Admission::Free => Ok(None),
        Admission::WithReason => Ok(reason),
    }
}

/// The reason that the edition demands and the request lacks: to be reported with whatever else is wrong with it.
pub fn owed_reason(
    edition: &Edition,
    operation: Operation,
    actor: &Actor,
    reason: Option<&Reason>,
    now: Instant,
) -> Option<Broken> {
    let demanded = edition.admits(operation, is_dinum(actor), now) == Ok(Admission::WithReason);
    (demanded && reason.is_none()).then(|| Rule::Missing.at("/reason"))
}
