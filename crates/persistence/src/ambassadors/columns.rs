//! From ambassadors to rows.

use sea_orm::ActiveValue::Set;
use vmj_domain::ambassador::{Ambassador, AmbassadorForm, Site};
use vmj_domain::text::Label;

use crate::accounts::sort_name;
use crate::codes::join;
use crate::entity::ambassador::ActiveModel;

/// All columns of a new ambassador, whose commune (if any) is in this department.
pub fn all(ambassador: &Ambassador, department: Option<&str>) -> ActiveModel {
    ActiveModel {
        id: Set(ambassador.id.into()),
        edition_id: Set(ambassador.edition.id.into()),
        account_id: Set(ambassador.agent.id.into()),
        organisation_id: Set(ambassador.organisation.id.into()),
        sort_name: Set(sort_name(&ambassador.agent.given_name, &ambassador.agent.family_name)),
        created_at: Set(ambassador.created_at),
        ..changeable(ambassador, department)
    }
}

/// The columns that change with the ambassador. Organisation and name follow those of the account, which write them by
/// themselves: to write them here would undo that.
pub fn changeable(ambassador: &Ambassador, department: Option<&str>) -> ActiveModel {
    let Ambassador {
        id: _,
        edition: _,
        agent: _,
        organisation: _,
        form,
        state,
        state_changed_at,
        version,
        created_at: _,
        updated_at,
    } = ambassador;
    let row = ActiveModel {
        state: Set(state.slug().to_owned()),
        state_changed_at: Set(*state_changed_at),
        state_reason: text(state.reason()),
        department_code: Set(department.map(str::to_owned)),
        version: Set(version.get()),
        updated_at: Set(*updated_at),
        ..ActiveModel::default()
    };
    with_site(with_form(row, form), &form.site)
}

fn with_form(row: ActiveModel, form: &AmbassadorForm) -> ActiveModel {
    let AmbassadorForm {
        job_profiles: _,
        unit,
        programme,
        projects,
        technologies,
        motivation,
        formats,
        capacity,
        languages,
        alternative_dates,
        site: _,
    } = form;
    let dates: Vec<_> = alternative_dates.iter().map(ToString::to_string).collect();
    ActiveModel {
        unit: text(unit.as_ref()),
        programme: text(programme.as_ref()),
        projects: text(projects.as_ref()),
        technologies: Set(technologies.iter().map(Label::as_str).collect::<Vec<_>>().join("\n")),
        motivation: text(motivation.as_ref()),
        formats: Set(join(formats)),
        capacity: Set(capacity.and_then(|capacity| i32::try_from(capacity).ok())),
        languages: Set(join(languages)),
        alternative_dates: Set(dates.join(" ")),
        ..row
    }
}

fn with_site(row: ActiveModel, site: &Site) -> ActiveModel {
    let Site {
        address,
        commune_code,
        meeting_point,
        arrival_time,
        end_time,
        access_instructions,
        security_form_url,
        security_form_deadline,
        lunch,
        dress_code,
        accessibility,
        contact_name,
        contact_phone,
    } = site;
    ActiveModel {
        address: text(address.as_ref()),
        commune_code: Set(commune_code.clone()),
        meeting_point: text(meeting_point.as_ref()),
        arrival_time: text(arrival_time.as_ref()),
        end_time: text(end_time.as_ref()),
        access_instructions: text(access_instructions.as_ref()),
        security_form_url: text(security_form_url.as_ref()),
        security_form_deadline: Set(*security_form_deadline),
        lunch: text(lunch.as_ref()),
        dress_code: text(dress_code.as_ref()),
        site_accessibility: text(accessibility.as_ref()),
        contact_name: text(contact_name.as_ref()),
        contact_phone: text(contact_phone.as_ref()),
        ..row
    }
}

fn text(value: Option<&impl ToString>) -> sea_orm::ActiveValue<Option<String>> {
    Set(value.map(ToString::to_string))
}
