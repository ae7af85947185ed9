//! Ambassadors.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vmj_domain::ambassador::{Ambassador, AmbassadorForm, AmbassadorState, Site};
use vmj_domain::job_profile::JobProfile;
use vmj_domain::place::zone_of_department;
use vmj_domain::reference::{Commune, Reference};
use vmj_domain::text::Label;

use super::account::OrganisationSummaryView;
use super::code::{FormatCode, LanguageCode};
use super::edition::EditionSummaryView;
use super::job_profile::{JobProfileSummaryView, summary_of};
use super::person::PersonSummaryView;
use super::text;
use crate::contract::code::codes;

/// Where an ambassador is in their life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AmbassadorState, example = "submitted")]
pub enum AmbassadorStateView {
    /// Being written.
    Draft,
    /// Waiting for their ministry.
    Submitted,
    /// May be matched.
    Approved,
    /// Refused by their ministry.
    Rejected,
    /// Out of the edition.
    Withdrawn,
}

impl AmbassadorStateView {
    /// Its stable name.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A technology.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, max_length = 200, example = "PostgreSQL")]
pub struct Technology(pub String);

/// A commune, in short.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CommuneSummary)]
pub struct CommuneSummaryView {
    /// COG code.
    #[schema(max_length = 5, example = "35238")]
    pub code: String,
    /// Official name.
    #[schema(max_length = 100, example = "Rennes")]
    pub name: String,
    /// COG code of its department or collectivity.
    #[schema(max_length = 3, example = "35")]
    pub department_code: String,
}

/// Where and how the day takes place.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Site)]
pub struct SiteView {
    /// Street address.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "20 avenue de Ségur")]
    pub address: Option<String>,
    /// The commune.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commune: Option<CommuneSummaryView>,
    /// The zone of all hours (IANA).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 50, example = "Europe/Paris")]
    pub time_zone: Option<&'static str>,
    /// Where the two meet.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "Accueil principal")]
    pub meeting_point: Option<String>,
    /// When the student comes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 5, example = "09:30")]
    pub arrival_time: Option<String>,
    /// When the day ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 5, example = "17:00")]
    pub end_time: Option<String>,
    /// How to get in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4000, example = "Se présenter à l’accueil avec une pièce d’identité.")]
    pub access_instructions: Option<String>,
    /// Form that the site's security wants from the student.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "uri", max_length = 500, example = "https://acces.example.fr/visiteurs")]
    pub security_form_url: Option<String>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "2026-11-12")]
    pub security_form_deadline: Option<NaiveDate>,
    /// What is done about lunch.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "Cantine, offert")]
    pub lunch: Option<String>,
    /// How to dress.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "Libre")]
    pub dress_code: Option<String>,
    /// How accessible the site is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4000, example = "Ascenseur, boucle magnétique à l’accueil.")]
    pub accessibility: Option<String>,
    /// Whom to call on the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100, example = "Camille Exemple")]
    pub contact_name: Option<String>,
    /// Their number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 20, example = "+33 1 99 00 12 34")]
    pub contact_phone: Option<String>,
}

/// An agent in an edition, as the agent, their ministry and DINUM see them.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Ambassador)]
pub struct AmbassadorView {
    /// Its id.
    pub id: Uuid,
    /// The edition.
    pub edition: EditionSummaryView,
    /// The agent.
    pub agent: PersonSummaryView,
    /// Where the agent works.
    pub organisation: OrganisationSummaryView,
    /// Where they are in their life.
    pub state: AmbassadorStateView,
    /// Why they were rejected or have withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub state_reason: Option<String>,
    /// Since when they are in this state.
    pub state_changed_at: DateTime<Utc>,
    /// Job profiles that the agent does, the foremost first.
    #[schema(max_items = 3)]
    pub job_profiles: Vec<JobProfileSummaryView>,
    /// Direction or unit within the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, example = "Pôle données")]
    pub unit: Option<String>,
    /// What the day will show.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4000, example = "Une journée avec l’équipe qui publie les données ouvertes.")]
    pub programme: Option<String>,
    /// Projects that the agent works on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4000, example = "Catalogue de données")]
    pub projects: Option<String>,
    /// Technologies in use.
    #[schema(max_items = 20)]
    pub technologies: Vec<Technology>,
    /// Why the agent takes part.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 4000, example = "Faire découvrir le métier.")]
    pub motivation: Option<String>,
    /// How the duo may meet.
    #[schema(max_items = 2)]
    pub formats: Vec<FormatCode>,
    /// How many students at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 20, example = 1)]
    pub capacity: Option<u32>,
    /// Languages that the agent speaks.
    #[schema(max_items = 8)]
    pub languages: Vec<LanguageCode>,
    /// Other days that suit as well.
    #[schema(max_items = 10)]
    pub alternative_dates: Vec<NaiveDate>,
    /// Where and how the day takes place.
    pub site: SiteView,
    /// Written this many times.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64, example = 1)]
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last written.
    pub updated_at: DateTime<Utc>,
}

