//! What PUT and PATCH have in common.

use vmj_domain::broken::Rule;
use vmj_domain::edition::{Operation, Side};
use vmj_domain::student::Student;

use super::form::Entry;
use super::lookup::Rules;
use super::{Catalogues, StudentPath};
use crate::access::{Access, Unit, WriteStudents};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path, Reading};
use crate::problem::Problem;
use crate::routes::editions::{admit, edition_of};
use crate::routes::pairings::free_students;
use crate::views::student::StudentView;

/// Gives the student of the path another form, made from the present one.
pub async fn edit(
    access: &Access<WriteStudents>,
    path: &Path<StudentPath>,
    if_match: &IfMatch,
    entry: impl Fn(&Student) -> Result<Reading<Entry>, Problem>,
) -> Result<Reply<StudentView>, Problem> {
    let (state, actor) = (access.state(), access.actor());
    let catalogues = Catalogues::get(access).await?;
    access
        .write(async |unit| {
            let student = path.load(unit, actor).await?;
            let entry = entry(&student)?;
            let edition = edition_of(unit, student.edition.id).await?;
            let account = entry.value().and_then(|entry| entry.account);
            let other = account.filter(|account| *account != student.person.id);
            let broken = other.map(|_| Rule::Contradicts { other: "/person/id" }.at("/account_id"));
            let rules = Rules { unit, actor, state, catalogues: &catalogues, edition: &edition };
            let (entry, form) = rules.judge(entry, Some(&student), broken.into_iter().collect()).await?;
            if_match.require(student.version)?;
            let operation = Operation::Register(Side::Students);
            let reason = admit(&edition, operation, actor, entry.reason.as_ref(), unit.now())?;
            let fields = student.form.differences(&form);
            let changed = student.with_form(form, &edition.parameters, unit.now())?;
            let changed = unit.students().update(changed).await?;
            if changed.state.is_out() {
                let left = std::slice::from_ref(&changed);
                free_students(unit, &state.settings().front_url, left, actor).await?;
            } else {
                check_duos(unit, &changed).await?;
            }
            unit.audited("student.changed", ("student", changed.id.to_string()), None, &fields, reason)
                .await?;
            Ok(Reply::versioned(changed.version, &catalogues.view(&changed, state))?)
        })
        .await
}

/// What a duo relies on cannot be taken away from under it.
async fn check_duos(unit: &Unit<'_>, student: &Student) -> Result<(), Problem> {
    let open = unit.pairings().open_of_students(&[student.id]).await?;
    let broken: Vec<_> = open.iter().flat_map(|pairing| pairing.broken_by_student(&student.form)).collect();
    if broken.is_empty() { Ok(()) } else { Err(Problem::in_use(broken)) }
}
