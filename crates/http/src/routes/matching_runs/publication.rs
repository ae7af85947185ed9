//! From a plan to proposals, all or none.

use std::collections::HashMap;

use vmj_domain::access::Actor;
use vmj_domain::ambassador::Ambassador;
use vmj_domain::edition::Edition;
use vmj_domain::id::{AmbassadorId, OrganisationId, StudentId};
use vmj_domain::matching::{MatchingRun, Proposed};
use vmj_domain::pairing::{Author, Change};
use vmj_domain::student::Student;
use vmj_planning::{Inputs, Problem as Planned, Refused};

use super::changed::inputs_changed;
use crate::access::Unit;
use crate::problem::{Problem, ProblemCode};
use crate::routes::ambassadors::department;
use crate::routes::pairings::Fresh;
use crate::state::AppState;

/// Most people of a statement that names each.
const CHUNK: usize = 1000;

/// What a publication has done.
pub struct Publication {
    /// The pairings that it proposed, and whose they are.
    pub pairings: Vec<(String, OrganisationId)>,
    /// The pairs that can no longer be made, and why.
    pub dropped: Vec<Refused>,
}

/// Proposes the pairs of a run. The edition is taken, so that nobody else publishes meanwhile.
///
/// # Errors
/// 409 when what the run was computed from has changed, unless what is invalid may be dropped.
pub async fn publication(
    unit: &Unit<'_>,
    (state, actor): (&AppState, &Actor),
    edition: &Edition,
    run: &MatchingRun,
    drop_invalid: bool,
) -> Result<Publication, Problem> {
    let proposed = unit.matching().plan_of(run.id).await?;
    // Locked before the market is read: what is seen there then holds until the end.
    let (ambassadors, students) = everybody(unit, actor, edition, &proposed).await?;
    let (valid, dropped) = still_valid(unit, state, run, proposed, drop_invalid).await?;
    let changes = changes(unit, state, edition, valid, (ambassadors, students)).await?;
    unit.pairings().insert_many(&changes, &state.settings().front_url).await?;
    let made = |change: &Change| (change.pairing.id.to_string(), change.pairing.ambassador.organisation.id);
    Ok(Publication { pairings: changes.iter().map(made).collect(), dropped })
}

type People = (HashMap<AmbassadorId, Ambassador>, HashMap<StudentId, Student>);

/// All of the plan, locked: ambassadors before students, as everywhere.
async fn everybody(
    unit: &Unit<'_>,
    actor: &Actor,
    edition: &Edition,
    proposed: &[Proposed],
) -> Result<People, Problem> {
    let mut ids: Vec<_> = proposed.iter().map(|row| row.ambassador).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut ambassadors = HashMap::with_capacity(ids.len());
    for ids in ids.chunks(CHUNK) {
        let found = unit.ambassadors().find_many_locked(edition.id, ids, actor.ambassador_reach()).await?;
        ambassadors.extend(found.into_iter().map(|ambassador| (ambassador.id, ambassador)));
    }
    let ids: Vec<_> = proposed.iter().map(|row| row.student).collect();
    let mut students = HashMap::with_capacity(ids.len());
    for ids in ids.chunks(CHUNK) {
        let found = unit.students().find_many_locked(edition.id, ids, actor.student_reach()).await?;
        students.extend(found.into_iter().map(|student| (student.id, student)));
    }
    Ok((ambassadors, students))
}

/// The pairs that can be made as things now are, and those that cannot.
async fn still_valid(
    unit: &Unit<'_>,
    state: &AppState,
    run: &MatchingRun,
    proposed: Vec<Proposed>,
    drop_invalid: bool,
) -> Result<(Vec<Proposed>, Vec<Refused>), Problem> {
    let defect = || Problem::new(ProblemCode::InternalError);
    let stored = unit.matching().inputs(run.id).await?.ok_or_else(defect)?;
    let before = Inputs::from_text(&stored).map_err(|_| defect())?;
    let basis = unit.matching().basis(run).await?;
    let problem = Planned::new(&basis, &run.parameters, state.reference());
    let differences = before.differences(&problem.inputs());
    if differences.is_empty() {
        return Ok((proposed, Vec::new()));
    }
    if !drop_invalid {
        return Err(inputs_changed(&differences));
    }
    Ok(problem.revised(proposed))
}

async fn changes(
    unit: &Unit<'_>,
    state: &AppState,
    edition: &Edition,
    valid: Vec<Proposed>,
    (ambassadors, mut students): People,
) -> Result<Vec<Change>, Problem> {
    let hosts: Vec<_> = ambassadors.keys().copied().collect();
    let mut seats = unit.pairings().seats_of_many(&hosts).await?;
    let agents = ambassadors.values().map(|ambassador| ambassador.agent.id);
    let people: Vec<_> = agents.chain(students.values().map(|student| student.person.id)).collect();
    let locales = unit.accounts().locales(&people).await?;
    let mut changes = Vec::new();
    for Proposed { student, ambassador, job_profile, format, .. } in valid {
        let (Some(student), Some(ambassador)) = (students.remove(&student), ambassadors.get(&ambassador))
        else {
            return Err(Problem::new(ProblemCode::InternalError));
        };
        let capacity = ambassador.form.capacity.unwrap_or(0);
        let taken = seats.entry(ambassador.id).or_default();
        let id = unit.new_id();
        let seat = taken.take(capacity, id).ok_or(Problem::new(ProblemCode::NoSeatLeft))?;
        let fresh = Fresh {
            student,
            ambassador: ambassador.clone(),
            job_profile,
            format,
            date: edition.parameters.day,
            department: department(state.reference(), &ambassador.form).map(str::to_owned),
            replaces: None,
        };
        let pairing = fresh.proposed(unit, edition, (id, seat), &locales);
        changes.push(Change::proposal(pairing, Author::Dinum));
    }
    Ok(changes)
}
