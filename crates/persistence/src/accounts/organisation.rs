//! The organisations that accounts may be of.

use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;
use vmj_domain::access::Reach;
use vmj_domain::id::OrganisationId;
use vmj_domain::organisation::OrganisationSummary;

use super::AccountRepository;
use super::select::{below, nothing};
use crate::StoreError;
use crate::entity::organisation;
use crate::organisations::summary;

impl<C: ConnectionTrait> AccountRepository<'_, C> {
    /// An organisation, in force or not, if an administrator of this reach may give it to an account.
    ///
    /// # Errors
    /// The store fails.
    pub async fn assignable_organisation(
        &self,
        id: OrganisationId,
        reach: Reach,
    ) -> Result<Option<OrganisationSummary>, StoreError> {
        let query = organisation::Entity::find_by_id(Uuid::from(id));
        let query = match reach {
            Reach::Everything => query,
            Reach::Subtree(node) => query.filter(organisation::Column::Id.in_subquery(below(node))),
            Reach::Nothing => query.filter(nothing()),
        };
        query.one(self.connection).await?.as_ref().map(summary).transpose()
    }
}
