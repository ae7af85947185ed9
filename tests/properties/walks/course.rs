//! The course of an edition beside all that people do: DINUM moves it on, and time does what it does by itself.

use std::time::Duration;

use chrono::TimeDelta;
use serde_json::{Value, json};
use vmj_domain::edition::EditionState;
use vmj_jobs::Timekeeper;
use vmj_tests::app::FRONT_URL;

use super::world::World;

/// How an edition ends.
#[derive(Clone, Copy, Debug)]
pub enum End {
    /// Weeks after its day: held by time, closed by DINUM.
    Closed,
    /// Before its day.
    Cancelled,
}

impl World {
    /// Moves the edition through its states, each time after so many requests of the others, and lets the timekeeper pass
    /// before and after.
    pub async fn run_its_course(&self, end: End, pause: usize) {
        let later = json!({
            "day": "2026-12-03",
            "window": { "first": "2026-11-30", "last": "2026-12-11" },
            "reason": "Mouvement social",
        });
        let because = json!({ "reason": "Essai" });
        self.after(pause, "postponement", &later).await;
        self.after(pause, "matching", &json!({})).await;
        self.after(pause, "reopening", &because).await;
        self.after(pause, "matching", &json!({})).await;
        match end {
            End::Cancelled => self.after(pause, "cancellation", &because).await,
            End::Closed => {
                self.wait(pause).await;
                self.app.db_edition_state(self.edition.id, &EditionState::Published).await;
                self.wait(pause).await;
                self.app.clock.advance(TimeDelta::days(40));
                self.wait(pause).await;
                self.after(pause, "closure", &json!({})).await;
            }
        }
        self.wait(pause).await;
    }

    async fn after(&self, pause: usize, act: &str, body: &Value) {
        self.wait(pause).await;
        let path = format!("/v1/editions/{}/{act}", self.edition.id);
        let answer = self.dinum.post(&path, body).await;
        assert_eq!(answer.status, 200, "{act}: {}", answer.json);
        self.note(&format!("edition {act}"), &answer);
        self.let_time_work().await;
    }

    async fn wait(&self, pause: usize) {
        let enough = self.asked() + pause;
        while self.asked() < enough && self.is_walked() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        self.let_time_work().await;
    }

    async fn let_time_work(&self) {
        let timekeeper = Timekeeper::new(self.app.store.clone(), FRONT_URL.to_owned());
        while timekeeper.pass().await.expect("a pass") > 0 {}
    }
}
