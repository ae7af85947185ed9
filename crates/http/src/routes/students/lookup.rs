//! What a student names, looked up.

use vmj_domain::broken::{Broken, Rule};
use vmj_domain::edition::Edition;
use vmj_domain::id::OrganisationId;
use vmj_domain::organisation::OrganisationStatus;
use vmj_domain::place::national_day;
use vmj_domain::school::School;
use vmj_domain::student::{StudentForm, StudentSchool};
use vmj_domain::text::fold;

use super::Catalogues;
use super::form::{Entry, SchoolName};
use crate::access::Unit;
use crate::problem::Problem;
use crate::state::AppState;

/// The form of an entry, checked against the edition. What the student names already may be out of use by now.
///
/// # Errors
/// 422 with all that is not right.
pub async fn form(
    unit: &Unit<'_>,
    state: &AppState,
    catalogues: &Catalogues,
    edition: &Edition,
    entry: &Entry,
    present: Option<&StudentForm>,
) -> Result<StudentForm, Problem> {
    let today = national_day(unit.now());
    let unusable = |id: OrganisationId| {
        let found = catalogues.organisations.items.iter().find(|listed| listed.organisation.id == id);
        let Some(organisation) = found.map(|listed| &listed.organisation) else {
            return Some(Rule::Unknown);
        };
        let kept = present.is_some_and(|form| form.organisations.contains(&id));
        if !kept && organisation.status_on(today) == OrganisationStatus::Retired {
            return Some(Rule::Retired);
        }
        let takes_part = edition.organisations.iter().any(|node| organisation.is_within(node.id));
        (!takes_part).then_some(Rule::NotParticipating)
    };
    let mut broken = entry.form.broken(edition, state.reference(), unusable);
    let present = present.and_then(|form| form.school.as_ref());
    let school = match &entry.school {
        None => None,
        Some(name) => match school(unit, name, present).await? {
            Ok(school) => Some(school),
            Err(problem) => {
                broken.push(problem);
                None
            }
        },
    };
    if broken.is_empty() { Ok(StudentForm { school, ..entry.form.clone() }) } else { Err(broken.into()) }
}

async fn school(
    unit: &Unit<'_>,
    name: &SchoolName,
    present: Option<&StudentSchool>,
) -> Result<Result<StudentSchool, Broken>, Problem> {
    match name {
        SchoolName::Uai(uai) => {
            let found = unit.schools().find_by_uai(uai).await?;
            Ok(usable(found, present).map_err(|rule| rule.at("/school_uai")))
        }
        SchoolName::Text(text) => {
            let meant = unit.schools().resolve(&fold(text.as_str())).await?;
            let known = meant.map(|school| StudentSchool::Known(school.summary()));
            Ok(Ok(known.unwrap_or_else(|| StudentSchool::Named(text.clone()))))
        }
    }
}

fn usable(found: Option<School>, present: Option<&StudentSchool>) -> Result<StudentSchool, Rule> {
    let school = found.ok_or(Rule::Unknown)?;
    let known = StudentSchool::Known(school.summary());
    if school.retired_at.is_some() && present != Some(&known) { Err(Rule::Retired) } else { Ok(known) }
}
