//! What people write: templates, in which `{…}` is filled in.

mod ambassadors;
mod pairings;
mod students;

pub use ambassadors::{
    ACCESS, ACCESSIBILITY, DRESS, LUNCH, MEETING_POINTS, MOTIVATIONS as AMBASSADOR_MOTIVATIONS, PROGRAMMES,
    PROJECTS, REJECTIONS, UNITS, WITHDRAWALS as AMBASSADOR_WITHDRAWALS, technologies,
};
pub use pairings::{CONTEST_ON_SITE, CONTEST_REMOTE, cancellation, refusal};
pub use students::{
    CURRICULA, MOTIVATIONS as STUDENT_MOTIVATIONS, NEEDS, REFUSALS as STUDENT_REFUSALS, SCHOOLS,
    WITHDRAWALS as STUDENT_WITHDRAWALS, subject,
};

/// A template with its places filled in.
pub fn filled(template: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(template.to_owned(), |text, (place, value)| text.replace(place, value))
}
