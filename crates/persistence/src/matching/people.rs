//! The people of a plan, as the rows that show them read them.

use sea_orm::sea_query::{Alias, Condition, Expr, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, EntityTrait, ExprTrait as _, FromQueryResult, JoinType, QuerySelect as _, RelationDef,
    Select,
};
use uuid::Uuid;
use vmj_domain::account::PersonSummary;
use vmj_domain::id::OrganisationId;
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::text::{Email, PersonName};

use crate::StoreError;
use crate::accounts::below;
use crate::cells::Cells;
use crate::entity::{account, ambassador, organisation, student};
use crate::padded::padded;

/// The columns of a person, nested in another row.
#[derive(FromQueryResult)]
pub struct PersonRow {
    account_id: Uuid,
    given_name: String,
    family_name: String,
    email: String,
}

impl PersonRow {
    /// The person, by the cells of the row that they are nested in.
    pub fn read(&self, cells: Cells<'_>) -> Result<PersonSummary, StoreError> {
        Ok(PersonSummary {
            id: self.account_id.into(),
            given_name: cells.text(PersonName::parse, &self.given_name)?,
            family_name: cells.text(PersonName::parse, &self.family_name)?,
            email: cells.text(Email::parse, &self.email)?,
        })
    }
}

/// The columns of an agent and their organisation, nested in another row.
#[derive(FromQueryResult)]
pub struct AgentRow {
    #[sea_orm(nested)]
    person: PersonRow,
    organisation_id: Uuid,
    organisation_code: String,
    organisation_name: String,
}

impl AgentRow {
    /// Both, by the cells of the row that they are nested in.
    pub fn read(&self, cells: Cells<'_>) -> Result<(PersonSummary, OrganisationSummary), StoreError> {
        let organisation =
            cells.organisation(self.organisation_id, &self.organisation_code, &self.organisation_name)?;
        Ok((self.person.read(cells)?, organisation))
    }
}

/// Adds the student of a column and a [`PersonRow`] under the prefix `student_`.
pub fn with_student<E: EntityTrait>(query: Select<E>, of: E::Column) -> Select<E> {
    let to_student: RelationDef = E::belongs_to(student::Entity).from(of).to(student::Column::Id).into();
    with_account_of_student(query.join(JoinType::InnerJoin, to_student))
}

/// As [`with_student`], where the student has been joined.
pub fn with_account_of_student<E: EntityTrait>(query: Select<E>) -> Select<E> {
    let to_account =
        student::Entity::belongs_to(account::Entity).from(student::Column::AccountId).to(account::Column::Id);
    let query = query.join_as(JoinType::InnerJoin, to_account.into(), "student_account");
    person_columns(query, "student_account", "student")
}

/// Adds the ambassador of a column and an [`AgentRow`] under the prefix `agent_`. Includes what [`with_ambassador`] adds.
pub fn with_agent<E: EntityTrait>(query: Select<E>, of: E::Column) -> Select<E> {
    let to_account = ambassador::Entity::belongs_to(account::Entity)
        .from(ambassador::Column::AccountId)
        .to(account::Column::Id);
    let to_organisation = ambassador::Entity::belongs_to(organisation::Entity)
        .from(ambassador::Column::OrganisationId)
        .to(organisation::Column::Id);
    let query = with_ambassador(query, of)
        .join_as(JoinType::InnerJoin, to_account.into(), "agent_account")
        .join_as(JoinType::InnerJoin, to_organisation.into(), "agent_organisation");
    agent_columns(query, "agent")
}

/// Adds the ambassador of a column, by which organisation and place are decided.
pub fn with_ambassador<E: EntityTrait>(query: Select<E>, of: E::Column) -> Select<E> {
    let to_ambassador: RelationDef =
        E::belongs_to(ambassador::Entity).from(of).to(ambassador::Column::Id).into();
    query.join(JoinType::InnerJoin, to_ambassador)
}

/// The columns of an [`AgentRow`] under a prefix, from an account and an organisation that are joined under it.
pub fn agent_columns<E: EntityTrait>(query: Select<E>, prefix: &'static str) -> Select<E> {
    let organisation = format!("{prefix}_organisation");
    let columns = [
        (organisation::Column::Id, "id"),
        (organisation::Column::Code, "code"),
        (organisation::Column::Name, "name"),
    ];
    let query = columns.into_iter().fold(query, |query, (column, name)| {
        let cell = Expr::col((Alias::new(&organisation), column));
        query.expr_as(cell, format!("{prefix}_organisation_{name}"))
    });
    person_columns(query, &format!("{prefix}_account"), prefix)
}

fn person_columns<E: EntityTrait>(query: Select<E>, account: &str, prefix: &str) -> Select<E> {
    let columns = [
        (account::Column::Id, "account_id"),
        (account::Column::GivenName, "given_name"),
        (account::Column::FamilyName, "family_name"),
        (account::Column::Email, "email"),
    ];
    columns.into_iter().fold(query, |query, (column, name)| {
        query.expr_as(Expr::col((Alias::new(account), column)), format!("{prefix}_{name}"))
    })
}

/// Of an ambassador at a node or below it.
pub fn within(node: OrganisationId) -> SimpleExpr {
    Expr::col((ambassador::Entity, ambassador::Column::OrganisationId)).in_subquery(below(node))
}

/// Of an ambassador whom a caller may see and a filter asks for.
pub fn placed(
    reach: Option<OrganisationId>,
    organisation: Option<OrganisationId>,
    departments: Option<&[String]>,
) -> Condition {
    let in_departments = |codes: &[String]| {
        let codes: Vec<_> = codes.iter().map(String::as_str).collect();
        ambassador::Column::DepartmentCode.is_in(padded(&codes))
    };
    Condition::all()
        .add_option(reach.map(within))
        .add_option(organisation.map(within))
        .add_option(departments.map(in_departments))
}
