//! Why a certified plan is as it is: data to be put into words elsewhere.

mod given;
mod grant;
mod reach;
mod rivals;

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::error::InstanceError;
use crate::graph;
use crate::instance::{Id, Instance, Place};
use crate::level::Level;
use crate::market::Market;
use crate::pair;
use crate::solution::{Duals, Solution};

pub use reach::{Help, Idle, LeftOut, Removed};
pub use rivals::Rivals;

/// Why a solution cannot be explained.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExplainError {
    /// The instance is at fault.
    #[error(transparent)]
    Instance(#[from] InstanceError),
    /// It has no certificate, or that of another instance.
    #[error("the solution has no duals for this instance")]
    NoDuals,
    /// It is not a plan of this instance.
    #[error("student {0} and ambassador {1} are no pair of this instance")]
    NoPair(Id, Id),
}

/// Why a student has this place, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StudentExplanation {
    /// Has a place that the solver found.
    Placed(Placed),
    /// Has a place that was locked.
    Locked(Id),
    /// Has none.
    LeftOut(LeftOut),
}

/// A pair and what stands behind it. Vectors have one entry for each of [`Explainer::levels`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// With whom.
    pub ambassador: Id,
    /// Index of the wish.
    pub rank: u8,
    /// Where.
    pub place: Place,
    /// What the place costs.
    pub band: u32,
    /// What preferences cost.
    pub preference: u32,
    /// The price of the student's place.
    pub price: Vec<i64>,
    /// The price of the ambassador's seat: how much one more would gain.
    pub seat_price: Vec<i64>,
    /// What each better wish would cost, best first.
    pub better: Vec<Grant>,
}

/// What a better wish would cost everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Index of the wish.
    pub rank: u8,
    /// How much each level would get worse: a positive entry in a placement level is so many students fewer, and a level
    /// below the first that gets worse may get better. `None` when nobody within reach offers it, or only locked seats.
    pub cost: Option<Vec<i64>>,
}

/// Why an ambassador has free seats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmbassadorExplanation {
    /// Students, locked ones included.
    pub students: Vec<Id>,
    /// Seats that are free.
    pub free: u32,
    /// Why they are free; `None` when none is.
    pub idle: Option<Idle>,
    /// The price of a seat: how much one more would gain.
    pub seat_price: Vec<i64>,
}

/// A certified plan that answers questions.
pub struct Explainer<'a> {
    market: Market<'a>,
    duals: &'a Duals,
    given: given::Given,
    outside: OnceCell<reach::Outside>,
    students: HashMap<Id, u32>,
    ambassadors: HashMap<Id, u32>,
}

impl<'a> Explainer<'a> {
    /// Takes a certified solution of this instance.
    ///
    /// # Errors
    /// When the two do not belong together, or the duals were left out.
    pub fn new(instance: &'a Instance, solution: &'a Solution) -> Result<Self, ExplainError> {
        let market = Market::new(instance, 0)?;
        let duals = solution.duals.as_ref().ok_or(ExplainError::NoDuals)?;
        let rows = (instance.students.len(), instance.ambassadors.len());
        if rows != (duals.students.len(), duals.ambassadors.len()) {
            return Err(ExplainError::NoDuals);
        }
        let students: HashMap<Id, u32> = market.students.iter().map(|row| row.id).zip(0..).collect();
        let ambassadors: HashMap<Id, u32> = market.ambassadors.iter().map(|row| row.id).zip(0..).collect();
        let mut pairs = Vec::new();
        for &(student, ambassador) in &solution.pairs {
            let (Some(&s), Some(&a)) = (students.get(&student), ambassadors.get(&ambassador)) else {
                return Err(ExplainError::NoPair(student, ambassador));
            };
            pairs.push((s, a));
        }
        let given = given::Given::new(&market, graph::build(&market)?, &pairs, duals)?;
        Ok(Self { market, duals, given, outside: OnceCell::new(), students, ambassadors })
    }

    /// What the entries of vectors stand for.
    pub fn levels(&self) -> &[Level] {
        &self.duals.levels
    }

    /// Why a student has this place, or none; `None` when there is no such student.
    pub fn student(&self, id: Id) -> Option<StudentExplanation> {
        let &student = self.students.get(&id)?;
        let Some(ambassador) = self.given.place_of(student) else {
            let outside = self.outside.get_or_init(|| reach::Outside::new(&self.given));
            let why = reach::left_out(&self.market, &self.given, outside, student);
            return Some(StudentExplanation::LeftOut(why));
        };
        let row = self.market.ambassadors[ambassador];
        if self.market.locked[student] {
            return Some(StudentExplanation::Locked(row.id));
        }
        let value = pair::value(self.market.students[student], row)?;
        let better = (0..value.rank).map(|rank| Grant {
            rank,
            cost: grant::cost(&self.given, &self.market, self.duals.levels.as_slice(), student, rank),
        });
        Some(StudentExplanation::Placed(Placed {
            ambassador: row.id,
            rank: value.rank,
            place: pair::place(self.market.students[student], row)?,
            band: *self.market.instance.rules.place_band.get(usize::from(value.place))?,
            preference: u32::from(value.preference),
            price: self.given.student_price(student).to_vec(),
            seat_price: self.given.seat_price(ambassador).to_vec(),
            better: better.collect(),
        }))
    }

    /// Whom an ambassador has, and why seats are free; `None` when there is no such ambassador.
    pub fn ambassador(&self, id: Id) -> Option<AmbassadorExplanation> {
        let &ambassador = self.ambassadors.get(&id)?;
        let placed = (0..self.market.students.len()).filter(|&s| self.given.place_of(s) == Some(ambassador));
        let mut students: Vec<Id> = placed.map(|s| self.market.students[s].id).collect();
        students.sort_unstable();
        let free = self.given.free_seats(ambassador);
        Some(AmbassadorExplanation {
            students,
            free,
            idle: (free > 0).then(|| reach::idle(&self.market, ambassador)),
            seat_price: self.given.seat_price(ambassador).to_vec(),
        })
    }
}
