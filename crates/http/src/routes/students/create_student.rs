//! `POST /v1/editions/{edition_id}/students`

use actix_web::post;
use vmj_domain::edition::{EditionSummary, Operation, Side};
use vmj_domain::student::{Student, StudentState};
use vmj_domain::version::Version;
use vmj_persistence::Participation;

use super::form::StudentBody;
use super::lookup::Rules;
use super::{Catalogues, subject};
use crate::access::{Access, Demand as _, WriteStudents};
use crate::contract::reply::Created;
use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::routes::editions::{EditionPath, admit};
use crate::views::student::StudentView;

/// Take part as a student
///
/// A student does it for oneself, DINUM for any account (`account_id`). The result is a draft, which may lack anything
/// until it is submitted. One student per account and edition, and nobody is also an ambassador of it.
#[utoipa::path(
    tag = "students",
    operation_id = "create_student",
    params(EditionPath),
    extensions(("x-required-permission" = json!(WriteStudents::SLUG))),
)]
#[post("/editions/{edition_id}/students")]
pub async fn create_student(
    access: Access<WriteStudents>,
    path: Path<EditionPath>,
    body: Json<StudentBody>,
) -> Result<Created<StudentView>, Problem> {
    let (state, actor) = (access.state(), access.actor());
    let catalogues = Catalogues::get(&access).await?;
    access
        .write(async |unit| {
            let edition = path.load(unit, actor).await?;
            let entry = body.read()?;
            let account = entry.value().and_then(|entry| entry.account);
            let account = subject::find(unit, actor, account).await?;
            let unknown = account.as_ref().err().cloned().into_iter().collect();
            let rules = Rules { unit, actor, state, catalogues: &catalogues, edition: &edition };
            let (entry, form) = rules.judge(entry, None, unknown).await?;
            unit.first_time(body.fingerprint()).await?;
            let operation = Operation::Register(Side::Students);
            let reason = admit(&edition, operation, actor, entry.reason.as_ref(), unit.now())?;
            let account = account.map_err(|unknown| Problem::from(vec![unknown]))?;
            let (person, email_verified) = subject::person(account)?;
            unit.participations().claim(edition.id, person.id, Participation::Student).await?;
            let student = Student {
                id: unit.new_id(),
                edition: EditionSummary::from(&edition),
                person,
                email_verified,
                form,
                state: StudentState::Draft,
                state_changed_at: unit.now(),
                version: Version::FIRST,
                created_at: unit.now(),
                updated_at: unit.now(),
            };
            unit.students().insert(&student).await?;
            unit.audited("student.created", ("student", student.id.to_string()), None, &[], reason).await?;
            let location = format!("/v1/students/{}", student.id);
            Ok(Created::versioned(student.version, location, &catalogues.view(&student, state))?)
        })
        .await
}
