//! Who could take the place of an ambassador who is lost.

use chrono::NaiveDate;

use super::{Pairing, broken_date};
use crate::clock::Instant;
use crate::code::codes;
use crate::edition::Edition;
use crate::id::AmbassadorId;
use crate::organisation::OrganisationSummary;
use crate::place::{CAPITAL, Format, Language};
use crate::reference::Reference;
use crate::student::{Student, Wish};
use crate::text::Slug;

codes! {
    /// How near a replacement is to what was lost: the nearest comes first.
    Nearness {
        /// The same organisation and job, on the same date.
        SameOrganisation => "same_organisation",
        /// The same job and date, in the department of the one who was lost or in the student's own.
        SameDepartment => "same_department",
        /// The same job and date, in a region to which the student would travel.
        Reachable => "reachable",
        /// The same job and date, by video.
        Remote => "remote",
        /// The same job, on another date that suits the ambassador.
        AnotherDate => "another_date",
        /// Another job that the student wishes for, within reach.
        AnotherWish => "another_wish",
    }
}

/// An ambassador with a seat left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vacancy {
    /// Who.
    pub ambassador: AmbassadorId,
    /// Where they work.
    pub organisation: OrganisationSummary,
    /// Job profiles that they do.
    pub job_profiles: Vec<Slug>,
    /// How they may meet.
    pub formats: Vec<Format>,
    /// Languages that they speak.
    pub languages: Vec<Language>,
    /// Other days that suit them.
    pub alternative_dates: Vec<NaiveDate>,
    /// The commune of the site (COG).
    pub commune_code: Option<String>,
    /// Its department.
    pub department_code: Option<String>,
    /// Seats that are left.
    pub seats_left: u32,
}

/// An ambassador who could take the place of the one who was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// How near.
    pub nearness: Nearness,
    /// What the day would show.
    pub job_profile: Slug,
    /// How the two would meet.
    pub format: Format,
    /// When.
    pub date: NaiveDate,
    /// Who, and where.
    pub vacancy: Vacancy,
}

/// A lost pairing that somebody else is sought for.
#[derive(Clone, Copy, Debug)]
pub struct Search<'s> {
    /// What was lost.
    pub lost: &'s Pairing,
    /// Who is left without a duo.
    pub student: &'s Student,
    /// The edition.
    pub edition: &'s Edition,
    /// Places and holidays.
    pub reference: &'s Reference,
    /// When it is asked.
    pub now: Instant,
}

impl Search<'_> {
    /// The job profiles worth looking for: that of the lost pairing, then what the student wishes for, the dearest wish
    /// first.
    #[must_use]
    pub fn job_profiles(&self) -> Vec<Slug> {
        let mut codes = vec![self.lost.job_profile.clone()];
        for wish in &self.student.form.wishes {
            let offered = self.edition.job_profiles.iter().map(|offered| &offered.profile);
            let wished = offered.filter(|profile| match wish {
                Wish::Profile(code) => profile.code == *code,
                Wish::Family(code) => profile.family_code == *code,
            });
            for profile in wished {
                if !codes.contains(&profile.code) {
                    codes.push(profile.code.clone());
                }
            }
        }
        codes
    }

    /// Those of the vacancies that could take the place, the nearest first.
    #[must_use]
    pub fn candidates(&self, vacancies: Vec<Vacancy>) -> Vec<Candidate> {
        let wanted = self.job_profiles();
        let candidate = |vacancy: Vacancy| self.candidate(&wanted, vacancy);
        let mut candidates: Vec<_> = vacancies.into_iter().filter_map(candidate).collect();
        candidates.sort_by(|a, b| {
            let key =
                |c: &Candidate| (c.nearness, std::cmp::Reverse(c.vacancy.seats_left), c.vacancy.ambassador);
            key(a).cmp(&key(b))
        });
        candidates
    }

    fn candidate(&self, wanted: &[Slug], vacancy: Vacancy) -> Option<Candidate> {
        let form = &self.student.form;
        if vacancy.ambassador == self.lost.ambassador.id
            || !form.languages.iter().any(|language| vacancy.languages.contains(language))
        {
            return None;
        }
        let job_profile = wanted.iter().find(|code| vacancy.job_profiles.contains(code))?.clone();
        let place = self.place(&vacancy)?;
        let format = if place == Nearness::Remote { Format::Remote } else { Format::OnSite };
        let same_date = self.is_possible(self.lost.date, &vacancy);
        let mut other = vacancy.alternative_dates.iter().copied().chain([self.edition.parameters.day]);
        let date =
            if same_date { self.lost.date } else { other.find(|date| self.is_possible(*date, &vacancy))? };
        let nearness = if job_profile != self.lost.job_profile {
            Nearness::AnotherWish
        } else if !same_date {
            Nearness::AnotherDate
        } else {
            place
        };
        Some(Candidate { nearness, job_profile, format, date, vacancy })
    }

    /// How near the place is; none when the two cannot meet.
    fn place(&self, vacancy: &Vacancy) -> Option<Nearness> {
        let form = &self.student.form;
        let both = |format: Format| vacancy.formats.contains(&format) && form.formats.contains(&format);
        let department = vacancy.department_code.as_deref();
        let region = |code: &str| self.reference.department(code).map(|known| known.region_code.as_str());
        if both(Format::OnSite) {
            let home = form.home_department_code.as_deref();
            let here = department.and_then(region);
            let travels = here.is_some_and(|here| {
                home.and_then(region) == Some(here)
                    || form.accepted_region_codes.iter().any(|accepted| accepted == here)
            });
            if vacancy.organisation.id == self.lost.ambassador.organisation.id && travels {
                return Some(Nearness::SameOrganisation);
            }
            let lost = self.lost.ambassador.department_code.as_deref();
            if department.is_some() && (department == lost || department == home) {
                return Some(Nearness::SameDepartment);
            }
            if travels {
                return Some(Nearness::Reachable);
            }
        }
        both(Format::Remote).then_some(Nearness::Remote)
    }

    /// Whether the two can meet on a day: one that the edition allows, and which suits the ambassador.
    fn is_possible(&self, date: NaiveDate, vacancy: &Vacancy) -> bool {
        let rule = &self.edition.parameters;
        let place = (self.reference, vacancy.department_code.as_deref().unwrap_or(CAPITAL));
        (date == rule.day || vacancy.alternative_dates.contains(&date))
            && broken_date(date, rule, place, self.now).is_none()
    }
}
