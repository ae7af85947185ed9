//! The definition of a pair.

use crate::instance::{Ambassador, Format, Rules, Student};

/// What a pair costs below placement and changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Index of the wish.
    pub rank: usize,
    /// Its band.
    pub band: u32,
    /// Its preferences.
    pub preference: u32,
}

/// The cost of a pair, when it is one.
pub fn cost(rules: &Rules, student: &Student, ambassador: &Ambassador) -> Option<Cost> {
    let mut rank = None;
    for (index, wish) in student.wishes.iter().enumerate().rev() {
        if ambassador.profiles.iter().any(|profile| wish.contains(profile)) {
            rank = Some(index);
        }
    }
    cost_at(rules, student, ambassador, rank?)
}

/// The cost of a pair whose rank is known.
pub fn cost_at(rules: &Rules, student: &Student, ambassador: &Ambassador, rank: usize) -> Option<Cost> {
    if let (Some(spoken), Some(needed)) = (&student.languages, &ambassador.languages)
        && !spoken.iter().any(|language| needed.contains(language))
    {
        return None;
    }
    let own = ambassador.region == student.region;
    let onsite = match ambassador.format {
        Format::Remote => false,
        Format::Onsite | Format::Both => {
            (own || student.extra_regions.contains(&ambassador.region))
                && (ambassador.accessible || !student.needs_access)
        }
    };
    let remote = match ambassador.format {
        Format::Onsite => false,
        Format::Remote | Format::Both => student.remote,
    };
    let [department, region, accepted, far] = rules.place_band;
    let band = match (onsite, remote) {
        (true, _) if ambassador.department == student.department => department,
        (true, _) if own => region,
        (true, _) => accepted,
        (false, true) => far,
        (false, false) => return None,
    };
    let mut preference = 0;
    if let Some(school) = ambassador.prefers_school
        && student.school != Some(school)
    {
        preference += 1;
    }
    if !student.organisations.is_empty() {
        let named = ambassador.organisation.is_some_and(|one| student.organisations.contains(&one));
        preference += u32::from(!named);
    }
    Some(Cost { rank, band, preference })
}
