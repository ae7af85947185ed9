//! Duos, in every state of their lives.

mod casting;
mod life;
mod proposal;
mod steps;
mod story;

use chrono::TimeDelta;
use vmj_persistence::PastPairing;

use crate::DemoError;
use crate::ambassadors::Host;
use crate::editions::Plan;
use crate::records::Records;
use crate::scene::Scene;
use crate::students::Guest;

use self::casting::Casting;
use self::life::{HELD, Life, OPEN};
use self::proposal::proposal;
use self::story::Story;

/// The pairings of an edition, each after those that it takes the place of.
pub fn meet(
    scene: &Scene<'_>,
    plan: &Plan,
    (hosts, guests): (&[Host], &[Guest]),
    records: &mut Records,
) -> Result<Vec<PastPairing>, DemoError> {
    let mut casting = Casting::new(scene, hosts, guests);
    let mut made = Vec::new();
    for (number, life) in departures(&casting).into_iter().enumerate() {
        made.extend(one(scene, plan, &mut casting, (number, life), records)?);
    }
    let lives = if plan.is_open { &OPEN[..] } else { &HELD[..] };
    let lives = lives.iter().flat_map(|(life, times)| std::iter::repeat_n(*life, *times));
    for (number, life) in lives.cycle().take(plan.pairings).enumerate() {
        made.extend(one(scene, plan, &mut casting, (number, life), records)?);
    }
    Ok(made)
}

/// Those that end because one of the two leaves the edition: every ambassador who has, and some students.
fn departures(casting: &Casting<'_>) -> Vec<Life> {
    let hosts = casting.departed_hosts().map(Life::HostLeft);
    let guests = casting.departed_guests().step_by(2).map(Life::GuestLeft);
    hosts.chain(guests).collect()
}

/// A pairing, and the one that takes its place; none when nobody is left for it.
fn one(
    scene: &Scene<'_>,
    plan: &Plan,
    casting: &mut Casting<'_>,
    (number, life): (usize, Life),
    records: &mut Records,
) -> Result<Vec<PastPairing>, DemoError> {
    let later = TimeDelta::seconds(i64::try_from(number * 37 % 7200).unwrap_or(0));
    let Some(duo) = casting.duo(life) else { return Ok(Vec::new()) };
    let begun = |casting: &Casting<'_>, duo, at, replaces| {
        let both = casting.both(duo)?;
        let pairing = proposal(scene, plan, (duo, both), at, replaces)?;
        Ok::<_, DemoError>(Story::begin(pairing, at, both.0.administration))
    };
    let at = life.proposed_at(plan, number) + later;
    let mut story = life.lived(plan, scene.reference, begun(casting, &duo, at, None)?)?;
    casting.seat(&duo, &story);
    let mut replacement = None;
    if life == Life::Replaced
        && let Some(duo) = casting.other_host(&duo)
    {
        let at = plan.times.last_proposals + later;
        let next = begun(casting, &duo, at, Some(story.pairing.id))?;
        story = story.replaced(at);
        let life = if plan.is_open { Life::Agreed } else { Life::Held };
        let next = life.lived(plan, scene.reference, next)?;
        casting.seat(&duo, &next);
        replacement = Some(next);
    }
    let told = |story: Story| {
        story.record(scene, records)?;
        Ok(PastPairing { answers: story.answers, pairing: story.pairing, events: story.events })
    };
    [story].into_iter().chain(replacement).map(told).collect()
}
