//! How far students come.

use chrono::TimeDelta;
use vmj_domain::student::Student;
use vmj_domain::text::Reason;

use crate::DemoError;
use crate::dice::Dice;
use crate::editions::Plan;
use crate::error::checked;
use crate::records::{Record, Records};
use crate::scene::Scene;
use crate::texts;

/// What is special about somebody's registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Nothing: the rule finds them eligible.
    Plain,
    /// Still being written.
    Draft,
    /// Under age: DINUM looks at it.
    Minor,
    /// Under age: DINUM has admitted them.
    AdmittedMinor,
    /// Their school is in no list.
    UnknownSchool,
    /// The same, and DINUM has refused them.
    Refused,
    /// A kind of diploma that DINUM looks at.
    OtherDiploma,
    /// Their address is not proven.
    Unverified,
    /// A diploma or year that the rule refuses.
    OutsideRule,
    /// Has left.
    Withdrawn,
}

impl Case {
    /// That of the n-th student of an edition.
    pub const fn of(number: usize, plan: &Plan) -> Self {
        if !plan.is_open {
            return match number % 20 {
                6 => Self::OutsideRule,
                13 => Self::Withdrawn,
                _ => Self::Plain,
            };
        }
        match number % 50 {
            0 => Self::Draft,
            1 => Self::Withdrawn,
            2 => Self::OutsideRule,
            3 => Self::Refused,
            4 => Self::UnknownSchool,
            5 => Self::Minor,
            6 => Self::OtherDiploma,
            7 => Self::Unverified,
            8 => Self::AdmittedMinor,
            _ => Self::Plain,
        }
    }
}

/// The student at the end of their way, and what DINUM did to them on it.
pub fn went(
    scene: &Scene<'_>,
    plan: &Plan,
    (draft, case): (Student, Case),
    dice: &mut Dice,
    records: &mut Records,
) -> Result<Student, DemoError> {
    if case == Case::Draft {
        return Ok(draft);
    }
    let submitted_at = draft.created_at + TimeDelta::hours(1);
    let decided_at = submitted_at + TimeDelta::hours(20 + dice.below(20) as i64);
    let student = next(draft.submit(&plan.edition.parameters, |_| Vec::new(), submitted_at)?);
    let mut decided = |student: &Student, action, reason: Option<Reason>| {
        let (actor, subject) = (scene.cast.dinum().clone(), ("student", student.id.to_string()));
        records.push(Record { at: decided_at, actor, action, subject, organisation: None, reason });
    };
    match case {
        Case::Refused => {
            let reason = checked(Reason::parse, dice.one_of(&texts::STUDENT_REFUSALS)?)?;
            decided(&student, "student.refused", Some(reason.clone()));
            Ok(next(student.refuse(reason, decided_at)?))
        }
        Case::AdmittedMinor => {
            decided(&student, "student.admitted", None);
            Ok(next(student.admit(decided_at)?))
        }
        Case::Withdrawn => {
            let reason = checked(Reason::parse, dice.one_of(&texts::STUDENT_WITHDRAWALS)?)?;
            Ok(next(student.withdraw(reason, plan.times.withdrawals)?))
        }
        Case::Plain
        | Case::Draft
        | Case::Minor
        | Case::UnknownSchool
        | Case::OtherDiploma
        | Case::Unverified
        | Case::OutsideRule => Ok(student),
    }
}

/// The same, written once more.
fn next(student: Student) -> Student {
    Student { version: student.version.next(), ..student }
}
