//! Which ambassadors, and what is read with them.

use sea_orm::sea_query::{Expr, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, JoinType, QueryFilter as _, QuerySelect as _, Select,
};
use uuid::Uuid;
use vmj_domain::access::{AmbassadorReach, Reach};
use vmj_domain::id::{EditionId, OrganisationId};
use vmj_domain::text::{Slug, fold};

use super::AmbassadorFilter;
use crate::accounts::{below, nothing};
use crate::entity::ambassador::{Column, Entity};
use crate::entity::{account, ambassador_job_profile, edition, organisation};
use crate::padded::padded;
use crate::prefix::begins_with;

/// Adds the edition, the agent, the organisation and the job profiles in the same statement.
pub fn with_summaries(query: Select<Entity>) -> Select<Entity> {
    let job_profiles = "(SELECT string_agg(job_profile_code, ' ' ORDER BY rank) FROM ambassador_job_profiles \
                        WHERE ambassador_job_profiles.ambassador_id = ambassadors.id)";
    let to_edition = Entity::belongs_to(edition::Entity).from(Column::EditionId).to(edition::Column::Id);
    let to_account = Entity::belongs_to(account::Entity).from(Column::AccountId).to(account::Column::Id);
    let to_organisation =
        Entity::belongs_to(organisation::Entity).from(Column::OrganisationId).to(organisation::Column::Id);
    query
        .expr_as(Expr::cust(job_profiles), "job_profiles")
        .column_as(edition::Column::Name, "edition_name")
        .column_as(edition::Column::Day, "edition_day")
        .column(account::Column::GivenName)
        .column(account::Column::FamilyName)
        .column(account::Column::Email)
        .column_as(organisation::Column::Code, "organisation_code")
        .column_as(organisation::Column::Name, "organisation_name")
        .join(JoinType::InnerJoin, to_edition.into())
        .join(JoinType::InnerJoin, to_account.into())
        .join(JoinType::InnerJoin, to_organisation.into())
}

/// Those that a caller may see.
pub fn visible_to(query: Select<Entity>, reach: AmbassadorReach) -> Select<Entity> {
    let AmbassadorReach { own, others } = reach;
    let others = match others {
        Reach::Everything => return query,
        Reach::Subtree(node) => Some(in_subtree(node)),
        Reach::Nothing => None,
    };
    let own = own.map(|account| Column::AccountId.eq(Uuid::from(account)));
    let none = (others.is_none() && own.is_none()).then(nothing);
    query.filter(Condition::any().add_option(own).add_option(others).add_option(none))
}

/// Those of an edition that a caller may see and a filter asks for.
pub fn of_edition(edition: EditionId, reach: AmbassadorReach, filter: &AmbassadorFilter) -> Select<Entity> {
    let query = Entity::find().filter(Column::EditionId.eq(Uuid::from(edition)));
    visible_to(query, reach).filter(condition(filter))
}

fn in_subtree(node: OrganisationId) -> SimpleExpr {
    Column::OrganisationId.in_subquery(below(node))
}

fn condition(filter: &AmbassadorFilter) -> Condition {
    let AmbassadorFilter { state, organisation, job_profiles, departments, format, name } = filter;
    let doing = |codes: &Vec<Slug>| {
        let codes: Vec<_> = codes.iter().map(Slug::as_str).collect();
        let doing = Query::select()
            .column(ambassador_job_profile::Column::AmbassadorId)
            .from(ambassador_job_profile::Entity)
            .and_where(ambassador_job_profile::Column::JobProfileCode.is_in(padded(&codes)))
            .take();
        Column::Id.in_subquery(doing)
    };
    let placed = |codes: &Vec<String>| {
        let codes: Vec<_> = codes.iter().map(String::as_str).collect();
        Column::DepartmentCode.is_in(padded(&codes))
    };
    Condition::all()
        .add_option(state.map(|state| Column::State.eq(state)))
        .add_option(organisation.map(in_subtree))
        .add_option(job_profiles.as_ref().map(doing))
        .add_option(departments.as_ref().map(placed))
        .add_option(format.map(|format| Column::Formats.like(format!("%{}%", format.slug()))))
        .add_option(name.as_deref().map(|name| begins_with(Column::SortName, &fold(name))))
}
