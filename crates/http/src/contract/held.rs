//! Whole tables that are read far more often than written, in memory. Servers agree through a counter in the
//! database.

use std::sync::{Arc, PoisonError, RwLock};

use chrono::TimeDelta;
use vmj_domain::clock::Instant;
use vmj_persistence::{Catalogue, ReadTx, StoreError};

use crate::access::Access;
use crate::problem::Problem;

/// How long another server's change may stay unseen here.
const MEMORY: TimeDelta = TimeDelta::seconds(1);

/// What can be held: it knows its counter and how it is read.
pub trait Holdable: Sized + Send + Sync + 'static {
    /// Whose counter.
    const CATALOGUE: Catalogue;

    /// All of them, in the order in which they are listed.
    fn load(tx: &ReadTx) -> impl Future<Output = Result<Vec<Self>, StoreError>>;
}

/// All items at a version of the catalogue.
#[derive(Debug)]
pub struct Loaded<T> {
    /// The counter's number.
    pub version: i64,
    /// The items.
    pub items: Vec<T>,
}

/// What this server holds.
#[derive(Debug)]
pub struct Held<T>(RwLock<Option<(Instant, Arc<Loaded<T>>)>>);

impl<T> Default for Held<T> {
    fn default() -> Self {
        Self(RwLock::new(None))
    }
}

impl<T: Holdable> Held<T> {
    /// The items, at most a moment old; older while the database is away.
    ///
    /// # Errors
    /// 503 when nothing is held and the database is away.
    pub async fn get<P>(&self, access: &Access<P>) -> Result<Arc<Loaded<T>>, Problem> {
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

    async fn refresh<P>(
        &self,
        access: &Access<P>,
        held: Option<&Arc<Loaded<T>>>,
    ) -> Result<Arc<Loaded<T>>, Problem> {
        let asked_at = access.now();
        let loaded = access
            .read(async |tx| {
                // The number first: a change in between makes the next look read again, never hold old data as new.
                let version = tx.catalogues().version(T::CATALOGUE).await?;
                match held {
                    Some(held) if held.version == version => Ok(held.clone()),
                    _ => Ok(Arc::new(Loaded { version, items: T::load(tx).await? })),
                }
            })
            .await?;
        self.hold(asked_at, loaded.clone());
        Ok(loaded)
    }

    fn hold(&self, at: Instant, loaded: Arc<Loaded<T>>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((at, loaded));
    }
}
