//! `GET /v1/matching-runs/{run_id}/places`

use actix_web::get;

use super::{MatchingRunPath, part_of};
use crate::access::{Access, Demand as _, ReadMatchingRuns};
use crate::contract::reply::Reply;
use crate::extract::Path;
use crate::problem::Problem;
use crate::views::matching_places::{MatchingPlacesView, PlacesByJobProfileView};

/// Read the places of a matching run
///
/// How many the plan fills and leaves free, by ministry, job and department. A ministry admin reads those of the own
/// organisation and of all below it in a published run.
#[utoipa::path(
    tag = "matching",
    operation_id = "get_matching_places",
    params(MatchingRunPath),
    extensions(("x-required-permission" = json!(ReadMatchingRuns::SLUG))),
)]
#[get("/matching-runs/{run_id}/places")]
pub async fn get_matching_places(
    access: Access<ReadMatchingRuns>,
    path: Path<MatchingRunPath>,
) -> Result<Reply<MatchingPlacesView>, Problem> {
    let actor = access.actor();
    let profiles = access.state().job_profiles().get(&access).await?;
    let within = part_of(actor);
    let view = access
        .read(async |tx| {
            let run = path.find(tx, actor).await?.id;
            let matching = tx.matching();
            let by_job = matching.by_job_profile(run, within).await?.into_iter();
            Ok(MatchingPlacesView {
                by_organisation: matching
                    .by_organisation(run, within)
                    .await?
                    .into_iter()
                    .map(Into::into)
                    .collect(),
                by_job_profile: by_job
                    .map(|(code, places)| PlacesByJobProfileView::new(&code, places, &profiles.items))
                    .collect(),
                by_department: matching
                    .by_department(run, within)
                    .await?
                    .into_iter()
                    .map(Into::into)
                    .collect(),
            })
        })
        .await?;
    Reply::plain(&view)
}
