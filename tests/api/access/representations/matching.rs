//! A matching run and its plan, with everything that they can tell, before and after publication.

use serde_json::json;
use vmj_domain::edition::EditionState;
use vmj_domain::matching::{MatchingRun, RunState};
use vmj_domain::student::Wish;
use vmj_domain::text::Slug;
use vmj_tests::planning::run_path;

use super::{Read, World};

/// What is read: a run that has failed, one being computed, and one with a plan, before and after publication.
pub async fn reads(world: &World) -> Vec<Read> {
    let World { app, dinum, .. } = world;
    let edition = app.db_edition(|edition| edition.state = EditionState::Matching).await;
    let author = app.dinum_admin().await.id;
    let slug = |code: &str| Slug::parse(code).expect("a code");
    for (organisation, job) in [("dinum", "data-engineer"), ("culture", "tester")] {
        app.db_host_of(&edition, organisation, |host| {
            host.form.job_profiles = vec![slug(job)];
            host.form.capacity = Some(2);
        })
        .await;
    }
    for job in ["data-engineer", "developer"] {
        app.db_candidate(&edition, |student| student.form.wishes = vec![Wish::Profile(slug(job))]).await;
    }
    let first = app.computed(dinum, &edition, &json!({})).await;
    let again = app.computed(dinum, &edition, &json!({ "previous_run_id": first.json["id"] })).await;
    let to_publish = app.computed(dinum, &edition, &json!({})).await;
    dinum.post(&format!("{}/publication", run_path(&to_publish)), &json!({})).await.expect(200);
    let made = async |state: RunState| {
        let change = |run: &mut MatchingRun| run.state.clone_from(&state);
        app.db_matching_run(&edition, author, change).await.id.to_string()
    };
    let computing = made(RunState::Computing { progress: 350 }).await;
    let failed = made(RunState::Failed { code: "impossible_lock".to_owned() }).await;
    let id = |run: &vmj_tests::Answer| super::id(&run.json);
    let mut reads = Vec::new();
    for (stage, id) in [
        ("computing", computing),
        ("failed", failed),
        ("computed", id(&again)),
        ("published", id(&to_publish)),
    ] {
        reads.push(Read { template: "/v1/matching-runs/{run_id}", stage, id });
    }
    for template in [
        "/v1/matching-runs/{run_id}/proposals",
        "/v1/matching-runs/{run_id}/unmatched",
        "/v1/matching-runs/{run_id}/vacancies",
        "/v1/matching-runs/{run_id}/places",
        "/v1/matching-runs/{run_id}/recruiting-map",
    ] {
        for (stage, run) in [("computed", &again), ("published", &to_publish)] {
            reads.push(Read { template, stage, id: id(run) });
        }
    }
    reads
}
