//! Schools.

mod row;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{OnConflict, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DatabaseBackend, DatabaseTransaction, EntityTrait as _,
    IntoActiveModel as _, PaginatorTrait as _, QueryFilter as _, Statement,
};
use uuid::Uuid;
use vmj_domain::id::SchoolId;
use vmj_domain::school::School;
use vmj_domain::text::{Uai, fold};

use crate::StoreError;
use crate::entity::{school, school_alias};
use crate::page::{Keyset, Slice};
use crate::prefix::begins_with;
use crate::tx::repository;

repository! {
    /// Schools, and the free texts by which people mean them.
    SchoolRepository
}

/// What a list of schools is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct SchoolFilter {
    /// Beginning of a name, without regard to accents and case.
    pub text: Option<String>,
    /// With this UAI.
    pub uai: Option<String>,
    /// In this department.
    pub department_code: Option<String>,
    /// Retired, or in use.
    pub retired: bool,
}

/// The key of a school in order of names, to start a page beside it.
#[must_use]
pub fn school_key(school: &School) -> (String, SchoolId) {
    (fold(school.content.name.as_str()), school.id)
}

impl<C: ConnectionTrait> SchoolRepository<'_, C> {
    /// The school of an id.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find(&self, id: SchoolId) -> Result<Option<School>, StoreError> {
        let row = school::Entity::find_by_id(Uuid::from(id)).one(self.connection).await?;
        row.map(School::try_from).transpose()
    }

    /// The school of a UAI.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find_by_uai(&self, uai: &Uai) -> Result<Option<School>, StoreError> {
        let query = school::Entity::find().filter(school::Column::Uai.eq(uai.as_str()));
        query.one(self.connection).await?.map(School::try_from).transpose()
    }

    /// A page of schools, by name.
    ///
    /// # Errors
    /// The store fails.
    pub async fn list(
        &self,
        filter: &SchoolFilter,
        descending: bool,
        keyset: &Keyset<(String, SchoolId)>,
    ) -> Result<Slice<School>, StoreError> {
        let position =
            keyset.position.clone().map(|(name, id)| [SimpleExpr::from(name), Uuid::from(id).into()]);
        let columns = [school::Column::SortName, school::Column::Id];
        let query = school::Entity::find().filter(condition(filter));
        let rows = keyset.apply(query, columns, descending, position).all(self.connection).await?;
        let schools = rows.into_iter().map(School::try_from).collect::<Result<Vec<_>, _>>()?;
        Ok(keyset.slice(schools))
    }

    /// How many schools a list has in all.
    ///
    /// # Errors
    /// The store fails.
    pub async fn count(&self, filter: &SchoolFilter) -> Result<u64, StoreError> {
        Ok(school::Entity::find().filter(condition(filter)).count(self.connection).await?)
    }

    /// The school in use that people mean by a free text, folded by [`fold`]. A name alone decides nothing: many schools
    /// share theirs.
    ///
    /// # Errors
    /// The store fails.
    pub async fn resolve(&self, folded_name: &str) -> Result<Option<School>, StoreError> {
        let meant = Query::select()
            .column(school_alias::Column::SchoolId)
            .from(school_alias::Entity)
            .and_where(school_alias::Column::FoldedName.eq(folded_name))
            .take();
        let in_use = school::Column::RetiredAt.is_null();
        let query = school::Entity::find().filter(school::Column::Id.in_subquery(meant)).filter(in_use);
        query.one(self.connection).await?.map(School::try_from).transpose()
    }
}

impl SchoolRepository<'_, DatabaseTransaction> {
    /// Adds a school.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the UAI is taken.
    pub async fn insert(&self, school: &School) -> Result<(), StoreError> {
        let row = school::Model::from(school).into_active_model();
        school::Entity::insert(row).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Writes a school that was read at its version, and returns it at the next.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when it was written meanwhile; [`StoreError::Duplicate`] when the UAI is taken.
    pub async fn update(&self, school: School) -> Result<School, StoreError> {
        let read_at = school.version;
        let written = School { version: read_at.next(), ..school };
        let row = sea_orm::ActiveModelTrait::reset_all(school::Model::from(&written).into_active_model());
        let outcome = school::Entity::update_many()
            .set(row)
            .filter(school::Column::Id.eq(Uuid::from(written.id)))
            .filter(school::Column::Version.eq(read_at.get()))
            .exec(self.connection)
            .await?;
        if outcome.rows_affected == 0 { Err(StoreError::Stale) } else { Ok(written) }
    }

    /// Keeps what a free text, folded by [`fold`], means as it is until the end of the transaction; or waits for those
    /// who do, to change it. SQLite has one writer at a time, who has already waited.
    ///
    /// # Errors
    /// The store fails.
    pub async fn hold_meaning(&self, folded_name: &str, to_change: bool) -> Result<(), StoreError> {
        if self.connection.get_database_backend() != DatabaseBackend::Postgres {
            return Ok(());
        }
        let sql = if to_change {
            "SELECT pg_advisory_xact_lock(hashtextextended('school ' || $1, 0))"
        } else {
            "SELECT pg_advisory_xact_lock_shared(hashtextextended('school ' || $1, 0))"
        };
        let statement = Statement::from_sql_and_values(DatabaseBackend::Postgres, sql, [folded_name.into()]);
        self.connection.execute_raw(statement).await?;
        Ok(())
    }

    /// Makes a free text, folded by [`fold`], mean a school from now on.
    ///
    /// # Errors
    /// The store fails.
    pub async fn set_meaning(&self, folded_name: &str, school: SchoolId) -> Result<(), StoreError> {
        let row = school_alias::ActiveModel {
            folded_name: Set(folded_name.to_owned()),
            school_id: Set(school.into()),
            created_at: Set(self.now),
        };
        let replace = OnConflict::column(school_alias::Column::FoldedName)
            .update_columns([school_alias::Column::SchoolId, school_alias::Column::CreatedAt])
            .to_owned();
        school_alias::Entity::insert(row)
            .on_conflict(replace)
            .exec_without_returning(self.connection)
            .await?;
        Ok(())
    }
}

fn condition(filter: &SchoolFilter) -> Condition {
    let SchoolFilter { text, uai, department_code, retired } = filter;
    let named = text.as_deref().map(|text| begins_with(school::Column::SortName, &fold(text)));
    let state =
        if *retired { school::Column::RetiredAt.is_not_null() } else { school::Column::RetiredAt.is_null() };
    Condition::all()
        .add(state)
        .add_option(named)
        .add_option(uai.as_deref().map(|uai| school::Column::Uai.eq(uai)))
        .add_option(department_code.as_deref().map(|code| school::Column::DepartmentCode.eq(code)))
}
