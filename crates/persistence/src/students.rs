//! Students.

mod columns;
mod needs;
mod row;
mod select;
mod write;

use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, Select,
};
use uuid::Uuid;
use vmj_domain::access::StudentReach;
use vmj_domain::clock::Instant;
use vmj_domain::id::{AccountId, EditionId, SchoolId, StudentId};
use vmj_domain::student::{Criterion, Student, StudentState};
use vmj_domain::study::{DiplomaKind, StudyLevel};
use vmj_domain::text::Slug;

pub use self::needs::OldNeeds;
use self::row::Row;
use crate::StoreError;
use crate::accounts::sort_name;
use crate::entity::student::{Column, Entity};
use crate::lock::read_locked;
use crate::padded::padded;
use crate::page::{Keyset, Slice};
use crate::tx::repository;

repository! {
    /// Students, what they wish for, and apart, what they need.
    StudentRepository
}

/// Most students of a statement that names each: the engines take a limited number of values.
const CHUNK: usize = 1000;

/// What a list of students is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct StudentFilter {
    /// In this state, by its slug.
    pub state: Option<&'static str>,
    /// Waiting for a decision on this.
    pub open: Option<Criterion>,
    /// In this year of study.
    pub study_level: Option<StudyLevel>,
    /// Working for this kind of diploma.
    pub diploma_kind: Option<DiplomaKind>,
    /// At this school.
    pub school: Option<SchoolId>,
    /// Who wish for one of these jobs, or for any of a family.
    pub wishes: Option<WishFilter>,
    /// Who live in one of these departments.
    pub departments: Option<Vec<String>>,
    /// Beginning of a family name.
    pub name: Option<String>,
}

/// The wishes that a list of students is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct WishFilter {
    /// A wish for one of these jobs.
    pub job_profiles: Vec<Slug>,
    /// Or a wish for this family.
    pub job_families: Vec<Slug>,
}

/// Students whose school has been found.
#[derive(Debug)]
pub struct Resolved {
    /// All of them.
    pub students: Vec<StudentId>,
    /// Those who have been submitted, and may have waited for it.
    pub waiting: Vec<Student>,
}

/// The orders of a list of students. Each ends with the id, so that every position is unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StudentSort {
    /// By family name, then given name, without accents or case.
    Name,
    /// By age: ids are in order of creation.
    Created,
    /// By the last change.
    Updated,
}

/// The key of a student in every order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudentKey {
    /// In order of names.
    pub name: String,
    /// In order of changes.
    pub updated_at: Instant,
    /// In order of creation.
    pub id: StudentId,
}

/// The key of a student, to start a page beside it.
#[must_use]
pub fn student_key(student: &Student) -> StudentKey {
    let name = sort_name(&student.person.given_name, &student.person.family_name);
    StudentKey { name, updated_at: student.updated_at, id: student.id }
}

impl<C: ConnectionTrait> StudentRepository<'_, C> {
    /// The student of an id, if the caller may see them.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find(&self, id: StudentId, reach: StudentReach) -> Result<Option<Student>, StoreError> {
        let query = select::visible_to(Entity::find_by_id(Uuid::from(id)), reach);
        Ok(self.all(query).await?.pop())
    }

    /// A page of the students of an edition that the caller may see.
    ///
    /// # Errors
    /// The store fails.
    pub async fn list(
        &self,
        edition: EditionId,
        reach: StudentReach,
        filter: &StudentFilter,
        (sort, descending): (StudentSort, bool),
        keyset: &Keyset<StudentKey>,
    ) -> Result<Slice<Student>, StoreError> {
        let query = select::of_edition(edition, reach, filter);
        let position = keyset.position.clone();
        let id = |key: &StudentKey| SimpleExpr::from(Uuid::from(key.id));
        let query = match sort {
            StudentSort::Name => {
                let position = position.map(|key| [SimpleExpr::from(key.name.clone()), id(&key)]);
                keyset.apply(query, [Column::SortName, Column::Id], descending, position)
            }
            StudentSort::Created => {
                keyset.apply(query, [Column::Id], descending, position.map(|key| [id(&key)]))
            }
            StudentSort::Updated => {
                let position = position.map(|key| [SimpleExpr::from(key.updated_at), id(&key)]);
                keyset.apply(query, [Column::UpdatedAt, Column::Id], descending, position)
            }
        };
        Ok(keyset.slice(self.all(query).await?))
    }

    /// How many students a list has in all.
    ///
    /// # Errors
    /// The store fails.
    pub async fn count(
        &self,
        edition: EditionId,
        reach: StudentReach,
        filter: &StudentFilter,
    ) -> Result<u64, StoreError> {
        Ok(select::of_edition(edition, reach, filter).count(self.connection).await?)
    }

    /// The students of a query, in two statements.
    async fn all(&self, query: Select<Entity>) -> Result<Vec<Student>, StoreError> {
        let rows = select::with_summaries(query).into_model::<Row>().all(self.connection).await?;
        let ids: Vec<_> = rows.iter().map(Row::id).collect();
        let organisations = select::organisations_of(&ids, self.connection).await?;
        rows.into_iter().map(|row| row.student(&organisations)).collect()
    }
}

impl StudentRepository<'_, DatabaseTransaction> {
    /// As [`StudentRepository::find`], locked until the end of the transaction: who comes meanwhile waits, and finds
    /// what this one has made of it.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find_locked(
        &self,
        id: StudentId,
        reach: StudentReach,
    ) -> Result<Option<Student>, StoreError> {
        Ok(self.locked(select::visible_to(Entity::find_by_id(Uuid::from(id)), reach)).await?.pop())
    }

    /// Those of these students of an edition that the caller may see, locked until the end of the transaction.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find_many_locked(
        &self,
        edition: EditionId,
        ids: &[StudentId],
        reach: StudentReach,
    ) -> Result<Vec<Student>, StoreError> {
        let ids = padded(ids).into_iter().map(Uuid::from);
        let query = select::of_edition(edition, reach, &StudentFilter::default());
        self.locked(query.filter(Column::Id.is_in(ids))).await
    }

    /// The submitted students of an account, locked. One that is being submitted at this moment is waited for.
    ///
    /// # Errors
    /// The store fails.
    pub async fn waiting_of(&self, account: AccountId) -> Result<Vec<Student>, StoreError> {
        let of_account = Column::AccountId.eq(Uuid::from(account));
        let mut students = self.locked(Entity::find().filter(of_account)).await?;
        students.retain(|student| matches!(student.state, StudentState::Submitted { .. }));
        Ok(students)
    }

    async fn locked(&self, query: Select<Entity>) -> Result<Vec<Student>, StoreError> {
        let id = |student: &Student| Uuid::from(student.id);
        read_locked(query, (Column::Id, id), self.connection, async |query| self.all(query).await).await
    }
}
