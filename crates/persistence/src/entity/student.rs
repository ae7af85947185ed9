//! Rows of `students`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "students")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub edition_id: Uuid,
    pub account_id: Uuid,
    pub sort_name: String,
    pub state: String,
    pub state_changed_at: DateTimeUtc,
    pub state_reason: Option<String>,
    pub decided_by: Option<String>,
    pub criteria: String,
    pub study_level: Option<String>,
    pub diploma_kind: Option<String>,
    pub curriculum: Option<String>,
    pub school_id: Option<Uuid>,
    pub school_name: Option<String>,
    pub school_name_folded: Option<String>,
    pub adult: Option<bool>,
    pub home_department_code: Option<String>,
    pub accepted_regions: String,
    pub formats: String,
    pub languages: String,
    pub motivation: Option<String>,
    pub phone: Option<String>,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
