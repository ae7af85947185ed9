//! What the content of an edition names, looked up.

use std::collections::HashMap;

use chrono::NaiveDate;
use vmj_domain::broken::{Broken, Rule};
use vmj_domain::edition::{Edition, OfferedProfile};
use vmj_domain::id::OrganisationId;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::organisation::{Organisation, OrganisationSummary};
use vmj_domain::place::national_day;
use vmj_domain::reference::Reference;
use vmj_domain::text::Slug;
use vmj_persistence::StoreError;

use super::form::EditionContent;
use crate::access::Unit;

/// All that an edition could name.
pub struct Named {
    job_profiles: HashMap<Slug, JobProfile>,
    organisations: HashMap<OrganisationId, Organisation>,
    today: NaiveDate,
}

impl Named {
    /// Looks it up. The tree of organisations stays as it is until the end of the unit of work, so that a merger at the
    /// same moment sees who takes part.
    ///
    /// # Errors
    /// The store fails.
    pub async fn load(unit: &Unit<'_>) -> Result<Self, StoreError> {
        unit.organisations().hold_tree().await?;
        let profiles = unit.job_profiles().all().await?.into_iter();
        let organisations = unit.organisations().all().await?.into_iter();
        Ok(Self {
            job_profiles: profiles.map(|profile| (profile.code.clone(), profile)).collect(),
            organisations: organisations.map(|organisation| (organisation.id, organisation)).collect(),
            today: national_day(unit.now()),
        })
    }

    /// All that is not right with a content. What the edition names already may have gone out of use since.
    pub fn broken(
        &self,
        content: &EditionContent,
        present: Option<&Edition>,
        reference: &Reference,
    ) -> Vec<Broken> {
        let mut broken = content.parameters.broken(reference);
        let codes: Vec<_> = content.job_profiles.iter().map(|(code, _)| code.as_ref()).collect();
        for (at, code) in codes.iter().enumerate() {
            let Some(code) = code else { continue };
            let offered = present.is_some_and(|edition| edition.offers(code));
            let rule = match self.job_profiles.get(code) {
                None => Some(Rule::Unknown),
                Some(_) if codes.iter().take(at).any(|earlier| *earlier == Some(*code)) => {
                    Some(Rule::Repeated)
                }
                Some(profile) => (profile.retired_at.is_some() && !offered).then_some(Rule::Retired),
            };
            broken.extend(rule.map(|rule| rule.at(format!("/job_profiles/{at}/code"))));
        }
        let ids = &content.organisations;
        for (at, id) in ids.iter().enumerate() {
            let takes_part =
                present.is_some_and(|edition| edition.organisations.iter().any(|known| known.id == *id));
            let rule = match self.organisations.get(id) {
                None => Some(Rule::Unknown),
                Some(_) if ids.iter().take(at).any(|earlier| earlier == id) => Some(Rule::Repeated),
                Some(organisation) => organisation.refuses_parts(self.today).filter(|_| !takes_part),
            };
            broken.extend(rule.map(|rule| rule.at(format!("/organisation_ids/{at}"))));
        }
        broken
    }

    /// The parts of a content in which nothing is broken, each in the order of its codes.
    pub fn parts(&self, content: &EditionContent) -> (Vec<OfferedProfile>, Vec<OrganisationSummary>) {
        let offered = content.job_profiles.iter().filter_map(|(code, job_offers_url)| {
            let profile = self.job_profiles.get(code.as_ref()?)?;
            Some(OfferedProfile { profile: profile.into(), job_offers_url: job_offers_url.clone() })
        });
        let mut offered: Vec<_> = offered.collect();
        offered.sort_by(|a, b| a.profile.code.cmp(&b.profile.code));
        let organisations = content.organisations.iter().filter_map(|id| self.organisations.get(id));
        (offered, in_order(organisations))
    }

    /// Those of an earlier edition's job profiles that are in use.
    pub fn still_in_use(&self, offered: &[OfferedProfile]) -> Vec<OfferedProfile> {
        let in_use = |code| self.job_profiles.get(code).is_some_and(|profile| profile.retired_at.is_none());
        offered.iter().filter(|offered| in_use(&offered.profile.code)).cloned().collect()
    }

    /// Those of an earlier edition's organisations that are in force, and who has taken the place of the others.
    pub fn heirs(&self, organisations: &[OrganisationSummary]) -> Vec<OrganisationSummary> {
        let heir = |organisation: &OrganisationSummary| {
            let successor = |gone: &&Organisation| self.organisations.get(&gone.state.successor()?.id);
            let line = std::iter::successors(self.organisations.get(&organisation.id), successor);
            line.last().filter(|last| last.refuses_parts(self.today).is_none())
        };
        let mut heirs = in_order(organisations.iter().filter_map(heir));
        heirs.dedup();
        heirs
    }
}

fn in_order<'o>(organisations: impl Iterator<Item = &'o Organisation>) -> Vec<OrganisationSummary> {
    let mut summaries: Vec<_> = organisations.map(Organisation::summary).collect();
    summaries.sort_by(|a, b| a.code.cmp(&b.code));
    summaries
}
