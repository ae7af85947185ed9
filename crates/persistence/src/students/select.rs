//! Which students, and what is read with them.

use std::collections::HashMap;

use sea_orm::sea_query::{Query, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, ExprTrait as _, JoinType,
    QueryFilter as _, QuerySelect as _, Select,
};
use uuid::Uuid;
use vmj_domain::access::StudentReach;
use vmj_domain::id::{EditionId, OrganisationId};
use vmj_domain::text::{Slug, fold};

use super::{CHUNK, StudentFilter, WishFilter};
use crate::StoreError;
use crate::accounts::nothing;
use crate::entity::student::{Column, Entity};
use crate::entity::{account, edition, school, student_organisation, student_wish};
use crate::padded::padded;
use crate::prefix::begins_with;
use crate::wishes;

/// Waiting for a decision.
pub const SUBMITTED: &str = "submitted";

/// Adds the edition, the person, the school and the wishes in the same statement.
pub fn with_summaries(query: Select<Entity>) -> Select<Entity> {
    let to_edition = Entity::belongs_to(edition::Entity).from(Column::EditionId).to(edition::Column::Id);
    let to_account = Entity::belongs_to(account::Entity).from(Column::AccountId).to(account::Column::Id);
    let to_school = Entity::belongs_to(school::Entity).from(Column::SchoolId).to(school::Column::Id);
    query
        .expr_as(wishes::of("students.id"), "wishes")
        .column_as(edition::Column::Name, "edition_name")
        .column_as(edition::Column::Day, "edition_day")
        .column(account::Column::GivenName)
        .column(account::Column::FamilyName)
        .column(account::Column::Email)
        .column(account::Column::EmailVerifiedAt)
        .column_as(school::Column::Uai, "known_school_uai")
        .column_as(school::Column::Name, "known_school_name")
        .join(JoinType::InnerJoin, to_edition.into())
        .join(JoinType::InnerJoin, to_account.into())
        .join(JoinType::LeftJoin, to_school.into())
}

/// The organisations that each of these students names, in the order of their ids.
pub async fn organisations_of<C: ConnectionTrait>(
    students: &[Uuid],
    connection: &C,
) -> Result<HashMap<Uuid, Vec<OrganisationId>>, StoreError> {
    let mut named: HashMap<_, Vec<_>> = HashMap::new();
    for students in students.chunks(CHUNK) {
        let of_students = student_organisation::Column::StudentId.is_in(padded(students));
        let query = student_organisation::Entity::find().filter(of_students);
        for row in query.all(connection).await? {
            named.entry(row.student_id).or_default().push(row.organisation_id.into());
        }
    }
    named.values_mut().for_each(|organisations| organisations.sort_unstable());
    Ok(named)
}

/// Those that a caller may see.
pub fn visible_to(query: Select<Entity>, reach: StudentReach) -> Select<Entity> {
    match reach {
        StudentReach::Everything => query,
        StudentReach::Own(account) => query.filter(Column::AccountId.eq(Uuid::from(account))),
        StudentReach::Nothing => query.filter(nothing()),
    }
}

/// Those of an edition that a caller may see and a filter asks for.
pub fn of_edition(edition: EditionId, reach: StudentReach, filter: &StudentFilter) -> Select<Entity> {
    let query = Entity::find().filter(Column::EditionId.eq(Uuid::from(edition)));
    visible_to(query, reach).filter(condition(filter))
}

fn condition(filter: &StudentFilter) -> Condition {
    let StudentFilter { state, open, study_level, diploma_kind, school, wishes, departments, name } = filter;
    let named = name.as_deref().map(|name| begins_with(Column::SortName, &fold(name)));
    let open = open.map(|criterion| {
        let waiting = Column::State.eq(SUBMITTED);
        waiting.and(Column::Criteria.like(format!("%{}%", criterion.slug())))
    });
    Condition::all()
        .add_option(state.map(|state| Column::State.eq(state)))
        .add_option(open)
        .add_option(study_level.map(|level| Column::StudyLevel.eq(level.slug())))
        .add_option(diploma_kind.map(|kind| Column::DiplomaKind.eq(kind.slug())))
        .add_option(school.map(|school| Column::SchoolId.eq(Uuid::from(school))))
        .add_option(wishes.as_ref().map(wishing))
        .add_option(departments.as_deref().map(living))
        .add_option(named)
}

fn living(departments: &[String]) -> SimpleExpr {
    let codes: Vec<_> = departments.iter().map(String::as_str).collect();
    Column::HomeDepartmentCode.is_in(padded(&codes))
}

fn wishing(wishes: &WishFilter) -> SimpleExpr {
    let wished = Condition::any()
        .add(student_wish::Column::JobProfileCode.is_in(texts(&wishes.job_profiles)))
        .add(student_wish::Column::JobFamilyCode.is_in(texts(&wishes.job_families)));
    let wishing = Query::select()
        .column(student_wish::Column::StudentId)
        .from(student_wish::Entity)
        .cond_where(wished)
        .take();
    Column::Id.in_subquery(wishing)
}

fn texts(codes: &[Slug]) -> Vec<&str> {
    padded(&codes.iter().map(Slug::as_str).collect::<Vec<_>>())
}
