//! Students: their wishes in an edition, and apart, their accessibility needs.

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
        manager.create_table(students(manager)).await?;
        ddl::index(manager, "students", &["edition_id", "account_id"], true).await?;
        ddl::index(manager, "students", &["edition_id", "id"], false).await?;
        ddl::index(manager, "students", &["edition_id", "sort_name", "id"], false).await?;
        ddl::index(manager, "students", &["edition_id", "state", "sort_name", "id"], false).await?;
        ddl::index(manager, "students", &["edition_id", "updated_at", "id"], false).await?;
        ddl::index(manager, "students", &["account_id"], false).await?;
        ddl::index(manager, "students", &["school_id"], false).await?;
        ddl::index(manager, "students", &["school_name_folded"], false).await?;

        manager.create_table(wishes(manager)).await?;
        ddl::index(manager, "student_wishes", &["job_profile_code", "student_id"], false).await?;
        ddl::index(manager, "student_wishes", &["job_family_code", "student_id"], false).await?;

        manager.create_table(organisations()).await?;
        ddl::index(manager, "student_organisations", &["organisation_id"], false).await?;

        // Health data: apart, so that reading a student never reads it, and erasing it is one row.
        manager.create_table(needs(manager)).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = ["accessibility_needs", "student_organisations", "student_wishes", "students"];
        ddl::drop_tables(manager, &tables).await
    }
}

fn students(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("students")
        .col(ddl::uuid("id").not_null().primary_key())
        .col(ddl::uuid("edition_id").not_null())
        .col(ddl::uuid("account_id").not_null())
        .col(ddl::code(manager, "sort_name").not_null())
        .col(ddl::code(manager, "state").not_null())
        .col(ddl::instant("state_changed_at").not_null())
        .col(ddl::text("state_reason"))
        .col(ddl::code(manager, "decided_by"))
        .col(ddl::code(manager, "criteria").not_null())
        .col(ddl::code(manager, "study_level"))
        .col(ddl::code(manager, "diploma_kind"))
        .col(ddl::text("curriculum"))
        .col(ddl::uuid("school_id"))
        .col(ddl::text("school_name"))
        .col(ddl::code(manager, "school_name_folded"))
        .col(ddl::boolean("adult"))
        .col(ddl::code(manager, "home_department_code"))
        .col(ddl::code(manager, "accepted_regions").not_null())
        .col(ddl::code(manager, "formats").not_null())
        .col(ddl::code(manager, "languages").not_null())
        .col(ddl::text("motivation"))
        .col(ddl::text("phone"))
        .col(ddl::bigint("version").not_null())
        .col(ddl::instant("created_at").not_null())
        .col(ddl::instant("updated_at").not_null())
        .foreign_key(&mut ddl::reference(
            ("students", "edition_id"),
            ("editions", "id"),
            ForeignKeyAction::Restrict,
        ))
        .foreign_key(&mut ddl::reference(
            ("students", "account_id"),
            ("accounts", "id"),
            ForeignKeyAction::Restrict,
        ))
        .foreign_key(&mut ddl::reference(
            ("students", "school_id"),
            ("schools", "id"),
            ForeignKeyAction::Restrict,
        ))
        .to_owned()
}

fn wishes(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("student_wishes")
        .col(ddl::uuid("student_id").not_null())
        .col(ddl::integer("rank").not_null())
        .col(ddl::code(manager, "job_profile_code"))
        .col(ddl::code(manager, "job_family_code"))
        .primary_key(Index::create().col("student_id").col("rank"))
        .foreign_key(&mut ddl::reference(
            ("student_wishes", "student_id"),
            ("students", "id"),
            ForeignKeyAction::Cascade,
        ))
        .foreign_key(&mut ddl::reference(
            ("student_wishes", "job_profile_code"),
            ("job_profiles", "code"),
            ForeignKeyAction::Restrict,
        ))
        .to_owned()
}

fn organisations() -> TableCreateStatement {
    Table::create()
        .table("student_organisations")
        .col(ddl::uuid("student_id").not_null())
        .col(ddl::uuid("organisation_id").not_null())
        .primary_key(Index::create().col("student_id").col("organisation_id"))
        .foreign_key(&mut ddl::reference(
            ("student_organisations", "student_id"),
            ("students", "id"),
            ForeignKeyAction::Cascade,
        ))
        .foreign_key(&mut ddl::reference(
            ("student_organisations", "organisation_id"),
            ("organisations", "id"),
            ForeignKeyAction::Restrict,
        ))
        .to_owned()
}

fn needs(manager: &SchemaManager<'_>) -> TableCreateStatement {
    Table::create()
        .table("accessibility_needs")
        .col(ddl::uuid("student_id").not_null().primary_key())
        .col(ddl::text("needs").not_null())
        .col(ddl::code(manager, "consent_version").not_null())
        .col(ddl::instant("consented_at").not_null())
        .foreign_key(&mut ddl::reference(
            ("accessibility_needs", "student_id"),
            ("students", "id"),
            ForeignKeyAction::Cascade,
        ))
        .to_owned()
}
