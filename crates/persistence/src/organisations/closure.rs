//! The closure of the tree: a row for each organisation and each one above it, itself included.

use sea_orm::{ConnectionTrait as _, DatabaseTransaction, Statement, Value};
use uuid::Uuid;
use vmj_domain::id::OrganisationId;

use super::OrganisationRepository;
use crate::StoreError;

const PLANT: &str = "INSERT INTO organisation_ancestors (ancestor_id, organisation_id) VALUES ($1, $1)";

/// Between what is above an organisation and what is not above it any more.
const CUT: &str = "DELETE FROM organisation_ancestors
    WHERE organisation_id IN (SELECT organisation_id FROM organisation_ancestors WHERE ancestor_id = $1)
    AND ancestor_id IN (SELECT ancestor_id FROM organisation_ancestors WHERE organisation_id = $1 AND ancestor_id <> $1)";

const GRAFT: &str = "INSERT INTO organisation_ancestors (ancestor_id, organisation_id)
    SELECT above.ancestor_id, below.organisation_id
    FROM organisation_ancestors AS above CROSS JOIN organisation_ancestors AS below
    WHERE above.organisation_id = $2 AND below.ancestor_id = $1";

const BARE: &str = "DELETE FROM organisation_ancestors WHERE ancestor_id = $1 AND organisation_id <> $1";

impl OrganisationRepository<'_, DatabaseTransaction> {
    /// Puts a new organisation, with nothing below it, below a parent.
    pub(super) async fn plant(
        &self,
        id: OrganisationId,
        parent: Option<OrganisationId>,
    ) -> Result<(), StoreError> {
        self.run(PLANT, [id.into()]).await?;
        self.graft(id, parent).await
    }

    /// Moves an organisation, with all below it, below another parent, which is not below it.
    pub(super) async fn hang(
        &self,
        id: OrganisationId,
        parent: Option<OrganisationId>,
    ) -> Result<(), StoreError> {
        self.run(CUT, [id.into()]).await?;
        self.graft(id, parent).await
    }

    /// Takes all that is below an organisation away from it; what is above it stays above them.
    pub(super) async fn bare(&self, id: OrganisationId) -> Result<(), StoreError> {
        self.run(BARE, [id.into()]).await
    }

    async fn graft(&self, id: OrganisationId, parent: Option<OrganisationId>) -> Result<(), StoreError> {
        match parent {
            Some(parent) => self.run(GRAFT, [id.into(), parent.into()]).await,
            None => Ok(()),
        }
    }

    /// Runs a statement of constant text with ids as its values.
    pub(super) async fn run<const N: usize>(
        &self,
        sql: &'static str,
        ids: [Uuid; N],
    ) -> Result<(), StoreError> {
        let backend = self.connection.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, ids.map(Value::from));
        self.connection.execute_raw(statement).await?;
        Ok(())
    }
}
