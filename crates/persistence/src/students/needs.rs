//! Accessibility needs: a table of its own, which nothing else reads.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait as _, Statement};
use uuid::Uuid;
use vmj_domain::clock::Instant;
use vmj_domain::id::StudentId;
use vmj_domain::student::AccessibilityNeeds;
use vmj_domain::text::Prose;

use super::StudentRepository;
use crate::StoreError;
use crate::cells::Cells;
use crate::entity::accessibility_need::{ActiveModel, Column, Entity};

/// Needs that may be kept no longer.
#[derive(Clone, Copy, Debug)]
pub struct OldNeeds {
    /// Those of students whose edition's day lies before this one, and whose own date, if another was agreed on, too.
    pub day_before: NaiveDate,
    /// Those of students whose edition was cancelled then or before.
    pub cancelled_by: Instant,
}

/// The students of `OldNeeds`, `$3` of them at most. Their own dates are looked up one by one, by index: `NOT EXISTS`
/// could be answered by a walk through all pairings.
macro_rules! old_needs {
    () => {
        "SELECT old.student_id FROM accessibility_needs AS old
         JOIN students ON students.id = old.student_id
         JOIN editions ON editions.id = students.edition_id
         WHERE (editions.state = 'cancelled' AND editions.state_changed_at <= $2)
         OR (editions.day < $1 AND COALESCE((
             SELECT max(pairings.date) FROM pairings WHERE pairings.student_id = students.id
             AND pairings.state IN ('confirmed', 'held', 'no_show')
         ), editions.day) < $1)
         LIMIT $3"
    };
}
const FIND_OLD: &str = old_needs!();
const ERASE_OLD: &str = concat!("DELETE FROM accessibility_needs WHERE student_id IN (", old_needs!(), ")");

impl OldNeeds {
    fn statement(self, connection: &impl ConnectionTrait, sql: &'static str, limit: u32) -> Statement {
        let Self { day_before, cancelled_by } = self;
        let values = [day_before.into(), cancelled_by.into(), i64::from(limit).into()];
        Statement::from_sql_and_values(connection.get_database_backend(), sql, values)
    }
}

impl<C: ConnectionTrait> StudentRepository<'_, C> {
    /// Whether there are needs that may be kept no longer.
    ///
    /// # Errors
    /// The store fails.
    pub async fn has_old_needs(&self, old: OldNeeds) -> Result<bool, StoreError> {
        let one = old.statement(self.connection, FIND_OLD, 1);
        Ok(self.connection.query_one_raw(one).await?.is_some())
    }

    /// What a student needs, if they have consented to saying so.
    ///
    /// # Errors
    /// The store fails.
    pub async fn needs(&self, student: StudentId) -> Result<Option<AccessibilityNeeds>, StoreError> {
        let row = Entity::find_by_id(Uuid::from(student)).one(self.connection).await?;
        row.map(|row| {
            let cells = Cells::of("accessibility_needs", &student);
            Ok(AccessibilityNeeds {
                needs: cells.text(Prose::parse, &row.needs)?,
                consent_version: cells.code(&row.consent_version)?,
                consented_at: row.consented_at,
            })
        })
        .transpose()
    }
}

impl StudentRepository<'_, DatabaseTransaction> {
    /// Writes what a student needs.
    ///
    /// # Errors
    /// The store fails.
    pub async fn set_needs(&self, student: StudentId, needs: &AccessibilityNeeds) -> Result<(), StoreError> {
        let AccessibilityNeeds { needs, consent_version, consented_at } = needs;
        let row = ActiveModel {
            student_id: Set(student.into()),
            needs: Set(needs.to_string()),
            consent_version: Set(consent_version.slug().to_owned()),
            consented_at: Set(*consented_at),
        };
        let replace = OnConflict::column(Column::StudentId)
            .update_columns([Column::Needs, Column::ConsentVersion, Column::ConsentedAt])
            .to_owned();
        Entity::insert(row).on_conflict(replace).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Erases what a student needs; tells whether there was anything.
    ///
    /// # Errors
    /// The store fails.
    pub async fn erase_needs(&self, student: StudentId) -> Result<bool, StoreError> {
        let erased = Entity::delete_by_id(Uuid::from(student)).exec(self.connection).await?;
        Ok(erased.rows_affected > 0)
    }

    /// Erases needs that may be kept no longer, so many at most, and tells how many there were.
    ///
    /// # Errors
    /// The store fails.
    pub async fn erase_old_needs(&self, old: OldNeeds, limit: u32) -> Result<u64, StoreError> {
        let erased = self.connection.execute_raw(old.statement(self.connection, ERASE_OLD, limit)).await?;
        Ok(erased.rows_affected())
    }
}
