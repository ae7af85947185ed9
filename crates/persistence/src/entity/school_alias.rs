//! Rows of `school_aliases`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "school_aliases")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub folded_name: String,
    pub school_id: Uuid,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
