//! What people have made of an edition's parameters.

use sea_orm::sea_query::{Alias, Expr, Func, Query, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use uuid::Uuid;
use vmj_domain::edition::EditionUsage;
use vmj_domain::id::{EditionId, OrganisationId};
use vmj_domain::text::Slug;

use super::EditionRepository;
use crate::StoreError;
use crate::cells::Cells;
use crate::entity::{ambassador, ambassador_job_profile, organisation_ancestor, student, student_wish};

/// Who has left uses nothing any more.
const GONE: &str = "withdrawn";

#[derive(FromQueryResult)]
struct Numbers {
    most_wishes: Option<i32>,
    least_capacity: Option<i32>,
    most_capacity: Option<i32>,
}

impl<C: ConnectionTrait> EditionRepository<'_, C> {
    /// What people who have not withdrawn have made of an edition.
    ///
    /// # Errors
    /// The store fails.
    pub async fn usage(&self, id: EditionId) -> Result<EditionUsage, StoreError> {
        let id = Uuid::from(id);
        let backend = self.connection.get_database_backend();
        let numbers = Numbers::find_by_statement(backend.build(&numbers(id))).one(self.connection).await?;
        let numbers =
            numbers.unwrap_or(Numbers { most_wishes: None, least_capacity: None, most_capacity: None });
        let profiles = self.connection.query_all_raw(backend.build(&profiles(id))).await?;
        let codes = profiles.iter().map(|row| row.try_get_by_index::<String>(0));
        let codes = codes.collect::<Result<Vec<_>, _>>()?;
        let job_profiles =
            codes.iter().map(|code| Cells::of("ambassador_job_profiles", code).text(Slug::parse, code));
        let lines: Vec<(Uuid, Uuid)> = lines(id).into_tuple().all(self.connection).await?;
        let line =
            |line: &[(Uuid, Uuid)]| line.iter().map(|(_, above)| OrganisationId::from(*above)).collect();
        let count = |number: Option<i32>| number.and_then(|number| u32::try_from(number).ok());
        Ok(EditionUsage {
            most_wishes: count(numbers.most_wishes).unwrap_or(0),
            least_capacity: count(numbers.least_capacity),
            most_capacity: count(numbers.most_capacity),
            job_profiles: job_profiles.collect::<Result<_, _>>()?,
            organisations: lines.chunk_by(|(one, _), (next, _)| one == next).map(line).collect(),
        })
    }
}

fn present_ambassadors(id: Uuid) -> SelectStatement {
    Query::select()
        .from(ambassador::Entity)
        .and_where(ambassador::Column::EditionId.eq(id))
        .and_where(ambassador::Column::State.ne(GONE))
        .take()
}

fn wishes_of_present_students(id: Uuid) -> SelectStatement {
    let present = Query::select()
        .column(student::Column::Id)
        .from(student::Entity)
        .and_where(student::Column::EditionId.eq(id))
        .and_where(student::Column::State.ne(GONE))
        .take();
    Query::select()
        .from(student_wish::Entity)
        .and_where(student_wish::Column::StudentId.in_subquery(present))
        .take()
}

fn numbers(id: Uuid) -> SelectStatement {
    let capacity = || Expr::col(ambassador::Column::Capacity);
    let least = present_ambassadors(id).expr(Func::min(capacity())).take();
    let most = present_ambassadors(id).expr(Func::max(capacity())).take();
    let wishes = wishes_of_present_students(id).expr(Func::max(Expr::col(student_wish::Column::Rank))).take();
    Query::select()
        .expr_as(Expr::from(wishes), Alias::new("most_wishes"))
        .expr_as(Expr::from(least), Alias::new("least_capacity"))
        .expr_as(Expr::from(most), Alias::new("most_capacity"))
        .take()
}

fn profiles(id: Uuid) -> SelectStatement {
    let present = present_ambassadors(id).column(ambassador::Column::Id).take();
    let wished = wishes_of_present_students(id)
        .column(student_wish::Column::JobProfileCode)
        .and_where(student_wish::Column::JobProfileCode.is_not_null())
        .take();
    Query::select()
        .column(ambassador_job_profile::Column::JobProfileCode)
        .from(ambassador_job_profile::Entity)
        .and_where(ambassador_job_profile::Column::AmbassadorId.in_subquery(present))
        .union(UnionType::Distinct, wished)
        .take()
}

/// The organisations of which there is an ambassador: each with those above it, itself included.
fn lines(id: Uuid) -> sea_orm::Select<organisation_ancestor::Entity> {
    let present = present_ambassadors(id).column(ambassador::Column::OrganisationId).take();
    organisation_ancestor::Entity::find()
        .select_only()
        .column(organisation_ancestor::Column::OrganisationId)
        .column(organisation_ancestor::Column::AncestorId)
        .filter(organisation_ancestor::Column::OrganisationId.in_subquery(present))
        .order_by_asc(organisation_ancestor::Column::OrganisationId)
}
