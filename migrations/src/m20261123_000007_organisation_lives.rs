//! Organisations live: validity, successor, former names; and how HR systems name their agents.

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
        // Rows of the former step get these values; new rows always bring their own.
        let seeded = "2026-11-01T00:00:00+00:00";
        let columns = [
            ddl::date("valid_from"),
            ddl::date("valid_until"),
            ddl::uuid("successor_id").extra("REFERENCES organisations (id)").to_owned(),
            ddl::bigint("version").not_null().default(1).to_owned(),
            ddl::instant("created_at").not_null().default(seeded).to_owned(),
            ddl::instant("updated_at").not_null().default(seeded).to_owned(),
        ];
        ddl::add_columns(manager, "organisations", columns).await?;
        ddl::index(manager, "organisations", &["successor_id"], false).await?;

        let names = Table::create()
            .table("organisation_former_names")
            .col(ddl::uuid("id").not_null().primary_key())
            .col(ddl::uuid("organisation_id").not_null())
            .col(ddl::text("name").not_null())
            .col(ddl::text("short_name").not_null())
            .col(ddl::date("used_until").not_null())
            .foreign_key(&mut ddl::reference(
                ("organisation_former_names", "organisation_id"),
                ("organisations", "id"),
                ForeignKeyAction::Cascade,
            ))
            .to_owned();
        manager.create_table(names).await?;
        ddl::index(manager, "organisation_former_names", &["organisation_id", "used_until"], false).await?;

        // An HR system names its agents under the root at which it was made, whatever becomes of that root.
        let columns = [
            ddl::code(manager, "source"),
            ddl::uuid("identity_root_id").extra("REFERENCES organisations (id)").to_owned(),
        ];
        ddl::add_columns(manager, "hr_clients", columns).await?;
        let identities = Table::create()
            .table("hr_identities")
            .col(ddl::uuid("root_organisation_id").not_null())
            .col(ddl::code(manager, "source").not_null())
            .col(ddl::code(manager, "external_id").not_null())
            .col(ddl::uuid("account_id").not_null())
            .col(ddl::instant("created_at").not_null())
            .primary_key(Index::create().col("root_organisation_id").col("source").col("external_id"))
            .foreign_key(&mut ddl::reference(
                ("hr_identities", "root_organisation_id"),
                ("organisations", "id"),
                ForeignKeyAction::Restrict,
            ))
            .foreign_key(&mut ddl::reference(
                ("hr_identities", "account_id"),
                ("accounts", "id"),
                ForeignKeyAction::Cascade,
            ))
            .to_owned();
        manager.create_table(identities).await?;
        ddl::index(manager, "hr_identities", &["account_id"], false).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::drop_tables(manager, &["hr_identities", "organisation_former_names"]).await?;
        ddl::drop_columns(manager, "hr_clients", &["source", "identity_root_id"]).await?;
        manager
            .drop_index(Index::drop().table("organisations").name("ix_organisations_successor_id").to_owned())
            .await?;
        let columns = ["valid_from", "valid_until", "successor_id", "version", "created_at", "updated_at"];
        ddl::drop_columns(manager, "organisations", &columns).await
    }
}
