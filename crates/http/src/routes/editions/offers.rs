//! What editions offer, for a moment in memory: everybody asks at once, after a press release.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use moka::future::Cache;
use moka::policy::EvictionPolicy;
use uuid::Uuid;
use vmj_domain::clock::Instant;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::place::Format;
use vmj_domain::reference::Reference;
use vmj_domain::text::Slug;
use vmj_persistence::OfferCell;

use crate::access::{Access, Public};
use crate::contract::code::Code;
use crate::problem::Problem;
use crate::views::job_profile::summary_of;
use crate::views::offer::{OfferView, PublicCount};

/// How long another server's approval, and any duo, may stay unseen here, in seconds.
const MEMORY: i64 = 10;
/// Offers that are remembered: those of the open edition, and some that are looked back at.
const CAPACITY: u64 = 16;

/// What an edition offers, as it was read.
#[derive(Debug)]
pub struct Offered {
    /// Which reading it was: no other has this number here.
    pub reading: i64,
    /// By job, ministry, department and format, in this order.
    pub items: Vec<OfferView>,
}

/// What is remembered, and for how long: until this server changes an offer, or the moment is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    edition: Uuid,
    changes: u64,
    moment: i64,
}

/// Offers by edition.
#[derive(Debug)]
pub struct Offers {
    memory: Cache<Key, Arc<Offered>>,
    changes: AtomicU64,
    readings: AtomicI64,
}

impl Default for Offers {
    fn default() -> Self {
        let builder = Cache::builder().max_capacity(CAPACITY).eviction_policy(EvictionPolicy::lru());
        Self { memory: builder.build(), changes: AtomicU64::new(0), readings: AtomicI64::new(0) }
    }
}

impl Offers {
    /// What an edition offers, now or a moment ago; concurrent questions are asked once.
    ///
    /// # Errors
    /// 503 when the database is away.
    pub async fn get(&self, access: &Access<Public>, edition: Uuid) -> Result<Arc<Offered>, Problem> {
        let read = async {
            let state = access.state();
            let profiles = state.job_profiles().get(access).await?;
            let cells = access.read(async |tx| Ok(tx.ambassadors().offers(edition.into()).await?)).await?;
            Ok(by_format(cells, &profiles.items, state.reference()))
        };
        // Boxed: few get to read, and all would carry it.
        self.remembered(edition, access.now(), Box::pin(read)).await
    }

    async fn remembered(
        &self,
        edition: Uuid,
        now: Instant,
        read: impl Future<Output = Result<Vec<OfferView>, Problem>>,
    ) -> Result<Arc<Offered>, Problem> {
        // Before it is read: what is read while an offer changes is remembered as of before.
        let changes = self.changes.load(Ordering::SeqCst);
        let key = Key { edition, changes, moment: now.timestamp().div_euclid(MEMORY) };
        let read = async {
            let items = read.await?;
            Ok::<_, Problem>(Arc::new(Offered {
                reading: self.readings.fetch_add(1, Ordering::SeqCst),
                items,
            }))
        };
        self.memory.try_get_with(key, read).await.map_err(|problem| (*problem).clone())
    }

    /// Forgets what is remembered: this server has just changed an offer.
    pub fn forget_all(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
    }
}

/// Where places are counted: job, ministry, department, format, in the order of the list.
type Cell = (Slug, Slug, String, Format);

struct Sum {
    organisation: OrganisationSummary,
    places: u64,
    left: u64,
}

/// Cells whose ambassadors may meet in several ways count in each of them.
fn by_format(cells: Vec<OfferCell>, profiles: &[JobProfile], reference: &Reference) -> Vec<OfferView> {
    let mut sums: BTreeMap<Cell, Sum> = BTreeMap::new();
    for OfferCell { job_profile, organisation, department_code, formats, places, taken } in cells {
        for format in formats {
            let code = organisation.code.clone();
            let key = (job_profile.clone(), code, department_code.clone(), format);
            let sum = sums.entry(key).or_insert_with(|| Sum {
                organisation: organisation.clone(),
                places: 0,
                left: 0,
            });
            sum.places += places;
            sum.left += places.saturating_sub(taken);
        }
    }
    let view = |(cell, Sum { organisation, places, left }): (Cell, Sum)| {
        let (job_profile, _, department_code, format) = cell;
        let region = reference.department(&department_code).map(|department| department.region_code.clone());
        OfferView {
            job_profile: summary_of(&job_profile, profiles),
            organisation: organisation.into(),
            region_code: region.unwrap_or_default(),
            department_code,
            format: Code(format),
            places_offered: PublicCount(places),
            places_left: PublicCount(left),
            available: left > 0,
        }
    };
    sums.into_iter().map(view).collect()
}

#[cfg(test)]
mod tests {
    use futures_util::future::join;
    use tokio::sync::oneshot;

    use super::*;

    /// Which reading is remembered.
    async fn reading(offers: &Offers, now: Instant) -> i64 {
        offers.remembered(Uuid::nil(), now, async { Ok(Vec::new()) }).await.expect("offers").reading
    }

    #[actix_web::test]
    async fn what_was_read_during_a_change_is_not_remembered_after_it() {
        let (offers, now) = (Offers::default(), Instant::UNIX_EPOCH);
        let (end, ended) = oneshot::channel();
        let slow = async {
            ended.await.expect("the end");
            Ok(Vec::new())
        };
        let change = async {
            offers.forget_all();
            end.send(()).expect("a reader");
        };
        let (old, ()) = join(offers.remembered(Uuid::nil(), now, slow), change).await;
        assert_eq!(old.expect("offers").reading, 0);
        assert_eq!((reading(&offers, now).await, reading(&offers, now).await), (1, 1));
    }

    #[actix_web::test]
    async fn a_moment_is_ten_seconds() {
        let (offers, now) = (Offers::default(), Instant::UNIX_EPOCH);
        let mut seen = Vec::new();
        for millis in [0, 9_999, 10_000, 19_999, 20_000] {
            seen.push(reading(&offers, now + chrono::TimeDelta::milliseconds(millis)).await);
        }
        assert_eq!(seen, [0, 0, 1, 1, 2]);
    }
}
