//! Editions.

mod row;
mod usage;

use chrono::NaiveDate;
use row::{OfferedRow, OrganisationRow};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DatabaseTransaction,
    EntityTrait as _, IntoActiveModel as _, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    Select,
};
use uuid::Uuid;
use vmj_domain::edition::{Edition, EditionState};
use vmj_domain::id::EditionId;

use crate::StoreError;
use crate::catalogue::{Catalogue, CatalogueRepository};
use crate::entity::{edition, edition_job_profile, edition_organisation, job_profile, organisation};
use crate::tx::repository;

repository! {
    /// Editions, with what they offer and who takes part. Every write raises the catalogue's counter.
    EditionRepository
}

impl<C: ConnectionTrait> EditionRepository<'_, C> {
    /// The edition of an id.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find(&self, id: EditionId) -> Result<Option<Edition>, StoreError> {
        self.read(edition::Entity::find_by_id(Uuid::from(id))).await
    }

    async fn read(&self, query: Select<edition::Entity>) -> Result<Option<Edition>, StoreError> {
        let Some(row) = query.one(self.connection).await? else { return Ok(None) };
        let only = |query: Select<edition_job_profile::Entity>| {
            query.filter(edition_job_profile::Column::EditionId.eq(row.id))
        };
        let offered = only(offered()).into_model::<OfferedRow>().all(self.connection).await?;
        let organisations = participating().filter(edition_organisation::Column::EditionId.eq(row.id));
        let organisations = organisations.into_model::<OrganisationRow>().all(self.connection).await?;
        row::edition(row, &offered, &organisations).map(Some)
    }

    /// All of them, latest day first: one a year.
    ///
    /// # Errors
    /// The store fails.
    pub async fn all(&self) -> Result<Vec<Edition>, StoreError> {
        let rows = edition::Entity::find()
            .order_by_desc(edition::Column::Day)
            .order_by_desc(edition::Column::Id)
            .all(self.connection)
            .await?;
        let offered = offered().into_model::<OfferedRow>().all(self.connection).await?;
        let organisations = participating().into_model::<OrganisationRow>().all(self.connection).await?;
        rows.into_iter().map(|row| row::edition(row, &offered, &organisations)).collect()
    }

    /// The published ones whose day lies before this one.
    ///
    /// # Errors
    /// The store fails.
    pub async fn published_before(&self, day: NaiveDate) -> Result<Vec<EditionId>, StoreError> {
        let published = edition::Column::State.eq(EditionState::Published.slug());
        let query = edition::Entity::find().filter(published);
        self.ids(query.filter(edition::Column::Day.lt(day))).await
    }

    /// The open ones, never opened again, whose two windows end before this day.
    ///
    /// # Errors
    /// The store fails.
    pub async fn open_with_windows_before(&self, day: NaiveDate) -> Result<Vec<EditionId>, StoreError> {
        let open = EditionState::Open { reopened_because: None };
        let query = edition::Entity::find()
            .filter(edition::Column::State.eq(open.slug()))
            .filter(edition::Column::StateReason.is_null())
            .filter(edition::Column::AmbassadorsCloseOn.lt(day))
            .filter(edition::Column::StudentsCloseOn.lt(day));
        self.ids(query).await
    }

    async fn ids(&self, query: Select<edition::Entity>) -> Result<Vec<EditionId>, StoreError> {
        let query = query.select_only().column(edition::Column::Id).order_by_asc(edition::Column::Id);
        let ids: Vec<Uuid> = query.into_tuple().all(self.connection).await?;
        Ok(ids.into_iter().map(Into::into).collect())
    }
}

