//! Accessibility needs: health data, in the student's own words, under a consent of its own (PRODUCT.md, rule 9).

use crate::clock::Instant;
use crate::code::codes;
use crate::text::Prose;

codes! {
    /// The words of a consent: whoever consents names those that they have read.
    ConsentVersion {
        /// “I agree that DINUM and my confirmed host read my needs, until seven days after the day.”
        November2026 => "2026-11",
    }
}

/// What a student needs, and the consent without which nobody may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessibilityNeeds {
    /// In their own words.
    pub needs: Prose,
    /// The words to which they consented.
    pub consent_version: ConsentVersion,
    /// When.
    pub consented_at: Instant,
}
