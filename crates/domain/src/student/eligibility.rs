//! Who may take part, by the rule of an edition.

use super::{Decider, Ineligibility, StudentForm, StudentSchool, StudentState};
use crate::code::codes;
use crate::edition::EditionParameters;
use crate::study::DiplomaKind;

codes! {
    /// What the rule of an edition looks at.
    Criterion {
        /// The year of study. Never the level of the diploma in the RNCP: a Master 1 is of level 6.
        StudyLevel => "study_level",
        /// The kind of diploma. DINUM looks at one that is none of the list.
        DiplomaKind => "diploma_kind",
        /// Whether they are of age. DINUM looks at minors.
        Adult => "adult",
        /// The school. DINUM looks for one that is named in free text.
        School => "school",
        /// Whether the address is proven. It decides itself as soon as it is.
        EmailVerified => "email_verified",
    }
}

/// What the rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They may take part.
    Eligible,
    /// They may not, because of these.
    Ineligible(Vec<Criterion>),
    /// The rule leaves these open: the address to its owner, the others to DINUM.
    Open(Vec<Criterion>),
}

impl Verdict {
    /// What the rule of an edition says of a complete form.
    #[must_use]
    pub fn of(form: &StudentForm, email_verified: bool, rule: &EditionParameters) -> Self {
        let StudentForm { study_level, diploma_kind, school, adult, .. } = form;
        let met = |criterion: &Criterion| match criterion {
            Criterion::StudyLevel => study_level.map(|level| rule.study_levels.contains(&level)),
            Criterion::DiplomaKind => match diploma_kind {
                Some(kind) if !rule.diploma_kinds.contains(kind) => Some(false),
                Some(DiplomaKind::Other) | None => None,
                Some(_) => Some(true),
            },
            Criterion::Adult => adult.filter(|adult| *adult),
            Criterion::School => match school {
                Some(StudentSchool::Known(_)) => Some(true),
                Some(StudentSchool::Named(_)) | None => None,
            },
            Criterion::EmailVerified => Some(true).filter(|_| email_verified),
        };
        let which = |outcome: Option<bool>| {
            Criterion::ALL.iter().copied().filter(|criterion| met(criterion) == outcome).collect::<Vec<_>>()
        };
        let (failed, open) = (which(Some(false)), which(None));
        if !failed.is_empty() {
            Self::Ineligible(failed)
        } else if !open.is_empty() {
            Self::Open(open)
        } else {
            Self::Eligible
        }
    }
}

impl From<Verdict> for StudentState {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Eligible => Self::Eligible { decider: Decider::Rule },
            Verdict::Ineligible(failed) => Self::Ineligible { because: Ineligibility::Rule(failed) },
            Verdict::Open(open) => Self::Submitted { open },
        }
    }
}

impl StudentForm {
    /// Whether another form says something else on what decides eligibility. DINUM looks at the curriculum, too.
    #[must_use]
    pub fn differs_in_eligibility(&self, other: &Self) -> bool {
        self.study_level != other.study_level
            || self.diploma_kind != other.diploma_kind
            || self.curriculum != other.curriculum
            || self.school != other.school
            || self.adult != other.adult
    }
}

#[cfg(test)]
mod tests;
