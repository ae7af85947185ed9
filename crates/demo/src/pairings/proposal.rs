//! What DINUM proposes to two.

use vmj_domain::ambassador::{Ambassador, AmbassadorState};
use vmj_domain::clock::Instant;
use vmj_domain::edition::EditionSummary;
use vmj_domain::id::PairingId;
use vmj_domain::pairing::{
    Answers, Pair, PairedAmbassador, PairedStudent, Pairing, PairingState, answer_deadline, broken_date,
};
use vmj_domain::place::zone_of_department;
use vmj_domain::student::{Decider, Student, StudentState};
use vmj_domain::version::Version;

use super::casting::Duo;
use crate::DemoError;
use crate::ambassadors::Host;
use crate::editions::Plan;
use crate::error::none_broken;
use crate::scene::Scene;
use crate::students::Guest;

/// The proposal of a duo, if the rules allow it.
pub fn proposal(
    scene: &Scene<'_>,
    plan: &Plan,
    (duo, (host, guest)): (&Duo, (&Host, &Guest)),
    at: Instant,
    replaces: Option<PairingId>,
) -> Result<Pairing, DemoError> {
    check(plan, duo, host, guest)?;
    let rule = &plan.edition.parameters;
    let (date, department) = (rule.day, host.town.department_code);
    let broken = broken_date(date, rule, (scene.reference, department), at);
    none_broken(broken.into_iter().collect())?;
    let deadline = answer_deadline(rule, &[date], zone_of_department(department), at);
    Ok(Pairing {
        id: scene.tx.new_id_at(at),
        edition: EditionSummary::from(&plan.edition),
        student: paired_student(guest),
        ambassador: paired_ambassador(host),
        job_profile: duo.job_profile.clone(),
        format: duo.format,
        seat: duo.seat,
        date,
        state: PairingState::Proposed { answers: Answers::default(), deadline },
        state_changed_at: at,
        access_cleared: false,
        received_documents: Vec::new(),
        replaces,
        replaced_by: None,
        version: Version::FIRST,
        created_at: at,
        updated_at: at,
    })
}

/// As they were when they were paired: whoever has left since was there then.
fn check(plan: &Plan, duo: &Duo, host: &Host, guest: &Guest) -> Result<(), DemoError> {
    if !host.was_approved || !guest.was_eligible {
        return Err(DemoError::Defect("paired too early".to_owned()));
    }
    let ambassador = Ambassador { state: AmbassadorState::Approved, ..host.ambassador.clone() };
    let state = StudentState::Eligible { decider: Decider::Rule };
    let student = Student { state, ..guest.student.clone() };
    let pair = Pair {
        edition: &plan.edition,
        student: &student,
        ambassador: &ambassador,
        job_profile: &duo.job_profile,
        format: duo.format,
    };
    let obstacles = pair.obstacles();
    if obstacles.is_empty() { Ok(()) } else { Err(DemoError::Defect(format!("{obstacles:?}"))) }
}

fn paired_student(guest: &Guest) -> PairedStudent {
    let Student { id, person, form, .. } = &guest.student;
    PairedStudent {
        id: *id,
        person: person.clone(),
        locale: guest.locale,
        phone: form.phone.clone(),
        study_level: form.study_level,
        diploma_kind: form.diploma_kind,
        curriculum: form.curriculum.clone(),
        wishes: form.wishes.clone(),
        languages: form.languages.clone(),
    }
}

fn paired_ambassador(host: &Host) -> PairedAmbassador {
    let Ambassador { id, agent, organisation, form, .. } = &host.ambassador;
    PairedAmbassador {
        id: *id,
        agent: agent.clone(),
        locale: host.locale,
        organisation: organisation.clone(),
        programme: form.programme.clone(),
        site: form.site.clone(),
        department_code: Some(host.town.department_code.to_owned()),
        languages: form.languages.clone(),
    }
}
