//! Between rows and accounts.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, EntityTrait as _, FromQueryResult, JoinType, QuerySelect as _, Select};
use uuid::Uuid;
use vmj_domain::access::Role;
use vmj_domain::account::{Account, AccountStatus, Profile};
use vmj_domain::clock::Instant;
use vmj_domain::id::AccountId;
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::text::{Email, PersonName, Reason};
use vmj_domain::version::Version;

use crate::StoreError;
use crate::accounts::{NewAccount, sort_name};
use crate::cells::Cells;
use crate::entity::{account, account_role, organisation};

/// All columns of a new account.
pub fn columns(new: &NewAccount, at: Instant) -> account::ActiveModel {
    let NewAccount {
        id,
        email,
        profile,
        roles: _,
        organisation,
        password_hash,
        email_verified_at,
        invited_at,
    } = new;
    account::ActiveModel {
        id: Set((*id).into()),
        email: Set(email.as_str().to_owned()),
        email_normalised: Set(email.normalised()),
        given_name: Set(profile.given_name.to_string()),
        family_name: Set(profile.family_name.to_string()),
        sort_name: Set(sort_name(&profile.given_name, &profile.family_name)),
        locale: Set(profile.locale.tag().to_owned()),
        password_hash: Set(password_hash.clone()),
        organisation_id: Set(organisation.map(Uuid::from)),
        suspended_at: Set(None),
        suspension_reason: Set(None),
        email_verified_at: Set(*email_verified_at),
        invited_at: Set(*invited_at),
        version: Set(Version::FIRST.get()),
        created_at: Set(at),
        updated_at: Set(at),
    }
}

/// A role of an account.
pub fn role(id: AccountId, role: Role) -> account_role::ActiveModel {
    account_role::ActiveModel { account_id: Set(id.into()), role: Set(role.slug().to_owned()) }
}

/// Adds roles and organisation in the same statement.
pub fn with_summaries(query: Select<account::Entity>) -> Select<account::Entity> {
    let roles =
        "(SELECT string_agg(role, ',') FROM account_roles WHERE account_roles.account_id = accounts.id)";
    query
        .expr_as(Expr::cust(roles), "roles")
        .column_as(organisation::Column::Code, "organisation_code")
        .column_as(organisation::Column::Name, "organisation_name")
        .join(
            JoinType::LeftJoin,
            account::Entity::belongs_to(organisation::Entity)
                .from(account::Column::OrganisationId)
                .to(organisation::Column::Id)
                .into(),
        )
}

/// An account with its roles and organisation, as one statement reads it.
#[derive(FromQueryResult)]
pub struct Row {
    id: Uuid,
    email: String,
    given_name: String,
    family_name: String,
    locale: String,
    organisation_id: Option<Uuid>,
    organisation_code: Option<String>,
    organisation_name: Option<String>,
    suspended_at: Option<Instant>,
    suspension_reason: Option<String>,
    email_verified_at: Option<Instant>,
    invited_at: Option<Instant>,
    version: i64,
    created_at: Instant,
    updated_at: Instant,
    roles: Option<String>,
}

impl TryFrom<Row> for Account {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let cells = Cells::of("accounts", &row.id);
        let organisation = summary(cells, row.organisation_id, row.organisation_code, row.organisation_name)?;
        let status = match (row.suspended_at, row.suspension_reason) {
            (None, _) => AccountStatus::Active,
            (Some(since), Some(reason)) => {
                AccountStatus::Suspended { since, reason: cells.text(Reason::parse, &reason)? }
            }
            (Some(_), None) => return Err(cells.corrupt("suspended without a reason")),
        };
        Ok(Self {
            id: row.id.into(),
            email: cells.text(Email::parse, &row.email)?,
            profile: Profile {
                given_name: cells.text(PersonName::parse, &row.given_name)?,
                family_name: cells.text(PersonName::parse, &row.family_name)?,
                locale: cells.locale(&row.locale)?,
            },
            status,
            roles: parse_roles(row.roles.as_deref()),
            organisation,
            email_verified_at: row.email_verified_at,
            invited_at: row.invited_at,
            version: cells.version(row.version)?,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// An organisation, from the columns of a join.
pub(crate) fn summary(
    cells: Cells<'_>,
    id: Option<Uuid>,
    code: Option<String>,
    name: Option<String>,
) -> Result<Option<OrganisationSummary>, StoreError> {
    let (Some(id), Some(code), Some(name)) = (id, code, name) else { return Ok(None) };
    cells.organisation(id, &code, &name).map(Some)
}

/// Reads an aggregated list of roles, in the order of the domain. Names that this version does not know
/// (a newer server's, during a deployment) give no power.
pub(crate) fn parse_roles(names: Option<&str>) -> Vec<Role> {
    let mut roles: Vec<_> = names.unwrap_or_default().split(',').filter_map(Role::from_slug).collect();
    roles.sort_unstable();
    roles
}
