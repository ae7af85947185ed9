//! What administrators decide of an account: roles and organisation.

use super::{Account, AccountStatus, Profile};
use crate::access::{Reach, Role};
use crate::broken::{Broken, Rule};
use crate::clock::Instant;
use crate::id::OrganisationId;
use crate::organisation::OrganisationSummary;

/// What an administrator decides of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Roles held.
    pub roles: Vec<Role>,
    /// The organisation of an agent or ministry admin.
    pub organisation: Option<OrganisationId>,
}

impl Membership {
    /// The most roles, each once.
    pub const MAX_ROLES: u64 = Role::ALL.len() as u64;

    /// The values that break a rule, for an administrator of this reach.
    #[must_use]
    pub fn broken(&self, reach: Reach) -> Vec<Broken> {
        let Self { roles, organisation } = self;
        let mut broken = Vec::new();
        if roles.is_empty() {
            broken.push(Rule::Missing.at("/roles"));
        }
        if !may_give(reach, roles) {
            broken.push(Rule::NotGrantable.at("/roles"));
        }
        let repeated = |(at, role): &(usize, &Role)| roles.iter().take(*at).any(|earlier| earlier == *role);
        let repeated = roles.iter().enumerate().filter(repeated);
        broken.extend(repeated.map(|(at, _)| Rule::Repeated.at(format!("/roles/{at}"))));
        let serves = roles.iter().any(|role| matches!(role, Role::Agent | Role::MinistryAdmin));
        if serves && organisation.is_none() {
            broken.push(Rule::Missing.at("/organisation_id"));
        }
        if matches!(roles.as_slice(), [Role::Student]) && organisation.is_some() {
            broken.push(Rule::Contradicts { other: "/roles" }.at("/organisation_id"));
        }
        broken
    }
}

fn may_give(reach: Reach, roles: &[Role]) -> bool {
    roles.iter().all(|role| reach.grantable_roles().contains(role))
}

/// What a person and their membership become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountContent {
    /// Names and locale.
    pub profile: Profile,
    /// Roles and organisation.
    pub membership: Membership,
}

impl Account {
    /// Roles and organisation as they are.
    #[must_use]
    pub fn membership(&self) -> Membership {
        let organisation = self.organisation.as_ref().map(|organisation| organisation.id);
        Membership { roles: self.roles.clone(), organisation }
    }

    /// The values of a new content that break a rule, for an administrator of this reach.
    #[must_use]
    pub fn broken_by(&self, content: &AccountContent, reach: Reach) -> Vec<Broken> {
        let mut broken = content.membership.broken(reach);
        let mut note = |rule: Rule| {
            if !broken.iter().any(|known| known.pointer == "/roles") {
                broken.push(rule.at("/roles"));
            }
        };
        if !may_give(reach, &self.roles) {
            note(Rule::NotGrantable);
        }
        // Anybody can register with an address of somebody else: such an account must not be given power.
        let unproven = self.email_verified_at.is_none() && self.invited_at.is_none();
        if unproven && content.membership.roles.iter().any(|role| *role != Role::Student) {
            note(Rule::Contradicts { other: "/email_verified" });
        }
        broken
    }

    /// The names of the fields in which a new content differs.
    #[must_use]
    pub fn differences(&self, content: &AccountContent) -> Vec<&'static str> {
        let AccountContent { profile, membership: Membership { roles, organisation } } = content;
        let fields = [
            ("given_name", self.profile.given_name != profile.given_name),
            ("family_name", self.profile.family_name != profile.family_name),
            ("locale", self.profile.locale != profile.locale),
            ("roles", self.loses_role(roles) || roles.iter().any(|role| !self.roles.contains(role))),
            ("organisation_id", self.membership().organisation != *organisation),
        ];
        fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
    }

    /// Whether a new membership takes something away that a session may rely on.
    #[must_use]
    pub fn is_weakened_by(&self, membership: &Membership) -> bool {
        self.loses_role(&membership.roles) || self.membership().organisation != membership.organisation
    }

    /// Whether a new membership takes from an active account the role of DINUM admin.
    #[must_use]
    pub fn is_dinum_admin_no_more(&self, membership: &Membership) -> bool {
        let was = self.roles.contains(&Role::DinumAdmin) && self.status == AccountStatus::Active;
        was && !membership.roles.contains(&Role::DinumAdmin)
    }

    fn loses_role(&self, roles: &[Role]) -> bool {
        self.roles.iter().any(|role| !roles.contains(role))
    }

    /// The same account with another content; the organisation is the one that the content names.
    #[must_use]
    pub fn with_content(
        self,
        content: AccountContent,
        organisation: Option<OrganisationSummary>,
        now: Instant,
    ) -> Self {
        let AccountContent { profile, membership: Membership { mut roles, organisation: _ } } = content;
        roles.sort_unstable();
        Self { profile, roles, organisation, updated_at: now, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_give_which_membership() {
        use Role::{Agent, DinumAdmin, MinistryAdmin, Student};
        let node = OrganisationId::from(uuid::Uuid::nil());
        let (dinum, ministry) = (Reach::Everything, Reach::Subtree(node));
        type Case<'c> = (Reach, &'c [Role], bool, &'c [(&'c str, &'c str)]);
        let cases: [Case<'_>; 14] = [
            (dinum, &[Student], false, &[]),
            (dinum, &[Agent], true, &[]),
            (dinum, &[MinistryAdmin, Agent], true, &[]),
            (dinum, &[DinumAdmin], false, &[]),
            (dinum, &[DinumAdmin], true, &[]),
            (dinum, &[Student, Agent], true, &[]),
            (dinum, &[], false, &[("/roles", "missing")]),
            (dinum, &[Agent], false, &[("/organisation_id", "missing")]),
            (dinum, &[MinistryAdmin], false, &[("/organisation_id", "missing")]),
            (dinum, &[Student], true, &[("/organisation_id", "contradicts")]),
            (dinum, &[Agent, Agent], true, &[("/roles/1", "repeated")]),
            (ministry, &[Agent], true, &[]),
            (ministry, &[Agent, MinistryAdmin], true, &[("/roles", "not_grantable")]),
            (Reach::Nothing, &[Agent], true, &[("/roles", "not_grantable")]),
        ];
        for (reach, roles, with_organisation, expected) in cases {
            let membership =
                Membership { roles: roles.to_vec(), organisation: with_organisation.then_some(node) };
            let broken = membership.broken(reach);
            let found: Vec<_> =
                broken.iter().map(|broken| (broken.pointer.as_str(), broken.rule.code())).collect();
            assert_eq!(found, expected, "{reach:?} {roles:?} {with_organisation}");
        }
    }
}
