//! From students to rows.

use sea_orm::ActiveValue::{self, Set};
use uuid::Uuid;
use vmj_domain::student::{Student, StudentForm, StudentSchool, StudentState};
use vmj_domain::text::fold;

use crate::accounts::sort_name;
use crate::codes::join;
use crate::entity::student::ActiveModel;

/// All columns of a new student.
pub fn all(student: &Student) -> ActiveModel {
    ActiveModel {
        id: Set(student.id.into()),
        edition_id: Set(student.edition.id.into()),
        account_id: Set(student.person.id.into()),
        sort_name: Set(sort_name(&student.person.given_name, &student.person.family_name)),
        created_at: Set(student.created_at),
        ..changeable(student)
    }
}

/// The columns that change with the student. The name follows that of the account, which writes it by itself: to write
/// it here would undo that.
pub fn changeable(student: &Student) -> ActiveModel {
    let Student {
        id: _,
        edition: _,
        person: _,
        email_verified: _,
        form,
        state,
        state_changed_at,
        version,
        created_at: _,
        updated_at,
    } = student;
    let row = ActiveModel {
        state_changed_at: Set(*state_changed_at),
        version: Set(version.get()),
        updated_at: Set(*updated_at),
        ..ActiveModel::default()
    };
    with_form(with_state(row, state), form)
}

/// The columns of a state, but for its instant.
pub fn with_state(row: ActiveModel, state: &StudentState) -> ActiveModel {
    ActiveModel {
        state: Set(state.slug().to_owned()),
        state_reason: text(state.reason()),
        decided_by: Set(state.decider().map(|decider| decider.slug().to_owned())),
        criteria: Set(join(state.criteria())),
        ..row
    }
}

fn with_form(row: ActiveModel, form: &StudentForm) -> ActiveModel {
    let StudentForm {
        study_level,
        diploma_kind,
        curriculum,
        school,
        adult,
        wishes: _,
        home_department_code,
        accepted_region_codes,
        formats,
        organisations: _,
        languages,
        motivation,
        phone,
    } = form;
    let (school_id, school_name) = match school {
        None => (None, None),
        Some(StudentSchool::Known(school)) => (Some(Uuid::from(school.id)), None),
        Some(StudentSchool::Named(name)) => (None, Some(name)),
    };
    ActiveModel {
        study_level: Set(study_level.map(|level| level.slug().to_owned())),
        diploma_kind: Set(diploma_kind.map(|kind| kind.slug().to_owned())),
        curriculum: text(curriculum.as_ref()),
        school_id: Set(school_id),
        school_name: text(school_name),
        school_name_folded: Set(school_name.map(|name| fold(name.as_str()))),
        adult: Set(*adult),
        home_department_code: Set(home_department_code.clone()),
        accepted_regions: Set(accepted_region_codes.join(" ")),
        formats: Set(join(formats)),
        languages: Set(join(languages)),
        motivation: text(motivation.as_ref()),
        phone: text(phone.as_ref()),
        ..row
    }
}

fn text(value: Option<&impl ToString>) -> ActiveValue<Option<String>> {
    Set(value.map(ToString::to_string))
}
