//! What a student writes, as it is sent: the body of POST and PUT, and what PATCH patches.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;
use vmj_domain::broken::Rule;
use vmj_domain::edition::EditionParameters;
use vmj_domain::id::AccountId;
use vmj_domain::student::{MAX_ORGANISATIONS, MAX_REGIONS, StudentForm, StudentSchool, Wish};
use vmj_domain::text::{Label, PhoneNumber, Prose, Reason, TextError, Uai, fold};

use super::wish::WishForm;
use crate::contract::code::{Code, codes, values};
use crate::extract::{Object, Parse, Violations};
use crate::views::code::{DiplomaKindCode, FormatCode, LanguageCode, StudyLevelCode};
use crate::views::text;

const MAX_WISHES: u64 = EditionParameters::MAX_WISHES as u64;

/// What a student writes. A draft may lack anything; what was submitted stays complete.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[schema(as = StudentForm, example = json!({
    "study_level": "bac_plus_4", "diploma_kind": "master", "curriculum": "Master informatique, parcours données",
    "school_name": "Institut d’exemple du numérique", "adult": true,
    "wishes": [{"job_profile_code": "data-engineer"}, {"job_family_code": "data"}],
    "home_department_code": "35", "accepted_region_codes": ["52"], "formats": ["on_site", "remote"], "languages": ["fr"],
    "motivation": "Découvrir le service public numérique.",
}))]
pub struct StudentBody {
    /// Whose, when DINUM creates it for somebody; it never changes.
    account_id: Option<Uuid>,
    /// Year of study.
    study_level: Option<StudyLevelCode>,
    /// Kind of the diploma that they work for.
    diploma_kind: Option<DiplomaKindCode>,
    /// What they study.
    #[schema(max_length = 200, example = "Master informatique, parcours données")]
    curriculum: Option<String>,
    /// UAI of their school, one of `/v1/schools`.
    #[schema(max_length = 8, example = "0352756F")]
    school_uai: Option<String>,
    /// Their school in their own words, instead, when it is not in the list.
    #[schema(max_length = 200, example = "Institut d’exemple du numérique")]
    school_name: Option<String>,
    /// Whether they are of age: nothing more is asked.
    adult: Option<bool>,
    /// What they wish for, the dearest wish first; as many as the edition allows.
    #[validate(length(max = MAX_WISHES))]
    #[schema(max_items = 20, value_type = Vec<WishForm>)]
    wishes: Vec<Object<WishForm>>,
    /// COG code of the department where they live.
    #[schema(max_length = 3, example = "35")]
    home_department_code: Option<String>,
    /// COG codes of regions other than their own to which they would travel.
    #[validate(length(max = MAX_REGIONS))]
    #[schema(max_items = 30, max_length = 3, example = json!(["52"]))]
    accepted_region_codes: Vec<String>,
    /// How they may meet, of those that the edition allows.
    #[validate(length(max = 2))]
    #[schema(max_items = 2)]
    formats: Vec<FormatCode>,
    /// Organisations that they would like best, in no order: of those that take part, or below them.
    #[validate(length(max = MAX_ORGANISATIONS))]
    #[schema(max_items = 10)]
    organisation_ids: Vec<Uuid>,
    /// Languages that they speak.
    #[validate(length(max = 8))]
    #[schema(max_items = 8)]
    languages: Vec<LanguageCode>,
    /// Why they take part.
    #[schema(max_length = 4000, example = "Découvrir le service public numérique.")]
    motivation: Option<String>,
    /// Where they can be reached on the day.
    #[schema(max_length = 20, example = "+33 6 39 98 12 34")]
    phone: Option<String>,
    /// Why DINUM writes it outside the window: required then, kept with the audit log, never shown here.
    #[validate(length(min = 1, max = Reason::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 500, example = "Inscription reçue par courrier dans les délais")]
    reason: Option<String>,
}

