//! What DINUM has decided about pairs, before any run.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, Select,
};
use uuid::Uuid;
use vmj_domain::id::{EditionId, MatchingConstraintId};
use vmj_domain::matching::Constraint;
use vmj_domain::text::Reason;

use super::MatchingRepository;
use crate::StoreError;
use crate::cells::Cells;
use crate::entity::matching_constraint::{ActiveModel, Column, Entity, Model};
use crate::page::{Keyset, Slice};

impl<C: ConnectionTrait> MatchingRepository<'_, C> {
    /// The constraint of an id.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find_constraint(&self, id: MatchingConstraintId) -> Result<Option<Constraint>, StoreError> {
        let row = Entity::find_by_id(Uuid::from(id)).one(self.connection).await?;
        row.map(Constraint::try_from).transpose()
    }

    /// A page of the constraints of an edition, the oldest first.
    ///
    /// # Errors
    /// The store fails.
    pub async fn constraints(
        &self,
        edition: EditionId,
        keyset: &Keyset<MatchingConstraintId>,
    ) -> Result<Slice<Constraint>, StoreError> {
        let position = keyset.position.map(|id| [SimpleExpr::from(Uuid::from(id))]);
        let query = keyset.apply(of_edition(edition), [Column::Id], false, position);
        let rows = query.all(self.connection).await?;
        Ok(keyset.slice(rows.into_iter().map(Constraint::try_from).collect::<Result<_, _>>()?))
    }

    /// How many constraints an edition has.
    ///
    /// # Errors
    /// The store fails.
    pub async fn count_constraints(&self, edition: EditionId) -> Result<u64, StoreError> {
        Ok(of_edition(edition).count(self.connection).await?)
    }
}

impl MatchingRepository<'_, DatabaseTransaction> {
    /// Adds a constraint.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the pair has one, or a lock is added for a student who has one.
    pub async fn insert_constraint(&self, constraint: &Constraint) -> Result<(), StoreError> {
        let Constraint { id, edition, kind, student, ambassador, reason, author, created_at } = constraint;
        let row = ActiveModel {
            id: Set((*id).into()),
            edition_id: Set((*edition).into()),
            kind: Set(kind.slug().to_owned()),
            student_id: Set((*student).into()),
            ambassador_id: Set((*ambassador).into()),
            reason: Set(reason.to_string()),
            author_id: Set((*author).into()),
            created_at: Set(*created_at),
        };
        Entity::insert(row).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Takes a constraint back; tells whether there was one.
    ///
    /// # Errors
    /// The store fails.
    pub async fn delete_constraint(&self, id: MatchingConstraintId) -> Result<bool, StoreError> {
        let deleted = Entity::delete_by_id(Uuid::from(id)).exec(self.connection).await?;
        Ok(deleted.rows_affected == 1)
    }
}

fn of_edition(edition: EditionId) -> Select<Entity> {
    Entity::find().filter(Column::EditionId.eq(Uuid::from(edition)))
}

impl TryFrom<Model> for Constraint {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let Model { id, edition_id, kind, student_id, ambassador_id, reason, author_id, created_at } = row;
        let cells = Cells::of("matching_constraints", &id);
        Ok(Self {
            id: id.into(),
            edition: edition_id.into(),
            kind: cells.code(&kind)?,
            student: student_id.into(),
            ambassador: ambassador_id.into(),
            reason: cells.text(Reason::parse, &reason)?,
            author: author_id.into(),
            created_at,
        })
    }
}
