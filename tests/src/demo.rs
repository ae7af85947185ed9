//! The demo, beside the API.

use std::time::Duration;

use vmj_demo::{DemoError, Filled, Size};
use vmj_persistence::Store;

use crate::app::TestApp;
use crate::engine::settings;
use crate::people::PASSWORD_HASH;

impl TestApp {
    /// Fills its database with the demo, around its clock. Those who sign in have the password of everybody in tests.
    pub async fn db_demo(&self) -> Filled {
        self.db_try_demo(Size::default()).await.expect("a demo")
    }

    /// Fills its database with a demo of some size, if it can be.
    ///
    /// # Errors
    /// Why not.
    pub async fn db_try_demo(&self, size: Size) -> Result<Filled, DemoError> {
        // It is one transaction, which takes longer than those of requests.
        let mut settings = settings(self.database_url.clone());
        (settings.max_connections, settings.operation_timeout) = (1, Duration::from_secs(600));
        let store = Store::connect(&settings, self.clock.clone()).await.expect("a database");
        let filled = vmj_demo::fill(&store, size, PASSWORD_HASH).await;
        store.close().await;
        filled
    }
}
