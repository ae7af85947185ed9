//! Sessions, their refresh tokens (hashed), and the keys that sign access tokens (sealed).

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
        let sessions = Table::create()
            .table("sessions")
            .col(ddl::uuid("id").not_null().primary_key())
            .col(ddl::uuid("account_id").not_null())
            .col(ddl::instant("started_at").not_null())
            .col(ddl::instant("expires_at").not_null())
            .col(ddl::instant("revoked_at"))
            .foreign_key(&mut ddl::reference(
                ("sessions", "account_id"),
                ("accounts", "id"),
                ForeignKeyAction::Cascade,
            ))
            .to_owned();
        manager.create_table(sessions).await?;
        ddl::index(manager, "sessions", &["account_id", "expires_at"], false).await?;

        let tokens = Table::create()
            .table("refresh_tokens")
            .col(ddl::uuid("id").not_null().primary_key())
            .col(ddl::uuid("session_id").not_null())
            .col(ddl::bytes("token_hash").not_null().unique_key())
            .col(ddl::instant("issued_at").not_null())
            .col(ddl::instant("used_at"))
            .foreign_key(&mut ddl::reference(
                ("refresh_tokens", "session_id"),
                ("sessions", "id"),
                ForeignKeyAction::Cascade,
            ))
            .to_owned();
        manager.create_table(tokens).await?;
        ddl::index(manager, "refresh_tokens", &["session_id"], false).await?;

        let keys = Table::create()
            .table("signing_keys")
            .col(ddl::code(manager, "kid").not_null().primary_key())
            .col(ddl::bytes("public_key").not_null())
            .col(ddl::bytes("sealed_private_key").not_null())
            .col(ddl::instant("activates_at").not_null())
            .col(ddl::instant("expires_at"))
            .to_owned();
        manager.create_table(keys).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::drop_tables(manager, &["signing_keys", "refresh_tokens", "sessions"]).await
    }
}
