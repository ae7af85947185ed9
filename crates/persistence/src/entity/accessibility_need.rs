//! Rows of `accessibility_needs`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accessibility_needs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub student_id: Uuid,
    pub needs: String,
    pub consent_version: String,
    pub consented_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
