//! What the transitions of an edition have in common.

use vmj_domain::clock::Instant;
use vmj_domain::edition::{Edition, EditionState};
use vmj_domain::pairing::{Author, CancellationReason};
use vmj_domain::text::Reason;
use vmj_domain::transition::Unmoved;

use super::EditionPath;
use crate::access::{Access, Unit, WriteEditions};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::routes::pairings::{cancel_open, postpone_open};
use crate::views::edition::EditionView;

/// Runs a transition of the domain on the edition of the path. `input` is what the request says, checked.
pub async fn transition<I>(
    access: &Access<WriteEditions>,
    path: &Path<EditionPath>,
    if_match: &IfMatch,
    fingerprint: [u8; 32],
    action: &'static str,
    input: impl Fn() -> Result<(I, Option<Reason>), Problem>,
    act: impl Fn(Edition, I, Instant) -> Result<Edition, Unmoved>,
) -> Result<Reply<EditionView>, Problem> {
    let reply = access
        .write(async |unit| {
            let edition = path.take(unit).await?;
            let (input, reason) = input()?;
            unit.first_time(fingerprint).await?;
            if_match.honour(edition.version)?;
            let before = edition.clone();
            let edition = unit.editions().update(act(edition, input, unit.now())?).await?;
            tell_duos(unit, &access.state().settings().front_url, &before, &edition).await?;
            let mut fields = before.differences(&edition);
            if before.state != edition.state {
                fields.push("state");
            }
            unit.audited(action, ("edition", edition.id.to_string()), None, &fields, reason.as_ref()).await?;
            Ok(Reply::versioned(edition.version, &EditionView::from(&edition))?)
        })
        .await?;
    access.state().editions().expire();
    Ok(reply)
}

/// What a transition of the edition is to its duos: a cancellation ends them, another day asks them anew.
async fn tell_duos(
    unit: &Unit<'_>,
    front_url: &str,
    before: &Edition,
    edition: &Edition,
) -> Result<(), Problem> {
    if matches!(edition.state, EditionState::Cancelled { .. }) {
        let open = unit.pairings().open_of_edition(edition.id).await?;
        let reason = CancellationReason::EditionCancelled;
        return cancel_open(unit, front_url, open, |_| Author::Dinum, reason).await;
    }
    if before.parameters.day != edition.parameters.day {
        postpone_open(unit, front_url, edition).await?;
    }
    Ok(())
}
