//! What the two of a pairing have written.

use vmj_domain::ambassador::{AmbassadorForm, Site};
use vmj_domain::place::{Format, Language};
use vmj_domain::student::{StudentForm, StudentSchool, Wish};
use vmj_domain::study::{DiplomaKind, StudyLevel};
use vmj_domain::text::{Label, Prose, Slug, TimeOfDay};

/// A complete form.
pub fn student_form() -> StudentForm {
    StudentForm {
        study_level: Some(StudyLevel::BacPlus4),
        diploma_kind: Some(DiplomaKind::Master),
        curriculum: Some(label("Master informatique, parcours données")),
        school: Some(StudentSchool::Named(label("École d’essai"))),
        adult: Some(true),
        wishes: vec![Wish::Profile(Slug::parse("data-engineer").expect("a code"))],
        home_department_code: Some("35".to_owned()),
        accepted_region_codes: Vec::new(),
        formats: Format::ALL.to_vec(),
        organisations: Vec::new(),
        languages: vec![Language::French],
        motivation: Some(prose("Découvrir le service public numérique.")),
        phone: None,
    }
}

/// A complete offer in Rennes.
pub fn ambassador_form() -> AmbassadorForm {
    AmbassadorForm {
        job_profiles: vec![Slug::parse("data-engineer").expect("a code")],
        unit: Some(label("Bureau des données")),
        programme: Some(prose("Une journée avec l’équipe.")),
        motivation: Some(prose("Faire connaître le métier.")),
        formats: Format::ALL.to_vec(),
        capacity: Some(3),
        languages: vec![Language::French],
        site: Site {
            address: Some(label("1 place de l’Essai")),
            commune_code: Some("35238".to_owned()),
            meeting_point: Some(label("À l’accueil")),
            arrival_time: Some(TimeOfDay::parse("09:00").expect("an hour")),
            end_time: Some(TimeOfDay::parse("17:00").expect("an hour")),
            ..Site::default()
        },
        ..AmbassadorForm::default()
    }
}

fn label(text: &str) -> Label {
    Label::parse(text).expect("a label")
}

fn prose(text: &str) -> Prose {
    Prose::parse(text).expect("a text")
}
