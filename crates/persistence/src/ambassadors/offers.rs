//! What an edition offers: places, without the people.

use sea_orm::sea_query::{Expr, ExprTrait as _, Func, JoinType, Order, Query, SelectStatement};
use sea_orm::{ColumnTrait as _, ConnectionTrait, FromQueryResult};
use uuid::Uuid;
use vmj_domain::id::{EditionId, OrganisationId};
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::pairing::PairingState;
use vmj_domain::place::Format;
use vmj_domain::text::{Label, Slug};

use super::AmbassadorRepository;
use crate::StoreError;
use crate::codes::split;
use crate::entity::{ambassador, ambassador_job_profile, organisation, organisation_ancestor, pairing};

/// The places of approved ambassadors of one job, ministry and department who may meet in the same ways.
#[derive(Clone, Debug)]
pub struct OfferCell {
    /// The job.
    pub job_profile: Slug,
    /// The ministry: the root of the ambassadors' organisations.
    pub organisation: OrganisationSummary,
    /// The department of their sites.
    pub department_code: String,
    /// How they may meet.
    pub formats: Vec<Format>,
    /// The sum of their capacities.
    pub places: u64,
    /// Those of them that a live duo takes.
    pub taken: u64,
}

/// The seats that live duos take, by ambassador.
const SEATS: &str = "seats";
const TAKEN: &str = "taken";

#[derive(FromQueryResult)]
struct Row {
    job_profile_code: String,
    organisation_id: Uuid,
    code: String,
    name: String,
    department_code: String,
    formats: String,
    places: i64,
    taken: i64,
}

impl<C: ConnectionTrait> AmbassadorRepository<'_, C> {
    /// What an edition offers, by job, ministry and department.
    ///
    /// # Errors
    /// The store fails.
    pub async fn offers(&self, edition: EditionId) -> Result<Vec<OfferCell>, StoreError> {
        let statement = self.connection.get_database_backend().build(&statement(edition));
        let rows = Row::find_by_statement(statement).all(self.connection).await?;
        rows.into_iter().map(OfferCell::try_from).collect()
    }
}

/// Few of an edition's ambassadors have a row: those whose seats are all free have none.
fn seats(edition: EditionId) -> SelectStatement {
    // PostgreSQL counts in 64 bits and sums those in decimals.
    let taken = Expr::col(pairing::Column::Id).count().cast_as("integer");
    Query::select()
        .column(pairing::Column::AmbassadorId)
        .expr_as(taken, TAKEN)
        .from(pairing::Entity)
        .and_where(pairing::Column::EditionId.eq(Uuid::from(edition)))
        .and_where(pairing::Column::State.is_in(PairingState::LIVE))
        .group_by_col(pairing::Column::AmbassadorId)
        .take()
}

fn statement(edition: EditionId) -> SelectStatement {
    let (a, p) = (ambassador::Entity, ambassador_job_profile::Entity);
    let capacity = Func::sum(Expr::col((a, ambassador::Column::Capacity)));
    let taken = Func::sum(Expr::col((SEATS, TAKEN)).if_null(0));
    Query::select()
        .column((p, ambassador_job_profile::Column::JobProfileCode))
        .expr_as(Expr::col((organisation::Entity, organisation::Column::Id)), "organisation_id")
        .column((organisation::Entity, organisation::Column::Code))
        .column((organisation::Entity, organisation::Column::Name))
        .column((a, ambassador::Column::DepartmentCode))
        .column((a, ambassador::Column::Formats))
        .expr_as(capacity, "places")
        .expr_as(taken, TAKEN)
        .from(a)
        .join_subquery(
            JoinType::LeftJoin,
            seats(edition),
            SEATS,
            Expr::col((SEATS, pairing::Column::AmbassadorId)).equals((a, ambassador::Column::Id)),
        )
        .join(
            JoinType::InnerJoin,
            p,
            Expr::col((p, ambassador_job_profile::Column::AmbassadorId)).equals((a, ambassador::Column::Id)),
        )
        .join(
            JoinType::InnerJoin,
            organisation_ancestor::Entity,
            Expr::col((organisation_ancestor::Entity, organisation_ancestor::Column::OrganisationId))
                .equals((a, ambassador::Column::OrganisationId)),
        )
        .join(
            JoinType::InnerJoin,
            organisation::Entity,
            Expr::col((organisation::Entity, organisation::Column::Id))
                .equals((organisation_ancestor::Entity, organisation_ancestor::Column::AncestorId)),
        )
        .and_where(ambassador::Column::EditionId.eq(Uuid::from(edition)))
        .and_where(ambassador::Column::State.eq("approved"))
        .and_where(organisation::Column::ParentId.is_null())
        .group_by_columns([(p, ambassador_job_profile::Column::JobProfileCode)])
        .group_by_columns([
            (organisation::Entity, organisation::Column::Id),
            (organisation::Entity, organisation::Column::Code),
            (organisation::Entity, organisation::Column::Name),
        ])
        .group_by_columns([(a, ambassador::Column::DepartmentCode), (a, ambassador::Column::Formats)])
        .order_by((p, ambassador_job_profile::Column::JobProfileCode), Order::Asc)
        .order_by((organisation::Entity, organisation::Column::Code), Order::Asc)
        .order_by((a, ambassador::Column::DepartmentCode), Order::Asc)
        .take()
}

impl TryFrom<Row> for OfferCell {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |error| StoreError::corrupt("organisations", row.organisation_id, error);
        let organisation = OrganisationSummary {
            id: OrganisationId::from(row.organisation_id),
            code: Slug::parse(&row.code).map_err(corrupt)?,
            name: Label::parse(&row.name).map_err(corrupt)?,
        };
        Ok(Self {
            job_profile: Slug::parse(&row.job_profile_code).map_err(corrupt)?,
            organisation,
            formats: split("ambassadors", &row.department_code, &row.formats)?,
            department_code: row.department_code,
            places: u64::try_from(row.places).unwrap_or(0),
            taken: u64::try_from(row.taken).unwrap_or(0),
        })
    }
}
