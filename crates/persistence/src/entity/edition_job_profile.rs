//! Rows of `edition_job_profiles`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "edition_job_profiles")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub job_profile_code: String,
    pub job_offers_url: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
