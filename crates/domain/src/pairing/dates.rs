//! Another date, and the end of the day.

use chrono::{Days, NaiveDate};

use super::{Author, CancellationReason, Pairing, PairingState, Party};
use crate::broken::{Broken, Rule};
use crate::clock::Instant;
use crate::edition::EditionParameters;
use crate::place::{end_of_day, is_workday, start_of_day, zone_of_department};
use crate::reference::Reference;
use crate::transition::Unmoved;

/// Days after the date within which a no-show can still be told: after them, the day is taken to have been held.
pub const REPORT_DAYS: u64 = 1;

/// Another date that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PendingDate {
    /// Which.
    pub date: NaiveDate,
    /// Who asked: nobody, when the edition was postponed.
    pub asked_by: Author,
    /// Whether the student has accepted it.
    pub student_accepts: bool,
    /// Whether the ambassador has accepted it.
    pub ambassador_accepts: bool,
    /// Until when they may.
    pub deadline: Instant,
}

impl PendingDate {
    /// Whether one of the two has accepted it.
    #[must_use]
    pub const fn is_accepted_by(&self, party: Party) -> bool {
        match party {
            Party::Student => self.student_accepts,
            Party::Ambassador => self.ambassador_accepts,
        }
    }

    /// Whether it comes from a postponement: without it there is no date at all.
    #[must_use]
    pub fn is_postponement(&self) -> bool {
        self.asked_by == Author::System
    }

    const fn accepted_by(self, party: Party) -> Self {
        match party {
            Party::Student => Self { student_accepts: true, ..self },
            Party::Ambassador => Self { ambassador_accepts: true, ..self },
        }
    }
}

/// What is wrong with a date for a duo at a place: it is the edition's day or within its window, a workday there
/// (PRODUCT.md, rule 7), and still to come by its clock.
#[must_use]
pub fn broken_date(
    date: NaiveDate,
    rule: &EditionParameters,
    (reference, department): (&Reference, &str),
    now: Instant,
) -> Option<Broken> {
    let window = rule.window;
    let rule = if date != rule.day && !window.contains(date) {
        Rule::OutsideWindow { first: window.first, last: window.last }
    } else if !is_workday(reference, date, department) {
        Rule::NotAWorkday
    } else if start_of_day(date, zone_of_department(department)) <= now {
        Rule::Past
    } else {
        return None;
    };
    Some(rule.at("/date"))
}

impl Pairing {
    /// Asks for another date, which the one who asks (or for whom it is asked) accepts.
    ///
    /// # Errors
    /// It is not confirmed, another date is asked for already, or its day has begun: nobody could answer in time.
    pub fn ask_date(
        self,
        (party, by): (Party, Author),
        date: NaiveDate,
        deadline: Instant,
        now: Instant,
    ) -> Result<Self, Unmoved> {
        match self.state {
            PairingState::Confirmed { answers, pending: None } => {
                if date == self.date {
                    return Err(Rule::Contradicts { other: "/date of the pairing" }.at("/date").into());
                }
                if now >= self.begins_at() {
                    return Err(Unmoved::TooLate(self.begins_at()));
                }
                let pending = PendingDate {
                    date,
                    asked_by: by,
                    student_accepts: party == Party::Student,
                    ambassador_accepts: party == Party::Ambassador,
                    deadline,
                };
                Ok(self.with_state(PairingState::Confirmed { answers, pending: Some(pending) }, now))
            }
            PairingState::Confirmed { pending: Some(_), .. }
            | PairingState::Proposed { .. }
            | PairingState::Declined { .. }
            | PairingState::Expired { .. }
            | PairingState::Cancelled { .. }
            | PairingState::Held
            | PairingState::NoShow { .. } => Err(self.state.refusal().into()),
        }
    }

    /// One of the two accepts the date that is asked for; when both have, it is the date.
    ///
    /// # Errors
    /// None is asked for, or this one has accepted it, or it is too late.
    pub fn accept_date(self, party: Party, now: Instant) -> Result<Self, Unmoved> {
        match self.state {
            PairingState::Confirmed { answers, pending: Some(pending) } if !pending.is_accepted_by(party) => {
                if now >= pending.deadline {
                    return Err(Unmoved::TooLate(pending.deadline));
                }
                let pending = pending.accepted_by(party);
                let settled = pending.student_accepts && pending.ambassador_accepts;
                let date = if settled { pending.date } else { self.date };
                let pending = Some(pending).filter(|_| !settled);
                Ok(Self { date, ..self.with_state(PairingState::Confirmed { answers, pending }, now) })
            }
            PairingState::Confirmed { .. }
            | PairingState::Proposed { .. }
            | PairingState::Declined { .. }
            | PairingState::Expired { .. }
            | PairingState::Cancelled { .. }
            | PairingState::Held
            | PairingState::NoShow { .. } => Err(self.state.refusal().into()),
        }
    }

