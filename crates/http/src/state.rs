//! What all requests share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use uuid::Uuid;
use vmj_domain::clock::Clock;
use vmj_domain::edition::Edition;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::reference::{Reference, ReferenceError};
use vmj_persistence::{Store, StoreError};

use crate::access::keys::KeyError;
use crate::access::passwords::Passwords;
use crate::access::{Gate, TokenIssuer};
use crate::contract::held::Held;
use crate::contract::published::Published;
use crate::middleware::budget::Budgets;
use crate::middleware::metrics::Metrics;
use crate::openapi::Documents;
use crate::routes::editions::Offers;
use crate::routes::fallback::RouteTable;
use crate::routes::organisations::ListedOrganisation;
use crate::settings::HttpSettings;

/// Shared by all workers.
#[derive(Debug)]
pub struct AppState {
    settings: HttpSettings,
    gate: Gate,
    clock: Arc<dyn Clock>,
    reference: Arc<Reference>,
    published: Published,
    job_profiles: Held<JobProfile>,
    editions: Held<Edition>,
    offers: Offers,
    organisations: Held<ListedOrganisation>,
    budgets: Option<Budgets>,
    metrics: Metrics,
    documents: Documents,
    routes: RouteTable,
    draining: AtomicBool,
}

/// The server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The signing keys are not usable.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The embedded data is broken.
    #[error(transparent)]
    Reference(#[from] ReferenceError),
    /// The document cannot be written.
    #[error("the OpenAPI document: {0}")]
    Document(String),
}

impl AppState {
    /// Reads all that requests need, from a database that is up to date and has a signing key (see [`crate::access::keys::ensure`]).
    ///
    /// # Errors
    /// What keeps the server from starting.
    pub async fn start(store: Arc<Store>, settings: HttpSettings) -> Result<Self, StartError> {
        let tokens = TokenIssuer::load(&store, settings.auth.clone()).await?;
        let passwords = Passwords::new(settings.auth.password_hashing_parallelism);
        let document = crate::openapi::document().map_err(StartError::Document)?;
        let routes = RouteTable::new(&document);
        Ok(Self {
            clock: store.clock().clone(),
            gate: Gate::new(store, tokens, passwords),
            reference: Arc::new(Reference::load()?),
            published: Published::default(),
            job_profiles: Held::default(),
            editions: Held::default(),
            offers: Offers::default(),
            organisations: Held::default(),
            budgets: settings.rate_limit.as_ref().map(Budgets::new),
            metrics: Metrics::default(),
            documents: Documents::new(&document).map_err(StartError::Document)?,
            routes,
            draining: AtomicBool::new(false),
            settings,
        })
    }

    /// What the HTTP layer was told.
    pub const fn settings(&self) -> &HttpSettings {
        &self.settings
    }

    /// What stands before the data.
    pub const fn gate(&self) -> &Gate {
        &self.gate
    }

    /// Reference data.
    pub fn reference(&self) -> &Reference {
        &self.reference
    }

    /// Reference data, for workers beside the server.
    pub fn shared_reference(&self) -> Arc<Reference> {
        self.reference.clone()
    }

    /// Public answers in memory.
    pub(crate) const fn published(&self) -> &Published {
        &self.published
    }

    /// Job profiles in memory.
    pub(crate) const fn job_profiles(&self) -> &Held<JobProfile> {
        &self.job_profiles
    }

    /// Editions in memory.
    pub(crate) const fn editions(&self) -> &Held<Edition> {
        &self.editions
    }

    /// What editions offer.
    pub(crate) const fn offers(&self) -> &Offers {
        &self.offers
    }

    /// Organisations in memory.
    pub(crate) const fn organisations(&self) -> &Held<ListedOrganisation> {
        &self.organisations
    }

    /// Request budgets, when they are on.
    pub(crate) const fn budgets(&self) -> Option<&Budgets> {
        self.budgets.as_ref()
    }

    /// Figures.
    pub const fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// The OpenAPI document.
    pub(crate) const fn documents(&self) -> &Documents {
        &self.documents
    }

    /// Which methods each path has.
    pub(crate) const fn routes(&self) -> &RouteTable {
        &self.routes
    }

    /// From now on `/readyz` refuses, so that no new work is sent here.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Whether the server is about to stop.
    pub(crate) fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    /// Frees what idle clients left behind. To be called from time to time.
    pub fn tidy(&self) {
        if let Some(budgets) = &self.budgets {
            budgets.forget_idle();
        }
    }

    #[expect(clippy::disallowed_methods, reason = "a request id is only a name in the logs")]
    pub(crate) fn new_request_id(&self) -> String {
        use rand::RngExt as _;
        let uuid: Uuid = vmj_domain::id::uuid_v7(self.clock.now(), rand::rng().random());
        uuid.to_string()
    }
}
