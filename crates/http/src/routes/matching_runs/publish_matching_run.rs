//! `POST /v1/matching-runs/{run_id}/publication`

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::edition::{Edition, EditionState, Operation};
use vmj_domain::id::EditionId;
use vmj_domain::matching::{MatchingRun, RunScope};

use super::MatchingRunPath;
use super::publication::{Publication, publication};
use crate::access::{Access, Demand as _, Unit, WriteMatchingRuns};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Parse, Path, Violations};
use crate::problem::Problem;
use crate::routes::editions::admit;
use crate::views::matching_publication::MatchingPublicationView;

/// What to do with pairs that can no longer be made.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"drop_invalid": false}))]
pub struct PublishMatchingRun {
    /// Whether to publish the part that is still valid when what it was computed from has changed.
    #[serde(default)]
    #[schema(example = false)]
    drop_invalid: bool,
}

impl Parse for PublishMatchingRun {
    type Value = bool;

    fn parse(&self, _: &mut Violations) -> Option<bool> {
        Some(self.drop_invalid)
    }
}

/// Publish a matching run
///
/// Proposes all of its pairs at once, or none: each takes its seat, both sides are told and may answer until the deadline. The
/// first publication moves the edition to `published`. When what the run was computed from has changed, 409 `inputs_changed`
/// says how; `drop_invalid` publishes what is still valid and tells what was dropped.
#[utoipa::path(
    tag = "matching",
    operation_id = "publish_matching_run",
    params(MatchingRunPath),
    extensions(("x-required-permission" = json!(WriteMatchingRuns::SLUG))),
)]
#[post("/matching-runs/{run_id}/publication")]
pub async fn publish_matching_run(
    access: Access<WriteMatchingRuns>,
    path: Path<MatchingRunPath>,
    if_match: IfMatch,
    body: Json<PublishMatchingRun>,
) -> Result<Reply<MatchingPublicationView>, Problem> {
    let state = access.state();
    let reply = access
        .write_at_length(async |unit| {
            let found = unit.matching().find(path.run_id.into()).await.map_err(Problem::from)?;
            let edition = taken(unit, found.ok_or(Problem::not_found())?.edition.id).await?;
            let run = path.load(unit).await?;
            let drop_invalid = body.checked()?;
            unit.first_time(body.fingerprint()).await?;
            if_match.honour(run.version)?;
            let published = run.clone().published(unit.now())?;
            let unplaced = run.parameters.scope == RunScope::Unplaced;
            admit(&edition, Operation::Publish { unplaced }, access.actor(), None, unit.now())?;
            let outcome = publication(unit, (state, access.actor()), &edition, &run, drop_invalid).await?;
            let run = unit.matching().update(published).await.map_err(Problem::from)?;
            moved_on(unit, edition).await?;
            told(unit, &run, &outcome).await?;
            Ok(Reply::versioned(run.version, &MatchingPublicationView::new(&run, &outcome))?)
        })
        .await?;
    state.editions().expire();
    Ok(reply)
}

async fn taken(unit: &Unit<'_>, id: EditionId) -> Result<Edition, Problem> {
    unit.editions().take(id).await?.ok_or(Problem::not_found())
}

/// The first publication is the end of matching.
async fn moved_on(unit: &Unit<'_>, edition: Edition) -> Result<(), Problem> {
    if edition.state != EditionState::Matching {
        return Ok(());
    }
    let state = edition.state.publish()?;
    let edition = unit.editions().update(edition.moved_to(state, unit.now())).await?;
    let subject = ("edition", edition.id.to_string());
    Ok(unit.audited("edition.published", subject, None, &["state"], None).await?)
}

async fn told(unit: &Unit<'_>, run: &MatchingRun, outcome: &Publication) -> Result<(), Problem> {
    let event = |(id, organisation): &(String, _)| {
        unit.event("pairing.proposed", ("pairing", id.clone()), Some(*organisation), &[], None)
    };
    let events: Vec<_> = outcome.pairings.iter().map(event).collect();
    unit.all_audited(&events).await?;
    let subject = ("matching_run", run.id.to_string());
    Ok(unit.audited("matching_run.published", subject, None, &["state"], None).await?)
}