impl From<&AmbassadorState> for AmbassadorStateView {
    fn from(state: &AmbassadorState) -> Self {
        match state {
            AmbassadorState::Draft => Self::Draft,
            AmbassadorState::Submitted => Self::Submitted,
            AmbassadorState::Approved => Self::Approved,
            AmbassadorState::Rejected { .. } => Self::Rejected,
            AmbassadorState::Withdrawn { .. } => Self::Withdrawn,
        }
    }
}

impl From<&Commune> for CommuneSummaryView {
    fn from(commune: &Commune) -> Self {
        Self {
            code: commune.code.to_owned(),
            name: commune.name.to_owned(),
            department_code: commune.department_code.to_owned(),
        }
    }
}

impl SiteView {
    /// A site, with the name and zone of its commune.
    pub fn new(site: &Site, reference: &Reference) -> Self {
        let Site {
            address,
            commune_code,
            meeting_point,
            arrival_time,
            end_time,
            access_instructions,
            security_form_url,
            security_form_deadline,
            lunch,
            dress_code,
            accessibility,
            contact_name,
            contact_phone,
        } = site;
        let commune = commune_code.as_deref().and_then(|code| reference.commune(code));
        Self {
            address: text(address.as_ref()),
            commune: commune.map(Into::into),
            time_zone: commune.map(|commune| zone_of_department(commune.department_code).name()),
            meeting_point: text(meeting_point.as_ref()),
            arrival_time: text(arrival_time.as_ref()),
            end_time: text(end_time.as_ref()),
            access_instructions: text(access_instructions.as_ref()),
            security_form_url: text(security_form_url.as_ref()),
            security_form_deadline: *security_form_deadline,
            lunch: text(lunch.as_ref()),
            dress_code: text(dress_code.as_ref()),
            accessibility: text(accessibility.as_ref()),
            contact_name: text(contact_name.as_ref()),
            contact_phone: text(contact_phone.as_ref()),
        }
    }
}

impl AmbassadorView {
    /// An ambassador, with the labels of job profiles and places.
    #[must_use]
    pub fn new(ambassador: &Ambassador, profiles: &[JobProfile], reference: &Reference) -> Self {
        let Ambassador {
            id,
            edition,
            agent,
            organisation,
            form,
            state,
            state_changed_at,
            version,
            created_at,
            updated_at,
        } = ambassador;
        let AmbassadorForm {
            job_profiles,
            unit,
            programme,
            projects,
            technologies,
            motivation,
            formats,
            capacity,
            languages,
            alternative_dates,
            site,
        } = form;
        Self {
            id: (*id).into(),
            edition: edition.into(),
            agent: agent.into(),
            organisation: organisation.clone().into(),
            state: state.into(),
            state_reason: text(state.reason()),
            state_changed_at: *state_changed_at,
            job_profiles: job_profiles.iter().map(|code| summary_of(code, profiles)).collect(),
            unit: text(unit.as_ref()),
            programme: text(programme.as_ref()),
            projects: text(projects.as_ref()),
            technologies: technologies.iter().map(Label::to_string).map(Technology).collect(),
            motivation: text(motivation.as_ref()),
            formats: codes(formats),
            capacity: *capacity,
            languages: codes(languages),
            alternative_dates: alternative_dates.clone(),
            site: SiteView::new(site, reference),
            version: version.get(),
            created_at: *created_at,
            updated_at: *updated_at,
        }
    }
}
