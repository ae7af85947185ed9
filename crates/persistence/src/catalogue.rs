//! Version counters of what servers keep in memory: who changes the data raises the counter in the same
//! transaction, and every server that sees a new number reads the data again.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _, ExprTrait as _,
    QueryFilter as _,
};

use crate::StoreError;
use crate::entity::catalogue_version;
use crate::tx::repository;

repository! {
    /// Version counters.
    #[expect(dead_code, reason = "counters carry no instant")]
    CatalogueRepository
}

/// What is kept in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Catalogue {
    /// All job profiles.
    JobProfiles,
    /// All organisations.
    Organisations,
    /// All editions, with what they offer.
    Editions,
}

impl Catalogue {
    /// Every catalogue.
    pub const ALL: &'static [Self] = &[Self::JobProfiles, Self::Organisations, Self::Editions];

    /// The name of its counter.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::JobProfiles => "job_profiles",
            Self::Organisations => "organisations",
            Self::Editions => "editions",
        }
    }
}

impl<C: ConnectionTrait> CatalogueRepository<'_, C> {
    /// The present number.
    ///
    /// # Errors
    /// The store fails.
    pub async fn version(&self, catalogue: Catalogue) -> Result<i64, StoreError> {
        let row = catalogue_version::Entity::find_by_id(catalogue.name()).one(self.connection).await?;
        Ok(row.map_or(0, |row| row.version))
    }
}

impl CatalogueRepository<'_, DatabaseTransaction> {
    /// Tells every server that the data has changed.
    ///
    /// # Errors
    /// The store fails.
    pub async fn touch(&self, catalogue: Catalogue) -> Result<(), StoreError> {
        catalogue_version::Entity::update_many()
            .col_expr(
                catalogue_version::Column::Version,
                Expr::col(catalogue_version::Column::Version).add(1),
            )
            .filter(catalogue_version::Column::Name.eq(catalogue.name()))
            .exec(self.connection)
            .await?;
        Ok(())
    }
}
