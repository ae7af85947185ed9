//! Whether prices prove a plan: the conditions of complementary slackness, pair by pair.

use std::collections::HashMap;

use super::pairs::{self, Cost};
use super::plan::Reading;
use super::{Fault, Party};
use crate::instance::{Format, Id, Instance, RankObjective, Student};
use crate::level::Level;
use crate::solution::Duals;

/// A plan with its prices, ambassadors within reach of each other.
pub struct Certificate<'a> {
    reading: &'a Reading<'a>,
    duals: &'a Duals,
    pairs: HashMap<Id, Id>,
    /// Prices of ambassadors, row after row.
    prices: Vec<i64>,
    /// Ambassadors on site by profile and region, and remote ones by profile.
    onsite: HashMap<(u32, u32), Vec<usize>>,
    remote: HashMap<u32, Vec<usize>>,
}

impl<'a> Certificate<'a> {
    pub fn of(reading: &'a Reading<'a>, pairs: &[(Id, Id)], duals: &'a Duals) -> Result<Self, Fault> {
        let instance = reading.instance;
        let entries = expected(instance);
        let whole = |rows: &[Vec<i64>], count| {
            rows.len() == count && rows.iter().all(|row| row.len() == entries.len())
        };
        if duals.levels != entries
            || !whole(&duals.students, instance.students.len())
            || !whole(&duals.ambassadors, instance.ambassadors.len())
        {
            return Err(Fault::Shape);
        }
        let mut certificate = Self {
            reading,
            duals,
            pairs: pairs.iter().copied().collect(),
            prices: duals.ambassadors.iter().flatten().copied().collect(),
            onsite: HashMap::new(),
            remote: HashMap::new(),
        };
        for (row, one) in instance.ambassadors.iter().enumerate() {
            for &profile in &one.profiles {
                if one.format != Format::Remote {
                    certificate.onsite.entry((profile, one.region)).or_default().push(row);
                }
                if one.format != Format::Onsite {
                    certificate.remote.entry(profile).or_default().push(row);
                }
            }
        }
        Ok(certificate)
    }

    pub fn prove(&self) -> Result<(), Fault> {
        self.signs()?;
        let students = &self.reading.instance.students;
        for (student, price) in students.iter().zip(&self.duals.students) {
            if self.reading.locked.contains_key(&student.id) {
                continue;
            }
            self.chosen(student, price)?;
            self.every_pair(student, price)?;
        }
        Ok(())
    }

    /// Prices are at most 0, and 0 where nothing is scarce.
    fn signs(&self) -> Result<(), Fault> {
        let instance = self.reading.instance;
        let mut taken: HashMap<Id, u32> = HashMap::new();
        for ambassador in self.pairs.values() {
            *taken.entry(*ambassador).or_default() += 1;
        }
        for (one, price) in instance.students.iter().zip(&self.duals.students) {
            if self.reading.locked.contains_key(&one.id) {
                continue;
            }
            sign(price, !self.pairs.contains_key(&one.id), Party::Student(one.id))?;
        }
        for (one, price) in instance.ambassadors.iter().zip(&self.duals.ambassadors) {
            let free = taken.get(&one.id).copied().unwrap_or(0) < one.capacity;
            sign(price, free, Party::Ambassador(one.id))?;
        }
        Ok(())
    }

    /// The student's pair costs its prices exactly.
    fn chosen(&self, student: &Student, price: &[i64]) -> Result<(), Fault> {
        let Some(&ambassador) = self.pairs.get(&student.id) else { return Ok(()) };
        let unknown = Fault::Unknown(student.id, ambassador);
        let &(row, one) = self.reading.ambassadors.get(&ambassador).ok_or(unknown)?;
        let cost = pairs::cost(&self.reading.instance.rules, student, one);
        let cost = cost.ok_or(Fault::Forbidden(student.id, ambassador))?;
        if self.reduced(student, price, row, cost).any(|entry| entry != 0) {
            return Err(Fault::Dearer(student.id, ambassador));
        }
        Ok(())
    }

