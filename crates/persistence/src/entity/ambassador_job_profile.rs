//! Rows of `ambassador_job_profiles`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ambassador_job_profiles")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub ambassador_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub job_profile_code: String,
    pub rank: i32,
}

impl ActiveModelBehavior for ActiveModel {}
