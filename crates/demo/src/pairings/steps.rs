//! What happens to pairings on their way, when it usually does.

use chrono::TimeDelta;
use vmj_domain::clock::Instant;
use vmj_domain::edition::Edition;
use vmj_domain::pairing::{
    Author, CancellationReason, Missing, Pairing, PairingState, Party, Settlement, answer_deadline,
    broken_date,
};
use vmj_domain::place::Format;
use vmj_domain::reference::Reference;
use vmj_domain::text::Reason;

use super::story::Story;
use crate::DemoError;
use crate::editions::Times;
use crate::error::checked;
use crate::texts;

/// One accepts, so much later.
pub fn accepted(story: Story, party: Party, later: TimeDelta) -> Result<Story, DemoError> {
    let at = story.pairing.updated_at + later;
    story.then(at, party.into(), |pairing| pairing.accept(party, at))
}

/// Both accept.
pub fn agreed(story: Story) -> Result<Story, DemoError> {
    let story = accepted(story, Party::Student, TimeDelta::hours(20))?;
    accepted(story, Party::Ambassador, TimeDelta::hours(26))
}

/// DINUM has the papers, and the site lets the student in.
pub fn ready(story: Story, edition: &Edition) -> Result<Story, DemoError> {
    let at = story.pairing.updated_at + TimeDelta::hours(30);
    let received_documents = edition.parameters.documents.clone();
    story.then(at, Author::Dinum, |pairing| {
        Ok::<_, DemoError>(Pairing { access_cleared: true, received_documents, updated_at: at, ..pairing })
    })
}

/// One asks for the last day that is possible.
pub fn another_date(
    story: Story,
    party: Party,
    edition: &Edition,
    reference: &Reference,
) -> Result<Story, DemoError> {
    let at = story.pairing.updated_at + TimeDelta::hours(4 * 24);
    let rule = &edition.parameters;
    let department = story.pairing.ambassador.department().to_owned();
    let present = story.pairing.date;
    let days = rule.window.first.iter_days().take_while(|day| *day <= rule.window.last);
    let is_possible = |day: &chrono::NaiveDate| {
        *day != present && broken_date(*day, rule, (reference, &department), at).is_none()
    };
    let other = days.filter(is_possible).last();
    let other = other.ok_or_else(|| DemoError::Defect("no other day".to_owned()))?;
    let zone = story.pairing.ambassador.zone();
    let deadline = answer_deadline(rule, &[present, other], zone, at);
    story.then(at, party.into(), |pairing| pairing.ask_date((party, party.into()), other, deadline, at))
}

/// One does not want it.
pub fn refused(story: Story, party: Party, by: Author) -> Result<Story, DemoError> {
    let at = story.pairing.updated_at + TimeDelta::hours(31);
    // Whoever speaks for somebody else says why.
    let text =
        if by == Author::from(party) { None } else { Some(checked(Reason::parse, texts::refusal(party))?) };
    story.then(at, by, |pairing| pairing.decline(party, by, text, at))
}

/// The student accepts, the ambassador does not answer.
pub fn forgotten(story: Story) -> Result<Story, DemoError> {
    let story = accepted(story, Party::Student, TimeDelta::hours(20))?;
    let deadline = match &story.pairing.state {
        PairingState::Proposed { deadline, .. } => *deadline,
        other => return Err(DemoError::Defect(other.slug().to_owned())),
    };
    let at = deadline + TimeDelta::minutes(1);
    story.then(at, Author::System, |pairing| pairing.expire(at))
}

/// It is cancelled.
pub fn called_off(
    story: Story,
    by: Author,
    reason: CancellationReason,
    times: Times,
) -> Result<Story, DemoError> {
    // In the order in which they were proposed.
    let at = times.losses + (story.pairing.created_at - times.first_proposals);
    let text = texts::cancellation(reason).map(|text| checked(Reason::parse, text)).transpose()?;
    story.then(at, by, |pairing| pairing.cancel(by, reason, text, at))
}

/// One of the two has left the edition.
pub fn left(story: Story, by: Author, at: Instant) -> Result<Story, DemoError> {
    story.then(at, by, |pairing| pairing.cancel(by, CancellationReason::PartyWithdrew, None, at))
}

/// Nobody has told otherwise: the day took place.
pub fn held(story: Story) -> Result<Story, DemoError> {
    let at = story.pairing.is_held_from();
    story.then(at, Author::System, |pairing| pairing.hold(at))
}

/// Somebody says, in the evening of the day, who was missing.
pub fn missed(story: Story, missing: Missing, by: Author) -> Result<Story, DemoError> {
    let at = story.pairing.begins_at() + TimeDelta::hours(18);
    story.then(at, by, |pairing| pairing.miss(missing, by, at))
}

/// The student is said to have been missing, and says otherwise.
pub fn contested(story: Story) -> Result<Story, DemoError> {
    let story = missed(story, Missing::Student, Author::Ambassador)?;
    let at = story.pairing.updated_at + TimeDelta::hours(20);
    let text = match story.pairing.format {
        Format::OnSite => texts::CONTEST_ON_SITE,
        Format::Remote => texts::CONTEST_REMOTE,
    };
    let text = checked(Reason::parse, text)?;
    story.then(at, Author::Student, |pairing| pairing.contest(Party::Student, text, at))
}

/// DINUM decides.
pub fn settled(story: Story, took_place: bool) -> Result<Story, DemoError> {
    let at = story.pairing.updated_at + TimeDelta::hours(3 * 24);
    let settlement = if took_place { Settlement::Held } else { Settlement::NoShow(Missing::Student) };
    story.then(at, Author::Dinum, |pairing| pairing.settle(settlement, at))
}
