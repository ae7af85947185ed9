//! The README's definitions written once more, as plainly as can be, and the best plan by trying all.

use std::collections::HashMap;

use vmj_matching::{Ambassador, Format, Id, Instance, RankObjective, Student};

/// Rank, band, preference.
pub fn pair(instance: &Instance, s: &Student, a: &Ambassador) -> Option<(usize, i64, i64)> {
    if instance.exclusions.contains(&(s.id, a.id)) {
        return None;
    }
    if let (Some(left), Some(right)) = (&s.languages, &a.languages)
        && !left.iter().any(|one| right.contains(one))
    {
        return None;
    }
    let rank = (0..s.wishes.len()).find(|&r| s.wishes[r].iter().any(|p| a.profiles.contains(p)))?;
    let reachable = s.region == a.region || s.extra_regions.contains(&a.region);
    let onsite = a.format != Format::Remote && reachable && (a.accessible || !s.needs_access);
    let remote = a.format != Format::Onsite && s.remote;
    let place = match (onsite, remote) {
        (false, false) => return None,
        (false, true) => 3,
        _ if s.department == a.department => 0,
        _ if s.region == a.region => 1,
        _ => 2,
    };
    let other_school = a.prefers_school.is_some() && a.prefers_school != s.school;
    let named = a.organisation.is_some_and(|one| s.organisations.contains(&one));
    let other_organisation = !s.organisations.is_empty() && !named;
    let preference = i64::from(other_school) + i64::from(other_organisation);
    Some((rank, i64::from(instance.rules.place_band[place]), preference))
}

/// The cost vector of a pair, if it may be chosen: minus one in the group's entry, then the levels below.
pub fn vector(instance: &Instance, s: &Student, a: &Ambassador) -> Option<Vec<i64>> {
    let (rank, band, preference) = pair(instance, s, a)?;
    let groups = groups(instance);
    let mut costs = vec![0; groups];
    costs[s.priority as usize] = -1;
    if let Some(previous) = &instance.previous {
        costs.push(-i64::from(previous.contains(&(s.id, a.id))));
    }
    let ranks = 0..instance.rules.rank_penalty.len();
    match instance.rules.rank_objective {
        RankObjective::Penalty => costs.push(i64::from(instance.rules.rank_penalty[rank])),
        RankObjective::RankMaximal => costs.extend(ranks.map(|r| -i64::from(r == rank))),
        RankObjective::Generous => costs.extend(ranks.rev().map(|r| i64::from(r == rank))),
    }
    costs.extend([band, preference]);
    Some(costs)
}

pub fn groups(instance: &Instance) -> usize {
    instance.students.iter().map(|s| s.priority as usize).max().unwrap_or(0) + 1
}

/// The value of a set of pairs outside the locked ones.
pub fn value(instance: &Instance, pairs: &[(Id, Id)]) -> Vec<i64> {
    let mut sum = vec![0; width(instance)];
    for &(student, ambassador) in pairs {
        if instance.locked.contains(&(student, ambassador)) {
            continue;
        }
        let s = instance.students.iter().find(|s| s.id == student).unwrap();
        let a = instance.ambassadors.iter().find(|a| a.id == ambassador).unwrap();
        add(&mut sum, &vector(instance, s, a).expect("an allowed pair"));
    }
    sum
}

fn width(instance: &Instance) -> usize {
    let ranks = match instance.rules.rank_objective {
        RankObjective::Penalty => 1,
        _ => instance.rules.rank_penalty.len(),
    };
    groups(instance) + usize::from(instance.previous.is_some()) + ranks + 2
}

fn add(sum: &mut [i64], costs: &[i64]) {
    sum.iter_mut().zip(costs).for_each(|(sum, cost)| *sum += cost);
}

/// The value of the best plan outside the locked pairs, by trying everything.
pub fn best(instance: &Instance) -> Vec<i64> {
    let mut seats: Vec<u32> = instance.ambassadors.iter().map(|a| a.capacity).collect();
    for (_, ambassador) in &instance.locked {
        let row = instance.ambassadors.iter().position(|a| a.id == *ambassador).unwrap();
        seats[row] -= 1;
    }
    let free: Vec<&Student> = instance
        .students
        .iter()
        .filter(|s| !instance.locked.iter().any(|(student, _)| *student == s.id))
        .collect();
    best_of(instance, &free, seats, &mut HashMap::new())
}

type Memory = HashMap<(usize, Vec<u32>), Vec<i64>>;

fn best_of(instance: &Instance, students: &[&Student], seats: Vec<u32>, memory: &mut Memory) -> Vec<i64> {
    let Some((student, others)) = students.split_first() else { return vec![0; width(instance)] };
    let key = (students.len(), seats);
    if let Some(known) = memory.get(&key) {
        return known.clone();
    }
    let seats = &key.1;
    let mut best = best_of(instance, others, seats.clone(), memory);
    for (row, ambassador) in instance.ambassadors.iter().enumerate() {
        if seats[row] == 0 {
            continue;
        }
        let Some(mut costs) = vector(instance, student, ambassador) else { continue };
        let mut left = seats.clone();
        left[row] -= 1;
        let rest = best_of(instance, others, left, memory);
        add(&mut costs, &rest);
        best = best.min(costs);
    }
    memory.insert(key, best.clone());
    best
}
