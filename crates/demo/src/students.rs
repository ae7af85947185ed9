//! Students who register.

mod case;
mod form;

use vmj_domain::account::Locale;
use vmj_domain::clock::Instant;
use vmj_domain::edition::EditionSummary;
use vmj_domain::student::{AccessibilityNeeds, ConsentVersion, Student, StudentForm, StudentState};
use vmj_domain::text::Prose;
use vmj_domain::version::Version;
use vmj_persistence::{Participation, WriteTx};

use crate::DemoError;
use crate::dice::Dice;
use crate::editions::Plan;
use crate::error::{checked, none_broken};
use crate::people::{Known, People};
use crate::records::Records;
use crate::scene::Scene;
use crate::texts;

use self::case::{Case, went};

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
