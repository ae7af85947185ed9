//! `POST /v1/editions/{edition_id}/student-decisions`

use actix_web::post;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;
use vmj_domain::edition::Operation;
use vmj_domain::student::Student;
use vmj_domain::text::Reason;

use super::Catalogues;
use super::lookup::Rules;
use super::transition::Act;
use crate::access::{Access, DecideStudents, Demand as _};
use crate::contract::outcome::Outcomes;
use crate::contract::reply::MultiStatus;
use crate::extract::{Json, Object, Parse, Path, Violations};
use crate::problem::Problem;
use crate::routes::decisions::{Decidable, Decided, Decision, MAX_DECISIONS, Standing, decide, read};
use crate::routes::editions::{EditionPath, admit};
use crate::routes::pairings::free_students;

/// What to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "admission")]
pub enum StudentDecisionKind {
    /// Find them eligible.
    Admission,
    /// Find them not eligible: takes a reason.
    Refusal,
}

/// A decision on one student.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"student_id": "019ab5a0-0000-7000-8000-000000000000", "decision": "admission"}))]
pub struct StudentDecision {
    /// Whom.
    student_id: Uuid,
    /// What.
    decision: StudentDecisionKind,
    /// Why: a refusal takes one, which the student reads.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 500, example = "Ce cursus n’est pas du numérique")]
    reason: Option<String>,
}

/// Decisions on several students.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"decisions": [{"student_id": "019ab5a0-0000-7000-8000-000000000000", "decision": "admission"}]}))]
pub struct DecideStudentsForm {
    /// One for each student.
    #[validate(length(min = 1, max = MAX_DECISIONS))]
    #[schema(min_items = 1, max_items = 200, value_type = Vec<StudentDecision>)]
    decisions: Vec<Object<StudentDecision>>,
}

impl Parse for DecideStudentsForm {
    type Value = Vec<Decision<Act>>;

    fn parse(&self, violations: &mut Violations) -> Option<Self::Value> {
        let said = self.decisions.iter().map(|Object(StudentDecision { student_id, decision, reason })| {
            let act = match decision {
                StudentDecisionKind::Admission => Act::Admit,
                StudentDecisionKind::Refusal => Act::Refuse,
            };
            (*student_id, act, reason.as_deref())
        });
        Some(read(said, |act| matches!(act, Act::Refuse), violations))
    }
}

/// Decide on students
///
/// Finds up to 200 at once eligible or not, where the rule left it open. Each has an outcome of its own (207): one that
/// is refused does not keep the others back. A student named twice is decided on once.
#[utoipa::path(
    tag = "students",
    operation_id = "decide_students",
    params(EditionPath),
    extensions(("x-required-permission" = json!(DecideStudents::SLUG))),
)]
#[post("/editions/{edition_id}/student-decisions")]
pub async fn decide_students(
    access: Access<DecideStudents>,
    path: Path<EditionPath>,
    body: Json<DecideStudentsForm>,
) -> Result<MultiStatus<Outcomes>, Problem> {
    let (state, actor) = (access.state(), access.actor());
    let catalogues = Catalogues::get(&access).await?;
    access
        .write(async |unit| {
            let edition = path.load(unit, actor).await?;
            let decisions = body.checked()?;
            unit.first_time(body.fingerprint()).await?;
            admit(&edition, Operation::Decide, actor, None, unit.now())?;
            let rules = Rules { unit, actor, state, catalogues: &catalogues, edition: &edition };
            let outcomes = decide_each(&access, &rules, &decisions).await?;
            Ok(MultiStatus::new(&outcomes)?)
        })
        .await
}

async fn decide_each(
    access: &Access<DecideStudents>,
    rules: &Rules<'_>,
    decisions: &[Decision<Act>],
) -> Result<Outcomes, Problem> {
    let Rules { unit, actor, edition, .. } = rules;
    let ids: Vec<_> = decisions.iter().map(|decision| decision.subject.into()).collect();
    let found = unit.students().find_many_locked(edition.id, &ids, actor.student_reach()).await?;
    let run = |student, act: Act, reason: Option<&Reason>| act.run(student, reason, rules);
    let Decided { outcomes, moved, events } = decide(access, unit, found, decisions, Act::action, run);
    unit.students().update_states(&moved).await?;
    let left: Vec<_> = moved.into_iter().filter(|student| student.state.is_out()).collect();
    free_students(unit, &rules.state.settings().front_url, &left, actor).await?;
    unit.all_audited(&events).await?;
    Ok(outcomes)
}

impl Decidable for Student {
    const KIND: &'static str = "student";
    const COLLECTION: &'static str = "/v1/students";

    fn standing(&self) -> Standing {
        Standing {
            id: self.id.into(),
            state: self.state.slug(),
            version: self.version,
            organisation: None,
            refusal: self.state.refusal(),
        }
    }
}
