//! `POST /v1/editions/{edition_id}/matching-runs`

use std::cell::Cell;
use std::time::Duration;

use actix_web::post;
use uuid::Uuid;
use vmj_domain::broken::Rule;
use vmj_domain::edition::{Edition, EditionState, EditionSummary, Operation};
use vmj_domain::id::MatchingRunId;
use vmj_domain::matching::{MatchingRun, RunParameters, RunScope, RunState};
use vmj_domain::version::Version;

use super::form::CreateMatchingRun;
use crate::access::{Access, Demand as _, Interruption, Unit, WriteMatchingRuns};
use crate::contract::reply::Begun;
use crate::extract::{Json, Path};
use crate::problem::{Problem, ProblemCode};
use crate::routes::editions::{EditionPath, admit};
use crate::views::matching_run::MatchingRunView;

/// How often a request looks whether the plan is there that it waits for.
const LOOK: Duration = Duration::from_millis(25);

/// Compute a matching
///
/// Finds the best plan for all who have no duo, level by level, and proves it: most students placed, those left out before
/// first; then the best wishes, the nearest places, the organisations that were named, and lots among those who tie. Nobody
/// is told, and nothing is proposed before the run is published. 201 with the plan's figures when it takes no more than a
/// moment, else 202: read the run again until it is `computed`.
#[utoipa::path(
    tag = "matching",
    operation_id = "create_matching_run",
    params(EditionPath),
    extensions(("x-required-permission" = json!(WriteMatchingRuns::SLUG))),
)]
#[post("/editions/{edition_id}/matching-runs")]
pub async fn create_matching_run(
    access: Access<WriteMatchingRuns>,
    path: Path<EditionPath>,
    body: Json<CreateMatchingRun>,
) -> Result<Begun<MatchingRunView>, Problem> {
    let made = Cell::new(None);
    let begun = access
        .write(async |unit| {
            let edition = path.load(unit, access.actor()).await?;
            let run = asked_for(unit, &access, &edition, &body).await?;
            made.set(Some(run.id));
            Ok(told(&run)?)
        })
        .await?;
    match made.get() {
        Some(id) => Ok(awaited(&access, id).await?.unwrap_or(begun)),
        None => Ok(begun),
    }
}

async fn asked_for(
    unit: &Unit<'_>,
    access: &Access<WriteMatchingRuns>,
    edition: &Edition,
    body: &Json<CreateMatchingRun>,
) -> Result<MatchingRun, Interruption> {
    let form = body.checked()?;
    let id: MatchingRunId = unit.new_id();
    let parameters = form.parameters(edition, drawn(id));
    check(unit, edition, &parameters).await?;
    unit.first_time(body.fingerprint()).await?;
    admit(edition, Operation::Pair, access.actor(), None, unit.now())?;
    if parameters.scope == RunScope::Edition && matches!(edition.state, EditionState::Published) {
        let problem = Problem::new(ProblemCode::EditionState);
        return Err(problem
            .with_detail(
                "Un appariement est publié : seuls ceux qui restent sans place peuvent être appariés (« unplaced »).",
                "A run was published: only those left without a place can be matched (`unplaced`).",
            )
            .into());
    }
    let author = access.actor().account().ok_or(Problem::new(ProblemCode::Forbidden))?;
    let run = MatchingRun {
        id,
        edition: EditionSummary::from(edition),
        parameters,
        state: RunState::Computing { progress: 0 },
        state_changed_at: unit.now(),
        author,
        version: Version::FIRST,
        created_at: unit.now(),
        updated_at: unit.now(),
    };
    unit.matching().insert(&run).await.map_err(Problem::from)?;
    let subject = ("matching_run", run.id.to_string());
    unit.audited("matching_run.asked_for", subject, None, &[], None).await.map_err(Problem::from)?;
    Ok(run)
}

/// The end of an id, which was drawn.
fn drawn(id: MatchingRunId) -> u64 {
    let bits = Uuid::from(id).as_u128() & u128::from(RunParameters::MAX_SEED);
    u64::try_from(bits).unwrap_or(RunParameters::MAX_SEED)
}

async fn check(unit: &Unit<'_>, edition: &Edition, parameters: &RunParameters) -> Result<(), Problem> {
    let mut broken = parameters.broken(edition.parameters.max_wishes);
    if let Some(previous) = parameters.previous {
        let found = unit.matching().find(previous).await?;
        let known = found.is_some_and(|run| run.edition.id == edition.id && run.state.metrics().is_some());
        if !known {
            broken.push(Rule::Unknown.at("/previous_run_id"));
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(broken.into()) }
}

fn told(run: &MatchingRun) -> Result<Begun<MatchingRunView>, Problem> {
    let location = format!("/v1/matching-runs/{}", run.id);
    let is_done = !matches!(run.state, RunState::Computing { .. });
    Begun::versioned(is_done, run.version, location, &MatchingRunView::new(run, true))
}

/// The run once it has ended, if that is within the patience of a request.
async fn awaited(
    access: &Access<WriteMatchingRuns>,
    id: MatchingRunId,
) -> Result<Option<Begun<MatchingRunView>>, Problem> {
    let patience = access.state().settings().matching_patience;
    let looks = patience.as_millis() / LOOK.as_millis();
    for _ in 0..looks {
        actix_web::rt::time::sleep(LOOK).await;
        let run = access.read(async |tx| Ok(tx.matching().find(id).await?)).await?;
        match run {
            Some(run) if matches!(run.state, RunState::Computing { .. }) => {}
            Some(run) => return told(&run).map(Some),
            None => return Ok(None),
        }
    }
    Ok(None)
}
