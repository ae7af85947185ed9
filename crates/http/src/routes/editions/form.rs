//! What DINUM writes of an edition: the body of PUT, and what PATCH patches.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;
use vmj_domain::edition::{Edition, EditionParameters};
use vmj_domain::id::OrganisationId;
use vmj_domain::text::{Label, Slug, WebUrl};

use crate::contract::code::{codes, values};
use crate::extract::{Object, Parse, Violations};
use crate::problem::{Problem, ProblemCode};
use crate::views::code::{DiplomaKindCode, DocumentCode, FormatCode, StudyLevelCode};
use crate::views::edition::DayRangeView;

/// A job profile to offer.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "data-engineer", "job_offers_url": "https://offres.example.fr/?metier=data-engineer"}))]
pub struct OfferedProfileForm {
    /// Which: one in use.
    #[schema(max_length = 64, example = "data-engineer")]
    code: String,
    /// Where the State's job offers are.
    #[serde(default)]
    #[schema(format = "uri", max_length = 500, example = "https://offres.example.fr/?metier=data-engineer")]
    job_offers_url: Option<String>,
}

/// The rules of an edition, what it offers and who takes part.
#[derive(Debug, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Édition 2027", "day": "2027-11-18", "window": {"first": "2027-11-15", "last": "2027-11-26"},
    "formats": ["on_site", "remote"], "study_levels": ["bac_plus_4", "bac_plus_5"], "diploma_kinds": ["master", "engineer"],
    "ambassadors_window": {"first": "2027-08-30", "last": "2027-10-15"}, "students_window": {"first": "2027-09-13", "last": "2027-10-24"},
    "max_wishes": 5, "min_capacity": 1, "max_capacity": 3, "answer_days": 7, "documents": ["agreement"],
    "job_profiles": [{"code": "data-engineer", "job_offers_url": "https://offres.example.fr/?metier=data-engineer"}],
    "organisation_ids": [],
}))]
pub struct EditionForm {
    /// Its name.
    #[validate(length(min = 1, max = Label::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 200, example = "Édition 2027")]
    name: String,
    /// Its day: neither a weekend nor a public holiday of all France. Once the edition is open, postponing changes it.
    #[schema(example = "2027-11-18")]
    day: NaiveDate,
    /// The days on which a duo may meet instead, the day among them.
    #[schema(value_type = DayRangeView)]
    window: Object<DayRangeView>,
    /// How duos may meet.
    #[validate(length(max = 2))]
    #[schema(max_items = 2)]
    formats: Vec<FormatCode>,
    /// The study levels of those who may take part.
    #[validate(length(max = 4))]
    #[schema(max_items = 4)]
    study_levels: Vec<StudyLevelCode>,
    /// The kinds of diploma of those who may take part; `other` leaves the decision to DINUM.
    #[validate(length(max = 9))]
    #[schema(max_items = 9)]
    diploma_kinds: Vec<DiplomaKindCode>,
    /// When ambassadors register: whole days by the clock of metropolitan France.
    #[schema(value_type = DayRangeView)]
    ambassadors_window: Object<DayRangeView>,
    /// When students register: whole days by the clock of metropolitan France.
    #[schema(value_type = DayRangeView)]
    students_window: Object<DayRangeView>,
    /// Most wishes of a student; 5 when left out.
    #[serde(default = "five")]
    #[schema(minimum = 1, maximum = 20, default = 5, example = 5)]
    max_wishes: u32,
    /// Fewest students that an ambassador may receive.
    #[schema(minimum = 1, maximum = 20, example = 1)]
    min_capacity: u32,
    /// Most students that an ambassador may receive.
    #[schema(minimum = 1, maximum = 20, example = 3)]
    max_capacity: u32,
    /// Days that each side has to answer a proposal.
    #[schema(minimum = 1, maximum = 60, example = 7)]
    answer_days: u32,
    /// Documents wanted for each duo.
    #[validate(length(max = 3))]
    #[schema(max_items = 3)]
    documents: Vec<DocumentCode>,
    /// The job profiles for which the State recruits. A draft may have none yet.
    #[serde(default)]
    #[validate(length(max = 200))]
    #[schema(max_items = 200, value_type = Vec<OfferedProfileForm>)]
    job_profiles: Vec<Object<OfferedProfileForm>>,
    /// The organisations that take part, each with all below it. A draft may have none yet.
    #[serde(default)]
    #[validate(length(max = 200))]
    #[schema(max_items = 200)]
    organisation_ids: Vec<Uuid>,
}

