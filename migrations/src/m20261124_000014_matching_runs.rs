//! Matching runs: what each proposes, what it was computed from, and what DINUM decides beforehand.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// A student is locked with one ambassador at most; and the few runs that somebody still has to compute.
const PARTIAL_INDEXES: [&str; 2] = [
    "CREATE UNIQUE INDEX ux_matching_constraints_lock ON matching_constraints (edition_id, student_id)
     WHERE kind = 'lock'",
    "CREATE INDEX ix_matching_runs_computing ON matching_runs (id) WHERE state = 'computing'",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        ddl::ALL_OR_NOTHING
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(runs(manager)).await?;
        ddl::index(manager, "matching_runs", &["edition_id", "id"], false).await?;
        ddl::index(manager, "matching_runs", &["edition_id", "state", "id"], false).await?;

        // Each part of a plan is also found by its person, who may have to be forgotten.
        manager.create_table(proposals(manager)).await?;
        ddl::index(manager, "matching_proposals", &["student_id"], false).await?;
        ddl::index(manager, "matching_proposals", &["ambassador_id", "run_id"], false).await?;
        manager.create_table(unmatched(manager)).await?;
        ddl::index(manager, "matching_unmatched", &["student_id"], false).await?;
        manager.create_table(vacancies()).await?;
        ddl::index(manager, "matching_vacancies", &["ambassador_id"], false).await?;
        manager.create_table(inputs()).await?;

        manager.create_table(constraints(manager)).await?;
        let pair = ["edition_id", "student_id", "ambassador_id"];
        ddl::index(manager, "matching_constraints", &pair, true).await?;
        ddl::index(manager, "matching_constraints", &["edition_id", "id"], false).await?;
        ddl::index(manager, "matching_constraints", &["student_id"], false).await?;
        ddl::index(manager, "matching_constraints", &["ambassador_id"], false).await?;
        for sql in PARTIAL_INDEXES {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "matching_constraints",
            "matching_run_inputs",
            "matching_vacancies",
            "matching_unmatched",
            "matching_proposals",
            "matching_runs",
        ];
        ddl::drop_tables(manager, &tables).await
    }
}

fn runs(manager: &SchemaManager<'_>) -> TableCreateStatement {
    let reference =
        |column, table, on_delete| ddl::reference(("matching_runs", column), (table, "id"), on_delete);
    let mut table = Table::create();
    table
        .table("matching_runs")
        .col(ddl::uuid("id").not_null().primary_key())
        .col(ddl::uuid("edition_id").not_null())
        .col(ddl::uuid("author_id").not_null())
        .col(ddl::code(manager, "scope").not_null())
        .col(ddl::bigint("seed").not_null())
        .col(ddl::code(manager, "rank_penalty").not_null())
        .col(ddl::code(manager, "place_band").not_null())
        .col(ddl::code(manager, "rank_objective").not_null())
        .col(ddl::uuid("previous_id"))
        .col(ddl::code(manager, "state").not_null())
        .col(ddl::instant("state_changed_at").not_null())
        .col(ddl::integer("progress"))
        .col(ddl::instant("leased_until"))
        .col(ddl::code(manager, "failure"));
    for number in ["students", "ambassadors", "seats", "placed_0", "placed_1", "changes", "rank_penalty_sum"]
    {
        table.col(ddl::bigint(number));
    }
    table
        .col(ddl::bigint("place_band_sum"))
        .col(ddl::bigint("preference"))
        .col(ddl::code(manager, "by_wish_rank"))
        .col(ddl::code(manager, "digest"))
        .col(ddl::boolean("certified"))
        .col(ddl::bigint("solve_ms"))
        .col(ddl::bigint("total_ms"))
        .col(ddl::bigint("version").not_null())
        .col(ddl::instant("created_at").not_null())
        .col(ddl::instant("updated_at").not_null())
        .foreign_key(&mut reference("edition_id", "editions", ForeignKeyAction::Restrict))
        .foreign_key(&mut reference("author_id", "accounts", ForeignKeyAction::Restrict))
        .foreign_key(&mut reference("previous_id", "matching_runs", ForeignKeyAction::SetNull))
        .to_owned()
}

