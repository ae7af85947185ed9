//! What an agent offers.

use chrono::NaiveDate;

use crate::place::{Format, Language};
use crate::text::{Label, PersonName, PhoneNumber, Prose, Slug, TimeOfDay, WebUrl};

/// What an agent offers. A draft may lack anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AmbassadorForm {
    /// Job profiles that the agent does, the foremost first.
    pub job_profiles: Vec<Slug>,
    /// Direction or unit within the organisation.
    pub unit: Option<Label>,
    /// What the day will show.
    pub programme: Option<Prose>,
    /// Projects that the agent works on.
    pub projects: Option<Prose>,
    /// Technologies in use.
    pub technologies: Vec<Label>,
    /// Why the agent takes part.
    pub motivation: Option<Prose>,
    /// How the duo may meet.
    pub formats: Vec<Format>,
    /// How many students at most.
    pub capacity: Option<u32>,
    /// Languages that the agent speaks.
    pub languages: Vec<Language>,
    /// Other days that suit as well.
    pub alternative_dates: Vec<NaiveDate>,
    /// Where and how the day takes place.
    pub site: Site,
}

/// Where and how the day takes place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Street address.
    pub address: Option<Label>,
    /// COG code of the commune.
    pub commune_code: Option<String>,
    /// Where the two meet.
    pub meeting_point: Option<Label>,
    /// When the student comes.
    pub arrival_time: Option<TimeOfDay>,
    /// When the day ends.
    pub end_time: Option<TimeOfDay>,
    /// How to get in.
    pub access_instructions: Option<Prose>,
    /// Form that the site's security wants from the student.
    pub security_form_url: Option<WebUrl>,
    /// Until when.
    pub security_form_deadline: Option<NaiveDate>,
    /// What is done about lunch.
    pub lunch: Option<Label>,
    /// How to dress.
    pub dress_code: Option<Label>,
    /// How accessible the site is.
    pub accessibility: Option<Prose>,
    /// Whom to call on the day.
    pub contact_name: Option<PersonName>,
    /// Their number.
    pub contact_phone: Option<PhoneNumber>,
}

impl AmbassadorForm {
    /// The names of the fields in which another form differs.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<&'static str> {
        let Self {
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
        } = self;
        let fields = [
            ("job_profile_codes", *job_profiles != other.job_profiles),
            ("unit", *unit != other.unit),
            ("programme", *programme != other.programme),
            ("projects", *projects != other.projects),
            ("technologies", *technologies != other.technologies),
            ("motivation", *motivation != other.motivation),
            ("formats", *formats != other.formats),
            ("capacity", *capacity != other.capacity),
            ("languages", *languages != other.languages),
            ("alternative_dates", *alternative_dates != other.alternative_dates),
            ("site", *site != other.site),
        ];
        fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
    }
}
