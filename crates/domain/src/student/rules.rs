//! What a student's form must obey: always, and once it is submitted.

use super::{StudentForm, Wish};
use crate::broken::{Broken, Rule};
use crate::edition::Edition;
use crate::id::OrganisationId;
use crate::reference::Reference;

/// Most organisations that a student may name.
pub const MAX_ORGANISATIONS: u64 = 10;

/// Most regions other than their own to which a student may travel.
pub const MAX_REGIONS: u64 = 30;

/// All that is not right with wishes for an edition; those that could not be read keep their places. A wish for a family
/// and one for a job of it may stand together: whoever cannot have the job takes any other.
#[must_use]
pub fn broken_wishes(wishes: &[Option<Wish>], edition: &Edition, reference: &Reference) -> Vec<Broken> {
    let mut broken = Vec::new();
    let max = edition.parameters.max_wishes;
    if wishes.len() as u64 > u64::from(max) {
        broken.push(Rule::TooMany { max: max.into() }.at("/wishes"));
    }
    for (at, wish) in within(max.into(), wishes) {
        let Some(wish) = wish else { continue };
        let (member, rule) = match wish {
            Wish::Profile(code) => ("job_profile_code", (!edition.offers(code)).then_some(Rule::NotOffered)),
            Wish::Family(code) if reference.job_family(code.as_str()).is_none() => {
                ("job_family_code", Some(Rule::Unknown))
            }
            Wish::Family(code) => {
                ("job_family_code", (!edition.offers_family(code)).then_some(Rule::NotOffered))
            }
        };
        let rule = rule.or(is_repeated(wishes, at).then_some(Rule::Repeated));
        broken.extend(rule.map(|rule| rule.at(format!("/wishes/{at}/{member}"))));
    }
    broken
}

impl StudentForm {
    /// All that is not right for an edition, complete or not, but for the wishes. `unusable` tells why an organisation
    /// cannot be named, if it cannot.
    #[must_use]
    pub fn broken(
        &self,
        edition: &Edition,
        reference: &Reference,
        unusable: impl Fn(OrganisationId) -> Option<Rule>,
    ) -> Vec<Broken> {
        let mut broken = Vec::new();
        self.check_places(reference, &mut broken);
        if self.formats.iter().any(|format| !edition.parameters.formats.contains(format)) {
            broken.push(Rule::NotOffered.at("/formats"));
        }
        if self.organisations.len() as u64 > MAX_ORGANISATIONS {
            broken.push(Rule::TooMany { max: MAX_ORGANISATIONS }.at("/organisation_ids"));
        }
        for (at, id) in within(MAX_ORGANISATIONS, &self.organisations) {
            let rule = unusable(*id).or(is_repeated(&self.organisations, at).then_some(Rule::Repeated));
            broken.extend(rule.map(|rule| rule.at(format!("/organisation_ids/{at}"))));
        }
        broken
    }

    fn check_places(&self, reference: &Reference, broken: &mut Vec<Broken>) {
        let home = self.home_department_code.as_deref().map(|code| reference.department(code));
        if matches!(home, Some(None)) {
            broken.push(Rule::Unknown.at("/home_department_code"));
        }
        let home_region = home.flatten().map(|department| department.region_code.as_str());
        if self.accepted_region_codes.len() as u64 > MAX_REGIONS {
            broken.push(Rule::TooMany { max: MAX_REGIONS }.at("/accepted_region_codes"));
        }
        for (at, code) in within(MAX_REGIONS, &self.accepted_region_codes) {
            let rule = if !reference.regions.iter().any(|region| region.code == *code) {
                Rule::Unknown
            } else if is_repeated(&self.accepted_region_codes, at) {
                Rule::Repeated
            } else if home_region == Some(code) {
                Rule::Contradicts { other: "/home_department_code" }
            } else {
                continue;
            };
            broken.push(rule.at(format!("/accepted_region_codes/{at}")));
        }
    }

    /// All that must still be given before it can be submitted.
    #[must_use]
    pub fn missing(&self) -> Vec<Broken> {
        let fields = [
            ("/study_level", self.study_level.is_none()),
            ("/diploma_kind", self.diploma_kind.is_none()),
            ("/curriculum", self.curriculum.is_none()),
            ("/school_uai", self.school.is_none()),
            ("/adult", self.adult.is_none()),
            ("/wishes", self.wishes.is_empty()),
            ("/home_department_code", self.home_department_code.is_none()),
            ("/formats", self.formats.is_empty()),
            ("/languages", self.languages.is_empty()),
            ("/motivation", self.motivation.is_none()),
        ];
        fields.into_iter().filter(|(_, missing)| *missing).map(|(at, _)| Rule::Missing.at(at)).collect()
    }
}

/// What is beyond the limit of a list is not looked at: each item is held against all before it.
fn within<T>(max: u64, items: &[T]) -> impl Iterator<Item = (usize, &T)> {
    (0..max).zip(items).enumerate().map(|(at, (_, item))| (at, item))
}

fn is_repeated<T: PartialEq>(items: &[T], at: usize) -> bool {
    items.iter().take(at).any(|earlier| Some(earlier) == items.get(at))
}
