//! What inviting and changing have in common: the organisation of an account.

use vmj_domain::access::Reach;
use vmj_domain::account::Membership;
use vmj_domain::broken::{Broken, Rule};
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::place::national_day;

use crate::access::Unit;
use crate::problem::Problem;

const ORGANISATION: &str = "/organisation_id";

/// The organisation that a new membership names, once no value breaks a rule. One that the account has already
/// stays, even out of use; another must be in use, and within the administrator's reach: what is outside reads as
/// unknown.
pub async fn organisation(
    unit: &Unit<'_>,
    membership: &Membership,
    mut broken: Vec<Broken>,
    reach: Reach,
    present: Option<&OrganisationSummary>,
) -> Result<Option<OrganisationSummary>, Problem> {
    let mut found = present.filter(|present| membership.organisation == Some(present.id)).cloned();
    if let (Some(id), None) = (membership.organisation, &found) {
        found = unit.accounts().assignable_organisation(id, reach).await?;
        let rule = match &found {
            None => Some(Rule::Unknown),
            Some(_) => {
                let held = unit.organisations().hold_active(id, national_day(unit.now())).await?;
                (!held).then_some(Rule::Retired)
            }
        };
        if let Some(rule) = rule
            && !broken.iter().any(|known| known.pointer == ORGANISATION)
        {
            broken.push(rule.at(ORGANISATION));
        }
    }
    if broken.is_empty() { Ok(found) } else { Err(broken.into()) }
}
