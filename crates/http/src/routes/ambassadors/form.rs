//! What an agent offers, as it is sent: the body of POST and PUT, and what PATCH patches.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;
use vmj_domain::ambassador::{AmbassadorForm, MAX_ALTERNATIVE_DATES, MAX_JOB_PROFILES, MAX_TECHNOLOGIES};
use vmj_domain::id::AccountId;
use vmj_domain::text::{Label, Prose, Reason, Slug, TextError};

use super::site::{SiteForm, text};
use crate::contract::code::{codes, values};
use crate::extract::{Object, Parse, Violations};
use crate::views::code::{FormatCode, LanguageCode};

/// What an agent offers. A draft may lack anything; what was submitted stays complete.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[schema(as = AmbassadorForm, example = json!({
    "job_profile_codes": ["data-engineer"], "unit": "Pôle données",
    "programme": "Une journée avec l’équipe qui publie les données ouvertes.", "technologies": ["PostgreSQL", "Rust"],
    "motivation": "Faire découvrir le métier.", "formats": ["on_site"], "capacity": 1, "languages": ["fr"],
    "site": {"address": "20 avenue de Ségur", "commune_code": "75107", "meeting_point": "Accueil principal",
             "arrival_time": "09:30", "end_time": "17:00"},
}))]
pub struct AmbassadorBody {
    /// Whose, when it is created for somebody else; it never changes.
    account_id: Option<Uuid>,
    /// Job profiles that the agent does, the foremost first: one to three that the edition offers.
    #[validate(length(max = MAX_JOB_PROFILES))]
    #[schema(max_items = 3, max_length = 64, example = json!(["data-engineer"]))]
    job_profile_codes: Vec<String>,
    /// Direction or unit within the organisation.
    #[schema(max_length = 200, example = "Pôle données")]
    unit: Option<String>,
    /// What the day will show.
    #[schema(max_length = 4000, example = "Une journée avec l’équipe qui publie les données ouvertes.")]
    programme: Option<String>,
    /// Projects that the agent works on.
    #[schema(max_length = 4000, example = "Catalogue de données")]
    projects: Option<String>,
    /// Technologies in use.
    #[validate(length(max = MAX_TECHNOLOGIES))]
    #[schema(max_items = 20, max_length = 200, example = json!(["PostgreSQL", "Rust"]))]
    technologies: Vec<String>,
    /// Why the agent takes part.
    #[schema(max_length = 4000, example = "Faire découvrir le métier.")]
    motivation: Option<String>,
    /// How the duo may meet, of those that the edition allows.
    #[validate(length(max = 2))]
    #[schema(max_items = 2)]
    formats: Vec<FormatCode>,
    /// How many students at most, within the edition's bounds.
    #[schema(minimum = 1, maximum = 20, example = 1)]
    capacity: Option<u32>,
    /// Languages that the agent speaks.
    #[validate(length(max = 8))]
    #[schema(max_items = 8)]
    languages: Vec<LanguageCode>,
    /// Other days that suit as well: of the edition's window, on which the place works.
    #[validate(length(max = MAX_ALTERNATIVE_DATES))]
    #[schema(max_items = 10)]
    alternative_dates: Vec<NaiveDate>,
    /// Where and how the day takes place.
    #[schema(value_type = SiteForm)]
    site: Object<SiteForm>,
    /// Why DINUM writes it outside the window: required then, kept with the audit log, never shown here.
    #[validate(length(min = 1, max = Reason::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 500, example = "Inscription reçue par courrier dans les délais")]
    reason: Option<String>,
}

/// What a body means.
#[derive(Debug)]
pub struct Offer {
    /// Whose.
    pub account: Option<AccountId>,
    /// What is offered.
    pub form: AmbassadorForm,
    /// Why DINUM writes it.
    pub reason: Option<Reason>,
}

impl Parse for AmbassadorBody {
    type Value = Offer;

    fn parse(&self, violations: &mut Violations) -> Option<Offer> {
        let job_profiles = each(violations, "job_profile_codes", &self.job_profile_codes, Slug::parse);
        let technologies = each(violations, "technologies", &self.technologies, Label::parse);
        let unit = violations.take_optional("/unit", self.unit.as_deref(), Label::parse);
        let programme = violations.take_optional("/programme", self.programme.as_deref(), Prose::parse);
        let projects = violations.take_optional("/projects", self.projects.as_deref(), Prose::parse);
        let motivation = violations.take_optional("/motivation", self.motivation.as_deref(), Prose::parse);
        let site = self.site.0.read(violations);
        let reason = violations.take_optional("/reason", self.reason.as_deref(), Reason::parse);
        let form = AmbassadorForm {
            job_profiles,
            unit: unit.flatten(),
            programme: programme.flatten(),
            projects: projects.flatten(),
            technologies,
            motivation: motivation.flatten(),
            formats: values(&self.formats),
            capacity: self.capacity,
            languages: values(&self.languages),
            alternative_dates: self.alternative_dates.clone(),
            site,
        };
        Some(Offer { account: self.account_id.map(Into::into), form, reason: reason.flatten() })
    }
}

/// The items of a list; none of them when one is broken, lest the others stand at other places.
fn each<T>(
    violations: &mut Violations,
    name: &str,
    texts: &[String],
    parse: fn(&str) -> Result<T, TextError>,
) -> Vec<T> {
    let take = |(at, text): (usize, &String)| violations.take(&format!("/{name}/{at}"), parse(text));
    let items: Vec<_> = texts.iter().enumerate().map(take).collect();
    items.into_iter().collect::<Option<_>>().unwrap_or_default()
}

impl From<&AmbassadorForm> for AmbassadorBody {
    fn from(form: &AmbassadorForm) -> Self {
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
            account_id: None,
            job_profile_codes: job_profiles.iter().map(ToString::to_string).collect(),
            unit: text(unit.as_ref()),
            programme: text(programme.as_ref()),
            projects: text(projects.as_ref()),
            technologies: technologies.iter().map(ToString::to_string).collect(),
            motivation: text(motivation.as_ref()),
            formats: codes(formats),
            capacity: *capacity,
            languages: codes(languages),
            alternative_dates: alternative_dates.clone(),
            site: Object(site.into()),
            reason: None,
        }
    }
}
