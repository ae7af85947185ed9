//! Which pairings, and what is read with them.

use sea_orm::sea_query::{Alias, Expr, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, ExprTrait as _, JoinType, QueryFilter as _,
    QuerySelect as _, Select,
};
use uuid::Uuid;
use vmj_domain::access::{PairingReach, Reach};
use vmj_domain::id::{AccountId, EditionId, OrganisationId};
use vmj_domain::pairing::Party;
use vmj_domain::text::Slug;

use super::{Awaiting, PairingFilter};
use crate::accounts::{below, nothing};
use crate::entity::pairing::{Column, Entity};
use crate::entity::{account, ambassador, edition, organisation, student};
use crate::padded::padded;
use crate::wishes;

/// The states that are neither lost nor over.
pub const OPEN: [&str; 2] = ["proposed", "confirmed"];

const STUDENT_ACCOUNT: &str = "student_account";
const AMBASSADOR_ACCOUNT: &str = "ambassador_account";
const REPLACEMENT: &str = "replacement";

/// Adds both sides, the edition and the pairing that replaces it, in the same statement. Includes what
/// [`with_ambassador`] adds.
pub fn with_summaries(query: Select<Entity>) -> Select<Entity> {
    let to_edition = Entity::belongs_to(edition::Entity).from(Column::EditionId).to(edition::Column::Id);
    let to_student = Entity::belongs_to(student::Entity).from(Column::StudentId).to(student::Column::Id);
    let account_of = |column| Entity::belongs_to(account::Entity).from(column).to(account::Column::Id);
    let to_organisation = ambassador::Entity::belongs_to(organisation::Entity)
        .from(ambassador::Column::OrganisationId)
        .to(organisation::Column::Id);
    let to_replacement = Entity::belongs_to(Entity).from(Column::Id).to(Column::ReplacesId);
    let mut query = with_ambassador(query)
        .expr_as(wishes::of("pairings.student_id"), "wishes")
        .expr_as(Expr::col((Alias::new(REPLACEMENT), Column::Id)), "replaced_by")
        .column_as(edition::Column::Name, "edition_name")
        .column_as(edition::Column::Day, "edition_day")
        .column_as(student::Column::Phone, "student_phone")
        .column(student::Column::StudyLevel)
        .column(student::Column::DiplomaKind)
        .column(student::Column::Curriculum)
        .column_as(student::Column::Languages, "student_languages")
        .column_as(organisation::Column::Code, "organisation_code")
        .column_as(organisation::Column::Name, "organisation_name")
        .join(JoinType::InnerJoin, to_edition.into())
        .join(JoinType::InnerJoin, to_student.into())
        .join(JoinType::InnerJoin, to_organisation.into())
        .join_as(JoinType::InnerJoin, account_of(Column::StudentAccountId).into(), STUDENT_ACCOUNT)
        .join_as(JoinType::InnerJoin, account_of(Column::AmbassadorAccountId).into(), AMBASSADOR_ACCOUNT)
        .join_as(JoinType::LeftJoin, to_replacement.into(), REPLACEMENT);
    for (alias, prefix) in [(STUDENT_ACCOUNT, "student"), (AMBASSADOR_ACCOUNT, "agent")] {
        let columns = [
            (account::Column::GivenName, "given_name"),
            (account::Column::FamilyName, "family_name"),
            (account::Column::Email, "email"),
            (account::Column::Locale, "locale"),
        ];
        for (column, name) in columns {
            query = query.expr_as(Expr::col((Alias::new(alias), column)), format!("{prefix}_{name}"));
        }
    }
    for (column, name) in AMBASSADOR_COLUMNS {
        query = query.column_as(column, name);
    }
    query
}

/// What is read of the ambassador, under names of its own.
const AMBASSADOR_COLUMNS: [(ambassador::Column, &str); 17] = [
    (ambassador::Column::OrganisationId, "organisation_id"),
    (ambassador::Column::Programme, "programme"),
    (ambassador::Column::Languages, "ambassador_languages"),
    (ambassador::Column::Address, "address"),
    (ambassador::Column::CommuneCode, "commune_code"),
    (ambassador::Column::DepartmentCode, "department_code"),
    (ambassador::Column::MeetingPoint, "meeting_point"),
    (ambassador::Column::ArrivalTime, "arrival_time"),
    (ambassador::Column::EndTime, "end_time"),
    (ambassador::Column::AccessInstructions, "access_instructions"),
    (ambassador::Column::SecurityFormUrl, "security_form_url"),
    (ambassador::Column::SecurityFormDeadline, "security_form_deadline"),
    (ambassador::Column::Lunch, "lunch"),
    (ambassador::Column::DressCode, "dress_code"),
    (ambassador::Column::SiteAccessibility, "site_accessibility"),
    (ambassador::Column::ContactName, "contact_name"),
    (ambassador::Column::ContactPhone, "contact_phone"),
];

