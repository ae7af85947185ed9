//! All job profiles, in memory. Servers agree through a counter in the database.

use std::sync::{Arc, PoisonError, RwLock};

use chrono::TimeDelta;
use vmj_domain::clock::Instant;
use vmj_domain::job_profile::JobProfile;
use vmj_persistence::Catalogue;

use crate::access::{Access, Public};
use crate::problem::Problem;

/// How long another server's change may stay unseen here.
const MEMORY: TimeDelta = TimeDelta::seconds(1);

/// The profiles at a version of the catalogue.
#[derive(Debug)]
pub struct Loaded {
    /// The counter's number.
    pub version: i64,
    /// All profiles, by code.
    pub profiles: Vec<JobProfile>,
}

/// What this server holds.
#[derive(Debug, Default)]
pub struct JobProfileCatalogue(RwLock<Option<(Instant, Arc<Loaded>)>>);

impl JobProfileCatalogue {
    /// The profiles, at most a moment old; older while the database is away.
    ///
    /// # Errors
    /// 503 when nothing is held and the database is away.
    pub async fn get(&self, access: &Access<Public>) -> Result<Arc<Loaded>, Problem> {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        match held {
            Some((checked_at, loaded)) if access.now() - checked_at < MEMORY => Ok(loaded),
            Some((_, loaded)) => match self.refresh(access, Some(&loaded)).await {
                Ok(fresh) => Ok(fresh),
                Err(_) => {
                    self.hold(access.now(), loaded.clone());
                    Ok(loaded)
                }
            },
            None => self.refresh(access, None).await,
        }
    }

    /// Makes the next reader ask the database: this server has just changed something.
    pub fn expire(&self) {
        if let Some((checked_at, _)) = self.0.write().unwrap_or_else(PoisonError::into_inner).as_mut() {
            *checked_at = Instant::UNIX_EPOCH;
        }
    }

    async fn refresh(
        &self,
        access: &Access<Public>,
        held: Option<&Arc<Loaded>>,
    ) -> Result<Arc<Loaded>, Problem> {
        let asked_at = access.now();
        let loaded = access
            .read(async |tx| {
                // The number first: a change in between makes the next look read again, never hold old data as new.
                let version = tx.catalogues().version(Catalogue::JobProfiles).await?;
                match held {
                    Some(held) if held.version == version => Ok(held.clone()),
                    _ => Ok(Arc::new(Loaded { version, profiles: tx.job_profiles().all().await? })),
                }
            })
            .await?;
        self.hold(asked_at, loaded.clone());
        Ok(loaded)
    }

    fn hold(&self, at: Instant, loaded: Arc<Loaded>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((at, loaded));
    }
}
