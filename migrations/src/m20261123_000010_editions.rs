//! Editions, what they offer, and who takes part.

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
        manager.create_table(editions(manager)).await?;
        ddl::index(manager, "editions", &["day", "id"], false).await?;

        manager.create_table(job_profiles(manager)).await?;
        ddl::index(manager, "edition_job_profiles", &["job_profile_code"], false).await?;

        manager.create_table(organisations()).await?;
        ddl::index(manager, "edition_organisations", &["organisation_id"], false).await?;

        // Nobody is ambassador and student of one edition, or either twice: the key refuses it.
        manager.create_table(participations(manager)).await?;
        ddl::index(manager, "participations", &["account_id"], false).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = ["participations", "edition_organisations", "edition_job_profiles", "editions"];
        ddl::drop_tables(manager, &tables).await
    }
}

fn editions(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("editions")
        .col(ddl::uuid("id").not_null().primary_key())
        .col(ddl::text("name").not_null())
        .col(ddl::date("day").not_null())
        .col(ddl::date("postponed_from"))
        .col(ddl::date("window_starts_on").not_null())
        .col(ddl::date("window_ends_on").not_null())
        .col(ddl::code(manager, "formats").not_null())
        .col(ddl::code(manager, "study_levels").not_null())
        .col(ddl::code(manager, "diploma_kinds").not_null())
        .col(ddl::date("ambassadors_open_on").not_null())
        .col(ddl::date("ambassadors_close_on").not_null())
        .col(ddl::date("students_open_on").not_null())
        .col(ddl::date("students_close_on").not_null())
        .col(ddl::integer("max_wishes").not_null())
        .col(ddl::integer("min_capacity").not_null())
        .col(ddl::integer("max_capacity").not_null())
        .col(ddl::integer("answer_days").not_null())
        .col(ddl::code(manager, "documents").not_null())
        .col(ddl::code(manager, "state").not_null())
        .col(ddl::text("state_reason"))
        .col(ddl::instant("state_changed_at").not_null())
        .col(ddl::instant("opened_at"))
        .col(ddl::bigint("version").not_null())
        .col(ddl::instant("created_at").not_null())
        .col(ddl::instant("updated_at").not_null())
        .to_owned()
}

fn job_profiles(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("edition_job_profiles")
        .col(ddl::uuid("edition_id").not_null())
        .col(ddl::code(manager, "job_profile_code").not_null())
        .col(ddl::text("job_offers_url"))
        .primary_key(Index::create().col("edition_id").col("job_profile_code"))
        .foreign_key(&mut ddl::reference(
            ("edition_job_profiles", "edition_id"),
            ("editions", "id"),
            ForeignKeyAction::Cascade,
        ))
        .foreign_key(&mut ddl::reference(
            ("edition_job_profiles", "job_profile_code"),
            ("job_profiles", "code"),
            ForeignKeyAction::Restrict,
        ))
        .to_owned()
}

fn organisations() -> TableCreateStatement {
    Table::create()
        .table("edition_organisations")
        .col(ddl::uuid("edition_id").not_null())
        .col(ddl::uuid("organisation_id").not_null())
        .primary_key(Index::create().col("edition_id").col("organisation_id"))
        .foreign_key(&mut ddl::reference(
            ("edition_organisations", "edition_id"),
            ("editions", "id"),
            ForeignKeyAction::Cascade,
        ))
        .foreign_key(&mut ddl::reference(
            ("edition_organisations", "organisation_id"),
            ("organisations", "id"),
            ForeignKeyAction::Restrict,
        ))
        .to_owned()
}

fn participations(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("participations")
        .col(ddl::uuid("edition_id").not_null())
        .col(ddl::uuid("account_id").not_null())
        .col(ddl::code(manager, "kind").not_null())
        .primary_key(Index::create().col("edition_id").col("account_id"))
        .foreign_key(&mut ddl::reference(
            ("participations", "edition_id"),
            ("editions", "id"),
            ForeignKeyAction::Cascade,
        ))
        .foreign_key(&mut ddl::reference(
            ("participations", "account_id"),
            ("accounts", "id"),
            ForeignKeyAction::Cascade,
        ))
        .to_owned()
}
