//! Students who register.

mod form;

use chrono::TimeDelta;
use vmj_domain::account::Locale;
use vmj_domain::clock::Instant;
use vmj_domain::edition::EditionSummary;
use vmj_domain::student::{AccessibilityNeeds, ConsentVersion, Student, StudentForm, StudentState};
use vmj_domain::text::{Prose, Reason};
use vmj_domain::version::Version;
use vmj_persistence::{Participation, WriteTx};

use crate::DemoError;
use crate::dice::Dice;
use crate::editions::Plan;
use crate::error::{checked, none_broken};
use crate::people::{Known, People};
use crate::records::{Record, Records};
use crate::scene::Scene;
use crate::texts;

/// A student, with what a pairing needs of them.
#[derive(Clone, Debug)]
pub struct Guest {
    /// As they are now.
    pub student: Student,
    /// In which language they are written to.
    pub locale: Locale,
    /// Whether they were eligible at some time.
    pub was_eligible: bool,
    /// What they need, where they said so.
    needs: Option<AccessibilityNeeds>,
}

/// What is special about somebody's registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
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
    const fn of(number: usize, plan: &Plan) -> Self {
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

/// The students of an edition. Of the open one, the first is the one who signs in: a draft that lacks nothing but wishes.
pub fn register(
    scene: &Scene<'_>,
    plan: &Plan,
    people: &mut People,
    records: &mut Records,
) -> Result<Vec<Guest>, DemoError> {
    let count = plan.students.len();
    let mut guests = Vec::with_capacity(count);
    for (at, number) in plan.students.clone().enumerate() {
        let case = Case::of(at, plan);
        let is_own = plan.is_open && at == 0;
        let made_at = Plan::spread(plan.times.students, at, count);
        let known = if is_own {
            scene.cast.student.clone()
        } else {
            // Whoever has come back has proven their address long ago.
            people.student(scene.tx, number, case != Case::Unverified, made_at)?
        };
        let mut dice = Dice::of(&format!("student of {}", plan.edition.parameters.day), at);
        let form = form::form(scene, plan, case, &mut dice)?;
        let wishes = if is_own { Vec::new() } else { form.wishes };
        let form = StudentForm { wishes, ..form };
        let guest = guest(scene, (plan, case), (known, form, made_at), &mut dice, records)?;
        guests.push(guest);
    }
    Ok(guests)
}

fn guest(
    scene: &Scene<'_>,
    (plan, case): (&Plan, Case),
    (known, form, made_at): (Known, StudentForm, Instant),
    dice: &mut Dice,
    records: &mut Records,
) -> Result<Guest, DemoError> {
    none_broken(form.broken(&plan.edition, scene.reference, |_| None))?;
    let Known { summary, locale, is_verified } = known;
    let draft = Student {
        id: scene.tx.new_id_at(made_at),
        edition: EditionSummary::from(&plan.edition),
        person: summary,
        email_verified: is_verified,
        form,
        state: StudentState::Draft,
        state_changed_at: made_at,
        version: Version::FIRST,
        created_at: made_at,
        updated_at: made_at,
    };
    let student = went(scene, plan, (draft, case), dice, records)?;
    let has_needs = plan.is_open && case == Case::Plain && dice.percent(4);
    let needs = if has_needs {
        Some(AccessibilityNeeds {
            needs: checked(Prose::parse, dice.one_of(&texts::NEEDS)?)?,
            consent_version: ConsentVersion::November2026,
            consented_at: student.created_at,
        })
    } else {
        None
    };
    let was_eligible = match &student.state {
        StudentState::Eligible { .. } | StudentState::Withdrawn { .. } => true,
        StudentState::Draft | StudentState::Submitted { .. } | StudentState::Ineligible { .. } => false,
    };
    Ok(Guest { student, locale, was_eligible, needs })
}

/// The student at the end of their way, and what DINUM did to them on it.
fn went(
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
    let student = next(draft.submit(&plan.edition.parameters, submitted_at)?);
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

/// Writes them.
pub async fn write(tx: &WriteTx, plan: &Plan, guests: &[Guest]) -> Result<(), DemoError> {
    let accounts = guests.iter().map(|guest| guest.student.person.id);
    tx.participations().claim_many(plan.edition.id, accounts, Participation::Student).await?;
    tx.students().insert_many(&guests.iter().map(|guest| &guest.student).collect::<Vec<_>>()).await?;
    for guest in guests {
        if let Some(needs) = &guest.needs {
            tx.students().set_needs(guest.student.id, needs).await?;
        }
    }
    Ok(())
}
