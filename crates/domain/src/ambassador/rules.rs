//! What an offer must obey: always, and once it is submitted.

use crate::ambassador::AmbassadorForm;
use crate::broken::{Broken, Rule};
use crate::edition::Edition;
use crate::place::{CAPITAL, Format, is_workday};
use crate::reference::Reference;

/// Most job profiles of an ambassador.
pub const MAX_JOB_PROFILES: u64 = 3;
/// Most technologies of an ambassador.
pub const MAX_TECHNOLOGIES: u64 = 20;
/// Most alternative dates of an ambassador.
pub const MAX_ALTERNATIVE_DATES: u64 = 10;

impl AmbassadorForm {
    /// All that is not right for an edition, complete or not.
    #[must_use]
    pub fn broken(&self, edition: &Edition, reference: &Reference) -> Vec<Broken> {
        let mut broken = Vec::new();
        let parameters = &edition.parameters;
        let lists = [
            ("/job_profile_codes", self.job_profiles.len(), MAX_JOB_PROFILES),
            ("/technologies", self.technologies.len(), MAX_TECHNOLOGIES),
            ("/alternative_dates", self.alternative_dates.len(), MAX_ALTERNATIVE_DATES),
        ];
        let too_many = lists.into_iter().filter(|(_, length, max)| *length as u64 > *max);
        broken.extend(too_many.map(|(at, _, max)| Rule::TooMany { max }.at(at)));
        // What is beyond the limit is not looked at: each item is held against all before it.
        for (at, code) in self.job_profiles.iter().enumerate().take(MAX_JOB_PROFILES as usize) {
            let pointer = format!("/job_profile_codes/{at}");
            if self.job_profiles.iter().take(at).any(|earlier| earlier == code) {
                broken.push(Rule::Repeated.at(pointer));
            } else if !edition.offers(code) {
                broken.push(Rule::NotOffered.at(pointer));
            }
        }
        if self.formats.iter().any(|format| !parameters.formats.contains(format)) {
            broken.push(Rule::NotOffered.at("/formats"));
        }
        let (min, max) = (parameters.min_capacity, parameters.max_capacity);
        if self.capacity.is_some_and(|capacity| !(min..=max).contains(&capacity)) {
            broken.push(Rule::OutOfRange { min: min.into(), max: max.into() }.at("/capacity"));
        }
        self.check_dates(edition, reference, &mut broken);
        self.check_site(reference, &mut broken);
        broken
    }

    fn check_dates(&self, edition: &Edition, reference: &Reference, broken: &mut Vec<Broken>) {
        let window = edition.parameters.window;
        let commune = self.site.commune_code.as_deref().and_then(|code| reference.commune(code));
        let department = commune.map_or(CAPITAL, |commune| commune.department_code);
        for (at, date) in self.alternative_dates.iter().enumerate().take(MAX_ALTERNATIVE_DATES as usize) {
            let rule = if self.alternative_dates.iter().take(at).any(|earlier| earlier == date) {
                Rule::Repeated
            } else if *date == edition.parameters.day {
                Rule::Contradicts { other: "/day of the edition" }
            } else if !window.contains(*date) {
                Rule::OutsideWindow { first: window.first, last: window.last }
            } else if !is_workday(reference, *date, department) {
                Rule::NotAWorkday
            } else {
                continue;
            };
            broken.push(rule.at(format!("/alternative_dates/{at}")));
        }
    }

    fn check_site(&self, reference: &Reference, broken: &mut Vec<Broken>) {
        let site = &self.site;
        if site.commune_code.as_deref().is_some_and(|code| reference.commune(code).is_none()) {
            broken.push(Rule::Unknown.at("/site/commune_code"));
        }
        if let (Some(arrival), Some(end)) = (&site.arrival_time, &site.end_time)
            && end <= arrival
        {
            broken.push(Rule::NotAfter { other: "/site/arrival_time" }.at("/site/end_time"));
        }
        if site.security_form_deadline.is_some() && site.security_form_url.is_none() {
            broken.push(Rule::Missing.at("/site/security_form_url"));
        }
    }

    /// All that must still be given before it can be submitted.
    #[must_use]
    pub fn missing(&self) -> Vec<Broken> {
        let site = &self.site;
        let on_site = self.formats.contains(&Format::OnSite);
        let fields = [
            ("/job_profile_codes", self.job_profiles.is_empty()),
            ("/unit", self.unit.is_none()),
            ("/programme", self.programme.is_none()),
            ("/motivation", self.motivation.is_none()),
            ("/formats", self.formats.is_empty()),
            ("/capacity", self.capacity.is_none()),
            ("/languages", self.languages.is_empty()),
            // A remote day, too, has the hours and holidays of the agent's place.
            ("/site/commune_code", site.commune_code.is_none()),
            ("/site/arrival_time", site.arrival_time.is_none()),
            ("/site/end_time", site.end_time.is_none()),
            ("/site/address", on_site && site.address.is_none()),
            ("/site/meeting_point", on_site && site.meeting_point.is_none()),
        ];
        fields.into_iter().filter(|(_, missing)| *missing).map(|(at, _)| Rule::Missing.at(at)).collect()
    }
}
