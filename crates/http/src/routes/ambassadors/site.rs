//! Where and how the day takes place, as it is sent.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vmj_domain::ambassador::Site;
use vmj_domain::text::{Label, PersonName, PhoneNumber, Prose, TextError, TimeOfDay, WebUrl};

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
    /// What it means, as far as it can be read.
    pub fn read(&self, violations: &mut Violations) -> Site {
        Site {
            address: read(violations, "address", &self.address, Label::parse),
            commune_code: self.commune_code.clone(),
            meeting_point: read(violations, "meeting_point", &self.meeting_point, Label::parse),
            arrival_time: read(violations, "arrival_time", &self.arrival_time, TimeOfDay::parse),
            end_time: read(violations, "end_time", &self.end_time, TimeOfDay::parse),
            access_instructions: read(
                violations,
                "access_instructions",
                &self.access_instructions,
                Prose::parse,
            ),
            security_form_url: read(violations, "security_form_url", &self.security_form_url, WebUrl::parse),
            security_form_deadline: self.security_form_deadline,
            lunch: read(violations, "lunch", &self.lunch, Label::parse),
            dress_code: read(violations, "dress_code", &self.dress_code, Label::parse),
            accessibility: read(violations, "accessibility", &self.accessibility, Prose::parse),
            contact_name: read(violations, "contact_name", &self.contact_name, PersonName::parse),
            contact_phone: read(violations, "contact_phone", &self.contact_phone, PhoneNumber::parse),
        }
    }
}

fn read<T>(
    violations: &mut Violations,
    name: &str,
    text: &Option<String>,
    parse: fn(&str) -> Result<T, TextError>,
) -> Option<T> {
    violations.take_optional(&format!("/site/{name}"), text.as_deref(), parse).flatten()
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
