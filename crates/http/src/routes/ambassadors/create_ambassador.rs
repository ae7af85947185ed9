//! `POST /v1/editions/{edition_id}/ambassadors`

use actix_web::post;
use vmj_domain::ambassador::{Ambassador, AmbassadorState};
use vmj_domain::edition::{EditionSummary, Operation, Side};
use vmj_domain::version::Version;
use vmj_persistence::Participation;

use super::department;
use super::form::{AmbassadorBody, Offer};
use super::subject::subject;
use crate::access::{Access, Demand as _, WriteAmbassadors};
use crate::contract::reply::Created;
use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::routes::editions::{EditionPath, admit};
use crate::views::ambassador::AmbassadorView;

/// Volunteer as an ambassador
///
/// An agent does it for oneself; a ministry admin, an HR client or DINUM for an account within reach
/// (`account_id`). The result is a draft, which may lack anything until it is submitted. One ambassador per agent
/// and edition, and nobody is also a student of it.
#[utoipa::path(
    tag = "ambassadors",
    operation_id = "create_ambassador",
    params(EditionPath),
    extensions(("x-required-permission" = json!(WriteAmbassadors::SLUG))),
)]
#[post("/editions/{edition_id}/ambassadors")]
pub async fn create_ambassador(
    access: Access<WriteAmbassadors>,
    path: Path<EditionPath>,
    body: Json<AmbassadorBody>,
) -> Result<Created<AmbassadorView>, Problem> {
    let (state, actor) = (access.state(), access.actor());
    let profiles = state.job_profiles().get(&access).await?;
    access
        .write(async |unit| {
            let edition = path.load(unit, actor).await?;
            let rules = |offer: &Offer| offer.form.broken(&edition, state.reference());
            let Offer { account, form, reason } = body.checked_with(rules)?;
            unit.first_time(body.fingerprint()).await?;
            let operation = Operation::Register(Side::Ambassadors);
            let reason = admit(&edition, operation, actor, reason.as_ref(), unit.now())?;
            let (agent, organisation) = subject(unit, actor, &edition, account).await?;
            unit.participations().claim(edition.id, agent.id, Participation::Ambassador).await?;
            let ambassador = Ambassador {
                id: unit.new_id(),
                edition: EditionSummary::from(&edition),
                agent,
                organisation,
                form,
                state: AmbassadorState::Draft,
                state_changed_at: unit.now(),
                version: Version::FIRST,
                created_at: unit.now(),
                updated_at: unit.now(),
            };
            let department = department(state.reference(), &ambassador.form);
            unit.ambassadors().insert(&ambassador, department).await?;
            let subject = ("ambassador", ambassador.id.to_string());
            unit.audited("ambassador.created", subject, Some(ambassador.organisation.id), &[], reason)
                .await?;
            let location = format!("/v1/ambassadors/{}", ambassador.id);
            let view = AmbassadorView::new(&ambassador, &profiles.items, state.reference());
            Ok(Created::versioned(ambassador.version, location, &view)?)
        })
        .await
}
