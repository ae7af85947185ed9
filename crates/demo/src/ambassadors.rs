//! Agents who volunteer.

mod form;
mod site;

pub use site::phone;

use chrono::TimeDelta;
use vmj_domain::account::Locale;
use vmj_domain::ambassador::{Ambassador, AmbassadorForm, AmbassadorState};
use vmj_domain::edition::EditionSummary;
use vmj_domain::text::Reason;
use vmj_domain::version::Version;
use vmj_persistence::{Participation, WriteTx};

use crate::DemoError;
use crate::dice::Dice;
use crate::editions::Plan;
use crate::error::{checked, none_broken};
use crate::organisations::{self, Unit};
use crate::people::{Known, People};
use crate::places::Town;
use crate::records::{Record, Records};
use crate::scene::Scene;
use crate::texts;

/// An ambassador, with what a pairing needs of them.
#[derive(Clone, Debug)]
pub struct Host {
    /// As they are now.
    pub ambassador: Ambassador,
    /// In which language they are written to.
    pub locale: Locale,
    /// Where they work.
    pub town: Town,
    /// The code of their administration.
    pub administration: &'static str,
    /// Whether they were approved at some time.
    pub was_approved: bool,
    /// Whether they keep their seats for those who try the demo.
    pub is_reserved: bool,
}

/// How far somebody has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Draft,
    Submitted,
    Approved,
    Rejected,
    Withdrawn,
}

impl Way {
    /// All were approved in 2020; later some were not, or left.
    const fn of(number: usize, plan: &Plan) -> Self {
        if !plan.is_open {
            return match number {
                31 | 39 if plan.agents.start > 0 => Self::Withdrawn,
                35 if plan.agents.start > 0 => Self::Rejected,
                _ => Self::Approved,
            };
        }
        match number % 30 {
            0..23 => Self::Approved,
            23..26 => Self::Submitted,
            26..28 => Self::Draft,
            28 => Self::Rejected,
            _ => Self::Withdrawn,
        }
    }
}

/// The ambassadors of an edition.
pub fn volunteer(
    scene: &Scene<'_>,
    plan: &Plan,
    people: &mut People,
    records: &mut Records,
) -> Result<Vec<Host>, DemoError> {
    let count = plan.agents.len();
    let mut hosts = Vec::with_capacity(count);
    for (at, number) in plan.agents.clone().enumerate() {
        let made_at = Plan::spread(plan.times.ambassadors, at, count);
        let is_reserved = plan.is_open && at == 0;
        let (known, unit) = if is_reserved {
            (scene.cast.agent.0.clone(), &scene.cast.agent.1)
        } else {
            let unit = organisations::of_agent(number, &scene.units)?;
            (people.agent(scene.tx, number, unit.organisation.id, made_at)?, unit)
        };
        let mut dice = Dice::of(&format!("ambassador of {}", plan.edition.parameters.day), at);
        let town = town(plan, at, &mut dice)?;
        let Known { summary, locale, is_verified: _ } = known;
        let draft = Ambassador {
            id: scene.tx.new_id_at(made_at),
            edition: EditionSummary::from(&plan.edition),
            agent: summary,
            organisation: unit.organisation.clone(),
            form: form::form(scene, plan, town, is_reserved, &mut dice)?,
            state: AmbassadorState::Draft,
            state_changed_at: made_at,
            version: Version::FIRST,
            created_at: made_at,
            updated_at: made_at,
        };
        none_broken(draft.form.broken(&plan.edition, scene.reference))?;
        let way = Way::of(at, plan);
        let ambassador = went(scene, plan, (draft, way), unit, &mut dice, records)?;
        hosts.push(Host {
            ambassador,
            locale,
            town: town.clone(),
            administration: unit.administration,
            was_approved: matches!(way, Way::Approved | Way::Withdrawn),
            is_reserved,
        });
    }
    Ok(hosts)
}

/// Each town at least once, then the first of them, Paris, more often than others.
fn town<'p>(plan: &'p Plan, at: usize, dice: &mut Dice) -> Result<&'p Town, DemoError> {
    match (plan.towns.get(at), plan.towns.first()) {
        (Some(town), _) => Ok(town),
        (None, Some(first)) if dice.percent(40) => Ok(first),
        (None, _) => dice.one_of(&plan.towns),
    }
}

/// The ambassador at the end of their way, and what their ministry did to them on it.
fn went(
    scene: &Scene<'_>,
    plan: &Plan,
    (draft, way): (Ambassador, Way),
    unit: &Unit,
    dice: &mut Dice,
    records: &mut Records,
) -> Result<Ambassador, DemoError> {
    if way == Way::Draft {
        // Whoever has only begun has not written everything.
        let form = AmbassadorForm { motivation: None, capacity: None, ..draft.form };
        return Ok(Ambassador { form, ..draft });
    }
    let submitted_at = draft.created_at + TimeDelta::hours(2);
    let decided_at = submitted_at + TimeDelta::hours(22 + dice.below(24) as i64);
    let submitted = next(draft.submit(&plan.edition, scene.reference, submitted_at)?);
    let mut decided = |ambassador: &Ambassador, action, reason: Option<Reason>| {
        let (actor, subject) = (scene.cast.ministry(unit.administration)?.clone(), ambassador.id.to_string());
        let organisation = Some(ambassador.organisation.id);
        let subject = ("ambassador", subject);
        records.push(Record { at: decided_at, actor, action, subject, organisation, reason });
        Ok::<_, DemoError>(())
    };
    match way {
        Way::Draft | Way::Submitted => Ok(submitted),
        Way::Rejected => {
            let reason = checked(Reason::parse, dice.one_of(&texts::REJECTIONS)?)?;
            decided(&submitted, "ambassador.rejected", Some(reason.clone()))?;
            Ok(next(submitted.reject(reason, decided_at)?))
        }
        Way::Approved => {
            decided(&submitted, "ambassador.approved", None)?;
            Ok(next(submitted.approve(decided_at)?))
        }
        Way::Withdrawn => {
            decided(&submitted, "ambassador.approved", None)?;
            let reason = checked(Reason::parse, dice.one_of(&texts::AMBASSADOR_WITHDRAWALS)?)?;
            let approved = next(submitted.approve(decided_at)?);
            Ok(next(approved.withdraw(reason, plan.times.withdrawals)?))
        }
    }
}

/// The same, written once more.
fn next(ambassador: Ambassador) -> Ambassador {
    Ambassador { version: ambassador.version.next(), ..ambassador }
}

/// Writes them.
pub async fn write(tx: &WriteTx, plan: &Plan, hosts: &[Host]) -> Result<(), DemoError> {
    let agents = hosts.iter().map(|host| host.ambassador.agent.id);
    tx.participations().claim_many(plan.edition.id, agents, Participation::Ambassador).await?;
    let rows = hosts.iter().map(|host| (&host.ambassador, Some(host.town.department_code)));
    Ok(tx.ambassadors().insert_many(&rows.collect::<Vec<_>>()).await?)
}
