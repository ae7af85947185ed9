//! Rows of `ambassadors`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ambassadors")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub edition_id: Uuid,
    pub account_id: Uuid,
    pub organisation_id: Uuid,
    pub sort_name: String,
    pub state: String,
    pub state_changed_at: DateTimeUtc,
    pub state_reason: Option<String>,
    pub unit: Option<String>,
    pub programme: Option<String>,
    pub projects: Option<String>,
    pub technologies: String,
    pub motivation: Option<String>,
    pub formats: String,
    pub capacity: Option<i32>,
    pub languages: String,
    pub alternative_dates: String,
    pub address: Option<String>,
    pub commune_code: Option<String>,
    pub department_code: Option<String>,
    pub meeting_point: Option<String>,
    pub arrival_time: Option<String>,
    pub end_time: Option<String>,
    pub access_instructions: Option<String>,
    pub security_form_url: Option<String>,
    pub security_form_deadline: Option<Date>,
    pub lunch: Option<String>,
    pub dress_code: Option<String>,
    pub site_accessibility: Option<String>,
    pub contact_name: Option<String>,
    pub contact_phone: Option<String>,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
