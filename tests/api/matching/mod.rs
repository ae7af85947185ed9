//! Matching: runs, their plans, what is decided beforehand, publication.

mod comparison;
mod constraints;
mod plans;
mod publication;
mod runs;

use serde_json::Value;
use vmj_domain::ambassador::Ambassador;
use vmj_domain::edition::{Edition, EditionState};
use vmj_domain::student::{Student, Wish};
use vmj_domain::text::Slug;
use vmj_tests::{Answer, Caller, Engine, TestApp};

use crate::ambassadors::broken;
use crate::organisations::db_audit;

/// An edition whose registration is over, and DINUM.
struct World {
    app: TestApp,
    edition: Edition,
    dinum: Caller,
}

impl World {
    async fn new(engine: Engine) -> Self {
        let app = TestApp::start(engine).await;
        let edition = app.db_edition(|edition| edition.state = EditionState::Matching).await;
        let dinum = app.dinum_admin().await.caller;
        Self { app, edition, dinum }
    }

    /// A student who wishes for these jobs, the dearest first.
    async fn student(&self, wishes: &[&str]) -> Student {
        let wishes: Vec<_> = wishes.iter().map(|code| Wish::Profile(slug(code))).collect();
        self.app.db_candidate(&self.edition, |student| student.form.wishes.clone_from(&wishes)).await
    }

    /// An ambassador of an organisation who shows one job to so many.
    async fn host(&self, organisation: &str, job: &str, capacity: u32) -> Ambassador {
        let host = self.app.db_host_of(&self.edition, organisation, |host| {
            host.form.job_profiles = vec![slug(job)];
            host.form.capacity = Some(capacity);
        });
        host.await
    }

    /// Computes a run.
    async fn run(&self, asked: Value) -> Answer {
        self.app.computed(&self.dinum, &self.edition, &asked).await
    }

    fn at(&self, end: &str) -> String {
        format!("/v1/editions/{}/{end}", self.edition.id)
    }
}

fn slug(code: &str) -> Slug {
    Slug::parse(code).expect("a code")
}

/// The pairs of a plan: student, ambassador, in the order of the list.
async fn pairs(caller: &Caller, run: &str) -> Vec<(String, String)> {
    let list = caller.get(&format!("{run}/proposals?limit=200")).await.expect(200);
    let text = |item: &Value, member: &str| item[member].as_str().expect("an id").to_owned();
    let items = list.json["items"].as_array().expect("items");
    items.iter().map(|item| (text(item, "student_id"), text(item, "ambassador_id"))).collect()
}
