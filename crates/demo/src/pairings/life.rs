//! What becomes of pairings.

use chrono::TimeDelta;
use vmj_domain::clock::Instant;
use vmj_domain::edition::Edition;
use vmj_domain::pairing::{
    Author, CancellationReason, Missing, Pairing, PairingState, Party, Settlement, answer_deadline,
    broken_date,
};
use vmj_domain::place::national_day;
use vmj_domain::reference::Reference;
use vmj_domain::text::Reason;
use vmj_domain::transition::Unmoved;

use super::story::Story;
use crate::DemoError;
use crate::editions::{Plan, Times};
use crate::error::checked;
use crate::texts::{self, CONTESTS};

/// What becomes of a pairing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// Both are asked, and neither has answered.
    Asked,
    /// One has accepted.
    HalfAgreed(Party),
    /// Both have.
    Agreed,
    /// The same, and papers and access are in order.
    Ready,
    /// The same, and one asks for another date.
    AnotherDate(Party),
    /// One does not want it; who says so.
    Refused(Party, Author),
    /// Not both have answered in time.
    Forgotten,
    /// It is cancelled; who says so.
    CalledOff(Author, CancellationReason),
    /// It is cancelled, and another takes its place.
    Replaced,
    /// This ambassador has left the edition.
    HostLeft(usize),
    /// This student has.
    GuestLeft(usize),
    /// The day took place.
    Held,
    /// It did not.
    Missed(Missing, Author),
    /// The same, and the student says otherwise.
    Contested,
    /// The same, and DINUM has decided: it stays as it was said, or the day took place.
    Settled(bool),
}

/// In the open edition, so many times each: what is lost is lost before what lives takes the seats.
pub const OPEN: [(Life, usize); 20] = {
    use CancellationReason as R;
    use Life::{Agreed, AnotherDate, Asked, CalledOff, Forgotten, HalfAgreed, Ready, Refused, Replaced};
    [
        (CalledOff(Author::Student, R::Illness), 1),
        (CalledOff(Author::Ambassador, R::Work), 1),
        (CalledOff(Author::Student, R::Transport), 1),
        (CalledOff(Author::Student, R::Exam), 1),
        (CalledOff(Author::Ministry, R::HostUnavailable), 1),
        (CalledOff(Author::Ministry, R::AccessRefused), 1),
        (CalledOff(Author::Dinum, R::Sanitary), 1),
        (CalledOff(Author::Ambassador, R::Other), 1),
        (Replaced, 2),
        (Refused(Party::Student, Author::Student), 2),
        (Refused(Party::Ambassador, Author::Ambassador), 1),
        (Refused(Party::Ambassador, Author::Ministry), 1),
        (Forgotten, 2),
        (Agreed, 9),
        (Ready, 3),
        (AnotherDate(Party::Student), 2),
        (AnotherDate(Party::Ambassador), 1),
        (Asked, 8),
        (HalfAgreed(Party::Student), 3),
        (HalfAgreed(Party::Ambassador), 3),
    ]
};

/// In an edition that was held.
pub const HELD: [(Life, usize); 11] = {
    use Life::{CalledOff, Contested, Forgotten, Held, Missed, Refused, Replaced, Settled};
    [
        (Refused(Party::Student, Author::Student), 1),
        (Forgotten, 1),
        (CalledOff(Author::Student, CancellationReason::Illness), 1),
        (Replaced, 1),
        (Missed(Missing::Student, Author::Ambassador), 1),
        (Missed(Missing::Ambassador, Author::Student), 1),
        (Missed(Missing::Both, Author::Ministry), 1),
        (Contested, 1),
        (Settled(false), 1),
        (Settled(true), 1),
        (Held, 30),
    ]
};

impl Life {
    /// When it is proposed: what is lost was proposed first, what still waits for answers last.
    pub fn proposed_at(self, plan: &Plan, number: usize) -> Instant {
        let times = plan.times;
        match self {
            Self::Asked | Self::HalfAgreed(_) => {
                // Within the days that both have to answer.
                times.last_proposals + TimeDelta::hours(4 * 24 + i64::try_from(number % 72).unwrap_or(0))
            }
            Self::Agreed | Self::Ready | Self::AnotherDate(_) => times.last_proposals,
            Self::Refused(..)
            | Self::Forgotten
            | Self::CalledOff(..)
            | Self::Replaced
            | Self::HostLeft(_)
            | Self::GuestLeft(_)
            | Self::Held
            | Self::Missed(..)
            | Self::Contested
            | Self::Settled(_) => times.first_proposals,
        }
    }

