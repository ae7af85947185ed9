//! Schools, and the free texts by which people mean them.

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
        let schools = Table::create()
            .table("schools")
            .col(ddl::uuid("id").not_null().primary_key())
            .col(ddl::code(manager, "uai").not_null().unique_key())
            .col(ddl::text("name").not_null())
            .col(ddl::code(manager, "sort_name").not_null())
            .col(ddl::code(manager, "commune_code").not_null())
            .col(ddl::code(manager, "department_code").not_null())
            .col(ddl::instant("retired_at"))
            .col(ddl::bigint("version").not_null())
            .col(ddl::instant("created_at").not_null())
            .col(ddl::instant("updated_at").not_null())
            .to_owned();
        manager.create_table(schools).await?;
        ddl::index(manager, "schools", &["sort_name", "id"], false).await?;
        ddl::index(manager, "schools", &["department_code", "sort_name", "id"], false).await?;

        let aliases = Table::create()
            .table("school_aliases")
            .col(ddl::code(manager, "folded_name").not_null().primary_key())
            .col(ddl::uuid("school_id").not_null())
            .col(ddl::instant("created_at").not_null())
            .foreign_key(&mut ddl::reference(
                ("school_aliases", "school_id"),
                ("schools", "id"),
                ForeignKeyAction::Cascade,
            ))
            .to_owned();
        manager.create_table(aliases).await?;
        ddl::index(manager, "school_aliases", &["school_id"], false).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::drop_tables(manager, &["school_aliases", "schools"]).await
    }
}
