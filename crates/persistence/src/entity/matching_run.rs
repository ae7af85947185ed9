//! Rows of `matching_runs`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "matching_runs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub edition_id: Uuid,
    pub author_id: Uuid,
    pub scope: String,
    pub seed: i64,
    pub rank_penalty: String,
    pub place_band: String,
    pub rank_objective: String,
    pub previous_id: Option<Uuid>,
    pub state: String,
    pub state_changed_at: DateTimeUtc,
    pub progress: Option<i32>,
    pub leased_until: Option<DateTimeUtc>,
    pub failure: Option<String>,
    pub students: Option<i64>,
    pub ambassadors: Option<i64>,
    pub seats: Option<i64>,
    #[sea_orm(column_name = "placed_0")]
    pub placed_0: Option<i64>,
    #[sea_orm(column_name = "placed_1")]
    pub placed_1: Option<i64>,
    pub changes: Option<i64>,
    pub rank_penalty_sum: Option<i64>,
    pub place_band_sum: Option<i64>,
    pub preference: Option<i64>,
    pub by_wish_rank: Option<String>,
    pub digest: Option<String>,
    pub certified: Option<bool>,
    pub solve_ms: Option<i64>,
    pub total_ms: Option<i64>,
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
