//! The audit log: ids, field names and codes, which the database itself refuses to change or delete; free
//! text about a person stands apart, so that it can go with the person.

use sea_orm_migration::prelude::*;

use crate::ddl;

use sea_orm_migration::sea_orm::DatabaseBackend;

const SQLITE: [&str; 2] = [
    "CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events
     BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END",
    "CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events
     BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END",
];

const POSTGRES: [&str; 2] = [
    "CREATE FUNCTION audit_events_append_only() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'audit_events is append-only'; END $$",
    "CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
     FOR EACH STATEMENT EXECUTE FUNCTION audit_events_append_only()",
];

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        ddl::ALL_OR_NOTHING
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let events = Table::create()
            .table("audit_events")
            .col(ddl::uuid("id").not_null().primary_key())
            .col(ddl::instant("at").not_null())
            .col(ddl::code(manager, "actor_kind").not_null())
            .col(ddl::uuid("actor_id"))
            .col(ddl::code(manager, "action").not_null())
            .col(ddl::code(manager, "subject_kind").not_null())
            .col(ddl::code(manager, "subject").not_null())
            .col(ddl::uuid("organisation_id"))
            .col(ddl::text("fields").not_null())
            .col(ddl::text("request_id"))
            .to_owned();
        manager.create_table(events).await?;
        ddl::index(manager, "audit_events", &["subject_kind", "subject", "id"], false).await?;

        let texts = Table::create()
            .table("audit_event_texts")
            .col(ddl::uuid("audit_event_id").not_null().primary_key())
            .col(ddl::text("reason").not_null())
            .foreign_key(&mut ddl::reference(
                ("audit_event_texts", "audit_event_id"),
                ("audit_events", "id"),
                ForeignKeyAction::Restrict,
            ))
            .to_owned();
        manager.create_table(texts).await?;

        let triggers =
            if manager.get_database_backend() == DatabaseBackend::Postgres { POSTGRES } else { SQLITE };
        for trigger in triggers {
            manager.get_connection().execute_unprepared(trigger).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::drop_tables(manager, &["audit_event_texts", "audit_events"]).await?;
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            manager.get_connection().execute_unprepared("DROP FUNCTION audit_events_append_only()").await?;
        }
        Ok(())
    }
}
