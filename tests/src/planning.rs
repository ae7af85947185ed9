//! Matching runs, computed at once.

use std::sync::Arc;

use serde_json::Value;
use vmj_domain::edition::Edition;
use vmj_domain::reference::Reference;
use vmj_jobs::Planner;

use crate::app::TestApp;
use crate::client::{Answer, Caller};

impl TestApp {
    /// Somebody who computes the runs of this server's database.
    #[must_use]
    pub fn planner(&self) -> Planner {
        let reference = Arc::new(Reference::load().expect("embedded data"));
        Planner::new(self.store.clone(), reference)
    }

    /// Computes all runs that were asked for.
    pub async fn compute(&self) {
        let planner = self.planner();
        while planner.pass().await.expect("a pass") > 0 {}
    }

    /// Asks for a run, computes it, and reads it.
    pub async fn computed(&self, dinum: &Caller, edition: &Edition, asked: &Value) -> Answer {
        let path = format!("/v1/editions/{}/matching-runs", edition.id);
        let begun = dinum.post(&path, asked).await.expect(202);
        self.compute().await;
        dinum.get(begun.header("location")).await.expect(200)
    }
}

/// Where a run is read.
#[must_use]
pub fn run_path(run: &Answer) -> String {
    format!("/v1/matching-runs/{}", run.json["id"].as_str().expect("an id"))
}
