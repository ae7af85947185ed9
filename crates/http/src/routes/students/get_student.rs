//! `GET /v1/students/{student_id}`

use actix_web::get;

use super::{Catalogues, StudentPath};
use crate::access::{Access, Demand as _, ReadStudents};
use crate::contract::reply::Reply;
use crate::extract::Path;
use crate::problem::Problem;
use crate::views::student::StudentView;

/// Read a student
///
/// One's own; DINUM reads all.
#[utoipa::path(
    tag = "students",
    operation_id = "get_student",
    params(StudentPath),
    extensions(("x-required-permission" = json!(ReadStudents::SLUG))),
)]
#[get("/students/{student_id}")]
pub async fn get_student(
    access: Access<ReadStudents>,
    path: Path<StudentPath>,
) -> Result<Reply<StudentView>, Problem> {
    let reach = access.actor().student_reach();
    let catalogues = Catalogues::get(&access).await?;
    let found = access.read(async |tx| Ok(tx.students().find(path.student_id.into(), reach).await?)).await?;
    let student = found.ok_or(Problem::not_found())?;
    Reply::versioned(student.version, &catalogues.view(&student, access.state()))
}
