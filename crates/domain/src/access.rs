//! Who may do what: the only role logic of the project.
//!
//! A permission says what a *kind* of caller may ever do. Which records are theirs is asked of the database,
//! as a parameter of the query (see [`Reach`]).

use crate::code::codes;
use crate::id::{AccountId, HrClientId, OrganisationId, SessionId};

codes! {
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

codes! {
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

codes! {
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
        /// Invite, change, suspend and reactivate accounts.
        WriteAccounts => "accounts:write",
        /// Read the audit log.
        ReadAuditEvents => "audit_events:read",
        /// Create, change and move editions through their states.
        WriteEditions => "editions:write",
        /// Create, change, merge and retire organisations.
        WriteOrganisations => "organisations:write",
        /// Create, change and retire schools.
        WriteSchools => "schools:write",
        /// Read ambassadors.
        ReadAmbassadors => "ambassadors:read",
        /// Create, change, submit and withdraw ambassadors.
        WriteAmbassadors => "ambassadors:write",
        /// Approve and reject ambassadors.
        DecideAmbassadors => "ambassadors:decide",
        /// Read students.
        ReadStudents => "students:read",
        /// Create, change, submit and withdraw students.
        WriteStudents => "students:write",
        /// Decide whether students are eligible, and resolve their schools.
        DecideStudents => "students:decide",
        /// Read accessibility needs, each reading being audited.
        ReadAccessibilityNeeds => "accessibility_needs:read",
        /// Write one's own accessibility needs, with one's consent.
        WriteAccessibilityNeeds => "accessibility_needs:write",
        /// Read pairings.
        ReadPairings => "pairings:read",
        /// Answer, cancel, ask for another date, tell how the day was.
        WritePairings => "pairings:write",
        /// Pair by hand, replace, decide contests.
        MakePairings => "pairings:make",
        /// Read matching runs.
        ReadMatchingRuns => "matching_runs:read",
        /// Compute, change, publish and discard matching runs, and decide about pairs beforehand.
        WriteMatchingRuns => "matching_runs:write",
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
        use Role::{Agent, DinumAdmin, MinistryAdmin, Student};
        let (roles, scopes): (&[Role], &[Scope]) = match self {
            Self::Public => (Role::ALL, Scope::ALL),
            Self::ReadMe | Self::WriteMe => (Role::ALL, &[]),
            Self::WriteJobProfiles
            | Self::WriteEditions
            | Self::WriteOrganisations
            | Self::WriteSchools
            | Self::DecideStudents
            | Self::MakePairings
            | Self::WriteMatchingRuns => (&[DinumAdmin], &[]),
            Self::ReadAccounts | Self::WriteAccounts | Self::ReadAuditEvents | Self::ReadMatchingRuns => {
                (&[MinistryAdmin, DinumAdmin], &[])
            }
            Self::ReadAmbassadors => (Role::ALL, &[Scope::AmbassadorsRead]),
            Self::WriteAmbassadors => (&[Agent, MinistryAdmin, DinumAdmin], &[Scope::AmbassadorsWrite]),
            Self::DecideAmbassadors => (&[MinistryAdmin, DinumAdmin], &[Scope::AmbassadorsApprove]),
            Self::ReadStudents | Self::ReadPairings | Self::WritePairings => (Role::ALL, &[]),
            Self::WriteStudents => (&[Student, DinumAdmin], &[]),
            Self::ReadAccessibilityNeeds => (&[Student, Agent, DinumAdmin], &[]),
            Self::WriteAccessibilityNeeds => (&[Student], &[]),
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

/// Which ambassadors a caller may see or touch: the own, and those of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmbassadorReach {
    /// Those of this account.
    pub own: Option<AccountId>,
    /// Those within reach by their organisation.
    pub others: Reach,
}

/// Which pairings a caller may see or touch: the own, on either side, and those of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairingReach {
    /// Those of this account.
    pub own: Option<AccountId>,
    /// Those whose ambassador is within reach.
    pub others: Reach,
}

/// Which students a caller may see or touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StudentReach {
    /// All of them.
    Everything,
    /// Those of this account.
    Own(AccountId),
    /// None.
    Nothing,
}

impl Reach {
    /// The roles that an administrator of this reach may give, and so take away.
    #[must_use]
    pub const fn grantable_roles(self) -> &'static [Role] {
        match self {
            Self::Everything => Role::ALL,
            Self::Subtree(_) => &[Role::Agent],
            Self::Nothing => &[],
        }
    }
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

    /// Whose ambassadors the caller may see or touch. What may be done to them is the business of permissions.
    #[must_use]
    pub fn ambassador_reach(&self) -> AmbassadorReach {
        let others = match self {
            Self::HrClient { organisation, .. } => Reach::Subtree(*organisation),
            Self::Anonymous | Self::Account { .. } => self.administrative_reach(),
        };
        AmbassadorReach { own: self.account().filter(|_| self.is(Role::Agent)), others }
    }

    /// Whose students the caller may see or touch. What may be done to them is the business of permissions.
    #[must_use]
    pub fn student_reach(&self) -> StudentReach {
        match self.account() {
            Some(_) if self.is(Role::DinumAdmin) => StudentReach::Everything,
            Some(own) if self.is(Role::Student) => StudentReach::Own(own),
            Some(_) | None => StudentReach::Nothing,
        }
    }

    /// Whose pairings the caller may see or touch. What may be done to them is the business of permissions.
    #[must_use]
    pub fn pairing_reach(&self) -> PairingReach {
        PairingReach { own: self.account(), others: self.administrative_reach() }
    }

    /// Whether the caller is a person with this role.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        match self {
            Self::Account { roles, .. } => roles.contains(&role),
            Self::Anonymous | Self::HrClient { .. } => false,
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
