//! Ambassadors: agents in an edition.

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
        manager.create_table(ambassadors(manager)).await?;
        ddl::index(manager, "ambassadors", &["account_id", "edition_id"], true).await?;
        ddl::index(manager, "ambassadors", &["organisation_id", "edition_id"], false).await?;
        // The orders of the list, and what narrows it to a few.
        ddl::index(manager, "ambassadors", &["edition_id", "sort_name", "id"], false).await?;
        ddl::index(manager, "ambassadors", &["edition_id", "created_at", "id"], false).await?;
        ddl::index(manager, "ambassadors", &["edition_id", "updated_at", "id"], false).await?;
        ddl::index(manager, "ambassadors", &["edition_id", "state", "sort_name", "id"], false).await?;
        ddl::index(manager, "ambassadors", &["edition_id", "department_code", "sort_name", "id"], false)
            .await?;

        manager.create_table(job_profiles(manager)).await?;
        ddl::index(manager, "ambassador_job_profiles", &["job_profile_code", "ambassador_id"], false).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::drop_tables(manager, &["ambassador_job_profiles", "ambassadors"]).await
    }
}

fn ambassadors(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("ambassadors")
        .col(ddl::uuid("id").not_null().primary_key())
        .col(ddl::uuid("edition_id").not_null())
        .col(ddl::uuid("account_id").not_null())
        .col(ddl::uuid("organisation_id").not_null())
        .col(ddl::code(manager, "sort_name").not_null())
        .col(ddl::code(manager, "state").not_null())
        .col(ddl::instant("state_changed_at").not_null())
        .col(ddl::text("state_reason"))
        .col(ddl::text("unit"))
        .col(ddl::text("programme"))
        .col(ddl::text("projects"))
        .col(ddl::text("technologies").not_null())
        .col(ddl::text("motivation"))
        .col(ddl::code(manager, "formats").not_null())
        .col(ddl::integer("capacity"))
        .col(ddl::code(manager, "languages").not_null())
        .col(ddl::code(manager, "alternative_dates").not_null())
        .col(ddl::text("address"))
        .col(ddl::code(manager, "commune_code"))
        .col(ddl::code(manager, "department_code"))
        .col(ddl::text("meeting_point"))
        .col(ddl::code(manager, "arrival_time"))
        .col(ddl::code(manager, "end_time"))
        .col(ddl::text("access_instructions"))
        .col(ddl::text("security_form_url"))
        .col(ddl::date("security_form_deadline"))
        .col(ddl::text("lunch"))
        .col(ddl::text("dress_code"))
        .col(ddl::text("site_accessibility"))
        .col(ddl::text("contact_name"))
        .col(ddl::text("contact_phone"))
        .col(ddl::bigint("version").not_null())
        .col(ddl::instant("created_at").not_null())
        .col(ddl::instant("updated_at").not_null())
        .foreign_key(&mut ddl::reference(
            ("ambassadors", "edition_id"),
            ("editions", "id"),
            ForeignKeyAction::Restrict,
        ))
        .foreign_key(&mut ddl::reference(
            ("ambassadors", "account_id"),
            ("accounts", "id"),
            ForeignKeyAction::Restrict,
        ))
        .foreign_key(&mut ddl::reference(
            ("ambassadors", "organisation_id"),
            ("organisations", "id"),
            ForeignKeyAction::Restrict,
        ))
        .to_owned()
}

fn job_profiles(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("ambassador_job_profiles")
        .col(ddl::uuid("ambassador_id").not_null())
        .col(ddl::code(manager, "job_profile_code").not_null())
        .col(ddl::integer("rank").not_null())
        .primary_key(Index::create().col("ambassador_id").col("job_profile_code"))
        .foreign_key(&mut ddl::reference(
            ("ambassador_job_profiles", "ambassador_id"),
            ("ambassadors", "id"),
            ForeignKeyAction::Cascade,
        ))
        .foreign_key(&mut ddl::reference(
            ("ambassador_job_profiles", "job_profile_code"),
            ("job_profiles", "code"),
            ForeignKeyAction::Restrict,
        ))
        .to_owned()
}
