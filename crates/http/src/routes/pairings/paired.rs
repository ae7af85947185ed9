//! The two sides of a new pairing.

use vmj_domain::access::Reach;
use vmj_domain::account::Locale;
use vmj_domain::ambassador::{Ambassador, AmbassadorForm};
use vmj_domain::id::AccountId;
use vmj_domain::pairing::{PairedAmbassador, PairedStudent};
use vmj_domain::student::{Student, StudentForm};

use crate::access::Unit;
use crate::problem::Problem;

/// What a pairing shows of a student.
///
/// # Errors
/// The store fails.
pub async fn paired_student(student: Student, unit: &Unit<'_>) -> Result<PairedStudent, Problem> {
    let Student { id, person, form, .. } = student;
    let StudentForm { phone, study_level, diploma_kind, curriculum, wishes, languages, .. } = form;
    let locale = locale(person.id, unit).await?;
    Ok(PairedStudent { id, person, locale, phone, study_level, diploma_kind, curriculum, wishes, languages })
}

/// What a pairing shows of an ambassador, whose site is in this department.
///
/// # Errors
/// The store fails.
pub async fn paired_ambassador(
    ambassador: Ambassador,
    department_code: Option<String>,
    unit: &Unit<'_>,
) -> Result<PairedAmbassador, Problem> {
    let Ambassador { id, agent, organisation, form, .. } = ambassador;
    let AmbassadorForm { programme, site, languages, .. } = form;
    let locale = locale(agent.id, unit).await?;
    Ok(PairedAmbassador { id, agent, locale, organisation, programme, site, department_code, languages })
}

async fn locale(account: AccountId, unit: &Unit<'_>) -> Result<Locale, Problem> {
    let account = unit.accounts().find(account, Reach::Everything).await?;
    Ok(account.map(|account| account.profile.locale).unwrap_or_default())
}
