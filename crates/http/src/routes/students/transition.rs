//! What the transitions of a student have in common.

use vmj_domain::clock::Instant;
use vmj_domain::edition::{Edition, EditionParameters, Operation, Side};
use vmj_domain::student::Student;
use vmj_domain::text::Reason;

use super::{Catalogues, StudentPath, edition_of};
use crate::access::{Access, Unit};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::{Problem, ProblemCode};
use crate::routes::editions::admit;
use crate::routes::pairings::free_students;
use crate::views::student::StudentView;

/// An act on a student.
#[derive(Clone, Copy, Debug)]
pub enum Act {
    /// Hand the draft in.
    Submit,
    /// Find them eligible.
    Admit,
    /// Find them not eligible.
    Refuse,
    /// Leave the edition.
    Withdraw,
    /// Begin again.
    Resume,
}

impl Act {
    /// Its name in the audit log.
    pub const fn action(self) -> &'static str {
        match self {
            Self::Submit => "student.submitted",
            Self::Admit => "student.admitted",
            Self::Refuse => "student.refused",
            Self::Withdraw => "student.withdrawn",
            Self::Resume => "student.resumed",
        }
    }

    /// What the edition must admit.
    pub const fn operation(self) -> Operation {
        match self {
            Self::Submit | Self::Resume => Operation::Register(Side::Students),
            Self::Admit | Self::Refuse | Self::Withdraw => Operation::Decide,
        }
    }

    /// Runs it in the domain, by the rule of the edition.
    ///
    /// # Errors
    /// 409 or 422: why not.
    pub fn run(
        self,
        student: Student,
        rule: &EditionParameters,
        reason: Option<&Reason>,
        now: Instant,
    ) -> Result<Student, Problem> {
        let because = || reason.cloned().ok_or_else(|| Problem::new(ProblemCode::InternalError));
        Ok(match self {
            Self::Submit => student.submit(rule, now)?,
            Self::Admit => student.admit(now)?,
            Self::Refuse => student.refuse(because()?, now)?,
            Self::Withdraw => student.withdraw(because()?, now)?,
            Self::Resume => student.resume(now)?,
        })
    }
}

/// Runs an act on the student of the path. `reason` is what the request says, checked.
pub async fn transition<P>(
    access: &Access<P>,
    path: &Path<StudentPath>,
    if_match: &IfMatch,
    fingerprint: [u8; 32],
    act: Act,
    reason: impl Fn() -> Result<Option<Reason>, Problem>,
) -> Result<Reply<StudentView>, Problem> {
    let (state, actor) = (access.state(), access.actor());
    let catalogues = Catalogues::get(access).await?;
    access
        .write(async |unit| {
            let student = path.load(unit, actor).await?;
            let reason = reason()?;
            unit.first_time(fingerprint).await?;
            if_match.honour(student.version)?;
            let edition = edition_of(unit, student.edition.id).await?;
            admit(&edition, act.operation(), actor, reason.as_ref(), unit.now())?;
            let moved = act.run(student, &edition.parameters, reason.as_ref(), unit.now())?;
            let moved = unit.students().update_row(moved).await?;
            if moved.state.is_out() {
                let left = std::slice::from_ref(&moved);
                free_students(unit, &state.settings().front_url, left, actor).await?;
            }
            let subject = ("student", moved.id.to_string());
            unit.audited(act.action(), subject, None, &["state"], reason.as_ref()).await?;
            Ok(Reply::versioned(moved.version, &catalogues.view(&moved, state))?)
        })
        .await
}

/// Decides again on students who have been locked, where their edition still lets anybody decide.
///
/// # Errors
/// The store fails.
pub async fn reconsider(unit: &Unit<'_>, students: Vec<Student>) -> Result<(), Problem> {
    let mut editions: Vec<Edition> = Vec::new();
    let mut decided = Vec::new();
    for student in students {
        let id = student.edition.id;
        if !editions.iter().any(|edition| edition.id == id) {
            editions.push(edition_of(unit, id).await?);
        }
        let Some(edition) = editions.iter().find(|edition| edition.id == id) else { continue };
        if edition.admits(Operation::Decide, true, unit.now()).is_err() {
            continue;
        }
        let before = student.state.clone();
        let student = student.reconsidered(&edition.parameters, unit.now());
        if student.state != before {
            decided.push(student);
        }
    }
    Ok(unit.students().update_states(&decided).await?)
}
