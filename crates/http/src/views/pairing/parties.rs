//! The two of a duo.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vmj_domain::pairing::{PairedAmbassador, PairedStudent};

use super::Showing;
use crate::contract::code::Code;
use crate::views::account::OrganisationSummaryView;
use crate::views::ambassador::CommuneSummaryView;
use crate::views::code::{DiplomaKindCode, StudyLevelCode};
use crate::views::person::PersonSummaryView;
use crate::views::student::{WishView, wish};
use crate::views::text;

/// The student of a duo. Name and contact are shown from confirmation to thirty days after the day.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PairedStudent)]
pub struct PairedStudentView {
    /// Which student.
    pub id: Uuid,
    /// Year of study.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub study_level: Option<StudyLevelCode>,
    /// Kind of the diploma that they work for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diploma_kind: Option<DiplomaKindCode>,
    /// What they study.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "Master informatique, parcours données")]
    pub curriculum: Option<String>,
    /// What they wish for, the dearest wish first.
    #[schema(max_items = 20)]
    pub wishes: Vec<WishView>,
    /// Who, for those who may know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonSummaryView>,
    /// Where they can be reached on the day, for those who may know.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 20, example = "+33 6 39 98 12 34")]
    pub phone: Option<String>,
}

/// The ambassador of a duo. Name and contact are shown from confirmation to thirty days after the day.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PairedAmbassador)]
pub struct PairedAmbassadorView {
    /// Which ambassador.
    pub id: Uuid,
    /// Where they work.
    pub organisation: OrganisationSummaryView,
    /// The commune of the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commune: Option<CommuneSummaryView>,
    /// What the day will show.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4000, example = "Une journée avec l’équipe qui publie les données ouvertes.")]
    pub programme: Option<String>,
    /// Who, for those who may know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<PersonSummaryView>,
}

impl Showing<'_> {
    /// The student; `known`: with name and contact.
    pub fn student(&self, student: &PairedStudent, known: bool) -> PairedStudentView {
        let PairedStudent {
            id,
            person,
            locale: _,
            phone,
            study_level,
            diploma_kind,
            curriculum,
            wishes,
            languages: _,
        } = student;
        let ranked = (1..).zip(wishes);
        PairedStudentView {
            id: (*id).into(),
            study_level: study_level.map(Code),
            diploma_kind: diploma_kind.map(Code),
            curriculum: text(curriculum.as_ref()),
            wishes: ranked.map(|(rank, wished)| wish(rank, wished, self.profiles, self.reference)).collect(),
            person: known.then(|| person.into()),
            phone: text(phone.as_ref()).filter(|_| known),
        }
    }

    /// The ambassador; `known`: with the name of the agent.
    pub fn ambassador(&self, ambassador: &PairedAmbassador, known: bool) -> PairedAmbassadorView {
        let PairedAmbassador {
            id,
            agent,
            locale: _,
            organisation,
            programme,
            site,
            department_code: _,
            languages: _,
        } = ambassador;
        let commune = site.commune_code.as_deref().and_then(|code| self.reference.commune(code));
        PairedAmbassadorView {
            id: (*id).into(),
            organisation: organisation.clone().into(),
            commune: commune.map(Into::into),
            programme: text(programme.as_ref()),
            agent: known.then(|| agent.into()),
        }
    }
}
