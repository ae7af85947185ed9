//! The rules of a pair, and of pairs together.

use std::collections::{HashMap, HashSet};

use vmj_domain::id::{AmbassadorId, StudentId};
use vmj_domain::matching::{Candidate, Host, Pairs};

use super::{Refusal, Refused};
use crate::instance::Setting;

/// Locks that cannot be kept. A lock overrides wishes, regions and accessibility, but not what holds for every duo: seats, an
/// offered job, a shared language, a shared format.
pub fn impossible_locks(setting: &Setting<'_>) -> Vec<Refused> {
    let mut taken = Taken::new(setting);
    let locks = setting.problem.market.locks.iter();
    locks.filter_map(|&pair| taken.take(pair, true).err().map(|why| refused(pair, why))).collect()
}

/// Pairs that may not be made together, locks that are not among them included.
pub fn impossible_pairs(setting: &Setting<'_>, pairs: &Pairs) -> Vec<Refused> {
    let locks: HashMap<_, _> = setting.problem.market.locks.iter().copied().collect();
    let mut taken = Taken::new(setting);
    let mut all = Vec::new();
    for &(student, ambassador) in pairs {
        let locked = locks.get(&student);
        let here = locked == Some(&ambassador);
        let why = match taken.take((student, ambassador), here) {
            Ok(()) if locked.is_some() && !here => Some(Refusal::Parted),
            other => other.err(),
        };
        all.extend(why.map(|why| refused((student, ambassador), why)));
    }
    let given: HashSet<_> = pairs.iter().collect();
    let parted = setting.problem.market.locks.iter().filter(|lock| !given.contains(lock));
    all.extend(parted.map(|&lock| refused(lock, Refusal::Parted)));
    all
}

fn refused((student, ambassador): (StudentId, AmbassadorId), why: Refusal) -> Refused {
    Refused { student, ambassador, why }
}

/// Why the two may not be paired, wherever others are.
pub fn refusal(setting: &Setting<'_>, candidate: &Candidate, host: &Host, locked: bool) -> Option<Refusal> {
    let meeting = setting.meeting(candidate, host);
    let shared = candidate.languages.iter().any(|language| host.languages.contains(language));
    if meeting.job_profile.is_none() {
        Some(Refusal::NoOfferedJob)
    } else if !locked && meeting.wish_rank.is_none() {
        Some(Refusal::NotWished)
    } else if !shared {
        Some(Refusal::NoSharedLanguage)
    } else if meeting.format.is_none() {
        Some(Refusal::NoSharedFormat)
    } else if locked || meeting.place.is_some() {
        None
    } else if setting.would_travel(candidate, host) {
        Some(Refusal::NotAccessible)
    } else {
        Some(Refusal::OtherRegion)
    }
}

/// Seats and students that pairs have taken, one after the other.
struct Taken<'s> {
    setting: &'s Setting<'s>,
    excluded: HashSet<(StudentId, AmbassadorId)>,
    students: HashSet<StudentId>,
    seats: HashMap<AmbassadorId, u32>,
}

impl<'s> Taken<'s> {
    fn new(setting: &'s Setting<'_>) -> Self {
        Self {
            setting,
            excluded: setting.problem.market.exclusions.iter().copied().collect(),
            students: HashSet::new(),
            seats: HashMap::new(),
        }
    }

    fn take(
        &mut self,
        (student, ambassador): (StudentId, AmbassadorId),
        locked: bool,
    ) -> Result<(), Refusal> {
        let candidate = self.setting.candidates.get(&student).ok_or(Refusal::StudentNotThere)?;
        let mut all = self.setting.problem.market.hosts.iter();
        let host = match self.setting.hosts.get(&ambassador) {
            Some(host) => *host,
            None => all.find(|host| host.ambassador == ambassador).ok_or(Refusal::AmbassadorNotThere)?,
        };
        if !self.students.insert(student) {
            return Err(Refusal::StudentTwice);
        }
        if self.excluded.contains(&(student, ambassador)) {
            return Err(Refusal::Excluded);
        }
        if let Some(why) = refusal(self.setting, candidate, host, locked) {
            return Err(why);
        }
        let seats = self.seats.entry(ambassador).or_default();
        if *seats >= host.seats_left {
            return Err(Refusal::NoSeat);
        }
        *seats += 1;
        Ok(())
    }
}
