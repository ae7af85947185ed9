//! Where one more volunteer would place somebody.

mod moving;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use vmj_domain::matching::Proposed;
use vmj_domain::text::Slug;
use vmj_matching::Student;

use crate::instance::{Setting, people};
use moving::moving;

/// A job and a region where one more volunteer with one seat would place exactly one student more. The volunteer is taken to
/// receive on site and by video, at a site that says how accessible it is, and to speak a language of whoever comes. There are
/// rows for the regions where the students in question live or would come; who meets by video counts in all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recruit {
    /// The job.
    pub job_profile: Slug,
    /// The region of the site.
    pub region_code: String,
    /// Students without a place who wish for that job, and would come there (their own region or an accepted one) or meet by
    /// video. So many seats there would place them all. None when the seat would go to somebody who has a place, and theirs to
    /// a student without.
    pub students: u32,
    /// However many seats there, no plan would place more students than so many in addition: those above and those with a
    /// place who could come and leave theirs, directly or in turn, to a student without; never more than there are without.
    pub gain: u32,
}

/// Rows with most students first, then by the greatest gain, the job and the region.
pub fn map(setting: &Setting<'_>, proposed: &[Proposed]) -> Vec<Recruit> {
    let moving = moving(setting, proposed);
    let unplaced = moving.iter().filter(|(_, placed)| !placed).count();
    let mut rows = Vec::new();
    for profile in setting.problem.job_profiles {
        let Some(job) = setting.numbers.profile(profile.code.as_str()) else { continue };
        let wishing = moving.iter().filter(|(row, _)| row.wishes.iter().flatten().any(|wish| *wish == job));
        let wishing: Vec<_> = wishing.collect();
        for (region, code) in regions(setting, &wishing) {
            let comes =
                |row: &Student| row.remote || row.region == region || row.extra_regions.contains(&region);
            let there = wishing.iter().filter(|(row, _)| comes(row));
            if there.clone().next().is_none() {
                continue;
            }
            let students = there.clone().filter(|(_, placed)| !placed).count();
            rows.push(Recruit {
                job_profile: profile.code.clone(),
                region_code: code.to_owned(),
                students: u32::try_from(students).unwrap_or(u32::MAX),
                gain: u32::try_from(there.count().min(unplaced)).unwrap_or(u32::MAX),
            });
        }
    }
    rows.sort_by(|a, b| {
        let key = |row: &Recruit| (Reverse((row.students, row.gain)), row.job_profile.clone());
        key(a).cmp(&key(b)).then_with(|| a.region_code.cmp(&b.region_code))
    });
    rows.dedup();
    rows
}

/// Regions where some of the students live, be it that they meet by video only, or would come.
fn regions<'a>(setting: &Setting<'a>, students: &[&(&Student, bool)]) -> BTreeMap<u32, &'a str> {
    let mut regions = BTreeSet::new();
    for (row, _) in students {
        let candidate = setting.candidates.get(&people((row.id, 0)).0);
        let home = candidate.and_then(|one| setting.numbers.spot(one.home_department_code.as_deref()));
        regions.extend(row.extra_regions.iter().copied().chain(home.map(|home| home.region)));
    }
    let code = |region| setting.numbers.region_code(region).map(|code| (region, code));
    regions.into_iter().filter_map(code).collect()
}
