//! `POST /v1/editions/{edition_id}/matching-constraints`

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;
use vmj_domain::broken::Rule;
use vmj_domain::edition::{Edition, Operation};
use vmj_domain::id::{AmbassadorId, StudentId};
use vmj_domain::matching::{Constraint, ConstraintKind};
use vmj_domain::text::Reason;
use vmj_persistence::StoreError;

use crate::access::{Access, Demand as _, Unit, WriteMatchingRuns};
use crate::contract::reply::Created;
use crate::extract::{Json, Parse, Path, Violations};
use crate::problem::{Problem, ProblemCode};
use crate::routes::editions::{EditionPath, admit};
use crate::views::code::ConstraintKindCode;
use crate::views::matching_constraint::MatchingConstraintView;

/// What is decided about a pair.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"kind": "exclusion", "student_id": "019ab5a0-0000-7000-8000-000000000000", "ambassador_id": "019ab5a0-0000-7000-8000-000000000000", "reason": "Même famille"}))]
pub struct CreateMatchingConstraint {
    /// Whether the two are paired or kept apart. A student has at most one lock.
    kind: ConstraintKindCode,
    /// The student.
    student_id: Uuid,
    /// The ambassador.
    ambassador_id: Uuid,
    /// Why.
    #[validate(length(max = Reason::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 500, example = "Même famille")]
    reason: String,
}

/// A checked decision.
type Decision = (ConstraintKind, StudentId, AmbassadorId, Reason);

impl Parse for CreateMatchingConstraint {
    type Value = Decision;

    fn parse(&self, violations: &mut Violations) -> Option<Decision> {
        let reason = violations.take("/reason", Reason::parse(&self.reason))?;
        Some((self.kind.0, self.student_id.into(), self.ambassador_id.into(), reason))
    }
}

/// Lock or exclude a pair
///
/// Holds for every run from now on. A lock overrides wishes and places, but not what holds for every duo: a job that the
/// edition offers, a shared language, a way to meet, a seat; a run with a lock that cannot be kept fails and says so.
#[utoipa::path(
    tag = "matching",
    operation_id = "create_matching_constraint",
    params(EditionPath),
    extensions(("x-required-permission" = json!(WriteMatchingRuns::SLUG))),
)]
#[post("/editions/{edition_id}/matching-constraints")]
pub async fn create_matching_constraint(
    access: Access<WriteMatchingRuns>,
    path: Path<EditionPath>,
    body: Json<CreateMatchingConstraint>,
) -> Result<Created<MatchingConstraintView>, Problem> {
    let actor = access.actor();
    access
        .write(async |unit| {
            let edition = path.load(unit, actor).await?;
            let decision = body.checked()?;
            known(unit, &access, &edition, &decision).await?;
            unit.first_time(body.fingerprint()).await?;
            admit(&edition, Operation::Pair, actor, None, unit.now())?;
            let (kind, student, ambassador, reason) = decision;
            let author = actor.account().ok_or(Problem::new(ProblemCode::Forbidden))?;
            let constraint = Constraint {
                id: unit.new_id(),
                edition: edition.id,
                kind,
                student,
                ambassador,
                reason,
                author,
                created_at: unit.now(),
            };
            unit.matching().insert_constraint(&constraint).await.map_err(taken)?;
            let subject = ("matching_constraint", constraint.id.to_string());
            unit.audited("matching_constraint.created", subject, None, &[], Some(&constraint.reason)).await?;
            Ok(Created::unlisted(&MatchingConstraintView::from(&constraint))?)
        })
        .await
}

async fn known(
    unit: &Unit<'_>,
    access: &Access<WriteMatchingRuns>,
    edition: &Edition,
    (_, student, ambassador, _): &Decision,
) -> Result<(), Problem> {
    let actor = access.actor();
    let student = unit.students().find(*student, actor.student_reach()).await?;
    let ambassador = unit.ambassadors().find(*ambassador, actor.ambassador_reach()).await?;
    let here = |id| id == Some(edition.id);
    let unknown = [
        ("/student_id", !here(student.map(|student| student.edition.id))),
        ("/ambassador_id", !here(ambassador.map(|ambassador| ambassador.edition.id))),
    ];
    let broken: Vec<_> =
        unknown.into_iter().filter(|(_, unknown)| *unknown).map(|(at, _)| Rule::Unknown.at(at)).collect();
    if broken.is_empty() { Ok(()) } else { Err(broken.into()) }
}

/// The pair has one already, or the student a lock.
fn taken(error: StoreError) -> Problem {
    match error {
        StoreError::Duplicate(_) => Problem::already_exists("/student_id"),
        error => error.into(),
    }
}
