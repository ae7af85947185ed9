//! The student who calls, in an edition for each stage at which something else is seen.

use serde_json::{Value, json};
use vmj_tests::students::{form_with, made, open_form, student_form, submit};

use super::{Read, World, id};

const ONE: &str = "/v1/students/{student_id}";

pub async fn reads(world: &World) -> Vec<Read> {
    let uai = world.app.db_school_uai().await;
    let organisation = world.app.db_organisation("dinum").await.to_string();
    let full = form_with(&student_form(&uai), &json!({ "organisation_ids": [organisation] }));
    let (eligible, edition) = begun(world, &full).await;
    submit(&world.student.caller, &path(&eligible)).await.expect(200);
    let read = world.student.caller.get(&path(&eligible)).await.expect(200);
    let needs = json!({ "needs": "Un ascenseur", "consent_version": "2026-11" });
    let writer = world.student.caller.with("If-Match", read.header("etag"));
    writer.put(&format!("{}/accessibility-needs", path(&eligible)), &needs).await.expect(200);

    let (open, of_open) = begun(world, &open_form("Une école")).await;
    submit(&world.student.caller, &path(&open)).await.expect(200);
    let (left, of_left) = begun(world, &full).await;
    let reason = json!({ "reason": "Stage à l’étranger" });
    world.student.caller.post(&format!("{}/withdrawal", path(&left)), &reason).await.expect(200);

    let one = |stage, id| Read { template: ONE, stage, id };
    let list = |stage, id| Read { template: "/v1/editions/{edition_id}/students", stage, id };
    let needs = "/v1/students/{student_id}/accessibility-needs";
    vec![
        Read { template: needs, stage: "", id: eligible.clone() },
        one("eligible by the rule", eligible),
        one("open", open),
        one("withdrawn", left),
        list("eligible by the rule", edition),
        list("open", of_open),
        list("withdrawn", of_left),
    ]
}

fn path(id: &str) -> String {
    format!("/v1/students/{id}")
}

/// A participation of the student who calls, and its edition, which nobody else takes part in.
async fn begun(world: &World, form: &Value) -> (String, String) {
    let edition = world.app.db_edition(|_| {}).await.id;
    made(&world.student.caller, edition, form).await;
    let own = world.student.caller.get(&format!("/v1/editions/{edition}/students")).await.expect(200);
    (id(&own.json["items"][0]), edition.to_string())
}
