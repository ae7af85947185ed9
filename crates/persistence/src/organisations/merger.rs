//! Mergers: what stands at an organisation moves to its successor, in a number of statements that does not depend on
//! how much it is.
//!
//! * What it did in editions that are over stays where it was: it tells their story.
//! * Accounts and ambassadors keep their versions: nothing of what their owners write changes, so an edit under way
//!   need not be refused.
//! * HR identities stay as they are. They are named under the root at which they were made, so that the next push of
//!   the same HR system finds the same people, and never those of a system of the successor with the same names.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, DatabaseTransaction, EntityTrait as _, ExprTrait as _,
    QueryFilter as _, Statement,
};
use uuid::Uuid;
use vmj_domain::organisation::{Organisation, OrganisationSummary};

use super::OrganisationRepository;
use crate::StoreError;
use crate::entity::{edition, organisation};

macro_rules! live_editions {
    () => {
        "(SELECT id FROM editions WHERE state NOT IN ('held', 'closed', 'cancelled'))"
    };
}

/// From the organisation `$1` to its successor `$2`, while it still stands where it stood.
const MOVES: [&str; 4] = [
    "UPDATE accounts SET organisation_id = $2 WHERE organisation_id = $1",
    "UPDATE hr_clients SET organisation_id = $2 WHERE organisation_id = $1",
    concat!(
        "UPDATE ambassadors SET organisation_id = $2 WHERE organisation_id = $1 AND edition_id IN ",
        live_editions!()
    ),
    // Who wished for it wishes for its successor.
    concat!(
        "INSERT INTO student_organisations (student_id, organisation_id)
         SELECT wishing.student_id, successor.id
         FROM student_organisations AS wishing
         JOIN students ON students.id = wishing.student_id
         JOIN organisations AS successor ON successor.id = $2
         WHERE wishing.organisation_id = $1 AND NOT EXISTS (
             SELECT 1 FROM student_organisations AS own
             WHERE own.student_id = wishing.student_id AND own.organisation_id = $2
         ) AND students.edition_id IN ",
        live_editions!()
    ),
];

/// Where it takes part, by itself or with what is above it, its successor does.
const TAKE_PART: &str = concat!(
    "INSERT INTO edition_organisations (edition_id, organisation_id)
     SELECT DISTINCT taking_part.edition_id, successor.id
     FROM edition_organisations AS taking_part
     JOIN organisation_ancestors AS above ON above.ancestor_id = taking_part.organisation_id
     JOIN organisations AS successor ON successor.id = $2
     WHERE above.organisation_id = $1 AND NOT EXISTS (
         SELECT 1 FROM edition_organisations AS covered
         JOIN organisation_ancestors AS higher ON higher.ancestor_id = covered.organisation_id
         WHERE covered.edition_id = taking_part.edition_id AND higher.organisation_id = $2
     ) AND taking_part.edition_id IN ",
    live_editions!(),
    " RETURNING edition_id"
);

const FORGET_WISHES: &str = concat!(
    "DELETE FROM student_organisations WHERE organisation_id = $1
     AND student_id IN (SELECT id FROM students WHERE edition_id IN ",
    live_editions!(),
    ")"
);

impl OrganisationRepository<'_, DatabaseTransaction> {
    /// Writes an organisation that has just been merged, and moves what stood at it and below it to its successor.
    /// Returns it as it then is. The tree is locked, and before it the live editions.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when it was written meanwhile.
    pub async fn merge(
        &self,
        merged: &Organisation,
        successor: &OrganisationSummary,
    ) -> Result<Organisation, StoreError> {
        let (id, successor) = (Uuid::from(merged.id), Uuid::from(successor.id));
        self.write(merged).await?;
        for sql in MOVES {
            self.run(sql, [id, successor]).await?;
        }
        self.run(FORGET_WISHES, [id]).await?;
        self.take_part(id, successor).await?;
        // Their place is part of what DINUM writes of them: an edit that still names the old one must be refused.
        organisation::Entity::update_many()
            .col_expr(organisation::Column::ParentId, Expr::value(successor))
            .col_expr(organisation::Column::Version, Expr::col(organisation::Column::Version).add(1))
            .col_expr(organisation::Column::UpdatedAt, Expr::value(self.now))
            .filter(organisation::Column::ParentId.eq(id))
            .exec(self.connection)
            .await?;
        self.hang(merged.id, merged.content.parent).await?;
        self.bare(merged.id).await?;
        self.touched(merged.id).await
    }

    /// Who takes part is part of what DINUM writes of an edition: one that was read before must be refused.
    async fn take_part(&self, id: Uuid, successor: Uuid) -> Result<(), StoreError> {
        let backend = self.connection.get_database_backend();
        let insert = Statement::from_sql_and_values(backend, TAKE_PART, [id.into(), successor.into()]);
        let gained = self.connection.query_all_raw(insert).await?;
        let gained =
            gained.iter().map(|row| row.try_get_by_index::<Uuid>(0)).collect::<Result<Vec<_>, _>>()?;
        edition::Entity::update_many()
            .col_expr(edition::Column::Version, Expr::col(edition::Column::Version).add(1))
            .col_expr(edition::Column::UpdatedAt, Expr::value(self.now))
            .filter(edition::Column::Id.is_in(gained))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}