/// Joins the ambassador, by which organisation and place are decided.
pub fn with_ambassador(query: Select<Entity>) -> Select<Entity> {
    let to_ambassador =
        Entity::belongs_to(ambassador::Entity).from(Column::AmbassadorId).to(ambassador::Column::Id);
    query.join(JoinType::InnerJoin, to_ambassador.into())
}

/// Whether a caller may see it, in an edition or in any.
pub fn visible(reach: PairingReach, edition: Option<EditionId>) -> Condition {
    let PairingReach { own, others } = reach;
    let of = |account: AccountId, column: Column| column.eq(Uuid::from(account));
    match (others, own) {
        (Reach::Everything, _) => Condition::all(),
        (Reach::Nothing, None) => Condition::all().add(nothing()),
        (Reach::Nothing, Some(own)) => {
            Condition::any().add(of(own, Column::StudentAccountId)).add(of(own, Column::AmbassadorAccountId))
        }
        (Reach::Subtree(node), own) => Condition::any()
            .add(Column::AmbassadorId.in_subquery(of_subtree(node, edition)))
            .add_option(own.map(|own| of(own, Column::StudentAccountId)))
            .add_option(own.map(|own| of(own, Column::AmbassadorAccountId))),
    }
}

/// The ambassadors of a subtree.
fn of_subtree(node: OrganisationId, edition: Option<EditionId>) -> SelectStatement {
    let of_edition = |edition| ambassador::Column::EditionId.eq(Uuid::from(edition));
    Query::select()
        .column((ambassador::Entity, ambassador::Column::Id))
        .from(ambassador::Entity)
        .and_where(within(node))
        .and_where_option(edition.map(of_edition))
        .take()
}

/// Those of an edition that a caller may see and a filter asks for, without what is read with them. The ambassador is
/// to be joined.
pub fn of_edition(edition: EditionId, reach: PairingReach, filter: &PairingFilter) -> Select<Entity> {
    let of_edition = Entity::find().filter(Column::EditionId.eq(Uuid::from(edition)));
    of_edition.filter(visible(reach, Some(edition))).filter(condition(filter))
}

fn within(node: OrganisationId) -> SimpleExpr {
    Expr::col((ambassador::Entity, ambassador::Column::OrganisationId)).in_subquery(below(node))
}

fn condition(filter: &PairingFilter) -> Condition {
    let PairingFilter { state, organisation, job_profiles, departments, date, student, ambassador, awaiting } =
        filter;
    let showing = |codes: &Vec<Slug>| {
        let codes: Vec<_> = codes.iter().map(Slug::as_str).collect();
        Column::JobProfileCode.is_in(padded(&codes))
    };
    let placed = |codes: &Vec<String>| {
        let codes: Vec<_> = codes.iter().map(String::as_str).collect();
        ambassador::Column::DepartmentCode.is_in(padded(&codes))
    };
    Condition::all()
        .add_option(state.map(|state| Column::State.eq(state)))
        .add_option(organisation.map(within))
        .add_option(job_profiles.as_ref().map(showing))
        .add_option(departments.as_ref().map(placed))
        .add_option(date.map(|date| Column::Date.eq(date)))
        .add_option(student.map(|id| Column::StudentId.eq(Uuid::from(id))))
        .add_option(ambassador.map(|id| Column::AmbassadorId.eq(Uuid::from(id))))
        .add_option(awaiting.map(awaited))
}

fn awaited(awaiting: Awaiting) -> Condition {
    let Awaiting { account, ministry, dinum } = awaiting;
    let own = |account: AccountId| {
        let side = |column: Column, party| {
            Condition::all().add(column.eq(Uuid::from(account))).add(answer_of(party))
        };
        Condition::any()
            .add(side(Column::StudentAccountId, Party::Student))
            .add(side(Column::AmbassadorAccountId, Party::Ambassador))
    };
    // Who is the student themself speaks for nobody else.
    let of_ministry = |node| {
        let answer = Condition::all().add(within(node)).add(answer_of(Party::Ambassador));
        answer.add_option(account.map(|own| Column::StudentAccountId.ne(Uuid::from(own))))
    };
    let contested = Column::ContestedBy.is_not_null().and(Column::ContestSettledAt.is_null());
    Condition::any()
        .add(nothing())
        .add_option(account.map(own))
        .add_option(ministry.map(of_ministry))
        .add_option(dinum.then(|| Condition::all().add(Column::State.eq("no_show")).add(contested)))
}

/// As [`vmj_domain::pairing::PairingState::awaits`].
fn answer_of(party: Party) -> Condition {
    let (accepted_at, accepts) = match party {
        Party::Student => (Column::StudentAcceptedAt, Column::PendingStudentAccepts),
        Party::Ambassador => (Column::AmbassadorAcceptedAt, Column::PendingAmbassadorAccepts),
    };
    let proposed = Condition::all().add(Column::State.eq("proposed")).add(accepted_at.is_null());
    let pending = Condition::all().add(Column::State.eq("confirmed")).add(accepts.eq(false));
    Condition::any().add(proposed).add(pending)
}
