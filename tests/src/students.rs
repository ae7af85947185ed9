//! Students.

use serde_json::{Value, json};
use vmj_domain::id::EditionId;

use crate::app::TestApp;
use crate::client::Caller;
use crate::people::Person;

/// A complete form, which the edition of [`TestApp::db_edition`] finds eligible; at the school of this UAI.
#[must_use]
pub fn student_form(uai: &str) -> Value {
    json!({
        "study_level": "bac_plus_4",
        "diploma_kind": "master",
        "curriculum": "Master informatique, parcours données",
        "school_uai": uai,
        "adult": true,
        "wishes": [{ "job_profile_code": "data-engineer" }, { "job_family_code": "data" }],
        "home_department_code": "35",
        "accepted_region_codes": ["52"],
        "formats": ["on_site", "remote"],
        "languages": ["fr", "en"],
        "motivation": "Découvrir le service public numérique.",
        "phone": "+33 6 39 98 12 34",
    })
}

impl TestApp {
    /// A school, by its UAI.
    pub async fn db_school_uai(&self) -> String {
        let id = self.db_school("École d’essai").await;
        let school = self.anonymous().get(&format!("/v1/schools/{id}")).await.expect(200);
        school.json["uai"].as_str().expect("a UAI").to_owned()
    }

    /// Somebody who has begun to register in an edition, and the path of their participation.
    pub async fn student_in(&self, edition: EditionId, form: &Value) -> (Person, String) {
        let person = self.student().await;
        let path = made(&person.caller, edition, form).await;
        (person, path)
    }
}

/// The path of a participation that this person begins.
pub async fn made(caller: &Caller, edition: EditionId, form: &Value) -> String {
    let made = caller.post(&format!("/v1/editions/{edition}/students"), form).await.expect(201);
    format!("/v1/students/{}", made.json["id"].as_str().expect("an id"))
}
