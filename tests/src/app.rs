//! A server on a port of its own.

use std::net::{SocketAddr, TcpListener};
use std::num::NonZeroU32;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use chrono::TimeDelta;
use vmj_domain::session::SessionPolicy;
use vmj_http::access::keys;
use vmj_http::{AppState, AuthSettings, Budget, HttpSettings, RateLimitSettings, Server};
use vmj_persistence::{DatabaseSettings, Store};

use crate::client::Caller;
use crate::clock::TestClock;
use crate::conformance::Document;
use crate::engine::{Engine, TestDatabase};

/// The document of the code under test.
pub static DOCUMENT: LazyLock<Document> =
    LazyLock::new(|| Document::new(vmj_http::openapi::document().expect("a document")));

/// The secret that seals signing keys in tests.
pub const KEY_SECRET: &str = "a-secret-for-tests-only-of-enough-length";

/// Where the site is that links in messages lead to.
pub const FRONT_URL: &str = "https://front.example.fr";

/// A running server and all that a test needs of it.
#[derive(Debug)]
pub struct TestApp {
    /// Where it listens.
    pub address: SocketAddr,
    /// Its clock.
    pub clock: Arc<TestClock>,
    /// Its store, for `db_` helpers.
    pub store: Arc<Store>,
    /// What stops it.
    pub server: Server,
    /// How to reach its database, for `db_` helpers.
    pub database_url: String,
    http: reqwest::Client,
    _database: Option<TestDatabase>,
}

impl TestApp {
    /// A server with settings as in production, but for budgets that no test reaches by chance.
    pub async fn start(engine: Engine) -> Self {
        Self::start_with(engine, |_| {}).await
    }

    /// A server with other settings.
    pub async fn start_with(engine: Engine, change: impl FnOnce(&mut HttpSettings)) -> Self {
        let database = engine.database().await;
        let mut app = Self::start_on(&database.settings, Arc::default(), change).await;
        app._database = Some(database);
        app
    }

    /// A server on a database that others may use too.
    pub async fn start_on(
        database: &DatabaseSettings,
        clock: Arc<TestClock>,
        change: impl FnOnce(&mut HttpSettings),
    ) -> Self {
        let store = Arc::new(Store::connect(database, clock.clone()).await.expect("a database"));
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let mut settings = settings(address);
        change(&mut settings);
        keys::ensure(&store, &settings.auth.key_encryption_secret).await.expect("a signing key");
        let state = AppState::start(store.clone(), settings).await.expect("a state");
        let (server, running) = vmj_http::serve(state, listener, None).expect("a server");
        actix_web::rt::spawn(running);
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(60))
            // A connection each: one that is kept may be closed by the server while a busy client is about to use it.
            .pool_max_idle_per_host(0)
            .build()
            .expect("a client");
        let database_url = database.url.clone();
        Self { address, clock, store, server, database_url, http, _database: None }
    }

    /// Somebody without a token.
    pub fn anonymous(&self) -> Caller {
        Caller::new(self.http.clone(), self.address, None)
    }

    /// Somebody with this token.
    pub fn bearer(&self, token: impl Into<String>) -> Caller {
        Caller::new(self.http.clone(), self.address, Some(token.into()))
    }
}

fn settings(address: SocketAddr) -> HttpSettings {
    let public_url = format!("http://{address}");
    let plenty = Budget { burst: NonZeroU32::MAX, per_minute: NonZeroU32::MAX };
    HttpSettings {
        auth: AuthSettings {
            issuer: public_url.clone(),
            audience: "vis-mon-job".to_owned(),
            access_token_lifetime: TimeDelta::minutes(10),
            sessions: SessionPolicy { lifetime: TimeDelta::days(30), idle: TimeDelta::days(7) },
            key_encryption_secret: KEY_SECRET.into(),
            password_hashing_parallelism: 2,
        },
        front_url: FRONT_URL.to_owned(),
        public_url,
        allowed_origins: vec!["https://front.example.fr".to_owned()],
        trusted_proxies: Vec::new(),
        workers: 2,
        body_limit: 1024 * 1024,
        header_timeout: Duration::from_secs(5),
        body_timeout: Duration::from_secs(2),
        drain: Duration::ZERO,
        shutdown_timeout: Duration::from_secs(5),
        idempotency_retention: TimeDelta::hours(24),
        matching_patience: std::time::Duration::ZERO,
        rate_limit: Some(RateLimitSettings { address: plenty, principal: plenty, sign_in: plenty }),
    }
}
