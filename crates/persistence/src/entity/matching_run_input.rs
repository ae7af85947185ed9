//! Rows of `matching_run_inputs`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "matching_run_inputs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: Uuid,
    pub inputs: String,
    pub map: String,
}

impl ActiveModelBehavior for ActiveModel {}
