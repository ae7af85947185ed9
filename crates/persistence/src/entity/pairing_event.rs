//! Rows of `pairing_events`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pairing_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub pairing_id: Uuid,
    pub at: DateTimeUtc,
    pub kind: String,
    pub author: String,
    pub reason_code: Option<String>,
    pub date: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}
