//! Whose place would place somebody else.

use std::collections::{HashMap, HashSet};

use vmj_domain::matching::Proposed;
use vmj_matching::{Format, Id, Student};

use crate::instance::{Setting, ids};

/// Students for whom another seat would place one student more, and whether they have a place: those without one, and those
/// whose seat would then go, directly or in turn, to one of them. No feasible pair leads from here to a free seat, the plan
/// being the greatest possible.
pub fn moving<'s>(setting: &'s Setting<'_>, proposed: &[Proposed]) -> Vec<(&'s Student, bool)> {
    let pairs: Vec<(Id, Id)> = proposed.iter().map(|row| ids((row.student, row.ambassador))).collect();
    let locked: HashSet<Id> = setting.instance.locked.iter().map(|lock| lock.0).collect();
    let placed: HashSet<Id> = pairs.iter().map(|pair| pair.0).collect();
    let mut students_of: HashMap<Id, Vec<Id>> = HashMap::new();
    for &(student, ambassador) in pairs.iter().filter(|pair| !locked.contains(&pair.0)) {
        students_of.entry(ambassador).or_default().push(student);
    }
    let rows: HashMap<Id, &Student> = setting.instance.students.iter().map(|row| (row.id, row)).collect();
    let mut open: Vec<Id> = rows.keys().copied().filter(|id| !placed.contains(id)).collect();
    let mut seen: HashSet<Id> = open.iter().copied().collect();
    let mut reach = Reach::new(setting);
    while let Some(student) = open.pop() {
        let Some(row) = rows.get(&student) else { continue };
        for ambassador in reach.newly_reached(row) {
            let there = students_of.get(&ambassador).into_iter().flatten();
            open.extend(there.filter(|student| seen.insert(**student)));
        }
    }
    // Who speaks no language that is known meets nobody, not even a volunteer who speaks them all.
    let speaking = |row: &&Student| row.languages.iter().flatten().next().is_some();
    let mut moving: Vec<_> = seen.iter().filter_map(|id| rows.get(id).copied()).filter(speaking).collect();
    moving.sort_unstable_by_key(|row| row.id);
    moving.into_iter().map(|row| (row, placed.contains(&row.id))).collect()
}

/// Ambassadors that nobody has reached so far, by job and region and by job alone.
struct Reach<'s> {
    setting: &'s Setting<'s>,
    excluded: HashSet<(Id, Id)>,
    reached: HashSet<usize>,
    on_site: HashMap<(u32, u32), Vec<usize>>,
    remote: HashMap<u32, Vec<usize>>,
}

impl<'s> Reach<'s> {
    fn new(setting: &'s Setting<'_>) -> Self {
        let mut on_site: HashMap<_, Vec<_>> = HashMap::new();
        let mut remote: HashMap<_, Vec<_>> = HashMap::new();
        for (at, row) in setting.instance.ambassadors.iter().enumerate() {
            for &profile in &row.profiles {
                if row.format != Format::Remote {
                    on_site.entry((profile, row.region)).or_default().push(at);
                }
                if row.format != Format::Onsite {
                    remote.entry(profile).or_default().push(at);
                }
            }
        }
        let excluded = setting.instance.exclusions.iter().copied().collect();
        Self { setting, excluded, reached: HashSet::new(), on_site, remote }
    }

    /// Ambassadors within reach of the student, without those whom somebody reached before.
    fn newly_reached(&mut self, student: &Student) -> Vec<Id> {
        let Self { setting, excluded, reached, on_site, remote } = self;
        let mut found = Vec::new();
        let mut look = |bucket: Option<&mut Vec<usize>>, on_site: bool| {
            let Some(bucket) = bucket else { return };
            bucket.retain(|&at| {
                if reached.contains(&at) {
                    return false;
                }
                let Some(row) = setting.instance.ambassadors.get(at) else { return false };
                let language = row.languages.iter().flatten().any(|one| speaks(student, *one));
                let access = !on_site || row.accessible || !student.needs_access;
                let within = language && access && !excluded.contains(&(student.id, row.id));
                if within {
                    reached.insert(at);
                    found.push(row.id);
                }
                !within
            });
        };
        for &job in student.wishes.iter().flatten() {
            for &region in student.extra_regions.iter().chain([&student.region]) {
                look(on_site.get_mut(&(job, region)), true);
            }
            if student.remote {
                look(remote.get_mut(&job), false);
            }
        }
        found
    }
}

fn speaks(student: &Student, language: u32) -> bool {
    student.languages.iter().flatten().any(|one| *one == language)
}