    /// No pair of the student costs less than its prices.
    fn every_pair(&self, student: &Student, price: &[i64]) -> Result<(), Fault> {
        let mut seen = Vec::new();
        for (rank, wish) in student.wishes.iter().enumerate() {
            for &profile in wish {
                if seen.contains(&profile) {
                    continue;
                }
                seen.push(profile);
                let own = std::iter::once(&student.region);
                for &region in own.chain(&student.extra_regions) {
                    self.bucket(student, price, self.onsite.get(&(profile, region)), rank)?;
                }
                if student.remote {
                    self.bucket(student, price, self.remote.get(&profile), rank)?;
                }
            }
        }
        Ok(())
    }

    fn bucket(
        &self,
        student: &Student,
        price: &[i64],
        rows: Option<&Vec<usize>>,
        rank: usize,
    ) -> Result<(), Fault> {
        let (instance, excluded) = (self.reading.instance, &self.reading.excluded);
        for &row in rows.into_iter().flatten() {
            let Some(one) = instance.ambassadors.get(row) else { continue };
            // With several profiles the best-ranked counts, which may be another than the one that led here.
            let cost = match one.profiles.as_slice() {
                [_] => pairs::cost_at(&instance.rules, student, one, rank),
                _ => pairs::cost(&instance.rules, student, one),
            };
            let Some(cost) = cost else { continue };
            if !excluded.is_empty() && excluded.contains(&(student.id, one.id)) {
                continue;
            }
            if self
                .reduced(student, price, row, cost)
                .find(|&entry| entry != 0)
                .is_some_and(|entry| entry < 0)
            {
                return Err(Fault::Cheaper(student.id, one.id));
            }
        }
        Ok(())
    }

    /// Cost − price of the student − price of the ambassador, level by level.
    fn reduced(&self, student: &Student, price: &[i64], row: usize, cost: Cost) -> impl Iterator<Item = i64> {
        let width = self.duals.levels.len();
        let seat = self.prices.get(row * width..(row + 1) * width).unwrap_or_default();
        let rules = &self.reading.instance.rules;
        let penalty = rules.rank_penalty.get(cost.rank).map_or(0, |&penalty| i64::from(penalty));
        let generous = rules.rank_objective == RankObjective::Generous;
        self.duals.levels.iter().zip(price.iter().zip(seat)).map(move |(level, (y, z))| {
            let cost = match *level {
                Level::Placed(group) => -i64::from(student.priority == group),
                Level::Changes => -i64::from(self.keeps(student.id, row)),
                Level::Rank => penalty,
                Level::Wish(rank) => {
                    let here = i64::from(usize::from(rank) == cost.rank);
                    if generous { here } else { -here }
                }
                Level::Place => i64::from(cost.band),
                Level::Preference => i64::from(cost.preference),
                Level::Lottery => 0,
            };
            cost.saturating_sub(*y).saturating_sub(*z)
        })
    }

    fn keeps(&self, student: Id, row: usize) -> bool {
        let ambassador = self.reading.instance.ambassadors.get(row).map(|one| one.id);
        ambassador.is_some() && self.reading.previous.get(&student).copied() == ambassador
    }
}

/// The entries that a certificate of this instance has.
fn expected(instance: &Instance) -> Vec<Level> {
    let groups = instance.students.iter().map(|one| one.priority).max().unwrap_or(0);
    let mut levels: Vec<Level> = (0..=groups).map(Level::Placed).collect();
    if instance.previous.is_some() {
        levels.push(Level::Changes);
    }
    let ranks = instance.rules.rank_penalty.len() as u8;
    match instance.rules.rank_objective {
        RankObjective::Penalty => levels.push(Level::Rank),
        RankObjective::RankMaximal => levels.extend((0..ranks).map(Level::Wish)),
        RankObjective::Generous => levels.extend((0..ranks).rev().map(Level::Wish)),
    }
    levels.extend([Level::Place, Level::Preference]);
    levels
}

fn sign(price: &[i64], idle: bool, party: Party) -> Result<(), Fault> {
    match price.iter().find(|&&entry| entry != 0) {
        Some(&entry) if entry > 0 => Err(Fault::Positive(party)),
        Some(_) if idle => Err(Fault::Priced(party)),
        _ => Ok(()),
    }
}