/// How a school was named.
#[derive(Clone, Debug)]
pub enum SchoolName {
    /// By its code.
    Uai(Uai),
    /// In free text.
    Text(Label),
}

/// What a body means: its school is still to be looked up.
#[derive(Debug)]
pub struct Entry {
    /// Whose.
    pub account: Option<AccountId>,
    /// What is written, without wishes and school.
    pub form: StudentForm,
    /// The wishes, each at its place: those that cannot be read have been noted.
    pub wishes: Vec<Option<Wish>>,
    /// The school.
    pub school: Option<SchoolName>,
    /// Why DINUM writes it.
    pub reason: Option<Reason>,
}

impl Parse for StudentBody {
    type Value = Entry;

    fn parse(&self, violations: &mut Violations) -> Option<Entry> {
        let curriculum = violations.take_optional("/curriculum", self.curriculum.as_deref(), Label::parse);
        let uai = violations.take_optional("/school_uai", self.school_uai.as_deref(), Uai::parse);
        let name = violations.take_optional("/school_name", self.school_name.as_deref(), school_name);
        if self.school_uai.is_some() && self.school_name.is_some() {
            violations.broken(&Rule::Contradicts { other: "/school_uai" }.at("/school_name"));
        }
        // More than that are refused as they are, unread.
        let wishes = self.wishes.iter().enumerate().take(MAX_WISHES as usize);
        let wishes = wishes.map(|(at, Object(wish))| wish.parse(at, violations)).collect();
        let motivation = violations.take_optional("/motivation", self.motivation.as_deref(), Prose::parse);
        let phone = violations.take_optional("/phone", self.phone.as_deref(), PhoneNumber::parse);
        let reason = violations.take_optional("/reason", self.reason.as_deref(), Reason::parse);
        let form = StudentForm {
            study_level: self.study_level.map(|code| code.0),
            diploma_kind: self.diploma_kind.map(|code| code.0),
            curriculum: curriculum.flatten(),
            school: None,
            adult: self.adult,
            wishes: Vec::new(),
            home_department_code: self.home_department_code.clone(),
            accepted_region_codes: self.accepted_region_codes.clone(),
            formats: values(&self.formats),
            organisations: self.organisation_ids.iter().copied().map(Into::into).collect(),
            languages: values(&self.languages),
            motivation: motivation.flatten(),
            phone: phone.flatten(),
        };
        let (uai, name) = (uai.flatten().map(SchoolName::Uai), name.flatten().map(SchoolName::Text));
        let account = self.account_id.map(Into::into);
        Some(Entry { account, form, wishes, school: uai.or(name), reason: reason.flatten() })
    }
}

/// Words that can mean a school: by letters and digits alone are they told apart.
fn school_name(text: &str) -> Result<Label, TextError> {
    let name = Label::parse(text)?;
    if fold(name.as_str()).is_empty() { Err(TextError::Empty) } else { Ok(name) }
}

impl From<&StudentForm> for StudentBody {
    fn from(form: &StudentForm) -> Self {
        let StudentForm {
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
        } = form;
        let (school_uai, school_name) = match school {
            None => (None, None),
            Some(StudentSchool::Known(school)) => (Some(school.uai.to_string()), None),
            Some(StudentSchool::Named(name)) => (None, Some(name.to_string())),
        };
        Self {
            account_id: None,
            study_level: study_level.map(Code),
            diploma_kind: diploma_kind.map(Code),
            curriculum: text(curriculum.as_ref()),
            school_uai,
            school_name,
            adult: *adult,
            wishes: wishes.iter().map(|wish| Object(wish.into())).collect(),
            home_department_code: home_department_code.clone(),
            accepted_region_codes: accepted_region_codes.clone(),
            formats: codes(formats),
            organisation_ids: organisations.iter().copied().map(Into::into).collect(),
            languages: codes(languages),
            motivation: text(motivation.as_ref()),
            phone: text(phone.as_ref()),
            reason: None,
        }
    }
}
