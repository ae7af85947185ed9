//! The organisations that accounts may be of.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;
use vmj_domain::access::Reach;
use vmj_domain::id::OrganisationId;
use vmj_domain::organisation::OrganisationSummary;

use super::AccountRepository;
use super::row::summary;
use super::select::{below, nothing};
use crate::StoreError;
use crate::entity::organisation;

/// An organisation that an account may be of.
#[derive(Clone, Debug)]
pub struct AssignableOrganisation {
    /// Which.
    pub summary: OrganisationSummary,
    /// The last day of its existence.
    pub valid_until: Option<NaiveDate>,
}

impl<C: ConnectionTrait> AccountRepository<'_, C> {
    /// An organisation, if an administrator of this reach may give it to an account.
    ///
    /// # Errors
    /// The store fails.
    pub async fn assignable_organisation(
        &self,
        id: OrganisationId,
        reach: Reach,
    ) -> Result<Option<AssignableOrganisation>, StoreError> {
        let query = organisation::Entity::find_by_id(Uuid::from(id));
        let query = match reach {
            Reach::Everything => query,
            Reach::Subtree(node) => query.filter(organisation::Column::Id.in_subquery(below(node))),
            Reach::Nothing => query.filter(nothing()),
        };
        let row = query.one(self.connection).await?;
        row.map(|row| {
            let summary = summary(Some(row.id), Some(row.code), Some(row.name))
                .map_err(|error| StoreError::corrupt("organisations", row.id, error))?;
            Ok(summary.map(|summary| AssignableOrganisation { summary, valid_until: row.valid_until }))
        })
        .transpose()
        .map(Option::flatten)
    }
}
