//! Rows of `editions`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "editions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub day: Date,
    pub postponed_from: Option<Date>,
    pub window_starts_on: Date,
    pub window_ends_on: Date,
    pub formats: String,
    pub study_levels: String,
    pub diploma_kinds: String,
    pub ambassadors_open_on: Date,
    pub ambassadors_close_on: Date,
    pub students_open_on: Date,
    pub students_close_on: Date,
    pub max_wishes: i32,
    pub min_capacity: i32,
    pub max_capacity: i32,
    pub answer_days: i32,
    pub documents: String,
    pub state: String,
    pub state_reason: Option<String>,
    pub state_changed_at: DateTimeUtc,
    pub opened_at: Option<DateTimeUtc>,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
