//! Writing students.

use std::collections::HashMap;

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, EntityTrait as _, ExprTrait as _, QueryFilter as _};
use uuid::Uuid;
use vmj_domain::id::SchoolId;
use vmj_domain::student::{Student, StudentState, Wish};

use super::columns::{all, changeable, with_state};
use super::select::SUBMITTED;
use super::{CHUNK, Resolved, StudentRepository};
use crate::StoreError;
use crate::bulk;
use crate::entity::student::{ActiveModel, Column, Entity};
use crate::entity::{student_organisation, student_wish};
use crate::lock::lock;
use crate::padded::padded;
use crate::reasons::reasons;

impl StudentRepository<'_, DatabaseTransaction> {
    /// Adds a student.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the account is one already in this edition.
    pub async fn insert(&self, student: &Student) -> Result<(), StoreError> {
        self.insert_many(&[student]).await
    }

    /// Adds students.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when one of the accounts is one already in this edition.
    pub async fn insert_many(&self, students: &[&Student]) -> Result<(), StoreError> {
        bulk::insert(students.iter().map(|student| all(student)), self.connection).await?;
        self.insert_parts(students).await
    }

    /// Writes a student that was read at its version, wishes and all, and returns it at the next.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when it was written meanwhile.
    pub async fn update(&self, student: Student) -> Result<Student, StoreError> {
        let written = self.update_row(student).await?;
        let id = Uuid::from(written.id);
        student_wish::Entity::delete_many()
            .filter(student_wish::Column::StudentId.eq(id))
            .exec(self.connection)
            .await?;
        student_organisation::Entity::delete_many()
            .filter(student_organisation::Column::StudentId.eq(id))
            .exec(self.connection)
            .await?;
        self.insert_parts(&[&written]).await?;
        Ok(written)
    }

    /// As [`StudentRepository::update`], where neither wishes nor organisations have changed.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when it was written meanwhile.
    pub async fn update_row(&self, student: Student) -> Result<Student, StoreError> {
        let read_at = student.version;
        let written = Student { version: read_at.next(), ..student };
        let outcome = Entity::update_many()
            .set(changeable(&written))
            .filter(Column::Id.eq(Uuid::from(written.id)))
            .filter(Column::Version.eq(read_at.get()))
            .exec(self.connection)
            .await?;
        if outcome.rows_affected == 0 { Err(StoreError::Stale) } else { Ok(written) }
    }

    /// Writes the new states of students whose rows this transaction has locked: a statement for all that come to the
    /// same state in the same way, and another for each thousand of them.
    ///
    /// # Errors
    /// The store fails.
    pub async fn update_states<'a>(
        &self,
        students: impl IntoIterator<Item = &'a Student>,
    ) -> Result<(), StoreError> {
        let mut outcomes: HashMap<_, (&StudentState, Vec<_>)> = HashMap::new();
        for Student { id, state, .. } in students {
            let outcome = (state.slug(), state.decider(), state.criteria());
            let moved = outcomes.entry(outcome).or_insert((state, Vec::new()));
            moved.1.push((Uuid::from(*id), state.reason()));
        }
        for (state, moved) in outcomes.into_values() {
            for moved in moved.chunks(CHUNK) {
                let moved = padded(moved);
                let row = ActiveModel {
                    state_reason: NotSet,
                    state_changed_at: Set(self.now),
                    updated_at: Set(self.now),
                    ..with_state(ActiveModel::default(), state)
                };
                Entity::update_many()
                    .set(row)
                    .col_expr(Column::StateReason, reasons(Column::Id, &moved))
                    .col_expr(Column::Version, Expr::col(Column::Version).add(1))
                    .filter(Column::Id.is_in(moved.iter().map(|(id, _)| *id)))
                    .exec(self.connection)
                    .await?;
            }
        }
        Ok(())
    }

    /// Puts all who named their school in these words, folded by [`vmj_domain::text::fold`], at the school that is
    /// meant, and locks them.
    ///
    /// # Errors
    /// The store fails.
    pub async fn resolve_school(&self, folded_name: &str, school: SchoolId) -> Result<Resolved, StoreError> {
        let meant = Column::SchoolNameFolded.eq(folded_name);
        let locked = lock(Entity::find().filter(meant.clone()), Column::Id, self.connection).await?;
        let row = ActiveModel {
            school_id: Set(Some(school.into())),
            school_name: Set(None),
            school_name_folded: Set(None),
            updated_at: Set(self.now),
            ..ActiveModel::default()
        };
        Entity::update_many()
            .set(row)
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(meant)
            .exec(self.connection)
            .await?;
        let at_school = Column::SchoolId.eq(Uuid::from(school)).and(Column::State.eq(SUBMITTED));
        let mut waiting = self.all(Entity::find().filter(at_school)).await?;
        // Others were at this school before.
        waiting.retain(|student| locked.contains(&student.id.into()));
        Ok(Resolved { students: locked.into_iter().map(Into::into).collect(), waiting })
    }

    async fn insert_parts(&self, students: &[&Student]) -> Result<(), StoreError> {
        bulk::insert(students.iter().flat_map(|student| wishes(student)), self.connection).await?;
        bulk::insert(students.iter().flat_map(|student| organisations(student)), self.connection).await
    }
}

fn wishes(student: &Student) -> impl Iterator<Item = student_wish::ActiveModel> {
    (1..).zip(&student.form.wishes).map(|(rank, wish)| {
        let (profile, family) = match wish {
            Wish::Profile(code) => (Some(code.to_string()), None),
            Wish::Family(code) => (None, Some(code.to_string())),
        };
        student_wish::ActiveModel {
            student_id: Set(student.id.into()),
            rank: Set(rank),
            job_profile_code: Set(profile),
            job_family_code: Set(family),
        }
    })
}

fn organisations(student: &Student) -> impl Iterator<Item = student_organisation::ActiveModel> {
    student.form.organisations.iter().map(|organisation| student_organisation::ActiveModel {
        student_id: Set(student.id.into()),
        organisation_id: Set((*organisation).into()),
    })
}
