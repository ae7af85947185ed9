//! From the prices of each level to the certificate.

use crate::flow::Network;
use crate::level::{Costs, Level};
use crate::market::Market;
use crate::pair;
use crate::solution::Duals;
use crate::table::Table;

/// Prices level by level, in the order of the lottery.
pub struct Prices {
    students: usize,
    ambassadors: usize,
    levels: Vec<(Level, Vec<i64>, Vec<i64>)>,
}

impl Prices {
    pub fn new(market: &Market<'_>) -> Self {
        Self {
            students: market.students.len() as usize,
            ambassadors: market.ambassadors.len() as usize,
            levels: Vec::new(),
        }
    }

    /// A level that costs nothing has no prices.
    pub fn add_zeros(&mut self, level: Level) {
        if level != Level::Lottery {
            self.levels.push((level, vec![0; self.students], vec![0; self.ambassadors]));
        }
    }

    pub fn add(&mut self, level: Level, network: &Network, price: &Table<i64>) {
        let students = price.range(0, network.students).iter().map(|&price| -price).collect();
        let offset = network.students + network.hubs;
        let ambassadors = price.range(offset, offset + network.ambassadors).to_vec();
        self.levels.push((level, students, ambassadors));
    }

    /// One vector a row, in the order of the instance's rows.
    pub fn duals(mut self, market: &Market<'_>) -> Duals {
        self.price_locked(market);
        let mut students = vec![Vec::new(); self.students];
        let mut ambassadors = vec![Vec::new(); self.ambassadors];
        for (_, of_students, of_ambassadors) in &self.levels {
            spread(of_students, &market.student_rows, &mut students);
            spread(of_ambassadors, &market.ambassador_rows, &mut ambassadors);
        }
        Duals { levels: self.levels.iter().map(|&(level, ..)| level).collect(), students, ambassadors }
    }

    /// Who holds a locked seat is outside the market; a price low enough makes the first condition hold for them, too.
    fn price_locked(&mut self, market: &Market<'_>) {
        let costs: Vec<Costs<'_>> =
            self.levels.iter().map(|&(level, ..)| Costs::new(level, market, 0)).collect();
        for student in (0..market.students.len()).filter(|&student| market.locked[student]) {
            let mut lowest = vec![0; self.levels.len()];
            for ambassador in 0..market.ambassadors.len() {
                let value = pair::value(market.students[student], market.ambassadors[ambassador]);
                let Some(mut value) = value.filter(|_| !market.is_excluded(student, ambassador)) else {
                    continue;
                };
                value.kept = market.previous.get(&student) == Some(&ambassador);
                let left = costs.iter().zip(&self.levels).map(|(costs, (_, _, ambassadors))| {
                    i64::from(costs.of(student, value))
                        - ambassadors.get(ambassador as usize).copied().unwrap_or(0)
                });
                lowest = lowest.min(left.collect());
            }
            for ((_, students, _), entry) in self.levels.iter_mut().zip(lowest) {
                if let Some(price) = students.get_mut(student as usize) {
                    *price = entry;
                }
            }
        }
    }
}

fn spread(prices: &[i64], rows: &[usize], duals: &mut [Vec<i64>]) {
    for (&price, &row) in prices.iter().zip(rows) {
        if let Some(dual) = duals.get_mut(row) {
            dual.push(price);
        }
    }
}
