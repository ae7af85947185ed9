//! Verified addresses, secrets sent by mail, the outbox, and reading the audit log.

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
        ddl::add_columns(
            manager,
            "accounts",
            [ddl::instant("email_verified_at"), ddl::instant("invited_at")],
        )
        .await?;

        let tokens = Table::create()
            .table("one_time_tokens")
            .col(ddl::uuid("id").not_null().primary_key())
            .col(ddl::uuid("account_id").not_null())
            .col(ddl::code(manager, "purpose").not_null())
            .col(ddl::bytes("token_hash").not_null().unique_key())
            .col(ddl::instant("expires_at").not_null())
            .col(ddl::instant("used_at"))
            .foreign_key(&mut ddl::reference(
                ("one_time_tokens", "account_id"),
                ("accounts", "id"),
                ForeignKeyAction::Cascade,
            ))
            .to_owned();
        manager.create_table(tokens).await?;
        ddl::index(manager, "one_time_tokens", &["account_id", "purpose"], false).await?;

        let outbox = Table::create()
            .table("outbox_messages")
            .col(ddl::uuid("id").not_null().primary_key())
            .col(ddl::instant("created_at").not_null())
            .col(ddl::code(manager, "template").not_null())
            .col(ddl::uuid("account_id"))
            .col(ddl::text("recipient").not_null())
            .col(ddl::code(manager, "locale").not_null())
            .col(ddl::text("variables").not_null())
            .col(ddl::instant("available_at").not_null())
            .col(ddl::integer("attempts").not_null())
            .col(ddl::instant("leased_until"))
            .col(ddl::instant("sent_at"))
            .foreign_key(&mut ddl::reference(
                ("outbox_messages", "account_id"),
                ("accounts", "id"),
                ForeignKeyAction::Cascade,
            ))
            .to_owned();
        manager.create_table(outbox).await?;
        // Almost all rows are sent; those that are not must be found at once.
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE INDEX ix_outbox_messages_unsent ON outbox_messages (available_at, id) WHERE sent_at IS NULL",
            )
            .await?;
        ddl::index(manager, "outbox_messages", &["account_id"], false).await?;
        ddl::index(manager, "audit_events", &["organisation_id", "id"], false).await?;
        ddl::index(manager, "audit_events", &["actor_id", "id"], false).await?;
        ddl::index(manager, "audit_events", &["action", "id"], false).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["organisation_id_id", "actor_id_id", "action_id"] {
            let name = format!("ix_audit_events_{name}");
            manager.drop_index(Index::drop().table("audit_events").name(name).to_owned()).await?;
        }
        ddl::drop_tables(manager, &["outbox_messages", "one_time_tokens"]).await?;
        ddl::drop_columns(manager, "accounts", &["email_verified_at", "invited_at"]).await
    }
}
