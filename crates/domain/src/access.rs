//! Who may do what: the only role logic of the project.
//!
//! A permission says what a *kind* of caller may ever do. Which records are theirs is asked of the database,
//! as a parameter of the query (see [`Reach`]).

use crate::id::{AccountId, HrClientId, OrganisationId, SessionId};

macro_rules! slugs {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident => $slug:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable name used in the API, the tokens and the database.
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)+ }
            }

            /// The value of that name.
            #[must_use]
            pub fn from_slug(slug: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.slug() == slug)
            }
        }
    };
}

slugs! {
    /// What an account may be. An account may hold several roles; its permissions are their union.
    Role {
        /// A student in a digital curriculum.
        Student => "student",
        /// A State agent, who may volunteer as ambassador.
        Agent => "agent",
        /// Runs the operation for one organisation and all below it.
        MinistryAdmin => "ministry_admin",
        /// Runs the operation for DINUM.
        DinumAdmin => "dinum_admin",
    }
}

slugs! {
    /// What an HR client may be allowed to do (OAuth 2.0 scope, RFC 6749 section 3.3).
    Scope {
        /// Read the ambassadors of its organisation.
        AmbassadorsRead => "ambassadors:read",
        /// Create, change and withdraw them.
        AmbassadorsWrite => "ambassadors:write",
        /// Approve and reject them.
        AmbassadorsApprove => "ambassadors:approve",
        /// Read detailed statistics.
        StatisticsRead => "statistics:read",
    }
}

slugs! {
    /// What an operation demands of its caller.
    Permission {
        /// Nothing: anybody, signed in or not.
        Public => "public",
        /// Read one's own account.
        ReadMe => "me:read",
        /// Change one's own account and sessions.
        WriteMe => "me:write",
        /// Create, change and retire job profiles.
        WriteJobProfiles => "job_profiles:write",
        /// Read accounts.
        ReadAccounts => "accounts:read",
        /// Suspend and reactivate accounts.
        WriteAccounts => "accounts:write",
    }
}

/// The one table: which roles and which client scopes hold a permission.
#[derive(Clone, Copy, Debug)]
pub struct Grant {
    /// Roles that hold it.
    pub roles: &'static [Role],
    /// Client scopes that hold it.
    pub scopes: &'static [Scope],
}

impl Permission {
    /// The row of this permission. `Public` is held by all, anonymous callers included.
    #[must_use]
    pub const fn grant(self) -> Grant {
        use Role::{DinumAdmin, MinistryAdmin};
        let (roles, scopes): (&[Role], &[Scope]) = match self {
            Self::Public => (Role::ALL, Scope::ALL),
            Self::ReadMe | Self::WriteMe => (Role::ALL, &[]),
            Self::WriteJobProfiles => (&[DinumAdmin], &[]),
            Self::ReadAccounts | Self::WriteAccounts => (&[MinistryAdmin, DinumAdmin], &[]),
        };
        Grant { roles, scopes }
    }
}

/// Who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// No token was presented.
    Anonymous,
    /// A person, by an access token of a live session.
    Account {
        /// Whose account.
        id: AccountId,
        /// The session that the token belongs to.
        session: SessionId,
        /// The roles held now (not those written in the token).
        roles: Vec<Role>,
        /// The organisation of an agent or ministry admin.
        organisation: Option<OrganisationId>,
    },
    /// An HR system.
    HrClient {
        /// Which client.
        id: HrClientId,
        /// Its scopes now.
        scopes: Vec<Scope>,
        /// The node whose subtree it may touch.
        organisation: OrganisationId,
    },
}

/// Which accounts a caller may see or touch. Repositories take it as a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All of them.
    Everything,
    /// Those whose organisation is in the subtree of this node.
    Subtree(OrganisationId),
    /// None.
    Nothing,
}

impl Actor {
    /// Whether the caller holds a permission.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        let grant = permission.grant();
        match self {
            Self::Anonymous => permission == Permission::Public,
            Self::Account { roles, .. } => {
                permission == Permission::Public || roles.iter().any(|role| grant.roles.contains(role))
            }
            Self::HrClient { scopes, .. } => {
                permission == Permission::Public || scopes.iter().any(|scope| grant.scopes.contains(scope))
            }
        }
    }

    /// Every permission held, in order.
    #[must_use]
    pub fn permissions(&self) -> Vec<Permission> {
        Permission::ALL.iter().copied().filter(|permission| self.may(*permission)).collect()
    }

    /// Whose accounts an administrator may manage: DINUM all, a ministry admin those of the own subtree.
    #[must_use]
    pub fn administrative_reach(&self) -> Reach {
        match self {
            Self::Anonymous | Self::HrClient { .. } => Reach::Nothing,
            Self::Account { roles, organisation, .. } => {
                if roles.contains(&Role::DinumAdmin) {
                    Reach::Everything
                } else if let (true, Some(node)) = (roles.contains(&Role::MinistryAdmin), organisation) {
                    Reach::Subtree(*node)
                } else {
                    Reach::Nothing
                }
            }
        }
    }

    /// The account behind the caller, if a person.
    #[must_use]
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account { id, .. } => Some(*id),
            Self::Anonymous | Self::HrClient { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_unique_and_reversible() {
        for permission in Permission::ALL {
            assert_eq!(Permission::from_slug(permission.slug()), Some(*permission));
        }
        for role in Role::ALL {
            assert_eq!(Role::from_slug(role.slug()), Some(*role));
        }
        assert_eq!(Role::from_slug("root"), None);
    }

    #[test]
    fn permissions_are_the_union_of_roles() {
        let account = |roles: &[Role]| Actor::Account {
            id: uuid::Uuid::nil().into(),
            session: uuid::Uuid::nil().into(),
            roles: roles.to_vec(),
            organisation: None,
        };
        assert_eq!(account(&[]).permissions(), [Permission::Public]);
        assert!(!account(&[Role::Student]).may(Permission::ReadAccounts));
        assert!(account(&[Role::Student, Role::MinistryAdmin]).may(Permission::ReadAccounts));
        assert_eq!(account(&[Role::MinistryAdmin]).administrative_reach(), Reach::Nothing);
        assert_eq!(Actor::Anonymous.permissions(), [Permission::Public]);
    }
}
