//! `GET /v1/pairings/{pairing_id}/replacement-candidates`

use actix_web::get;
use serde::Serialize;
use utoipa::ToSchema;
use vmj_domain::pairing::Search;

use super::PairingPath;
use super::scene::Scene;
use crate::access::{Access, Demand as _, MakePairings};
use crate::contract::reply::Reply;
use crate::extract::Path;
use crate::problem::{Problem, ProblemCode};
use crate::views::pairing_event::CandidateView;

/// Most candidates that are shown.
const MOST: usize = 50;

/// Who could take the place, the nearest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReplacementCandidates {
    /// At most fifty.
    #[schema(max_items = 50)]
    items: Vec<CandidateView>,
}

/// Suggest replacements
///
/// Ambassadors with a seat left who could receive the student of a lost duo, the nearest first: the same organisation and
/// job, the same job in the department, within reach, by video, on another date, another job that the student wishes for.
#[utoipa::path(
    tag = "pairings",
    operation_id = "list_replacement_candidates",
    params(PairingPath),
    responses((status = 409)),
    extensions(("x-required-permission" = json!(MakePairings::SLUG))),
)]
#[get("/pairings/{pairing_id}/replacement-candidates")]
pub async fn list_replacement_candidates(
    access: Access<MakePairings>,
    path: Path<PairingPath>,
) -> Result<Reply<ReplacementCandidates>, Problem> {
    let (state, actor) = (access.state(), access.actor());
    let scene = Scene::get(&access).await?;
    let candidates = access
        .read(async |tx| {
            let lost = tx.pairings().find(path.pairing_id.into(), actor.pairing_reach()).await?;
            let lost = lost.ok_or(Problem::not_found())?;
            lost.check_replacement()?;
            let student = tx.students().find(lost.student.id, actor.student_reach()).await?;
            let edition = tx.editions().find(lost.edition.id).await?;
            // Foreign keys keep both there.
            let (Some(student), Some(edition)) = (student, edition) else {
                return Err(Problem::new(ProblemCode::InternalError));
            };
            let search = Search {
                lost: &lost,
                student: &student,
                edition: &edition,
                reference: state.reference(),
                now: tx.now(),
            };
            let vacancies = tx.pairings().vacancies(edition.id, &search.job_profiles()).await?;
            Ok(search.candidates(vacancies))
        })
        .await?;
    let view = |candidate: &_| CandidateView::new(candidate, &scene.profiles.items, state.reference());
    Reply::plain(&ReplacementCandidates { items: candidates.iter().take(MOST).map(view).collect() })
}