    /// One of the two does not want the date that is asked for. The old one stays, unless the edition has left it.
    ///
    /// # Errors
    /// None is asked for.
    pub fn refuse_date(self, by: Author, now: Instant) -> Result<Self, Unmoved> {
        match self.state {
            PairingState::Confirmed { answers, pending: Some(pending) } => Ok(if pending.is_postponement() {
                let reason = CancellationReason::EditionPostponed;
                self.moved_to(PairingState::Cancelled { by, reason, text: None }, now)
            } else {
                self.with_state(PairingState::Confirmed { answers, pending: None }, now)
            }),
            PairingState::Confirmed { pending: None, .. }
            | PairingState::Proposed { .. }
            | PairingState::Declined { .. }
            | PairingState::Expired { .. }
            | PairingState::Cancelled { .. }
            | PairingState::Held
            | PairingState::NoShow { .. } => Err(self.state.refusal().into()),
        }
    }

    /// Nobody answered about the date in time.
    ///
    /// # Errors
    /// None is asked for, or before the deadline.
    pub fn expire_date(self, now: Instant) -> Result<Self, Unmoved> {
        match self.state {
            PairingState::Confirmed { pending: Some(pending), .. } if now < pending.deadline => {
                Err(Unmoved::TooEarly(pending.deadline))
            }
            PairingState::Confirmed { .. }
            | PairingState::Proposed { .. }
            | PairingState::Declined { .. }
            | PairingState::Expired { .. }
            | PairingState::Cancelled { .. }
            | PairingState::Held
            | PairingState::NoShow { .. } => self.refuse_date(Author::System, now),
        }
    }

    /// The edition moves to another day: a confirmed duo is asked whether it suits them, a proposal is made anew.
    #[must_use]
    pub fn postponed(self, day: NaiveDate, deadline: Instant, now: Instant) -> Self {
        if self.date == day {
            return self;
        }
        match self.state {
            PairingState::Confirmed { answers, .. } => {
                let pending = PendingDate {
                    date: day,
                    asked_by: Author::System,
                    student_accepts: false,
                    ambassador_accepts: false,
                    deadline,
                };
                self.with_state(PairingState::Confirmed { answers, pending: Some(pending) }, now)
            }
            PairingState::Proposed { .. } => {
                let state = PairingState::Proposed { answers: super::Answers::default(), deadline };
                Self { date: day, ..self.with_state(state, now) }
            }
            PairingState::Declined { .. }
            | PairingState::Expired { .. }
            | PairingState::Cancelled { .. }
            | PairingState::Held
            | PairingState::NoShow { .. } => self,
        }
    }

    /// From when on somebody may tell how the day was: its first moment at the place.
    #[must_use]
    pub fn begins_at(&self) -> Instant {
        start_of_day(self.date, self.ambassador.zone())
    }

    /// From when on it is taken to have been held, when nobody has told otherwise.
    #[must_use]
    pub fn is_held_from(&self) -> Instant {
        let last = self.date.checked_add_days(Days::new(REPORT_DAYS)).unwrap_or(self.date);
        end_of_day(last, self.ambassador.zone())
    }

    /// The day took place.
    ///
    /// # Errors
    /// It is not confirmed, waits for another date, or its day has not begun.
    pub fn hold(self, now: Instant) -> Result<Self, Unmoved> {
        self.check_day(now)?;
        Ok(self.moved_to(PairingState::Held, now))
    }

    /// Whether it can be told how the day was.
    pub(super) fn check_day(&self, now: Instant) -> Result<(), Unmoved> {
        match self.state {
            PairingState::Confirmed { pending: None, .. } => {
                let begins_at = self.begins_at();
                if now < begins_at { Err(Unmoved::TooEarly(begins_at)) } else { Ok(()) }
            }
            PairingState::Confirmed { pending: Some(_), .. }
            | PairingState::Proposed { .. }
            | PairingState::Declined { .. }
            | PairingState::Expired { .. }
            | PairingState::Cancelled { .. }
            | PairingState::Held
            | PairingState::NoShow { .. } => Err(self.state.refusal().into()),
        }
    }
}
