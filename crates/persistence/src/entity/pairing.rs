//! Rows of `pairings`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pairings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub edition_id: Uuid,
    pub student_id: Uuid,
    pub student_account_id: Uuid,
    pub ambassador_id: Uuid,
    pub ambassador_account_id: Uuid,
    pub job_profile_code: String,
    pub format: String,
    pub seat: i32,
    pub date: Date,
    pub state: String,
    pub state_changed_at: DateTimeUtc,
    pub student_accepted_at: Option<DateTimeUtc>,
    pub ambassador_accepted_at: Option<DateTimeUtc>,
    pub deadline: Option<DateTimeUtc>,
    pub pending_date: Option<Date>,
    pub pending_asked_by: Option<String>,
    pub pending_student_accepts: Option<bool>,
    pub pending_ambassador_accepts: Option<bool>,
    pub pending_deadline: Option<DateTimeUtc>,
    pub declined_for: Option<String>,
    pub decided_by: Option<String>,
    pub reason_code: Option<String>,
    pub reason_text: Option<String>,
    pub missing: Option<String>,
    pub contested_by: Option<String>,
    pub contest_text: Option<String>,
    pub contest_settled_at: Option<DateTimeUtc>,
    pub access_cleared: bool,
    pub received_documents: String,
    pub replaces_id: Option<Uuid>,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
