//! A database per test, copied from a template that is prepared once per test process.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::sync::OnceCell;
use vmj_persistence::{DatabaseSettings, Preparation};

use crate::clock::TestClock;
use crate::postgres::{self, Cluster};

/// Which database a test runs on. Every test of behaviour runs on both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// A private cluster of Debian's PostgreSQL, or `TEST_DATABASE_URL`.
    Postgres,
}

/// A database that goes away with the test.
#[derive(Debug)]
pub struct TestDatabase {
    /// How to reach it.
    pub settings: DatabaseSettings,
    name: Option<String>,
    _folder: Option<tempfile::TempDir>,
}

/// Settings for a URL, as a small server would have them.
pub fn settings(url: String) -> DatabaseSettings {
    DatabaseSettings {
        url,
        max_connections: 8,
        acquire_timeout: Duration::from_secs(2),
        operation_timeout: Duration::from_millis(2000),
    }
}

impl Engine {
    /// A migrated and seeded database.
    pub async fn database(self) -> TestDatabase {
        match self {
            Self::Sqlite => sqlite().await,
            Self::Postgres => postgres().await,
        }
    }

    /// An empty database.
    pub fn empty_database(self) -> TestDatabase {
        match self {
            Self::Sqlite => {
                let folder = tempfile::tempdir().expect("a folder");
                let settings = settings(format!("sqlite://{}", folder.path().join("test.sqlite3").display()));
                TestDatabase { settings, name: None, _folder: Some(folder) }
            }
            Self::Postgres => {
                let name = fresh_name();
                cluster().create_database(&name, None);
                TestDatabase { settings: settings(cluster().url(&name)), name: Some(name), _folder: None }
            }
        }
    }
}

async fn sqlite() -> TestDatabase {
    static TEMPLATE: OnceCell<(tempfile::TempDir, PathBuf)> = OnceCell::const_new();
    let (_, template) = TEMPLATE
        .get_or_init(|| async {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("template.sqlite3");
            prepare(&settings(format!("sqlite://{}", path.display()))).await;
            (folder, path)
        })
        .await;
    let database = Engine::Sqlite.empty_database();
    let path = database.settings.url.trim_start_matches("sqlite://").to_owned();
    std::fs::copy(template, path).expect("copy of the template");
    database
}

async fn postgres() -> TestDatabase {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let template = TEMPLATE
        .get_or_init(|| async {
            let name = fresh_name();
            cluster().create_database(&name, None);
            prepare(&settings(cluster().url(&name))).await;
            name
        })
        .await;
    let name = fresh_name();
    cluster().create_database(&name, Some(template));
    TestDatabase { settings: settings(cluster().url(&name)), name: Some(name), _folder: None }
}

/// Brings a database up to date.
pub async fn prepare(settings: &DatabaseSettings) {
    let preparation = Preparation::begin(settings, Arc::new(TestClock::default())).await.expect("a database");
    preparation.up(None).await.expect("migrations");
    preparation.end().await.expect("the end of the preparation");
}

fn cluster() -> &'static Cluster {
    postgres::cluster()
}

fn fresh_name() -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    format!("vmj_test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed))
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            cluster().drop_database(name);
        }
    }
}
