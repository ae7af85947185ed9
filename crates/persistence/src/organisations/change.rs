//! Writing organisations.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;
use vmj_domain::id::OrganisationId;
use vmj_domain::organisation::{NewOrganisation, Organisation, OrganisationContent, OrganisationSummary};
use vmj_domain::reference::OrganisationSeed;
use vmj_domain::version::Version;

use super::OrganisationRepository;
use crate::StoreError;
use crate::catalogue::{Catalogue, CatalogueRepository};
use crate::entity::{organisation, organisation_former_name};
use crate::tx::new_id;

impl OrganisationRepository<'_, DatabaseTransaction> {
    /// Adds an organisation of the reference data below its parent, which must be there.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the code or the SIRET is taken.
    pub async fn insert_seed(&self, seed: &OrganisationSeed) -> Result<OrganisationId, StoreError> {
        let OrganisationSeed { code, name, short_name, kind, siret, parent_code } = seed;
        let parent = match parent_code {
            Some(parent) => Some(self.id_of(parent).await?.ok_or_else(|| {
                StoreError::corrupt("organisations", code.as_str(), format!("no parent {parent}"))
            })?),
            None => None,
        };
        let content = OrganisationContent {
            name: name.clone(),
            short_name: short_name.clone(),
            kind: *kind,
            siret: siret.clone(),
            parent,
            valid_from: None,
        };
        let new = NewOrganisation { id: new_id(self.now), code: code.clone(), content };
        self.insert(&new).await?;
        Ok(new.id)
    }

    /// Adds an organisation below its parent, which must be there. The tree is locked.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the code or the SIRET is taken.
    pub async fn insert(&self, new: &NewOrganisation) -> Result<(), StoreError> {
        let NewOrganisation { id, code, content } = new;
        let row = organisation::ActiveModel {
            id: Set((*id).into()),
            code: Set(code.to_string()),
            valid_until: Set(None),
            successor_id: Set(None),
            version: Set(Version::FIRST.get()),
            created_at: Set(self.now),
            updated_at: Set(self.now),
            ..columns(content)
        };
        organisation::Entity::insert(row).exec_without_returning(self.connection).await?;
        self.plant(*id, content.parent).await?;
        self.touch().await
    }

    /// Writes an organisation that was read at its version, moving all below it when it has another parent, and
    /// returns it as it then is. The tree is locked.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when it was written meanwhile.
    pub async fn update(&self, organisation: &Organisation) -> Result<Organisation, StoreError> {
        self.write(organisation).await?;
        if organisation.is_moved() {
            self.hang(organisation.id, organisation.content.parent).await?;
        }
        self.touched(organisation.id).await
    }

    /// As [`OrganisationRepository::update`], for an organisation that has just got another name: keeps its last one.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when it was written meanwhile.
    pub async fn rename(&self, organisation: &Organisation) -> Result<Organisation, StoreError> {
        if let Some(former) = organisation.former_names.last() {
            let row = organisation_former_name::ActiveModel {
                id: Set(new_id(self.now)),
                organisation_id: Set(organisation.id.into()),
                name: Set(former.name.to_string()),
                short_name: Set(former.short_name.to_string()),
                used_until: Set(former.used_until),
            };
            organisation_former_name::Entity::insert(row).exec_without_returning(self.connection).await?;
        }
        self.update(organisation).await
    }

    pub(super) async fn write(&self, organisation: &Organisation) -> Result<(), StoreError> {
        let Organisation {
            id,
            code: _,
            content,
            ancestors: _,
            state,
            former_names: _,
            version,
            created_at: _,
            updated_at,
        } = organisation;
        let row = organisation::ActiveModel {
            valid_until: Set(state.last_day()),
            successor_id: Set(state.successor().map(|OrganisationSummary { id, .. }| Uuid::from(*id))),
            version: Set(version.next().get()),
            updated_at: Set(*updated_at),
            ..columns(content)
        };
        let written = organisation::Entity::update_many()
            .set(row)
            .filter(organisation::Column::Id.eq(Uuid::from(*id)))
            .filter(organisation::Column::Version.eq(version.get()))
            .exec(self.connection)
            .await?;
        if written.rows_affected == 0 { Err(StoreError::Stale) } else { Ok(()) }
    }

    /// Tells every server, and returns the organisation as it now is.
    pub(super) async fn touched(&self, id: OrganisationId) -> Result<Organisation, StoreError> {
        self.touch().await?;
        self.find(id).await?.ok_or(StoreError::Stale)
    }

    async fn touch(&self) -> Result<(), StoreError> {
        let counters = CatalogueRepository::new(self.connection, self.now);
        counters.touch(Catalogue::Organisations).await?;
        counters.touch(Catalogue::Editions).await
    }
}

fn columns(content: &OrganisationContent) -> organisation::ActiveModel {
    let OrganisationContent { name, short_name, kind, siret, parent, valid_from } = content;
    organisation::ActiveModel {
        name: Set(name.to_string()),
        short_name: Set(short_name.to_string()),
        kind: Set(kind.slug().to_owned()),
        siret: Set(siret.as_ref().map(ToString::to_string)),
        parent_id: Set(parent.map(Uuid::from)),
        valid_from: Set(*valid_from),
        ..Default::default()
    }
}
