//! What a repair keeps.

use std::collections::{HashMap, HashSet};

use vmj_domain::matching::Pairs;

use crate::feasible::refusal;
use crate::instance::{Setting, ids};

/// Pairs that are fixed: those of the previous plan that may still be made, in their order, locked ones left aside.
pub fn still_possible(setting: &Setting<'_>, previous: &Pairs) -> Pairs {
    let locks: HashSet<_> = setting.instance.locked.iter().copied().collect();
    let mut students: HashSet<_> = locks.iter().map(|lock| lock.0).collect();
    let mut seats: HashMap<_, u32> = HashMap::new();
    for &(_, ambassador) in &locks {
        *seats.entry(ambassador).or_default() += 1;
    }
    let excluded: HashSet<_> = setting.problem.market.exclusions.iter().collect();
    let mut kept = Pairs::new();
    for pair in previous {
        let (Some(candidate), Some(host)) = (setting.candidates.get(&pair.0), setting.hosts.get(&pair.1))
        else {
            continue;
        };
        let (student, ambassador) = ids(*pair);
        let taken = seats.entry(ambassador).or_default();
        if *taken < host.seats_left
            && !excluded.contains(pair)
            && refusal(setting, candidate, host, false).is_none()
            && students.insert(student)
        {
            *taken += 1;
            kept.push(*pair);
        }
    }
    kept
}
