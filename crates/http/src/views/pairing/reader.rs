//! Who reads a pairing, and what they may know.

use chrono::{DateTime, Utc};
use vmj_domain::edition::Document;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::pairing::{Pairing, Party};
use vmj_domain::reference::Reference;

/// Who reads a pairing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// One of the two.
    Party(Party),
    /// An admin of the ambassador's ministry.
    Ministry,
    /// DINUM.
    Dinum {
        /// Which of the two they are themself, if either.
        own: Option<Party>,
    },
}

/// What is needed to show pairings to a reader.
#[derive(Clone, Copy, Debug)]
pub struct Showing<'s> {
    /// Job profiles.
    pub profiles: &'s [JobProfile],
    /// Places and job families.
    pub reference: &'s Reference,
    /// The documents that the edition wants.
    pub documents: &'s [Document],
    /// The present instant.
    pub now: DateTime<Utc>,
}

impl Reader {
    /// Whether name and contact of that one are for this reader.
    pub fn knows(self, party: Party, revealed: bool) -> bool {
        match self {
            Self::Dinum { .. } => true,
            Self::Ministry => party == Party::Ambassador || revealed,
            Self::Party(own) => party == own || revealed,
        }
    }

    /// Whether words that somebody wrote about it are for this reader.
    pub fn reads_words_of(self, author: Option<Party>) -> bool {
        match self {
            Self::Dinum { .. } | Self::Ministry => true,
            Self::Party(own) => author == Some(own),
        }
    }

    /// Whether it waits for this reader.
    pub fn acts_on(self, pairing: &Pairing) -> bool {
        match self {
            Self::Party(party) => pairing.state.awaits(party),
            Self::Ministry => pairing.state.awaits(Party::Ambassador),
            Self::Dinum { own } => {
                pairing.state.is_contested() || own.is_some_and(|party| pairing.state.awaits(party))
            }
        }
    }
}
