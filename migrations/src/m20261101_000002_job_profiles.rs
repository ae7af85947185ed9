//! Job profiles, and the version counters by which several servers agree on what they hold in memory.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        ddl::ALL_OR_NOTHING
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let job_profiles = Table::create()
            .table("job_profiles")
            .col(ddl::code(manager, "code").not_null().primary_key())
            .col(ddl::code(manager, "family_code").not_null())
            .col(ddl::text("label_fr").not_null())
            .col(ddl::text("label_en").not_null())
            .col(ddl::code(manager, "rome_code"))
            .col(ddl::instant("retired_at"))
            .col(ddl::bigint("version").not_null())
            .col(ddl::instant("updated_at").not_null())
            .to_owned();
        manager.create_table(job_profiles).await?;

        let catalogues = Table::create()
            .table("catalogue_versions")
            .col(ddl::code(manager, "name").not_null().primary_key())
            .col(ddl::bigint("version").not_null())
            .to_owned();
        manager.create_table(catalogues).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::drop_tables(manager, &["catalogue_versions", "job_profiles"]).await
    }
}
