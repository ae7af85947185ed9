//! What becomes of pairings.

use chrono::TimeDelta;
use vmj_domain::clock::Instant;
use vmj_domain::pairing::{Author, CancellationReason, Missing, Party};
use vmj_domain::reference::Reference;

use super::steps::{
    accepted, agreed, another_date, called_off, contested, forgotten, held, left, missed, ready, refused,
    settled,
};
use super::story::Story;
use crate::DemoError;
use crate::editions::Plan;

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
