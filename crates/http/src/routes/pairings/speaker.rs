//! Who speaks, and for whom.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::access::{Actor, Role};
use vmj_domain::broken::{Broken, Rule};
use vmj_domain::pairing::{Author, Pairing, Party};
use vmj_domain::text::Reason;

use super::scene::party;
use crate::extract::{Parse, Violations};
use crate::problem::Problem;
use crate::views::code::PartyCode;

/// An answer. The two speak for themselves; administrators say for whom, and why.
#[derive(Debug, Default, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({}))]
pub struct SpeakForm {
    /// For whom: required of DINUM; a ministry admin speaks for the ambassador.
    on_behalf_of: Option<PartyCode>,
    /// Why: required of administrators, kept with the audit log.
    #[validate(length(min = 1, max = Reason::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 500, example = "Réponse reçue par téléphone")]
    reason: Option<String>,
}

/// For whom somebody speaks, as the request says.
#[derive(Debug, Default)]
pub struct Said {
    /// For whom.
    pub on_behalf_of: Option<Party>,
    /// Why.
    pub reason: Option<Reason>,
}

impl Parse for SpeakForm {
    type Value = Said;

    fn parse(&self, violations: &mut Violations) -> Option<Said> {
        let reason = violations.take_optional("/reason", self.reason.as_deref(), Reason::parse)?;
        Some(Said { on_behalf_of: self.on_behalf_of.map(|code| code.0), reason })
    }
}

/// Who speaks.
#[derive(Debug)]
pub struct Speaker {
    /// For which side.
    pub party: Party,
    /// Who.
    pub by: Author,
    /// Why an administrator does.
    pub reason: Option<Reason>,
}

/// Who speaks, and for whom.
///
/// # Errors
/// 422 when an administrator does not say for whom, or why, or somebody speaks for the wrong side.
pub fn speaker(pairing: &Pairing, actor: &Actor, said: Said) -> Result<Speaker, Problem> {
    let Said { on_behalf_of, reason } = said;
    if let Some(own) = party(pairing, actor) {
        return match on_behalf_of {
            Some(other) if other != own => refused(vec![Rule::NotGrantable.at("/on_behalf_of")]),
            Some(_) | None => Ok(Speaker { party: own, by: own.into(), reason }),
        };
    }
    let mut broken = Vec::new();
    if reason.is_none() {
        broken.push(Rule::Missing.at("/reason"));
    }
    let (party, by) = if actor.is(Role::DinumAdmin) {
        if on_behalf_of.is_none() {
            broken.push(Rule::Missing.at("/on_behalf_of"));
        }
        (on_behalf_of.unwrap_or(Party::Ambassador), Author::Dinum)
    } else {
        if on_behalf_of == Some(Party::Student) {
            broken.push(Rule::NotGrantable.at("/on_behalf_of"));
        }
        (Party::Ambassador, Author::Ministry)
    };
    if broken.is_empty() { Ok(Speaker { party, by, reason }) } else { refused(broken) }
}

fn refused(broken: Vec<Broken>) -> Result<Speaker, Problem> {
    Err(broken.into())
}

/// Who acts, where it does not matter for whom: one of the two, as `own` says, or an administrator.
pub fn author(own: Option<Party>, actor: &Actor) -> Author {
    match own {
        Some(party) => party.into(),
        None if actor.is(Role::DinumAdmin) => Author::Dinum,
        // An admin of the ministry, or its HR system.
        None => Author::Ministry,
    }
}