    /// A proposal that has lived this life.
    pub fn lived(self, plan: &Plan, reference: &Reference, story: Story) -> Result<Story, DemoError> {
        match self {
            Self::Asked => Ok(story),
            Self::HalfAgreed(party) => accepted(story, party, TimeDelta::hours(5)),
            Self::Agreed => agreed(story),
            Self::Ready => ready(agreed(story)?, &plan.edition),
            Self::AnotherDate(party) => another_date(agreed(story)?, party, &plan.edition, reference),
            Self::Refused(party, by) => refused(story, party, by),
            Self::Forgotten => forgotten(story),
            Self::CalledOff(by, reason) => called_off(agreed(story)?, by, reason, plan.times),
            Self::Replaced => {
                called_off(agreed(story)?, Author::Ambassador, CancellationReason::Work, plan.times)
            }
            Self::HostLeft(_) => left(agreed(story)?, Author::Ambassador, plan.times.withdrawals),
            Self::GuestLeft(_) => left(agreed(story)?, Author::Student, plan.times.withdrawals),
            Self::Held => held(agreed(story)?),
            Self::Missed(missing, by) => missed(agreed(story)?, missing, by),
            Self::Contested => contested(agreed(story)?),
            Self::Settled(took_place) => settled(contested(agreed(story)?)?, took_place),
        }
    }
}

fn accepted(story: Story, party: Party, later: TimeDelta) -> Result<Story, DemoError> {
    let at = story.pairing.updated_at + later;
    story.then(at, party.into(), |pairing| pairing.accept(party, at))
}

fn agreed(story: Story) -> Result<Story, DemoError> {
    let story = accepted(story, Party::Student, TimeDelta::hours(20))?;
    accepted(story, Party::Ambassador, TimeDelta::hours(26))
}

/// DINUM has the papers, and the site lets the student in.
fn ready(story: Story, edition: &Edition) -> Result<Story, DemoError> {
    let at = story.pairing.updated_at + TimeDelta::hours(30);
    let received_documents = edition.parameters.documents.clone();
    story.then(at, Author::Dinum, |pairing| {
        Ok::<_, DemoError>(Pairing { access_cleared: true, received_documents, updated_at: at, ..pairing })
    })
}

fn another_date(
    story: Story,
    party: Party,
    edition: &Edition,
    reference: &Reference,
) -> Result<Story, DemoError> {
    // As late as it can be, so that there is time left to answer.
    let at = story.pairing.updated_at + TimeDelta::hours(4 * 24);
    let rule = &edition.parameters;
    let department = story.pairing.ambassador.department().to_owned();
    let present = story.pairing.date;
    let today = national_day(at);
    let days = rule.window.first.iter_days().take_while(|day| *day <= rule.window.last);
    let is_possible = |day: &chrono::NaiveDate| {
        *day != present && broken_date(*day, rule, (reference, &department), today).is_none()
    };
    let other = days.filter(is_possible).last();
    let other = other.ok_or_else(|| DemoError::Defect("no other day".to_owned()))?;
    let zone = story.pairing.ambassador.zone();
    let deadline = answer_deadline(rule, &[present, other], zone, at);
    story.then(at, party.into(), |pairing| pairing.ask_date((party, party.into()), other, deadline, at))
}

fn refused(story: Story, party: Party, by: Author) -> Result<Story, DemoError> {
    let at = story.pairing.updated_at + TimeDelta::hours(31);
    // Whoever speaks for somebody else says why.
    let text =
        if by == Author::from(party) { None } else { Some(checked(Reason::parse, texts::refusal(party))?) };
    story.then(at, by, |pairing| pairing.decline(party, by, text, at))
}

fn forgotten(story: Story) -> Result<Story, DemoError> {
    let story = accepted(story, Party::Student, TimeDelta::hours(20))?;
    let deadline = match &story.pairing.state {
        PairingState::Proposed { deadline, .. } => *deadline,
        other => return Err(DemoError::Defect(other.slug().to_owned())),
    };
    let at = deadline + TimeDelta::minutes(1);
    story.then(at, Author::System, |pairing| pairing.expire(at))
}

fn called_off(
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

fn left(story: Story, by: Author, at: Instant) -> Result<Story, DemoError> {
    story.then(at, by, |pairing| pairing.cancel(by, CancellationReason::PartyWithdrew, None, at))
}

fn held(story: Story) -> Result<Story, DemoError> {
    let at = story.pairing.is_held_from();
    story.then(at, Author::System, |pairing| pairing.hold(at))
}

fn missed(story: Story, missing: Missing, by: Author) -> Result<Story, DemoError> {
    let at = story.pairing.begins_at() + TimeDelta::hours(18);
    story.then(at, by, |pairing| pairing.miss(missing, by, at))
}

fn contested(story: Story) -> Result<Story, DemoError> {
    let story = missed(story, Missing::Student, Author::Ambassador)?;
    let at = story.pairing.updated_at + TimeDelta::hours(20);
    let word = usize::from(story.pairing.seat != 1);
    let text = CONTESTS.get(word).copied().unwrap_or_default();
    let text = checked(Reason::parse, text)?;
    story.then(at, Author::Student, |pairing| pairing.contest(Party::Student, text, at))
}

fn settled(story: Story, took_place: bool) -> Result<Story, DemoError> {
    let at = story.pairing.updated_at + TimeDelta::hours(3 * 24);
    let settlement = if took_place { Settlement::Held } else { Settlement::NoShow(Missing::Student) };
    story.then::<Unmoved>(at, Author::Dinum, |pairing| pairing.settle(settlement, at))
}
