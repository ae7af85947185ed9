//! Whether the edition lets the caller act on its people now.

use vmj_domain::access::Actor;
use vmj_domain::broken::Rule;
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
    match edition.admits(operation, is_dinum(actor), now)? {
        Admission::Free => Ok(None),
        Admission::WithReason => match reason {
            Some(reason) => Ok(Some(reason)),
            None => Err(vec![Rule::Missing.at("/reason")].into()),
        },
    }
}
