//! Accounts.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vmj_domain::access::{Actor, Permission, Role};
use vmj_domain::account::{Account, AccountStatus, Locale, Profile};
use vmj_domain::organisation::OrganisationSummary;

/// A role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "agent")]
pub enum RoleView {
    /// A student in a digital curriculum.
    Student,
    /// A State agent.
    Agent,
    /// Runs the operation for one organisation and all below it.
    MinistryAdmin,
    /// Runs the operation for DINUM.
    DinumAdmin,
}

/// The language in which a person is addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "fr")]
pub enum LocaleView {
    /// French.
    Fr,
    /// English.
    En,
}

/// Whether an account may act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = "active")]
pub enum AccountStatusView {
    /// May sign in.
    Active,
    /// May not, until reactivated.
    Suspended,
}

/// An organisation, in short.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = OrganisationSummary)]
pub struct OrganisationSummaryView {
    /// Its id.
    pub id: Uuid,
    /// Its code, stable across renames.
    #[schema(max_length = 64, example = "dinum")]
    pub code: String,
    /// Its present name.
    #[schema(max_length = 200, example = "Direction interministérielle du numérique")]
    pub name: String,
}

/// An account, as administrators see it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Account)]
pub struct AccountView {
    /// Its id.
    pub id: Uuid,
    /// Where messages go.
    #[schema(format = "email", max_length = 254, example = "agent@example.fr")]
    pub email: String,
    /// Given name.
    #[schema(max_length = 100, example = "Camille")]
    pub given_name: String,
    /// Family name.
    #[schema(max_length = 100, example = "Exemple")]
    pub family_name: String,
    /// Language of messages.
    pub locale: LocaleView,
    /// Whether it may act.
    pub status: AccountStatusView,
    /// When it was suspended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suspended_at: Option<DateTime<Utc>>,
    /// Why it was suspended.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub suspension_reason: Option<String>,
    /// Roles held.
    #[schema(max_items = 4)]
    pub roles: Vec<RoleView>,
    /// The organisation of an agent or ministry admin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationSummaryView>,
    /// Whether it was proven that the person reads the mail of the address.
    #[schema(example = true)]
    pub email_verified: bool,
    /// When it was last invited; absent when the person registered alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invited_at: Option<DateTime<Utc>>,
    /// Written this many times.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64, example = 1)]
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last written.
    pub updated_at: DateTime<Utc>,
}

/// The caller's own account.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// The account.
    #[serde(flatten)]
    pub account: AccountView,
    /// What the roles allow: names used as `x-required-permission` in this document.
    #[schema(max_items = 100, example = json!(["public", "me:read", "me:write"]))]
    pub permissions: Vec<PermissionName>,
}

/// A permission's name.
#[derive(Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, max_length = 64, example = "me:read")]
pub struct PermissionName(pub &'static str);

impl From<Role> for RoleView {
    fn from(role: Role) -> Self {
        match role {
            Role::Student => Self::Student,
            Role::Agent => Self::Agent,
            Role::MinistryAdmin => Self::MinistryAdmin,
            Role::DinumAdmin => Self::DinumAdmin,
        }
    }
}

impl From<RoleView> for Role {
    fn from(role: RoleView) -> Self {
        match role {
            RoleView::Student => Self::Student,
            RoleView::Agent => Self::Agent,
            RoleView::MinistryAdmin => Self::MinistryAdmin,
            RoleView::DinumAdmin => Self::DinumAdmin,
        }
    }
}

impl From<Locale> for LocaleView {
    fn from(locale: Locale) -> Self {
        match locale {
            Locale::French => Self::Fr,
            Locale::English => Self::En,
        }
    }
}

impl From<LocaleView> for Locale {
    fn from(locale: LocaleView) -> Self {
        match locale {
            LocaleView::Fr => Self::French,
            LocaleView::En => Self::English,
        }
    }
}

impl From<OrganisationSummary> for OrganisationSummaryView {
    fn from(summary: OrganisationSummary) -> Self {
        let OrganisationSummary { id, code, name } = summary;
        Self { id: id.into(), code: code.to_string(), name: name.to_string() }
    }
}

impl From<Account> for AccountView {
    fn from(account: Account) -> Self {
        let Account {
            id,
            email,
            profile,
            status,
            roles,
            organisation,
            email_verified_at,
            invited_at,
            version,
            created_at,
            updated_at,
        } = account;
        let Profile { given_name, family_name, locale } = profile;
        let (status, suspended_at, suspension_reason) = match status {
            AccountStatus::Active => (AccountStatusView::Active, None, None),
            AccountStatus::Suspended { since, reason } => {
                (AccountStatusView::Suspended, Some(since), Some(reason.to_string()))
            }
        };
        Self {
            id: id.into(),
            email: email.to_string(),
            given_name: given_name.to_string(),
            family_name: family_name.to_string(),
            locale: locale.into(),
            status,
            suspended_at,
            suspension_reason,
            roles: roles.into_iter().map(Into::into).collect(),
            organisation: organisation.map(Into::into),
            email_verified: email_verified_at.is_some(),
            invited_at,
            version: version.get(),
            created_at,
            updated_at,
        }
    }
}

impl Me {
    /// What the caller sees of the own account.
    #[must_use]
    pub fn new(account: Account, actor: &Actor) -> Self {
        let permissions = actor.permissions().into_iter().map(Permission::slug).map(PermissionName).collect();
        Self { account: account.into(), permissions }
    }
}
