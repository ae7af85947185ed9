//! Pairings: the duos, and what happened to them.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// What two indexes refuse on both engines: a student with two live pairings, and a seat that is taken twice. The
/// others are small: they hold only what a worker still has to look at.
const PARTIAL_INDEXES: [&str; 5] = [
    "CREATE UNIQUE INDEX ux_pairings_live_student ON pairings (student_id)
     WHERE state IN ('proposed', 'confirmed', 'held')",
    "CREATE UNIQUE INDEX ux_pairings_live_seat ON pairings (ambassador_id, seat)
     WHERE state IN ('proposed', 'confirmed', 'held')",
    "CREATE INDEX ix_pairings_deadline ON pairings (deadline, id) WHERE state = 'proposed'",
    "CREATE INDEX ix_pairings_pending_deadline ON pairings (pending_deadline, id) WHERE pending_deadline IS NOT NULL",
    "CREATE INDEX ix_pairings_confirmed_date ON pairings (date, id) WHERE state = 'confirmed'",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        ddl::ALL_OR_NOTHING
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(pairings(manager)).await?;
        for sql in PARTIAL_INDEXES {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        ddl::index(manager, "pairings", &["edition_id", "created_at", "id"], false).await?;
        ddl::index(manager, "pairings", &["edition_id", "date", "id"], false).await?;
        ddl::index(manager, "pairings", &["edition_id", "updated_at", "id"], false).await?;
        ddl::index(manager, "pairings", &["edition_id", "state", "date", "id"], false).await?;
        ddl::index(manager, "pairings", &["student_id", "id"], false).await?;
        ddl::index(manager, "pairings", &["ambassador_id", "id"], false).await?;
        ddl::index(manager, "pairings", &["student_account_id", "id"], false).await?;
        ddl::index(manager, "pairings", &["ambassador_account_id", "id"], false).await?;
        ddl::index(manager, "pairings", &["replaces_id"], true).await?;

        let events = Table::create()
            .table("pairing_events")
            .col(ddl::uuid("id").not_null().primary_key())
            .col(ddl::uuid("pairing_id").not_null())
            .col(ddl::instant("at").not_null())
            .col(ddl::code(manager, "kind").not_null())
            .col(ddl::code(manager, "author").not_null())
            .col(ddl::code(manager, "reason_code"))
            .col(ddl::date("date"))
            .foreign_key(&mut ddl::reference(
                ("pairing_events", "pairing_id"),
                ("pairings", "id"),
                ForeignKeyAction::Cascade,
            ))
            .to_owned();
        manager.create_table(events).await?;
        ddl::index(manager, "pairing_events", &["pairing_id", "id"], false).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::drop_tables(manager, &["pairing_events", "pairings"]).await
    }
}

fn pairings(manager: &SchemaManager<'_>) -> TableCreateStatement {
    let reference =
        |column, table| ddl::reference(("pairings", column), (table, "id"), ForeignKeyAction::Restrict);
    Table::create()
        .table("pairings")
        .col(ddl::uuid("id").not_null().primary_key())
        .col(ddl::uuid("edition_id").not_null())
        .col(ddl::uuid("student_id").not_null())
        .col(ddl::uuid("student_account_id").not_null())
        .col(ddl::uuid("ambassador_id").not_null())
        .col(ddl::uuid("ambassador_account_id").not_null())
        .col(ddl::code(manager, "job_profile_code").not_null())
        .col(ddl::code(manager, "format").not_null())
        .col(ddl::integer("seat").not_null())
        .col(ddl::date("date").not_null())
        .col(ddl::code(manager, "state").not_null())
        .col(ddl::instant("state_changed_at").not_null())
        .col(ddl::instant("student_accepted_at"))
        .col(ddl::instant("ambassador_accepted_at"))
        .col(ddl::instant("deadline"))
        .col(ddl::date("pending_date"))
        .col(ddl::code(manager, "pending_asked_by"))
        .col(ddl::boolean("pending_student_accepts"))
        .col(ddl::boolean("pending_ambassador_accepts"))
        .col(ddl::instant("pending_deadline"))
        .col(ddl::code(manager, "declined_for"))
        .col(ddl::code(manager, "decided_by"))
        .col(ddl::code(manager, "reason_code"))
        .col(ddl::text("reason_text"))
        .col(ddl::code(manager, "missing"))
        .col(ddl::code(manager, "contested_by"))
        .col(ddl::text("contest_text"))
        .col(ddl::instant("contest_settled_at"))
        .col(ddl::boolean("access_cleared").not_null())
        .col(ddl::code(manager, "received_documents").not_null())
        .col(ddl::uuid("replaces_id"))
        .col(ddl::bigint("version").not_null())
        .col(ddl::instant("created_at").not_null())
        .col(ddl::instant("updated_at").not_null())
        .foreign_key(&mut reference("edition_id", "editions"))
        .foreign_key(&mut reference("student_id", "students"))
        .foreign_key(&mut reference("student_account_id", "accounts"))
        .foreign_key(&mut reference("ambassador_id", "ambassadors"))
        .foreign_key(&mut reference("ambassador_account_id", "accounts"))
        .foreign_key(&mut reference("replaces_id", "pairings"))
        .foreign_key(&mut ddl::reference(
            ("pairings", "job_profile_code"),
            ("job_profiles", "code"),
            ForeignKeyAction::Restrict,
        ))
        .to_owned()
}
