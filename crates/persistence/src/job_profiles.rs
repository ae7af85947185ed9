//! Job profiles.

use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
};
use vmj_domain::job_profile::{JobProfile, JobProfileContent};
use vmj_domain::text::{Label, RomeCode, Slug};

use crate::StoreError;
use crate::catalogue::{Catalogue, CatalogueRepository};
use crate::cells::Cells;
use crate::entity::job_profile;
use crate::tx::repository;

repository! {
    /// Job profiles. Every write raises the catalogue's counter.
    JobProfileRepository
}

impl<C: ConnectionTrait> JobProfileRepository<'_, C> {
    /// The profile of a code.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find(&self, code: &Slug) -> Result<Option<JobProfile>, StoreError> {
        let row = job_profile::Entity::find_by_id(code.as_str()).one(self.connection).await?;
        row.map(JobProfile::try_from).transpose()
    }

    /// All of them, by code: a few dozen.
    ///
    /// # Errors
    /// The store fails.
    pub async fn all(&self) -> Result<Vec<JobProfile>, StoreError> {
        let rows =
            job_profile::Entity::find().order_by_asc(job_profile::Column::Code).all(self.connection).await?;
        rows.into_iter().map(JobProfile::try_from).collect()
    }
}

impl JobProfileRepository<'_, DatabaseTransaction> {
    /// Adds a profile.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the code is taken.
    pub async fn insert(&self, profile: &JobProfile) -> Result<(), StoreError> {
        let row = job_profile::Model::from(profile).into_active_model();
        job_profile::Entity::insert(row).exec_without_returning(self.connection).await?;
        self.touch().await
    }

    /// Writes a profile that was read at its version, and returns it at the next.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when it was written meanwhile.
    pub async fn update(&self, profile: JobProfile) -> Result<JobProfile, StoreError> {
        let read_at = profile.version;
        let written = JobProfile { version: read_at.next(), ..profile };
        let row = job_profile::Model::from(&written).into_active_model().reset_all();
        let outcome = job_profile::Entity::update_many()
            .set(row)
            .filter(job_profile::Column::Code.eq(written.code.as_str()))
            .filter(job_profile::Column::Version.eq(read_at.get()))
            .exec(self.connection)
            .await?;
        if outcome.rows_affected == 0 {
            return Err(StoreError::Stale);
        }
        self.touch().await?;
        Ok(written)
    }

    async fn touch(&self) -> Result<(), StoreError> {
        let catalogues = CatalogueRepository::new(self.connection, self.now);
        catalogues.touch(Catalogue::JobProfiles).await?;
        // Editions show the labels of what they offer.
        catalogues.touch(Catalogue::Editions).await
    }
}

impl From<&JobProfile> for job_profile::Model {
    fn from(profile: &JobProfile) -> Self {
        let JobProfile { code, content, retired_at, version, updated_at } = profile;
        let JobProfileContent { family_code, label_fr, label_en, rome_code } = content;
        Self {
            code: code.to_string(),
            family_code: family_code.to_string(),
            label_fr: label_fr.to_string(),
            label_en: label_en.to_string(),
            rome_code: rome_code.as_ref().map(ToString::to_string),
            retired_at: *retired_at,
            version: version.get(),
            updated_at: *updated_at,
        }
    }
}

impl TryFrom<job_profile::Model> for JobProfile {
    type Error = StoreError;

    fn try_from(row: job_profile::Model) -> Result<Self, StoreError> {
        let job_profile::Model {
            code,
            family_code,
            label_fr,
            label_en,
            rome_code,
            retired_at,
            version,
            updated_at,
        } = row;
        let cells = Cells::of("job_profiles", &code);
        Ok(Self {
            code: cells.text(Slug::parse, &code)?,
            content: JobProfileContent {
                family_code: cells.text(Slug::parse, &family_code)?,
                label_fr: cells.text(Label::parse, &label_fr)?,
                label_en: cells.text(Label::parse, &label_en)?,
                rome_code: cells.optional(RomeCode::parse, &rome_code)?,
            },
            retired_at,
            version: cells.version(version)?,
            updated_at,
        })
    }
}
