//! Students: their own, and DINUM's.

mod admit_student;
mod create_student;
mod decide_students;
mod edit;
mod erase_accessibility_needs;
mod form;
mod get_accessibility_needs;
mod get_student;
mod list_order;
mod list_students;
mod lookup;
mod refuse_student;
mod replace_accessibility_needs;
mod replace_student;
mod resolve_school;
mod resume_student;
mod subject;
mod submit_student;
mod transition;
mod update_student;
mod wish;
mod withdraw_student;

use std::sync::Arc;

pub use self::transition::reconsider;

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use vmj_domain::access::{Actor, StudentReach};
use vmj_domain::job_profile::JobProfile;
use vmj_domain::student::Student;

use crate::access::{Access, Unit};
use crate::contract::held::Loaded;
use crate::problem::Problem;
use crate::routes::organisations::ListedOrganisation;
use crate::state::AppState;
use crate::views::student::{Labels, StudentView};

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_students::list_students)
        .service(create_student::create_student)
        .service(decide_students::decide_students)
        .service(get_student::get_student)
        .service(replace_student::replace_student)
        .service(update_student::update_student)
        .service(submit_student::submit_student)
        .service(admit_student::admit_student)
        .service(refuse_student::refuse_student)
        .service(withdraw_student::withdraw_student)
        .service(resume_student::resume_student)
        .service(resolve_school::resolve_school)
        .service(get_accessibility_needs::get_accessibility_needs)
        .service(replace_accessibility_needs::replace_accessibility_needs)
        .service(erase_accessibility_needs::erase_accessibility_needs);
}

/// Names a student.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct StudentPath {
    /// The student.
    pub student_id: Uuid,
}

impl StudentPath {
    /// The student, within a unit of work.
    ///
    /// # Errors
    /// 404 when it is not there or not the caller's.
    pub async fn load(&self, unit: &Unit<'_>, actor: &Actor) -> Result<Student, Problem> {
        let found = unit.students().find(self.student_id.into(), actor.student_reach()).await?;
        found.ok_or(Problem::not_found())
    }

    /// The student, locked within a unit of work: whoever comes meanwhile waits.
    ///
    /// # Errors
    /// 404 when it is not there or not the caller's.
    pub async fn load_locked(&self, unit: &Unit<'_>, actor: &Actor) -> Result<Student, Problem> {
        let found = unit.students().find_locked(self.student_id.into(), actor.student_reach()).await?;
        found.ok_or(Problem::not_found())
    }

    /// The student, if they are the caller: nobody says for another what that one needs.
    ///
    /// # Errors
    /// 404 when it is not there or not the caller's own.
    pub async fn load_own(&self, unit: &Unit<'_>, actor: &Actor) -> Result<Student, Problem> {
        let own = actor.account().map_or(StudentReach::Nothing, StudentReach::Own);
        let found = unit.students().find(self.student_id.into(), own).await?;
        found.ok_or(Problem::not_found())
    }
}

/// What is held in memory of what students name.
pub struct Catalogues {
    profiles: Arc<Loaded<JobProfile>>,
    organisations: Arc<Loaded<ListedOrganisation>>,
}

impl Catalogues {
    /// Those of this moment.
    ///
    /// # Errors
    /// 503 when nothing is held and the database is away.
    pub async fn get<P>(access: &Access<P>) -> Result<Self, Problem> {
        let state = access.state();
        let profiles = state.job_profiles().get(access).await?;
        Ok(Self { profiles, organisations: state.organisations().get(access).await? })
    }

    /// A student, as it is shown.
    pub fn view(&self, student: &Student, state: &AppState) -> StudentView {
        let labels = Labels {
            profiles: &self.profiles.items,
            organisations: &self.organisations.items,
            reference: state.reference(),
        };
        StudentView::new(student, labels)
    }
}
