//! Rows of `matching_proposals`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "matching_proposals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub student_id: Uuid,
    pub ambassador_id: Uuid,
    pub job_profile_code: String,
    pub format: String,
    pub wish_rank: Option<i32>,
    pub place: Option<String>,
    pub other_organisation: bool,
    pub locked: bool,
    pub by_hand: bool,
    pub explanation: String,
}

impl ActiveModelBehavior for ActiveModel {}
