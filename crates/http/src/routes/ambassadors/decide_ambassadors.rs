//! `POST /v1/editions/{edition_id}/ambassador-decisions`

use actix_web::post;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;
use vmj_domain::ambassador::Ambassador;
use vmj_domain::edition::{Edition, Operation};
use vmj_domain::text::Reason;

use super::transition::{Act, Scene};
use crate::access::{Access, DecideAmbassadors, Demand as _, Unit};
use crate::contract::outcome::Outcomes;
use crate::contract::reply::MultiStatus;
use crate::extract::{Json, Object, Parse, Path, Violations};
use crate::problem::Problem;
use crate::routes::decisions::{Decidable, Decided, Decision, MAX_DECISIONS, Standing, decide, read};
use crate::routes::editions::{EditionPath, admit};
use crate::routes::pairings::free_ambassadors;

/// What to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "approval")]
pub enum DecisionKind {
    /// Approve.
    Approval,
    /// Reject: takes a reason.
    Rejection,
}

/// A decision on one ambassador.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ambassador_id": "019ab5a0-0000-7000-8000-000000000000", "decision": "approval"}))]
pub struct AmbassadorDecision {
    /// Whom.
    ambassador_id: Uuid,
    /// What.
    decision: DecisionKind,
    /// Why: a rejection takes one.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 500, example = "Le service ne peut pas recevoir cette année")]
    reason: Option<String>,
}

/// Decisions on several ambassadors.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"decisions": [{"ambassador_id": "019ab5a0-0000-7000-8000-000000000000", "decision": "approval"}]}))]
pub struct DecideAmbassadorsForm {
    /// One for each ambassador.
    #[validate(length(min = 1, max = MAX_DECISIONS))]
    #[schema(min_items = 1, max_items = 200, value_type = Vec<AmbassadorDecision>)]
    decisions: Vec<Object<AmbassadorDecision>>,
}

impl Parse for DecideAmbassadorsForm {
    type Value = Vec<Decision<Act>>;

    fn parse(&self, violations: &mut Violations) -> Option<Self::Value> {
        let said =
            self.decisions.iter().map(|Object(AmbassadorDecision { ambassador_id, decision, reason })| {
                let act = match decision {
                    DecisionKind::Approval => Act::Approve,
                    DecisionKind::Rejection => Act::Reject,
                };
                (*ambassador_id, act, reason.as_deref())
            });
        Some(read(said, |act| matches!(act, Act::Reject), violations))
    }
}

/// Decide on ambassadors
///
/// Approves and rejects up to 200 at once. Each has an outcome of its own (207): one that is refused does not keep the
/// others back. An ambassador named twice is decided on once.
#[utoipa::path(
    tag = "ambassadors",
    operation_id = "decide_ambassadors",
    params(EditionPath),
    extensions(("x-required-permission" = json!(DecideAmbassadors::SLUG))),
)]
#[post("/editions/{edition_id}/ambassador-decisions")]
pub async fn decide_ambassadors(
    access: Access<DecideAmbassadors>,
    path: Path<EditionPath>,
    body: Json<DecideAmbassadorsForm>,
) -> Result<MultiStatus<Outcomes>, Problem> {
    let reply = access
        .write(async |unit| {
            let edition = path.load(unit, access.actor()).await?;
            let decisions = body.checked()?;
            unit.first_time(body.fingerprint()).await?;
            admit(&edition, Operation::Decide, access.actor(), None, unit.now())?;
            let outcomes = decide_each(&access, unit, &edition, &decisions).await?;
            Ok(MultiStatus::new(&outcomes)?)
        })
        .await?;
    access.state().offers().forget_all();
    Ok(reply)
}

async fn decide_each(
    access: &Access<DecideAmbassadors>,
    unit: &Unit<'_>,
    edition: &Edition,
    decisions: &[Decision<Act>],
) -> Result<Outcomes, Problem> {
    let ids: Vec<_> = decisions.iter().map(|decision| decision.subject.into()).collect();
    let (actor, reference) = (access.actor(), access.state().reference());
    let found = unit.ambassadors().find_many_locked(edition.id, &ids, actor.ambassador_reach()).await?;
    let scene = Scene { actor, edition, reference, now: unit.now() };
    let run = |ambassador, act: Act, reason: Option<&Reason>| act.run(ambassador, reason, scene);
    let Decided { outcomes, moved, events } = decide(access, unit, found, decisions, Act::action, run);
    unit.ambassadors().update_states(&moved).await?;
    let left: Vec<_> = moved.into_iter().filter(|ambassador| ambassador.state.is_out()).collect();
    free_ambassadors(unit, &access.state().settings().front_url, &left, actor).await?;
    unit.all_audited(&events).await?;
    Ok(outcomes)
}

impl Decidable for Ambassador {
    const KIND: &'static str = "ambassador";
    const COLLECTION: &'static str = "/v1/ambassadors";

    fn standing(&self) -> Standing {
        Standing {
            id: self.id.into(),
            state: self.state.slug(),
            version: self.version,
            organisation: Some(self.organisation.id),
            refusal: self.state.refusal(),
        }
    }
}
