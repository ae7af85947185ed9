//! What a pair is worth to the solver.

use crate::instance::{Ambassador, Format, Place, Student};

/// What the levels need to know of a pair, or of an arc that stands for pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Value {
    /// Index of the wish.
    pub rank: u8,
    /// Index into the bands.
    pub place: u8,
    /// Cost of preferences.
    pub preference: u8,
    /// Whether it keeps a pair of the previous plan.
    pub kept: bool,
}

/// The pair's value when the rules allow it; exclusions are not looked at.
pub fn value(student: &Student, ambassador: &Ambassador) -> Option<Value> {
    if !share(student.languages.as_deref(), ambassador.languages.as_deref()) {
        return None;
    }
    let rank = rank(student, ambassador)?;
    let place = place(student, ambassador)?;
    let preference = school(student, ambassador) + organisation(student, ambassador);
    Some(Value { rank, place: place as u8, preference, kept: false })
}

/// Index of the best wish that the ambassador fulfils.
pub fn rank(student: &Student, ambassador: &Ambassador) -> Option<u8> {
    let fulfilled = |wish: &Vec<u32>| wish.iter().any(|profile| ambassador.profiles.contains(profile));
    student.wishes.iter().position(fulfilled).and_then(|rank| u8::try_from(rank).ok())
}

/// Where the two would meet.
pub fn place(student: &Student, ambassador: &Ambassador) -> Option<Place> {
    if ambassador.format != Format::Remote
        && accepts(student, ambassador.region)
        && (ambassador.accessible || !student.needs_access)
    {
        return Some(if student.department == ambassador.department {
            Place::SameDepartment
        } else if student.region == ambassador.region {
            Place::SameRegion
        } else {
            Place::AcceptedRegion
        });
    }
    (ambassador.format != Format::Onsite && student.remote).then_some(Place::Remote)
}

/// Whether the student would go to that region.
pub fn accepts(student: &Student, region: u32) -> bool {
    student.region == region || student.extra_regions.contains(&region)
}

/// Whether a language is shared, or does not matter to one of them.
pub fn share(left: Option<&[u32]>, right: Option<&[u32]>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => left.iter().any(|language| right.contains(language)),
        _ => true,
    }
}

fn school(student: &Student, ambassador: &Ambassador) -> u8 {
    u8::from(ambassador.prefers_school.is_some() && ambassador.prefers_school != student.school)
}

fn organisation(student: &Student, ambassador: &Ambassador) -> u8 {
    let named = |organisation| student.organisations.contains(&organisation);
    u8::from(!student.organisations.is_empty() && !ambassador.organisation.is_some_and(named))
}
