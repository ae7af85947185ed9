//! Accessibility needs: a table of its own, which nothing else reads.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait as _};
use uuid::Uuid;
use vmj_domain::id::StudentId;
use vmj_domain::student::{AccessibilityNeeds, ConsentVersion};
use vmj_domain::text::Prose;

use super::StudentRepository;
use crate::StoreError;
use crate::entity::accessibility_need::{ActiveModel, Column, Entity};

impl<C: ConnectionTrait> StudentRepository<'_, C> {
    /// What a student needs, if they have consented to saying so.
    ///
    /// # Errors
    /// The store fails.
    pub async fn needs(&self, student: StudentId) -> Result<Option<AccessibilityNeeds>, StoreError> {
        let row = Entity::find_by_id(Uuid::from(student)).one(self.connection).await?;
        row.map(|row| {
            let corrupt = |problem: &dyn ToString| {
                StoreError::corrupt("accessibility_needs", student, problem.to_string())
            };
            Ok(AccessibilityNeeds {
                needs: Prose::parse(&row.needs).map_err(|error| corrupt(&error))?,
                consent_version: ConsentVersion::from_slug(&row.consent_version)
                    .ok_or_else(|| corrupt(&"consent_version"))?,
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
}
