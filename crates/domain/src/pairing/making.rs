//! Who may be paired with whom (PRODUCT.md, rule 4).

use super::Pairing;
use crate::ambassador::{Ambassador, AmbassadorForm, AmbassadorState};
use crate::broken::{Broken, Rule};
use crate::code::codes;
use crate::edition::Edition;
use crate::place::{Format, Language};
use crate::student::{Student, StudentForm, StudentState};
use crate::text::Slug;

codes! {
    /// What keeps two from being paired.
    Obstacle {
        /// The student is not eligible.
        NotEligible => "not_eligible",
        /// The ambassador is not approved.
        NotApproved => "not_approved",
        /// The ambassador does not do this job.
        NotShown => "not_shown",
        /// The edition does not offer this job.
        NotOffered => "not_offered",
        /// The ambassador does not meet so.
        FormatOfAmbassador => "format_of_ambassador",
        /// The student does not meet so.
        FormatOfStudent => "format_of_student",
        /// They have no language in common.
        NoSharedLanguage => "no_shared_language",
        /// They are the same person.
        SamePerson => "same_person",
    }
}

/// Two who are to be paired.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'p> {
    /// The edition of both.
    pub edition: &'p Edition,
    /// The student.
    pub student: &'p Student,
    /// The ambassador.
    pub ambassador: &'p Ambassador,
    /// What the day shows.
    pub job_profile: &'p Slug,
    /// How they meet.
    pub format: Format,
}

impl Obstacle {
    /// The value of a request that it concerns, as a JSON Pointer.
    #[must_use]
    pub const fn pointer(self) -> &'static str {
        match self {
            Self::NotEligible | Self::SamePerson => "/student_id",
            Self::NotApproved | Self::NoSharedLanguage => "/ambassador_id",
            Self::NotShown | Self::NotOffered => "/job_profile_code",
            Self::FormatOfAmbassador | Self::FormatOfStudent => "/format",
        }
    }
}

impl Pairing {
    /// What of another form of the ambassador contradicts it, while it is proposed or confirmed.
    #[must_use]
    pub fn broken_by_ambassador(&self, form: &AmbassadorForm) -> Vec<Broken> {
        let Self { student, job_profile, format, .. } = self;
        let values = [
            ("/job_profile_codes", !form.job_profiles.contains(job_profile)),
            ("/formats", !form.formats.contains(format)),
            ("/languages", !share(&student.languages, &form.languages)),
        ];
        broken(values)
    }

    /// What of another form of the student contradicts it, while it is proposed or confirmed.
    #[must_use]
    pub fn broken_by_student(&self, form: &StudentForm) -> Vec<Broken> {
        let values = [
            ("/formats", !form.formats.contains(&self.format)),
            ("/languages", !share(&self.ambassador.languages, &form.languages)),
        ];
        broken(values)
    }
}

fn broken<const N: usize>(values: [(&'static str, bool); N]) -> Vec<Broken> {
    values.into_iter().filter(|(_, broken)| *broken).map(|(at, _)| Rule::InUse.at(at)).collect()
}

fn share(some: &[Language], others: &[Language]) -> bool {
    some.iter().any(|language| others.contains(language))
}

impl Pair<'_> {
    /// All that keeps the two from being paired.
    #[must_use]
    pub fn obstacles(&self) -> Vec<Obstacle> {
        let Self { edition, student, ambassador, job_profile, format } = self;
        let checks = [
            (Obstacle::NotEligible, !matches!(student.state, StudentState::Eligible { .. })),
            (Obstacle::SamePerson, student.person.id == ambassador.agent.id),
            (Obstacle::NotApproved, ambassador.state != AmbassadorState::Approved),
            (Obstacle::NotShown, !ambassador.form.job_profiles.contains(job_profile)),
            (Obstacle::NotOffered, !edition.offers(job_profile)),
            (Obstacle::FormatOfAmbassador, !ambassador.form.formats.contains(format)),
            (Obstacle::FormatOfStudent, !student.form.formats.contains(format)),
            (Obstacle::NoSharedLanguage, !share(&student.form.languages, &ambassador.form.languages)),
        ];
        checks.into_iter().filter(|(_, stands)| *stands).map(|(obstacle, _)| obstacle).collect()
    }
}
