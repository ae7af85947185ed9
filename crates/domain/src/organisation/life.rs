//! The life of an organisation.
//!
//! ```text
//! active → retired → active (restoration)
//! active → merged
//! active → active under another name (renaming)
//! ```

use chrono::NaiveDate;

use super::{
    FormerName, NewOrganisation, Organisation, OrganisationContent, OrganisationStatus, OrganisationSummary,
};
use crate::broken::{Broken, Rule};
use crate::clock::Instant;
use crate::edition::DayRange;
use crate::text::Label;
use crate::transition::{InvalidTransition, Unmoved};

/// The first day that anything about an organisation may bear.
pub const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(1500, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// The last day that anything about an organisation may bear.
pub const LAST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2199, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// Whether an organisation has an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrganisationState {
    /// None is known.
    Active,
    /// It ends, and nothing takes its place.
    Retired {
        /// Its last day.
        last_day: NaiveDate,
    },
    /// Another has taken its place.
    Merged {
        /// Its last day.
        last_day: NaiveDate,
        /// Which.
        successor: OrganisationSummary,
    },
}

impl OrganisationState {
    /// The last day in force.
    #[must_use]
    pub const fn last_day(&self) -> Option<NaiveDate> {
        match self {
            Self::Active => None,
            Self::Retired { last_day } | Self::Merged { last_day, .. } => Some(*last_day),
        }
    }

    /// What has taken its place.
    #[must_use]
    pub const fn successor(&self) -> Option<&OrganisationSummary> {
        match self {
            Self::Active | Self::Retired { .. } => None,
            Self::Merged { successor, .. } => Some(successor),
        }
    }

    /// The stable name of the state.
    #[must_use]
    pub const fn slug(&self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Retired { .. } => "retired",
            Self::Merged { .. } => "merged",
        }
    }

    /// The transitions allowed from here, by the names of their resources.
    #[must_use]
    pub const fn transitions(&self) -> &'static [&'static str] {
        match self {
            Self::Active => &["renaming", "merger", "retirement"],
            Self::Retired { .. } => &["restoration"],
            Self::Merged { .. } => &[],
        }
    }

    const fn require_active(&self) -> Result<(), InvalidTransition> {
        match self {
            Self::Active => Ok(()),
            Self::Retired { .. } | Self::Merged { .. } => Err(self.refusal()),
        }
    }

    const fn refusal(&self) -> InvalidTransition {
        InvalidTransition { state: self.slug(), allowed: self.transitions() }
    }
}

impl Organisation {
    /// Gives it another name from a day on, and keeps the one that it had.
    ///
    /// # Errors
    /// It has an end, or the day is not one of its days, or is still to come: a name is present or past.
    pub fn rename(
        self,
        (name, short_name): (Label, Label),
        effective_on: NaiveDate,
        today: NaiveDate,
        now: Instant,
    ) -> Result<Self, Unmoved> {
        self.state.require_active()?;
        let used_until = self.day_before(effective_on, today)?;
        let mut former_names = self.former_names;
        let former = (self.content.name, self.content.short_name);
        former_names.push(FormerName { name: former.0, short_name: former.1, used_until });
        let content = OrganisationContent { name, short_name, ..self.content };
        Ok(Self { content, former_names, updated_at: now, ..self })
    }

    /// Lets another take its place from a day on. It then stands below the other, as a part of its past.
    ///
    /// # Errors
    /// It has an end, or the other cannot be its successor, or the day is not right or still to come: its people move
    /// at once.
    pub fn merge(
        self,
        successor: &Self,
        effective_on: NaiveDate,
        today: NaiveDate,
        now: Instant,
    ) -> Result<Self, Unmoved> {
        self.state.require_active()?;
        let last_day = self.day_before(effective_on, today)?;
        let early = successor.status_on(effective_on) == OrganisationStatus::Upcoming;
        let unusable = self
            .misplaced_below(successor, today)
            .or(early.then_some(Rule::Contradicts { other: "/effective_on" }));
        if let Some(rule) = unusable {
            return Err(rule.at("/successor_id").into());
        }
        let content = OrganisationContent { parent: Some(successor.id), ..self.content };
        let state = OrganisationState::Merged { last_day, successor: successor.summary() };
        Ok(Self { content, state, updated_at: now, ..self })
    }

    /// Ends it: `effective_on` is the first day without it.
    ///
    /// # Errors
    /// It has an end already, or the day is not right.
    pub fn retire(self, effective_on: NaiveDate, now: Instant) -> Result<Self, Unmoved> {
        self.state.require_active()?;
        let last_day = self.day_before(effective_on, LAST_DAY)?;
        Ok(Self { state: OrganisationState::Retired { last_day }, updated_at: now, ..self })
    }

    /// Takes its end back.
    ///
    /// # Errors
    /// It has none, or another has taken its place: people and HR systems have moved there.
    pub fn restore(self, now: Instant) -> Result<Self, InvalidTransition> {
        match self.state {
            OrganisationState::Retired { .. } => {
                Ok(Self { state: OrganisationState::Active, updated_at: now, ..self })
            }
            OrganisationState::Active | OrganisationState::Merged { .. } => Err(self.state.refusal()),
        }
    }

    /// What is wrong with a first day, given what is known of later ones.
    pub(super) fn broken_first_day(&self, first: Option<NaiveDate>) -> Option<Broken> {
        let last_day = [self.state.last_day(), self.former_names.first().map(|former| former.used_until)];
        first_day_outside(first, last_day.into_iter().flatten().min().unwrap_or(LAST_DAY))
    }

    /// The day before a change, which must leave the present name at least one day.
    fn day_before(&self, effective_on: NaiveDate, latest: NaiveDate) -> Result<NaiveDate, Broken> {
        let after = |day: NaiveDate| day.succ_opt().unwrap_or(day);
        let renamed_on = self.former_names.last().map(|former| after(former.used_until));
        let present_since = renamed_on.max(self.content.valid_from).unwrap_or(FIRST_DAY);
        let days = DayRange { first: after(present_since), last: latest };
        let before = effective_on.pred_opt().filter(|_| days.contains(effective_on));
        before.ok_or_else(|| days.outside("/effective_on"))
    }
}

impl NewOrganisation {
    /// All that is not right.
    #[must_use]
    pub fn broken(&self) -> Vec<Broken> {
        first_day_outside(self.content.valid_from, LAST_DAY).into_iter().collect()
    }
}

fn first_day_outside(first: Option<NaiveDate>, latest: NaiveDate) -> Option<Broken> {
    let days = DayRange { first: FIRST_DAY, last: latest };
    first.filter(|first| !days.contains(*first)).map(|_| days.outside("/valid_from"))
}

impl DayRange {
    fn outside(self, pointer: &str) -> Broken {
        Rule::OutsideWindow { first: self.first, last: self.last }.at(pointer)
    }
}

#[cfg(test)]
mod tests;
