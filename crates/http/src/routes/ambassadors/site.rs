//! Where and how the day takes place, as it is sent.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vmj_domain::ambassador::Site;
use vmj_domain::text::{Label, PersonName, PhoneNumber, Prose, TimeOfDay, WebUrl};

use crate::extract::Violations;

/// Where and how the day takes place.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({
    "address": "20 avenue de Ségur", "commune_code": "75107", "meeting_point": "Accueil principal",
    "arrival_time": "09:30", "end_time": "17:00", "lunch": "Cantine, offert",
}))]
pub struct SiteForm {
    /// Street address.
    #[schema(max_length = 200, example = "20 avenue de Ségur")]
    address: Option<String>,
    /// COG code of the commune: its calendar and time zone hold for the day.
    #[schema(max_length = 5, example = "75107")]
    commune_code: Option<String>,
    /// Where the two meet.
    #[schema(max_length = 200, example = "Accueil principal")]
    meeting_point: Option<String>,
    /// When the student comes, by the clock of the place.
    #[schema(max_length = 5, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "09:30")]
    arrival_time: Option<String>,
    /// When the day ends, by the clock of the place.
    #[schema(max_length = 5, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "17:00")]
    end_time: Option<String>,
    /// How to get in.
    #[schema(max_length = 4000, example = "Se présenter à l’accueil avec une pièce d’identité.")]
    access_instructions: Option<String>,
    /// Form that the site's security wants from the student.
    #[schema(format = "uri", max_length = 500, example = "https://acces.example.fr/visiteurs")]
    security_form_url: Option<String>,
    /// Until when.
    #[schema(example = "2026-11-12")]
    security_form_deadline: Option<NaiveDate>,
    /// What is done about lunch.
    #[schema(max_length = 200, example = "Cantine, offert")]
    lunch: Option<String>,
    /// How to dress.
    #[schema(max_length = 200, example = "Libre")]
    dress_code: Option<String>,
    /// How accessible the site is.
    #[schema(max_length = 4000, example = "Ascenseur, boucle magnétique à l’accueil.")]
    accessibility: Option<String>,
    /// Whom to call on the day.
    #[schema(max_length = 100, example = "Camille Exemple")]
    contact_name: Option<String>,
    /// Their number.
    #[schema(max_length = 20, example = "+33 1 99 00 12 34")]
    contact_phone: Option<String>,
}

impl SiteForm {
    /// What it means; `None` when something was noted.
    pub fn parse(&self, violations: &mut Violations) -> Option<Site> {
        let Self { security_form_deadline, .. } = self;
        let address = violations.take_optional("/site/address", self.address.as_deref(), Label::parse);
        let meeting_point =
            violations.take_optional("/site/meeting_point", self.meeting_point.as_deref(), Label::parse);
        let arrival_time =
            violations.take_optional("/site/arrival_time", self.arrival_time.as_deref(), TimeOfDay::parse);
        let end_time = violations.take_optional("/site/end_time", self.end_time.as_deref(), TimeOfDay::parse);
        let access = self.access_instructions.as_deref();
        let access_instructions = violations.take_optional("/site/access_instructions", access, Prose::parse);
        let security = self.security_form_url.as_deref();
        let security_form_url = violations.take_optional("/site/security_form_url", security, WebUrl::parse);
        let lunch = violations.take_optional("/site/lunch", self.lunch.as_deref(), Label::parse);
        let dress_code =
            violations.take_optional("/site/dress_code", self.dress_code.as_deref(), Label::parse);
        let accessibility =
            violations.take_optional("/site/accessibility", self.accessibility.as_deref(), Prose::parse);
        let contact_name =
            violations.take_optional("/site/contact_name", self.contact_name.as_deref(), PersonName::parse);
        let contact_phone = violations.take_optional(
            "/site/contact_phone",
            self.contact_phone.as_deref(),
            PhoneNumber::parse,
        );
        Some(Site {
            address: address?,
            commune_code: self.commune_code.clone(),
            meeting_point: meeting_point?,
            arrival_time: arrival_time?,
            end_time: end_time?,
            access_instructions: access_instructions?,
            security_form_url: security_form_url?,
            security_form_deadline: *security_form_deadline,
            lunch: lunch?,
            dress_code: dress_code?,
            accessibility: accessibility?,
            contact_name: contact_name?,
            contact_phone: contact_phone?,
        })
    }
}

impl From<&Site> for SiteForm {
    fn from(site: &Site) -> Self {
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
        Self {
            address: text(address.as_ref()),
            commune_code: commune_code.clone(),
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

/// As it is sent.
pub fn text(value: Option<&impl ToString>) -> Option<String> {
    value.map(ToString::to_string)
}
