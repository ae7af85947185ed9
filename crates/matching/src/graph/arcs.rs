//! Students' arcs.

use std::collections::HashMap;

use super::cells::{Cells, Kind, School, Spot};
use super::hubs::{End, Hubs};
use super::{Arc, Graph, hubs_are_exact, number};
use crate::error::InstanceError;
use crate::instance::{Place, Student};
use crate::market::Market;
use crate::pair::{self, Value};
use crate::table::Table;

/// Builds the graph. Students who hold a locked seat have no arcs.
pub fn build(market: &Market<'_>) -> Result<Graph, InstanceError> {
    let mut builder = Builder {
        market,
        cells: Cells::new(market),
        hubs: Hubs::default(),
        by_profile: if hubs_are_exact(market) { None } else { Some(by_profile(market)) },
    };
    let mut first = Vec::with_capacity(market.students.len() as usize + 1);
    let mut ways = Vec::new();
    let mut own = Vec::new();
    for student in 0..market.students.len() {
        first.push(number("the number of arcs", ways.len())?);
        if !market.locked[student] {
            builder.ways_of(student, &mut own);
            ways.append(&mut own);
        }
    }
    first.push(number("the number of arcs", ways.len())?);
    let (students, hubs) = (market.students.len(), builder.hubs.members.len());
    number("the number of nodes", students as usize + hubs + market.ambassadors.len() as usize)?;
    let hubs = hubs as u32;
    let node = |end| match end {
        End::Hub(hub) => students + hub,
        End::Ambassador(ambassador) => students + hubs + ambassador,
    };
    let arcs: Vec<Arc> = ways.into_iter().map(|(end, value)| Arc { to: node(end), cost: 0, value }).collect();
    let (member_first, members) = flattened(&builder.hubs.members, students + hubs)?;
    Ok(Graph {
        students,
        hubs,
        ambassadors: market.ambassadors.len(),
        first: first.into(),
        arcs: arcs.into(),
        member_first,
        members,
    })
}

type Way = (End, Value);

struct Builder<'a> {
    market: &'a Market<'a>,
    cells: Cells,
    hubs: Hubs,
    /// All ambassadors of a profile, when pairs must be looked at one by one.
    by_profile: Option<HashMap<u32, Vec<u32>>>,
}

impl Builder<'_> {
    fn ways_of(&mut self, student: u32, ways: &mut Vec<Way>) {
        let market = self.market;
        if let Some(by_profile) = &self.by_profile {
            one_by_one(market, by_profile, student, ways);
        } else {
            self.through_hubs(market.students[student], ways);
            if let Some(excluded) = market.excluded.get(&student) {
                let all = std::mem::take(ways);
                for (end, value) in all {
                    ways.extend(self.hubs.without(end, excluded).into_iter().map(|end| (end, value)));
                }
            }
        }
        keep_previous(market, student, ways);
        // Of several ways to one end the first is the true one.
        ways.sort_unstable_by_key(|&(end, value)| (end, !value.kept, value));
        ways.dedup_by_key(|&mut (end, _)| end);
        ways.sort_unstable_by_key(|&(end, value)| (value, end));
    }

    fn through_hubs(&mut self, row: &Student, ways: &mut Vec<Way>) {
        let spots = spots(row);
        let kinds = self.kinds(row);
        let mut seen = Vec::new();
        for (rank, wish) in (0..).zip(&row.wishes) {
            for &profile in wish {
                if seen.contains(&profile) {
                    continue;
                }
                seen.push(profile);
                for &(spot, place) in &spots {
                    let Some(cell) = self.cells.get_mut(profile, spot) else { continue };
                    for &(kind, preference) in &kinds {
                        let accessible = row.needs_access && spot != Spot::Remote;
                        let Some(end) = self.hubs.end(cell, Kind { accessible, ..kind }) else { continue };
                        ways.push((end, Value { rank, place: place as u8, preference, kept: false }));
                    }
                }
            }
        }
    }

    /// The kinds of ambassadors that suit a student, with what their preferences cost.
    fn kinds(&self, row: &Student) -> Vec<(Kind, u8)> {
        let mut kinds = Vec::new();
        let schools =
            [(Some(School::Indifferent), 0), (row.school.map(School::This), 0), (Some(School::Some), 1)];
        let strangers = u8::from(!row.organisations.is_empty());
        for languages in self.cells.shared(row.languages.as_deref()) {
            for (school, other) in schools {
                let Some(school) = school else { continue };
                let kind = Kind { accessible: false, languages, school, organisation: None };
                kinds.push((kind, other + strangers));
                for &organisation in &row.organisations {
                    kinds.push((Kind { organisation: Some(organisation), ..kind }, other));
                }
            }
        }
        kinds
    }
}

/// The spots where a student would go.
fn spots(row: &Student) -> Vec<(Spot, Place)> {
    let mut regions = row.extra_regions.clone();
    regions.push(row.region);
    regions.sort_unstable();
    regions.dedup();
    let mut spots = Vec::new();
    for region in regions {
        let place = if region == row.region { Place::SameRegion } else { Place::AcceptedRegion };
        spots.push((Spot::Department(region, row.department), Place::SameDepartment));
        spots.push((Spot::Region(region), place));
    }
    if row.remote {
        spots.push((Spot::Remote, Place::Remote));
    }
    spots
}

fn by_profile(market: &Market<'_>) -> HashMap<u32, Vec<u32>> {
    let mut by_profile: HashMap<u32, Vec<u32>> = HashMap::new();
    for (number, row) in (0..).zip(market.ambassadors.iter()) {
        for &profile in &row.profiles {
            by_profile.entry(profile).or_default().push(number);
        }
    }
    by_profile
}

fn one_by_one(market: &Market<'_>, by_profile: &HashMap<u32, Vec<u32>>, student: u32, ways: &mut Vec<Way>) {
    let row = market.students[student];
    for profile in row.wishes.iter().flatten() {
        for &ambassador in by_profile.get(profile).into_iter().flatten() {
            if market.is_excluded(student, ambassador) {
                continue;
            }
            if let Some(value) = pair::value(row, market.ambassadors[ambassador]) {
                ways.push((End::Ambassador(ambassador), value));
            }
        }
    }
}

/// The pair of the previous plan gets a way of its own, for it alone is worth keeping.
fn keep_previous(market: &Market<'_>, student: u32, ways: &mut Vec<Way>) {
    let Some(&ambassador) = market.previous.get(&student) else { return };
    if market.is_excluded(student, ambassador) {
        return;
    }
    if let Some(value) = pair::value(market.students[student], market.ambassadors[ambassador]) {
        ways.push((End::Ambassador(ambassador), Value { kept: true, ..value }));
    }
}

fn flattened(lists: &[Vec<u32>], offset: u32) -> Result<(Table<u32>, Table<u32>), InstanceError> {
    let mut first = Vec::with_capacity(lists.len() + 1);
    let mut all = Vec::new();
    for list in lists {
        first.push(number("the number of hub members", all.len())?);
        all.extend(list.iter().map(|&member| member + offset));
    }
    first.push(number("the number of hub members", all.len())?);
    Ok((first.into(), all.into()))
}
