//! A plan as things now are.

use std::collections::HashSet;

use vmj_domain::matching::{Pairs, Proposed};

use crate::feasible::{Refused, impossible_pairs};
use crate::instance::Setting;

/// The pairs that can still be made, with job, format, rank and place as they are now, and those that cannot.
pub fn revised(setting: &Setting<'_>, plan: Vec<Proposed>) -> (Vec<Proposed>, Vec<Refused>) {
    let pairs: Pairs = plan.iter().map(|row| (row.student, row.ambassador)).collect();
    let ours: HashSet<_> = pairs.iter().copied().collect();
    let mut refused = impossible_pairs(setting, &pairs);
    // Locks that are not in the plan are not its business.
    refused.retain(|one| ours.contains(&(one.student, one.ambassador)));
    let gone: HashSet<_> = refused.iter().map(|one| (one.student, one.ambassador)).collect();
    let kept = plan.into_iter().filter(|row| !gone.contains(&(row.student, row.ambassador)));
    (kept.filter_map(|row| as_now(setting, row)).collect(), refused)
}

/// A pair that can be made; people who are not on the market are refused before.
fn as_now(setting: &Setting<'_>, row: Proposed) -> Option<Proposed> {
    let candidate = setting.candidates.get(&row.student)?;
    let meeting = setting.meeting(candidate, setting.hosts.get(&row.ambassador)?);
    Some(Proposed {
        job_profile: meeting.job_profile?,
        format: meeting.format?,
        wish_rank: meeting.wish_rank,
        place: meeting.place,
        other_organisation: meeting.other_organisation,
        ..row
    })
}
