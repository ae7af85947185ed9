//! Organisations.

use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _,
    QueryFilter as _, QueryOrder as _,
};
use uuid::Uuid;
use vmj_domain::id::{EditionId, OrganisationId};
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::reference::OrganisationSeed;
use vmj_domain::text::{Label, Slug};

use crate::StoreError;
use crate::entity::{edition_organisation, organisation, organisation_ancestor};
use crate::tx::{new_id, repository};

repository! {
    /// The tree of organisations.
    OrganisationRepository
}

impl<C: ConnectionTrait> OrganisationRepository<'_, C> {
    /// The organisation of a code.
    ///
    /// # Errors
    /// The store fails.
    pub async fn id_of(&self, code: &str) -> Result<Option<OrganisationId>, StoreError> {
        let row = organisation::Entity::find()
            .filter(organisation::Column::Code.eq(code))
            .one(self.connection)
            .await?;
        Ok(row.map(|row| row.id.into()))
    }
}

impl<C: ConnectionTrait> OrganisationRepository<'_, C> {
    /// Whether an organisation, or one above it, takes part in an edition.
    ///
    /// # Errors
    /// The store fails.
    pub async fn takes_part(&self, edition: EditionId, id: OrganisationId) -> Result<bool, StoreError> {
        let above = Query::select()
            .column(organisation_ancestor::Column::AncestorId)
            .from(organisation_ancestor::Entity)
            .and_where(organisation_ancestor::Column::OrganisationId.eq(Uuid::from(id)))
            .take();
        let found = edition_organisation::Entity::find()
            .filter(edition_organisation::Column::EditionId.eq(Uuid::from(edition)))
            .filter(edition_organisation::Column::OrganisationId.in_subquery(above))
            .one(self.connection)
            .await?;
        Ok(found.is_some())
    }

    /// Those of these organisations that exist, in short, by code.
    ///
    /// # Errors
    /// The store fails.
    pub async fn summaries(&self, ids: &[OrganisationId]) -> Result<Vec<OrganisationSummary>, StoreError> {
        let ids: Vec<_> = ids.iter().copied().map(Uuid::from).collect();
        let rows = organisation::Entity::find()
            .filter(organisation::Column::Id.is_in(ids))
            .order_by_asc(organisation::Column::Code)
            .all(self.connection)
            .await?;
        rows.into_iter()
            .map(|row| {
                let corrupt = |error| StoreError::corrupt("organisations", row.id, error);
                let (code, name) = (Slug::parse(&row.code), Label::parse(&row.name));
                let (code, name) = (code.map_err(corrupt)?, name.map_err(corrupt)?);
                Ok(OrganisationSummary { id: row.id.into(), code, name })
            })
            .collect()
    }
}

impl OrganisationRepository<'_, DatabaseTransaction> {
    /// Adds an organisation below its parent, which must exist.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the code is taken.
    pub async fn insert(&self, seed: &OrganisationSeed) -> Result<OrganisationId, StoreError> {
        let id: OrganisationId = new_id(self.now);
        let parent = match &seed.parent_code {
            Some(code) => Some(self.id_of(code).await?.ok_or_else(|| {
                StoreError::corrupt("organisations", seed.code.as_str(), format!("no parent {code}"))
            })?),
            None => None,
        };
        let row = organisation::ActiveModel {
            id: Set(id.into()),
            code: Set(seed.code.to_string()),
            name: Set(seed.name.to_string()),
            short_name: Set(seed.short_name.to_string()),
            kind: Set(seed.kind.clone()),
            siret: Set(seed.siret.clone()),
            parent_id: Set(parent.map(Uuid::from)),
            valid_from: Set(None),
            valid_until: Set(None),
            successor_id: Set(None),
            version: Set(1),
            created_at: Set(self.now),
            updated_at: Set(self.now),
        };
        organisation::Entity::insert(row).exec_without_returning(self.connection).await?;
        let mut ancestors = vec![Uuid::from(id)];
        if let Some(parent) = parent {
            let above = organisation_ancestor::Entity::find()
                .filter(organisation_ancestor::Column::OrganisationId.eq(Uuid::from(parent)))
                .all(self.connection)
                .await?;
            ancestors.extend(above.into_iter().map(|row| row.ancestor_id));
        }
        let closure = ancestors.into_iter().map(|ancestor| organisation_ancestor::ActiveModel {
            ancestor_id: Set(ancestor),
            organisation_id: Set(id.into()),
        });
        organisation_ancestor::Entity::insert_many(closure).exec_without_returning(self.connection).await?;
        Ok(id)
    }
}