/// What an edition is to become: its parts are still to be looked up. What cannot be read is noted as broken, and
/// absent here.
#[derive(Clone, Debug)]
pub struct EditionContent {
    /// Its name.
    pub name: Option<Label>,
    /// Its rules.
    pub parameters: EditionParameters,
    /// Codes of job profiles, each with its job offers.
    pub job_profiles: Vec<(Option<Slug>, Option<WebUrl>)>,
    /// Who takes part.
    pub organisations: Vec<OrganisationId>,
}

const fn five() -> u32 {
    5
}

/// A part of a content in which nothing is broken.
///
/// # Errors
/// It is absent all the same.
pub fn present<T>(part: Option<T>) -> Result<T, Problem> {
    part.ok_or(Problem::new(ProblemCode::InternalError))
}

impl Parse for EditionForm {
    type Value = EditionContent;

    fn parse(&self, violations: &mut Violations) -> Option<EditionContent> {
        let name = violations.take("/name", Label::parse(&self.name));
        let mut profile = |at: usize, OfferedProfileForm { code, job_offers_url }: &OfferedProfileForm| {
            let code = violations.take(&format!("/job_profiles/{at}/code"), Slug::parse(code));
            let pointer = format!("/job_profiles/{at}/job_offers_url");
            let url = violations.take_optional(&pointer, job_offers_url.as_deref(), WebUrl::parse);
            (code, url.flatten())
        };
        let job_profiles =
            self.job_profiles.iter().enumerate().map(|(at, Object(form))| profile(at, form)).collect();
        let parameters = EditionParameters {
            day: self.day,
            window: self.window.0.into(),
            formats: values(&self.formats),
            study_levels: values(&self.study_levels),
            diploma_kinds: values(&self.diploma_kinds),
            ambassadors_window: self.ambassadors_window.0.into(),
            students_window: self.students_window.0.into(),
            max_wishes: self.max_wishes,
            min_capacity: self.min_capacity,
            max_capacity: self.max_capacity,
            answer_days: self.answer_days,
            documents: values(&self.documents),
        };
        let organisations = self.organisation_ids.iter().copied().map(Into::into).collect();
        Some(EditionContent { name, parameters, job_profiles, organisations })
    }
}

impl From<&Edition> for EditionForm {
    fn from(edition: &Edition) -> Self {
        let Edition { name, parameters, job_profiles, organisations, .. } = edition;
        let job_profile = |offered: &vmj_domain::edition::OfferedProfile| {
            let job_offers_url = offered.job_offers_url.as_ref().map(ToString::to_string);
            Object(OfferedProfileForm { code: offered.profile.code.to_string(), job_offers_url })
        };
        Self {
            name: name.to_string(),
            day: parameters.day,
            window: Object(parameters.window.into()),
            formats: codes(&parameters.formats),
            study_levels: codes(&parameters.study_levels),
            diploma_kinds: codes(&parameters.diploma_kinds),
            ambassadors_window: Object(parameters.ambassadors_window.into()),
            students_window: Object(parameters.students_window.into()),
            max_wishes: parameters.max_wishes,
            min_capacity: parameters.min_capacity,
            max_capacity: parameters.max_capacity,
            answer_days: parameters.answer_days,
            documents: codes(&parameters.documents),
            job_profiles: job_profiles.iter().map(job_profile).collect(),
            organisation_ids: organisations.iter().map(|organisation| organisation.id.into()).collect(),
        }
    }
}
