//! People who can sign in, and HR systems.

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
        let accounts = Table::create()
            .table("accounts")
            .col(ddl::uuid("id").not_null().primary_key())
            .col(ddl::text("email").not_null())
            .col(ddl::code(manager, "email_normalised").not_null().unique_key())
            .col(ddl::text("given_name").not_null())
            .col(ddl::text("family_name").not_null())
            .col(ddl::code(manager, "sort_name").not_null())
            .col(ddl::code(manager, "locale").not_null())
            .col(ddl::text("password_hash"))
            .col(ddl::uuid("organisation_id"))
            .col(ddl::instant("suspended_at"))
            .col(ddl::text("suspension_reason"))
            .col(ddl::bigint("version").not_null())
            .col(ddl::instant("created_at").not_null())
            .col(ddl::instant("updated_at").not_null())
            .foreign_key(&mut ddl::reference(
                ("accounts", "organisation_id"),
                ("organisations", "id"),
                ForeignKeyAction::Restrict,
            ))
            .to_owned();
        manager.create_table(accounts).await?;
        ddl::index(manager, "accounts", &["sort_name", "id"], false).await?;
        ddl::index(manager, "accounts", &["organisation_id", "id"], false).await?;

        let roles = Table::create()
            .table("account_roles")
            .col(ddl::uuid("account_id").not_null())
            .col(ddl::code(manager, "role").not_null())
            .primary_key(Index::create().col("account_id").col("role"))
            .foreign_key(&mut ddl::reference(
                ("account_roles", "account_id"),
                ("accounts", "id"),
                ForeignKeyAction::Cascade,
            ))
            .to_owned();
        manager.create_table(roles).await?;
        ddl::index(manager, "account_roles", &["role", "account_id"], false).await?;

        let clients = Table::create()
            .table("hr_clients")
            .col(ddl::uuid("id").not_null().primary_key())
            .col(ddl::text("name").not_null())
            .col(ddl::uuid("organisation_id").not_null())
            .col(ddl::text("scopes").not_null())
            .col(ddl::instant("revoked_at"))
            .col(ddl::instant("created_at").not_null())
            .foreign_key(&mut ddl::reference(
                ("hr_clients", "organisation_id"),
                ("organisations", "id"),
                ForeignKeyAction::Restrict,
            ))
            .to_owned();
        manager.create_table(clients).await?;
        ddl::index(manager, "hr_clients", &["organisation_id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::drop_tables(manager, &["hr_clients", "account_roles", "accounts"]).await
    }
}
