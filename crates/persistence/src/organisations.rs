//! Organisations.

mod change;
mod closure;
mod merger;
mod row;

use chrono::NaiveDate;
use row::Rows;
use sea_orm::sea_query::{LockType, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait as _, ExprTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;
use vmj_domain::id::{EditionId, OrganisationId};
use vmj_domain::organisation::{Organisation, OrganisationSummary};
use vmj_domain::text::{Siret, fold};

pub(crate) use self::row::summary;
use crate::StoreError;
use crate::entity::{edition_organisation, organisation, organisation_ancestor, organisation_former_name};
use crate::padded::padded;
use crate::tx::repository;

repository! {
    /// The tree of organisations, and its closure: who stands above whom, everybody above themselves. Every write
    /// raises the counters of organisations, and of editions, which show their names.
    OrganisationRepository
}

impl<C: ConnectionTrait> OrganisationRepository<'_, C> {
    /// The organisation of a code.
    ///
    /// # Errors
    /// The store fails.
    pub async fn id_of(&self, code: &str) -> Result<Option<OrganisationId>, StoreError> {
        self.id_where(organisation::Column::Code.eq(code)).await
    }

    /// The organisation of a SIRET.
    ///
    /// # Errors
    /// The store fails.
    pub async fn id_of_siret(&self, siret: &Siret) -> Result<Option<OrganisationId>, StoreError> {
        self.id_where(organisation::Column::Siret.eq(siret.as_str())).await
    }

    /// The root of the tree in which an organisation stands: itself, when nothing is above it.
    ///
    /// # Errors
    /// The store fails.
    pub async fn root_of(&self, id: OrganisationId) -> Result<Option<OrganisationId>, StoreError> {
        let root = organisation::Column::ParentId.is_null();
        self.id_where(organisation::Column::Id.in_subquery(above(id)).and(root)).await
    }

    async fn id_where(&self, which: SimpleExpr) -> Result<Option<OrganisationId>, StoreError> {
        let query = organisation::Entity::find().select_only().column(organisation::Column::Id).filter(which);
        let id = query.into_tuple::<Uuid>().one(self.connection).await?;
        Ok(id.map(Into::into))
    }

    /// The organisation of an id, with what stands above it.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find(&self, id: OrganisationId) -> Result<Option<Organisation>, StoreError> {
        let successor = Query::select()
            .column(organisation::Column::SuccessorId)
            .from(organisation::Entity)
            .and_where(organisation::Column::Id.eq(Uuid::from(id)))
            .take();
        let shown = Condition::any()
            .add(organisation::Column::Id.in_subquery(above(id)))
            .add(organisation::Column::Id.in_subquery(successor));
        let rows = organisation::Entity::find().filter(shown).all(self.connection).await?;
        let of_it = organisation_former_name::Column::OrganisationId.eq(Uuid::from(id));
        let rows = Rows::new(rows, self.former_names(of_it.into()).await?);
        if rows.has(id) { rows.organisation(id).map(Some) } else { Ok(None) }
    }

    /// All of them, by name without regard to accents and case: a few thousand at most.
    ///
    /// # Errors
    /// The store fails.
    pub async fn all(&self) -> Result<Vec<Organisation>, StoreError> {
        let rows = organisation::Entity::find().all(self.connection).await?;
        let mut order: Vec<_> = rows.iter().map(|row| (fold(&row.name), row.id)).collect();
        order.sort_unstable();
        let rows = Rows::new(rows, self.former_names(Condition::all()).await?);
        order.into_iter().map(|(_, id)| rows.organisation(id.into())).collect()
    }

    async fn former_names(
        &self,
        which: Condition,
    ) -> Result<Vec<organisation_former_name::Model>, StoreError> {
        let query = organisation_former_name::Entity::find()
            .filter(which)
            .order_by_asc(organisation_former_name::Column::UsedUntil);
        Ok(query.all(self.connection).await?)
    }

    /// What others show of these, in no order; unknown ones are left out.
    ///
    /// # Errors
    /// The store fails.
    pub async fn summaries(&self, ids: &[OrganisationId]) -> Result<Vec<OrganisationSummary>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let ids = padded(ids).into_iter().map(Uuid::from);
        let query = organisation::Entity::find().filter(organisation::Column::Id.is_in(ids));
        query.all(self.connection).await?.iter().map(summary).collect()
    }

    /// Whether an organisation, or one above it, takes part in an edition.
    ///
    /// # Errors
    /// The store fails.
    pub async fn takes_part(&self, edition: EditionId, id: OrganisationId) -> Result<bool, StoreError> {
        let found = edition_organisation::Entity::find()
            .filter(edition_organisation::Column::EditionId.eq(Uuid::from(edition)))
            .filter(edition_organisation::Column::OrganisationId.in_subquery(above(id)))
            .one(self.connection)
            .await?;
        Ok(found.is_some())
    }

    /// Whether an organisation is there and in force on a day.
    ///
    /// # Errors
    /// The store fails.
    pub async fn is_active(&self, id: OrganisationId, day: NaiveDate) -> Result<bool, StoreError> {
        Ok(self.id_where(active(id, day)).await?.is_some())
    }
}

impl OrganisationRepository<'_, DatabaseTransaction> {
    /// Whether an organisation is there and not over on a day, and keeps it so until the end of the transaction: who
    /// gives an organisation something new asks this, so that a merger at the same moment leaves nothing behind. What
    /// is still to come may be prepared.
    ///
    /// # Errors
    /// The store fails.
    pub async fn hold_active(&self, id: OrganisationId, day: NaiveDate) -> Result<bool, StoreError> {
        let which = organisation::Column::Id.eq(Uuid::from(id)).and(not_over(day));
        let query = organisation::Entity::find().filter(which).lock(LockType::KeyShare);
        Ok(query.one(self.connection).await?.is_some())
    }

    /// Takes the whole tree until the end of the transaction. Two that change it would otherwise each compute the
    /// closure from a tree that the other is changing. SQLite has one writer at a time.
    ///
    /// # Errors
    /// The store fails.
    pub async fn lock_tree(&self) -> Result<(), StoreError> {
        self.lock(LockType::Update).await
    }

    /// Keeps the whole tree as it is until the end of the transaction: as [`OrganisationRepository::hold_active`], for
    /// who names many.
    ///
    /// # Errors
    /// The store fails.
    pub async fn hold_tree(&self) -> Result<(), StoreError> {
        self.lock(LockType::KeyShare).await
    }

    async fn lock(&self, lock: LockType) -> Result<(), StoreError> {
        let query = organisation::Entity::find()
            .select_only()
            .column(organisation::Column::Id)
            .order_by_asc(organisation::Column::Id)
            .lock(lock);
        query.into_tuple::<Uuid>().all(self.connection).await?;
        Ok(())
    }
}

/// The organisation and all above it.
fn above(id: OrganisationId) -> sea_orm::sea_query::SelectStatement {
    Query::select()
        .column(organisation_ancestor::Column::AncestorId)
        .from(organisation_ancestor::Entity)
        .and_where(organisation_ancestor::Column::OrganisationId.eq(Uuid::from(id)))
        .take()
}

fn active(id: OrganisationId, day: NaiveDate) -> SimpleExpr {
    let begun = organisation::Column::ValidFrom.is_null().or(organisation::Column::ValidFrom.lte(day));
    organisation::Column::Id.eq(Uuid::from(id)).and(begun).and(not_over(day))
}

fn not_over(day: NaiveDate) -> SimpleExpr {
    organisation::Column::ValidUntil.is_null().or(organisation::Column::ValidUntil.gte(day))
}
