//! What a student writes, held against the edition and what it names.

use vmj_domain::access::Actor;
use vmj_domain::broken::{Broken, Rule};
use vmj_domain::edition::{Edition, Operation, Side};
use vmj_domain::id::OrganisationId;
use vmj_domain::organisation::OrganisationStatus;
use vmj_domain::place::national_day;
use vmj_domain::school::School;
use vmj_domain::student::{Student, StudentForm, StudentSchool, Wish, broken_wishes};
use vmj_domain::text::fold;

use super::Catalogues;
use super::form::{Entry, SchoolName};
use crate::access::Unit;
use crate::extract::Reading;
use crate::problem::Problem;
use crate::routes::editions::owed_reason;
use crate::state::AppState;

/// What an entry is held against.
#[derive(Clone, Copy)]
pub struct Rules<'r> {
    /// The transaction.
    pub unit: &'r Unit<'r>,
    /// Who writes.
    pub actor: &'r Actor,
    /// Reference data.
    pub state: &'r AppState,
    /// What may be named.
    pub catalogues: &'r Catalogues,
    /// The edition.
    pub edition: &'r Edition,
}

impl Rules<'_> {
    /// An entry in which nothing is broken, and its form with wishes and school. What is `present` already may be out of
    /// use by now; what others have found broken is reported together with the rest.
    ///
    /// # Errors
    /// 422 with all that is not right.
    pub async fn judge(
        &self,
        reading: Reading<Entry>,
        present: Option<&Student>,
        mut broken: Vec<Broken>,
    ) -> Result<(Entry, StudentForm), Problem> {
        let Some(entry) = reading.value() else {
            return reading.judged(&broken).map(|entry| (entry, StudentForm::default()));
        };
        let former = present.map(|student| &student.form);
        let school = self.school(entry.school.as_ref(), former.and_then(|form| form.school.as_ref())).await?;
        let (school, unknown) = school.map_or_else(|broken| (None, Some(broken)), |school| (school, None));
        broken.extend(unknown);
        let mut form = StudentForm {
            wishes: entry.wishes.iter().flatten().cloned().collect(),
            school,
            ..entry.form.clone()
        };
        broken.extend(self.broken(&form, &entry.wishes, former));
        if present.is_some_and(|student| student.state.is_complete()) {
            // Wishes that cannot be read are not missing.
            let unread = |missing: &Broken| missing.pointer == "/wishes" && !entry.wishes.is_empty();
            broken.extend(form.missing().into_iter().filter(|missing| !unread(missing)));
        }
        let (operation, now) = (Operation::Register(Side::Students), self.unit.now());
        broken.extend(owed_reason(self.edition, operation, self.actor, entry.reason.as_ref(), now));
        let entry = reading.judged(&broken)?;
        // They have no order; but the same ones are the same, whatever order they came in.
        form.organisations.sort_unstable();
        Ok((entry, form))
    }

    /// All that the edition does not take in a form that was complete and right when it was written.
    pub fn outdated(&self, form: &StudentForm) -> Vec<Broken> {
        let wishes: Vec<_> = form.wishes.iter().cloned().map(Some).collect();
        self.broken(form, &wishes, Some(form))
    }

    fn broken(
        &self,
        form: &StudentForm,
        wishes: &[Option<Wish>],
        present: Option<&StudentForm>,
    ) -> Vec<Broken> {
        let (edition, reference) = (self.edition, self.state.reference());
        let kept = |id| present.is_some_and(|form| form.organisations.contains(&id));
        let mut broken = broken_wishes(wishes, edition, reference);
        broken.extend(form.broken(edition, reference, |id| self.unusable(id, kept(id))));
        broken
    }

    fn unusable(&self, id: OrganisationId, kept: bool) -> Option<Rule> {
        let found = self.catalogues.organisations.items.iter().find(|listed| listed.organisation.id == id);
        let Some(organisation) = found.map(|listed| &listed.organisation) else {
            return Some(Rule::Unknown);
        };
        let today = national_day(self.unit.now());
        if !kept && organisation.status_on(today) == OrganisationStatus::Retired {
            return Some(Rule::Retired);
        }
        let takes_part = self.edition.organisations.iter().any(|node| organisation.is_within(node.id));
        (!takes_part).then_some(Rule::NotParticipating)
    }

    async fn school(
        &self,
        name: Option<&SchoolName>,
        present: Option<&StudentSchool>,
    ) -> Result<Result<Option<StudentSchool>, Broken>, Problem> {
        let schools = self.unit.schools();
        let school = match name {
            None => return Ok(Ok(None)),
            Some(SchoolName::Uai(uai)) => usable(schools.find_by_uai(uai).await?, present),
            Some(SchoolName::Text(text)) => {
                let folded = fold(text.as_str());
                // Whoever says at this moment which school is meant finds this student, or is found.
                schools.hold_meaning(&folded, false).await?;
                let meant = schools.resolve(&folded).await?;
                let known = meant.map(|school| StudentSchool::Known(school.summary()));
                Ok(known.unwrap_or_else(|| StudentSchool::Named(text.clone())))
            }
        };
        Ok(school.map(Some).map_err(|rule| rule.at("/school_uai")))
    }
}

/// A school that is in use, or that the student has named already.
fn usable(found: Option<School>, present: Option<&StudentSchool>) -> Result<StudentSchool, Rule> {
    let school = found.ok_or(Rule::Unknown)?;
    let known = StudentSchool::Known(school.summary());
    if school.retired_at.is_some() && present != Some(&known) { Err(Rule::Retired) } else { Ok(known) }
}