/// A part of a run, or of a person, goes with them.
fn part(table: &'static str, column: &'static str, whole: &'static str) -> ForeignKeyCreateStatement {
    ddl::reference((table, column), (whole, "id"), ForeignKeyAction::Cascade)
}

fn proposals(manager: &SchemaManager<'_>) -> TableCreateStatement {
    let part = |column, whole| part("matching_proposals", column, whole);
    Table::create()
        .table("matching_proposals")
        .col(ddl::uuid("run_id").not_null())
        .col(ddl::uuid("student_id").not_null())
        .col(ddl::uuid("ambassador_id").not_null())
        .col(ddl::code(manager, "job_profile_code").not_null())
        .col(ddl::code(manager, "format").not_null())
        .col(ddl::integer("wish_rank"))
        .col(ddl::code(manager, "place"))
        .col(ddl::boolean("other_organisation").not_null())
        .col(ddl::boolean("locked").not_null())
        .col(ddl::boolean("by_hand").not_null())
        .col(ddl::text("explanation").not_null())
        .primary_key(Index::create().col("run_id").col("student_id"))
        .foreign_key(&mut part("run_id", "matching_runs"))
        .foreign_key(&mut part("student_id", "students"))
        .foreign_key(&mut part("ambassador_id", "ambassadors"))
        .foreign_key(&mut ddl::reference(
            ("matching_proposals", "job_profile_code"),
            ("job_profiles", "code"),
            ForeignKeyAction::Restrict,
        ))
        .to_owned()
}

fn unmatched(manager: &SchemaManager<'_>) -> TableCreateStatement {
    let part = |column, whole| part("matching_unmatched", column, whole);
    Table::create()
        .table("matching_unmatched")
        .col(ddl::uuid("run_id").not_null())
        .col(ddl::uuid("student_id").not_null())
        .col(ddl::code(manager, "reason").not_null())
        .col(ddl::text("explanation").not_null())
        .primary_key(Index::create().col("run_id").col("student_id"))
        .foreign_key(&mut part("run_id", "matching_runs"))
        .foreign_key(&mut part("student_id", "students"))
        .to_owned()
}

fn vacancies() -> TableCreateStatement {
    let part = |column, whole| part("matching_vacancies", column, whole);
    Table::create()
        .table("matching_vacancies")
        .col(ddl::uuid("run_id").not_null())
        .col(ddl::uuid("ambassador_id").not_null())
        .col(ddl::integer("free").not_null())
        .col(ddl::text("explanation").not_null())
        .primary_key(Index::create().col("run_id").col("ambassador_id"))
        .foreign_key(&mut part("run_id", "matching_runs"))
        .foreign_key(&mut part("ambassador_id", "ambassadors"))
        .to_owned()
}

fn inputs() -> TableCreateStatement {
    Table::create()
        .table("matching_run_inputs")
        .col(ddl::uuid("run_id").not_null().primary_key())
        .col(ddl::text("inputs").not_null())
        .col(ddl::text("map").not_null())
        .foreign_key(&mut part("matching_run_inputs", "run_id", "matching_runs"))
        .to_owned()
}

fn constraints(manager: &SchemaManager<'_>) -> TableCreateStatement {
    let part = |column, whole| part("matching_constraints", column, whole);
    Table::create()
        .table("matching_constraints")
        .col(ddl::uuid("id").not_null().primary_key())
        .col(ddl::uuid("edition_id").not_null())
        .col(ddl::code(manager, "kind").not_null())
        .col(ddl::uuid("student_id").not_null())
        .col(ddl::uuid("ambassador_id").not_null())
        .col(ddl::text("reason").not_null())
        .col(ddl::uuid("author_id").not_null())
        .col(ddl::instant("created_at").not_null())
        .foreign_key(&mut part("edition_id", "editions"))
        .foreign_key(&mut part("student_id", "students"))
        .foreign_key(&mut part("ambassador_id", "ambassadors"))
        .foreign_key(&mut ddl::reference(
            ("matching_constraints", "author_id"),
            ("accounts", "id"),
            ForeignKeyAction::Restrict,
        ))
        .to_owned()
}
