//! The rules of an edition, and the rules that they obey.

use chrono::{Datelike as _, NaiveDate};

use crate::broken::{Broken, Rule};
use crate::edition::{DayRange, Document};
use crate::place::{CAPITAL, Format, is_workday};
use crate::reference::{Reference, YEARS};
use crate::study::{DiplomaKind, StudyLevel};

/// What DINUM decides for one edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionParameters {
    /// The day.
    pub day: NaiveDate,
    /// The days on which a duo may meet instead, the day among them.
    pub window: DayRange,
    /// How duos may meet.
    pub formats: Vec<Format>,
    /// The study levels of those who may take part.
    pub study_levels: Vec<StudyLevel>,
    /// The kinds of diploma of those who may take part.
    pub diploma_kinds: Vec<DiplomaKind>,
    /// When ambassadors register.
    pub ambassadors_window: DayRange,
    /// When students register.
    pub students_window: DayRange,
    /// Most wishes of a student.
    pub max_wishes: u32,
    /// Fewest students that an ambassador may receive.
    pub min_capacity: u32,
    /// Most students that an ambassador may receive.
    pub max_capacity: u32,
    /// Days that each side has to answer a proposal.
    pub answer_days: u32,
    /// Documents wanted for each duo.
    pub documents: Vec<Document>,
}

impl EditionParameters {
    /// Most wishes that an edition can allow.
    pub const MAX_WISHES: u32 = 20;
    /// Most students that an edition can let one ambassador receive.
    pub const MAX_CAPACITY: u32 = 20;
    /// Longest time to answer that an edition can give, in days.
    pub const MAX_ANSWER_DAYS: u32 = 60;
    /// Most days of the window around the day.
    pub const MAX_WINDOW_DAYS: i64 = 92;

    /// All that is not right.
    #[must_use]
    pub fn broken(&self, reference: &Reference) -> Vec<Broken> {
        let mut broken = Self::broken_days(self.day, self.window, reference);
        let empty = [
            ("/formats", self.formats.is_empty()),
            ("/study_levels", self.study_levels.is_empty()),
            ("/diploma_kinds", self.diploma_kinds.is_empty()),
        ];
        broken.extend(empty.into_iter().filter(|(_, empty)| *empty).map(|(at, _)| Rule::Missing.at(at)));
        let windows =
            [("/ambassadors_window", self.ambassadors_window), ("/students_window", self.students_window)];
        for (at, window) in windows {
            if window.last < window.first {
                broken.push(Rule::NotAfter { other: "/first" }.at(format!("{at}/last")));
            }
            for (end, day) in [("first", window.first), ("last", window.last)] {
                if !YEARS.contains(&day.year()) {
                    broken.push(year_rule().at(format!("{at}/{end}")));
                }
            }
        }
        let numbers = [
            ("/max_wishes", self.max_wishes, 1, Self::MAX_WISHES),
            ("/min_capacity", self.min_capacity, 1, Self::MAX_CAPACITY),
            ("/max_capacity", self.max_capacity, self.min_capacity, Self::MAX_CAPACITY),
            ("/answer_days", self.answer_days, 1, Self::MAX_ANSWER_DAYS),
        ];
        for (at, number, min, max) in numbers {
            if !(min..=max).contains(&number) {
                broken.push(Rule::OutOfRange { min: min.into(), max: max.into() }.at(at));
            }
        }
        broken
    }

    /// What is not right about a day and the days around it.
    #[must_use]
    pub fn broken_days(day: NaiveDate, window: DayRange, reference: &Reference) -> Vec<Broken> {
        let mut broken = Vec::new();
        let DayRange { first, last } = window;
        if !YEARS.contains(&day.year()) {
            broken.push(year_rule().at("/day"));
        } else if !is_workday(reference, day, CAPITAL) {
            broken.push(Rule::NotAWorkday.at("/day"));
        }
        if first > day {
            broken.push(Rule::OutsideWindow { first, last }.at("/window/first"));
        }
        if last < day {
            broken.push(Rule::OutsideWindow { first, last }.at("/window/last"));
        } else if (last - first).num_days() >= Self::MAX_WINDOW_DAYS {
            broken.push(Rule::OutOfRange { min: 1, max: Self::MAX_WINDOW_DAYS }.at("/window/last"));
        }
        broken
    }

    /// The same rules around another day: windows keep their distance from it.
    #[must_use]
    pub fn moved_to(&self, day: NaiveDate) -> Self {
        let days = (day - self.day).num_days();
        Self {
            day,
            window: self.window.shifted(days),
            ambassadors_window: self.ambassadors_window.shifted(days),
            students_window: self.students_window.shifted(days),
            ..self.clone()
        }
    }

    /// The names of the fields in which other rules differ.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<&'static str> {
        let Self {
            day,
            window,
            formats,
            study_levels,
            diploma_kinds,
            ambassadors_window,
            students_window,
            max_wishes,
            min_capacity,
            max_capacity,
            answer_days,
            documents,
        } = self;
        let fields = [
            ("day", *day != other.day),
            ("window", *window != other.window),
            ("formats", *formats != other.formats),
            ("study_levels", *study_levels != other.study_levels),
            ("diploma_kinds", *diploma_kinds != other.diploma_kinds),
            ("ambassadors_window", *ambassadors_window != other.ambassadors_window),
            ("students_window", *students_window != other.students_window),
            ("max_wishes", *max_wishes != other.max_wishes),
            ("min_capacity", *min_capacity != other.min_capacity),
            ("max_capacity", *max_capacity != other.max_capacity),
            ("answer_days", *answer_days != other.answer_days),
            ("documents", *documents != other.documents),
        ];
        fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
    }
}

fn year_rule() -> Rule {
    Rule::OutOfRange { min: (*YEARS.start()).into(), max: (*YEARS.end()).into() }
}
