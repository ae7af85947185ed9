//! Rows of `matching_vacancies`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "matching_vacancies")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub ambassador_id: Uuid,
    pub free: i32,
    pub explanation: String,
}

impl ActiveModelBehavior for ActiveModel {}
