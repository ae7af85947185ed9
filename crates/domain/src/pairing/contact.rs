//! Whether the two know each other (PRODUCT.md, rule 8).

use chrono::Days;

use super::{Pairing, PairingState};
use crate::clock::Instant;
use crate::place::end_of_day;

/// Days after the day during which the two still see each other's contact.
pub const CONTACT_DAYS: u64 = 30;

impl Pairing {
    /// Whether each of the two sees the other's name and contact, and the practical sheet.
    #[must_use]
    pub fn reveals_contacts(&self, now: Instant) -> bool {
        let last = self.date.checked_add_days(Days::new(CONTACT_DAYS)).unwrap_or(self.date);
        match self.state {
            PairingState::Confirmed { .. } | PairingState::Held | PairingState::NoShow { .. } => {
                now < end_of_day(last, self.ambassador.zone())
            }
            PairingState::Proposed { .. }
            | PairingState::Declined { .. }
            | PairingState::Expired { .. }
            | PairingState::Cancelled { .. } => false,
        }
    }
}
