//! A proposal before it is anywhere.

use chrono::TimeDelta;
use vmj_domain::account::Locale;
use vmj_domain::ambassador::Ambassador;
use vmj_domain::edition::{Edition, EditionSummary};
use vmj_domain::pairing::{Answers, PairedAmbassador, PairedStudent, Pairing, PairingState};
use vmj_domain::place::Format;
use vmj_domain::student::Student;
use vmj_domain::text::Slug;
use vmj_domain::version::Version;
use vmj_persistence::WriteTx;

/// To these two, for the day of the edition, in the first seat, to be answered within a week.
pub fn proposal(tx: &WriteTx, edition: &Edition, student: &Student, ambassador: &Ambassador) -> Pairing {
    let (form, offer) = (&student.form, &ambassador.form);
    let locale = Locale::French;
    Pairing {
        id: tx.new_id(),
        edition: EditionSummary::from(edition),
        student: PairedStudent {
            id: student.id,
            person: student.person.clone(),
            locale,
            phone: form.phone.clone(),
            study_level: form.study_level,
            diploma_kind: form.diploma_kind,
            curriculum: form.curriculum.clone(),
            wishes: form.wishes.clone(),
            languages: form.languages.clone(),
        },
        ambassador: PairedAmbassador {
            id: ambassador.id,
            agent: ambassador.agent.clone(),
            locale,
            organisation: ambassador.organisation.clone(),
            programme: offer.programme.clone(),
            site: offer.site.clone(),
            department_code: offer.site.commune_code.as_deref().map(|code| department(code).to_owned()),
            languages: offer.languages.clone(),
        },
        job_profile: Slug::parse("data-engineer").expect("a code"),
        format: Format::OnSite,
        seat: 1,
        date: edition.parameters.day,
        state: PairingState::Proposed {
            answers: Answers::default(),
            deadline: tx.now() + TimeDelta::days(7),
        },
        state_changed_at: tx.now(),
        access_cleared: false,
        received_documents: Vec::new(),
        replaces: None,
        replaced_by: None,
        version: Version::FIRST,
        created_at: tx.now(),
        updated_at: tx.now(),
    }
}

/// The department in which a commune is, by its code.
pub fn department(commune: &str) -> &str {
    let overseas = commune.starts_with("97") || commune.starts_with("98");
    &commune[..if overseas { 3 } else { 2 }]
}
