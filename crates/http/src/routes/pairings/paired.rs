//! The two sides of a new pairing.

use vmj_domain::account::Locale;
use vmj_domain::ambassador::{Ambassador, AmbassadorForm};
use vmj_domain::pairing::{PairedAmbassador, PairedStudent};
use vmj_domain::student::{Student, StudentForm};

/// What a pairing shows of a student, who is written to in this language.
pub fn paired_student(student: Student, locale: Locale) -> PairedStudent {
    let Student { id, person, form, .. } = student;
    let StudentForm { phone, study_level, diploma_kind, curriculum, wishes, languages, .. } = form;
    PairedStudent { id, person, locale, phone, study_level, diploma_kind, curriculum, wishes, languages }
}

/// What a pairing shows of an ambassador, who is written to in this language and whose site is in this department.
pub fn paired_ambassador(
    ambassador: Ambassador,
    locale: Locale,
    department_code: Option<String>,
) -> PairedAmbassador {
    let Ambassador { id, agent, organisation, form, .. } = ambassador;
    let AmbassadorForm { programme, site, languages, .. } = form;
    PairedAmbassador { id, agent, locale, organisation, programme, site, department_code, languages }
}
