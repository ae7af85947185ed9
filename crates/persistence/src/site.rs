//! The site of an ambassador, as the rows that show it read it.

use chrono::NaiveDate;
use sea_orm::FromQueryResult;
use vmj_domain::ambassador::Site;
use vmj_domain::text::{Label, PersonName, PhoneNumber, Prose, TimeOfDay, WebUrl};

use crate::StoreError;
use crate::cells::Cells;

/// The columns of a site, nested in another row.
#[derive(FromQueryResult)]
pub struct SiteRow {
    address: Option<String>,
    commune_code: Option<String>,
    meeting_point: Option<String>,
    arrival_time: Option<String>,
    end_time: Option<String>,
    access_instructions: Option<String>,
    security_form_url: Option<String>,
    security_form_deadline: Option<NaiveDate>,
    lunch: Option<String>,
    dress_code: Option<String>,
    site_accessibility: Option<String>,
    contact_name: Option<String>,
    contact_phone: Option<String>,
}

impl SiteRow {
    /// The site, by the cells of the row that it is nested in.
    pub fn read(&self, cells: Cells<'_>) -> Result<Site, StoreError> {
        Ok(Site {
            address: cells.optional(Label::parse, &self.address)?,
            commune_code: self.commune_code.clone(),
            meeting_point: cells.optional(Label::parse, &self.meeting_point)?,
            arrival_time: cells.optional(TimeOfDay::parse, &self.arrival_time)?,
            end_time: cells.optional(TimeOfDay::parse, &self.end_time)?,
            access_instructions: cells.optional(Prose::parse, &self.access_instructions)?,
            security_form_url: cells.optional(WebUrl::parse, &self.security_form_url)?,
            security_form_deadline: self.security_form_deadline,
            lunch: cells.optional(Label::parse, &self.lunch)?,
            dress_code: cells.optional(Label::parse, &self.dress_code)?,
            accessibility: cells.optional(Prose::parse, &self.site_accessibility)?,
            contact_name: cells.optional(PersonName::parse, &self.contact_name)?,
            contact_phone: cells.optional(PhoneNumber::parse, &self.contact_phone)?,
        })
    }
}
