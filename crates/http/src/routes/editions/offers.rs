//! What editions offer, for a moment in memory: everybody asks at once, after a press release.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;
use uuid::Uuid;
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::place::Format;
use vmj_domain::text::Slug;
use vmj_persistence::OfferCell;

use crate::access::{Access, Public};
use crate::problem::Problem;

/// How long another server's approval may stay unseen here.
const MEMORY: Duration = Duration::from_secs(10);
/// Editions whose offers are remembered: the open one, and some that are looked back at.
const EDITIONS: u64 = 16;

/// Where places are counted, in the order of the list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OfferKey {
    /// The job.
    pub job_profile: Slug,
    /// The ministry, by code.
    pub organisation: Slug,
    /// The department.
    pub department: String,
    /// How one meets.
    pub format: Format,
}

/// Places in one cell.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Where.
    pub key: OfferKey,
    /// The ministry.
    pub organisation: OrganisationSummary,
    /// Offered.
    pub places: u64,
}

/// Offers by edition.
#[derive(Debug)]
pub struct Offers(Cache<Uuid, Arc<Vec<Offer>>>);

impl Default for Offers {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(EDITIONS).time_to_live(MEMORY).build())
    }
}

impl Offers {
    /// What an edition offers, now or a moment ago; concurrent questions are asked once.
    ///
    /// # Errors
    /// 503 when the database is away.
    pub async fn get(&self, access: &Access<Public>, edition: Uuid) -> Result<Arc<Vec<Offer>>, Problem> {
        let ask = async {
            let cells = access.read(async |tx| Ok(tx.ambassadors().offers(edition.into()).await?)).await?;
            Ok::<_, Problem>(Arc::new(by_format(cells)))
        };
        self.0.try_get_with(edition, ask).await.map_err(|problem| (*problem).clone())
    }

    /// Forgets what is remembered: this server has just changed an offer.
    pub fn forget_all(&self) {
        self.0.invalidate_all();
    }
}

/// Cells whose ambassadors may meet in several ways count in each of them.
fn by_format(cells: Vec<OfferCell>) -> Vec<Offer> {
    let mut offers: BTreeMap<OfferKey, Offer> = BTreeMap::new();
    for OfferCell { job_profile, organisation, department_code, formats, places } in cells {
        for format in formats {
            let key = OfferKey {
                job_profile: job_profile.clone(),
                organisation: organisation.code.clone(),
                department: department_code.clone(),
                format,
            };
            let blank = Offer { key: key.clone(), organisation: organisation.clone(), places: 0 };
            offers.entry(key).or_insert(blank).places += places;
        }
    }
    offers.into_values().collect()
}