impl EditionRepository<'_, DatabaseTransaction> {
    /// As [`EditionRepository::find`], and keeps it as it is until the end of the transaction: who acts on the people
    /// of an edition asks this, so that nothing which they use is taken away at the same moment.
    ///
    /// # Errors
    /// The store fails.
    pub async fn hold(&self, id: EditionId) -> Result<Option<Edition>, StoreError> {
        self.read(edition::Entity::find_by_id(Uuid::from(id)).lock(LockType::Share)).await
    }

    /// As [`EditionRepository::find`], to change it: waits for all who hold it, and they for this transaction.
    ///
    /// # Errors
    /// The store fails.
    pub async fn take(&self, id: EditionId) -> Result<Option<Edition>, StoreError> {
        self.read(edition::Entity::find_by_id(Uuid::from(id)).lock(LockType::NoKeyUpdate)).await
    }

    /// Takes all that are still to be held, as [`EditionRepository::take`] does one: a merger changes who takes part in
    /// them, and where their people stand.
    ///
    /// # Errors
    /// The store fails.
    pub async fn take_live(&self) -> Result<(), StoreError> {
        let query = edition::Entity::find()
            .select_only()
            .column(edition::Column::Id)
            .filter(edition::Column::State.is_not_in(["held", "closed", "cancelled"]))
            .order_by_asc(edition::Column::Id)
            .lock(LockType::NoKeyUpdate);
        query.into_tuple::<Uuid>().all(self.connection).await?;
        Ok(())
    }

    /// Adds an edition.
    ///
    /// # Errors
    /// The store fails.
    pub async fn insert(&self, edition: &Edition) -> Result<(), StoreError> {
        let row = row::model(edition).into_active_model();
        edition::Entity::insert(row).exec_without_returning(self.connection).await?;
        self.write_parts(edition).await?;
        self.touch().await
    }

    /// Writes an edition that was read at its version, but for what it offers and who takes part, and returns it at the
    /// next version.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when it was written meanwhile.
    pub async fn update(&self, edition: Edition) -> Result<Edition, StoreError> {
        let read_at = edition.version;
        let written = Edition { version: read_at.next(), ..edition };
        let id = Uuid::from(written.id);
        let outcome = edition::Entity::update_many()
            .set(row::model(&written).into_active_model().reset_all())
            .filter(edition::Column::Id.eq(id))
            .filter(edition::Column::Version.eq(read_at.get()))
            .exec(self.connection)
            .await?;
        if outcome.rows_affected == 0 {
            return Err(StoreError::Stale);
        }
        self.touch().await?;
        Ok(written)
    }

    /// As [`EditionRepository::update`], with what it offers and who takes part.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when it was written meanwhile.
    pub async fn replace(&self, edition: Edition) -> Result<Edition, StoreError> {
        let written = self.update(edition).await?;
        let id = Uuid::from(written.id);
        edition_job_profile::Entity::delete_many()
            .filter(edition_job_profile::Column::EditionId.eq(id))
            .exec(self.connection)
            .await?;
        edition_organisation::Entity::delete_many()
            .filter(edition_organisation::Column::EditionId.eq(id))
            .exec(self.connection)
            .await?;
        self.write_parts(&written).await?;
        Ok(written)
    }

    async fn write_parts(&self, edition: &Edition) -> Result<(), StoreError> {
        let id = Uuid::from(edition.id);
        let profiles = edition.job_profiles.iter().map(|offered| edition_job_profile::ActiveModel {
            edition_id: Set(id),
            job_profile_code: Set(offered.profile.code.to_string()),
            job_offers_url: Set(offered.job_offers_url.as_ref().map(ToString::to_string)),
        });
        edition_job_profile::Entity::insert_many(profiles).exec_without_returning(self.connection).await?;
        let organisations =
            edition.organisations.iter().map(|organisation| edition_organisation::ActiveModel {
                edition_id: Set(id),
                organisation_id: Set(organisation.id.into()),
            });
        edition_organisation::Entity::insert_many(organisations)
            .exec_without_returning(self.connection)
            .await?;
        Ok(())
    }

    async fn touch(&self) -> Result<(), StoreError> {
        CatalogueRepository::new(self.connection, self.now).touch(Catalogue::Editions).await
    }
}

fn offered() -> Select<edition_job_profile::Entity> {
    let to_profile = edition_job_profile::Entity::belongs_to(job_profile::Entity)
        .from(edition_job_profile::Column::JobProfileCode)
        .to(job_profile::Column::Code);
    edition_job_profile::Entity::find()
        .column(job_profile::Column::FamilyCode)
        .column(job_profile::Column::LabelFr)
        .column(job_profile::Column::LabelEn)
        .join(JoinType::InnerJoin, to_profile.into())
        .order_by_asc(edition_job_profile::Column::JobProfileCode)
}

fn participating() -> Select<edition_organisation::Entity> {
    let to_organisation = edition_organisation::Entity::belongs_to(organisation::Entity)
        .from(edition_organisation::Column::OrganisationId)
        .to(organisation::Column::Id);
    edition_organisation::Entity::find()
        .column(organisation::Column::Code)
        .column(organisation::Column::Name)
        .join(JoinType::InnerJoin, to_organisation.into())
        .order_by_asc(organisation::Column::Code)
}
