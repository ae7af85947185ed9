//! `GET /v1/matching-runs/{run_id}/recruiting-map`

use actix_web::get;
use vmj_planning::map_from_text;

use super::MatchingRunPath;
use crate::access::{Access, Demand as _, WriteMatchingRuns};
use crate::contract::reply::Reply;
use crate::extract::Path;
use crate::problem::{Problem, ProblemCode};
use crate::views::matching_places::{RecruitingMapView, RecruitingNeedView};

/// Read where one more volunteer would help
///
/// The jobs and regions where one more ambassador would place one student more, most students first: whom to ask before the
/// next run. Empty while the run is being computed.
#[utoipa::path(
    tag = "matching",
    operation_id = "get_recruiting_map",
    params(MatchingRunPath),
    extensions(("x-required-permission" = json!(WriteMatchingRuns::SLUG))),
)]
#[get("/matching-runs/{run_id}/recruiting-map")]
pub async fn get_recruiting_map(
    access: Access<WriteMatchingRuns>,
    path: Path<MatchingRunPath>,
) -> Result<Reply<RecruitingMapView>, Problem> {
    let profiles = access.state().job_profiles().get(&access).await?;
    let stored = access
        .read(async |tx| {
            let run = path.find(tx, access.actor()).await?.id;
            Ok(tx.matching().map(run).await?)
        })
        .await?;
    let map = stored.map_or(Ok(Vec::new()), |text| map_from_text(&text)).map_err(|error| {
        tracing::error!(%error, run = %path.run_id, "a recruiting map cannot be read");
        Problem::new(ProblemCode::InternalError)
    })?;
    let need = |recruit| RecruitingNeedView::new(recruit, &profiles.items);
    Reply::plain(&RecruitingMapView { items: map.into_iter().map(need).collect() })
}
