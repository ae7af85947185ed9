//! What a student writes.

use crate::id::OrganisationId;
use crate::place::{Format, Language};
use crate::school::SchoolSummary;
use crate::study::{DiplomaKind, StudyLevel};
use crate::text::{Label, PhoneNumber, Prose, Slug};

/// What a student wishes to see: one job, or any of a family.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Wish {
    /// This job profile.
    Profile(Slug),
    /// Any job profile of this family.
    Family(Slug),
}

/// Where a student studies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudentSchool {
    /// A school of the directory.
    Known(SchoolSummary),
    /// In the student's own words, until DINUM finds out which school is meant.
    Named(Label),
}

/// What a student writes. A draft may lack anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StudentForm {
    /// Year of study.
    pub study_level: Option<StudyLevel>,
    /// Kind of the diploma that they work for.
    pub diploma_kind: Option<DiplomaKind>,
    /// What they study.
    pub curriculum: Option<Label>,
    /// Where they study.
    pub school: Option<StudentSchool>,
    /// Whether they are of age.
    pub adult: Option<bool>,
    /// What they wish for, the dearest wish first: its rank is its place.
    pub wishes: Vec<Wish>,
    /// The department where they live.
    pub home_department_code: Option<String>,
    /// Regions other than their own to which they would travel.
    pub accepted_region_codes: Vec<String>,
    /// How they may meet.
    pub formats: Vec<Format>,
    /// Organisations that they would like best, in no order.
    pub organisations: Vec<OrganisationId>,
    /// Languages that they speak.
    pub languages: Vec<Language>,
    /// Why they take part.
    pub motivation: Option<Prose>,
    /// Where they can be reached on the day.
    pub phone: Option<PhoneNumber>,
}

impl StudentForm {
    /// The names of the fields in which another form differs.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<&'static str> {
        let Self {
            study_level,
            diploma_kind,
            curriculum,
            school,
            adult,
            wishes,
            home_department_code,
            accepted_region_codes,
            formats,
            organisations,
            languages,
            motivation,
            phone,
        } = self;
        let fields = [
            ("study_level", *study_level != other.study_level),
            ("diploma_kind", *diploma_kind != other.diploma_kind),
            ("curriculum", *curriculum != other.curriculum),
            ("school", *school != other.school),
            ("adult", *adult != other.adult),
            ("wishes", *wishes != other.wishes),
            ("home_department_code", *home_department_code != other.home_department_code),
            ("accepted_region_codes", *accepted_region_codes != other.accepted_region_codes),
            ("formats", *formats != other.formats),
            ("organisation_ids", *organisations != other.organisations),
            ("languages", *languages != other.languages),
            ("motivation", *motivation != other.motivation),
            ("phone", *phone != other.phone),
        ];
        fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
    }
}
