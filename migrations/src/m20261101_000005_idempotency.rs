//! Answers kept for the Idempotency-Key header.

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
        let keys = Table::create()
            .table("idempotency_keys")
            .col(ddl::uuid("principal_id").not_null())
            .col(ddl::code(manager, "operation").not_null())
            .col(ddl::code(manager, "key").not_null())
            .col(ddl::bytes("request_hash").not_null())
            .col(ddl::bigint("status").not_null())
            .col(ddl::text("headers").not_null())
            .col(ddl::bytes("body").not_null())
            .col(ddl::instant("expires_at").not_null())
            .primary_key(Index::create().col("principal_id").col("operation").col("key"))
            .to_owned();
        manager.create_table(keys).await?;
        ddl::index(manager, "idempotency_keys", &["expires_at"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::drop_tables(manager, &["idempotency_keys"]).await
    }
}
