//! The tree of organisations, with its closure: "in the subtree of" is one indexed look-up.

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
        let organisations = Table::create()
            .table("organisations")
            .col(ddl::uuid("id").not_null().primary_key())
            .col(ddl::code(manager, "code").not_null().unique_key())
            .col(ddl::text("name").not_null())
            .col(ddl::text("short_name").not_null())
            .col(ddl::code(manager, "kind").not_null())
            .col(ddl::code(manager, "siret").unique_key())
            .col(ddl::uuid("parent_id"))
            .foreign_key(&mut ddl::reference(
                ("organisations", "parent_id"),
                ("organisations", "id"),
                ForeignKeyAction::Restrict,
            ))
            .to_owned();
        manager.create_table(organisations).await?;
        ddl::index(manager, "organisations", &["parent_id"], false).await?;

        let to_organisation = |column| {
            ddl::reference(
                ("organisation_ancestors", column),
                ("organisations", "id"),
                ForeignKeyAction::Cascade,
            )
        };
        let ancestors = Table::create()
            .table("organisation_ancestors")
            .col(ddl::uuid("ancestor_id").not_null())
            .col(ddl::uuid("organisation_id").not_null())
            .primary_key(Index::create().col("ancestor_id").col("organisation_id"))
            .foreign_key(&mut to_organisation("ancestor_id"))
            .foreign_key(&mut to_organisation("organisation_id"))
            .to_owned();
        manager.create_table(ancestors).await?;
        ddl::index(manager, "organisation_ancestors", &["organisation_id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite empties a table before it drops it, parents before children.
        manager.get_connection().execute_unprepared("UPDATE organisations SET parent_id = NULL").await?;
        ddl::drop_tables(manager, &["organisation_ancestors", "organisations"]).await
    }
}
