//! What the transitions of a student have in common.

use vmj_domain::edition::{Edition, Operation, Side};
use vmj_domain::pairing::{Author, CancellationReason};
use vmj_domain::student::Student;
use vmj_domain::text::Reason;

use super::lookup::Rules;
use super::{Catalogues, StudentPath};
use crate::access::{Access, Unit};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::{Problem, ProblemCode};
use crate::routes::editions::{admit, edition_of, owed_reason};
use crate::routes::pairings::{cancel_open, free_students};
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

    /// Runs it in the domain, by the rules of the edition. Nobody decides on themselves.
    ///
    /// # Errors
    /// 409 or 422: why not.
    pub fn run(
        self,
        student: Student,
        reason: Option<&Reason>,
        rules: &Rules<'_>,
    ) -> Result<Student, Problem> {
        let (rule, now) = (&rules.edition.parameters, rules.unit.now());
        let because = || reason.cloned().ok_or_else(|| Problem::new(ProblemCode::InternalError));
        let own = rules.actor.account() == Some(student.person.id);
        Ok(match self {
            Self::Admit | Self::Refuse if own => return Err(Problem::new(ProblemCode::OwnRecord)),
            Self::Submit => student.submit(rule, |form| rules.outdated(form), now)?,
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
            let student = path.load_locked(unit, actor).await?;
            let reason = reason()?;
            let edition = edition_of(unit, student.edition.id).await?;
            let operation = act.operation();
            if let Some(owed) = owed_reason(&edition, operation, actor, reason.as_ref(), unit.now()) {
                return Err(Problem::from(vec![owed]).into());
            }
            unit.first_time(fingerprint).await?;
            if_match.honour(student.version)?;
            admit(&edition, operation, actor, reason.as_ref(), unit.now())?;
            let rules = Rules { unit, actor, state, catalogues: &catalogues, edition: &edition };
            let moved = act.run(student, reason.as_ref(), &rules)?;
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

/// Decides again on students who have been locked, where their edition still lets anybody decide. Returns those on whom
/// something else was decided.
///
/// # Errors
/// The store fails.
pub async fn reconsider(
    unit: &Unit<'_>,
    front_url: &str,
    students: Vec<Student>,
) -> Result<Vec<Student>, Problem> {
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
    unit.students().update_states(&decided).await?;
    // Their duo may be older than what has been decided now.
    let left: Vec<_> =
        decided.iter().filter(|student| student.state.is_out()).map(|student| student.id).collect();
    if !left.is_empty() {
        let open = unit.pairings().open_of_students(&left).await?;
        let reason = CancellationReason::PartyWithdrew;
        cancel_open(unit, front_url, open, |_| Author::System, reason).await?;
    }
    Ok(decided)
}
