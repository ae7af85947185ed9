//! From rows to editions, and back.

use chrono::NaiveDate;
use sea_orm::FromQueryResult;
use uuid::Uuid;
use vmj_domain::edition::{DayRange, Edition, EditionParameters, EditionState, OfferedProfile};
use vmj_domain::job_profile::JobProfileSummary;
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::text::{Label, Reason, Slug, WebUrl};

use crate::StoreError;
use crate::cells::Cells;
use crate::codes::join;
use crate::entity::edition;

const TABLE: &str = "editions";

/// A job profile that an edition offers.
#[derive(FromQueryResult)]
pub struct OfferedRow {
    edition_id: Uuid,
    job_profile_code: String,
    job_offers_url: Option<String>,
    family_code: String,
    label_fr: String,
    label_en: String,
}

/// An organisation that takes part in an edition.
#[derive(FromQueryResult)]
pub struct OrganisationRow {
    edition_id: Uuid,
    organisation_id: Uuid,
    code: String,
    name: String,
}

/// The row of an edition.
pub fn model(edition: &Edition) -> edition::Model {
    let Edition {
        id,
        name,
        parameters,
        job_profiles: _,
        organisations: _,
        postponed_from,
        state,
        state_changed_at,
        opened_at,
        version,
        created_at,
        updated_at,
    } = edition;
    let EditionParameters {
        day,
        window,
        formats,
        study_levels,
        diploma_kinds,
        ambassadors_window,
        students_window,
        max_wishes,
        min_capacity,
        max_capacity,
        answer_days,
        documents,
    } = parameters;
    edition::Model {
        id: (*id).into(),
        name: name.to_string(),
        day: *day,
        postponed_from: *postponed_from,
        window_starts_on: window.first,
        window_ends_on: window.last,
        formats: join(formats),
        study_levels: join(study_levels),
        diploma_kinds: join(diploma_kinds),
        ambassadors_open_on: ambassadors_window.first,
        ambassadors_close_on: ambassadors_window.last,
        students_open_on: students_window.first,
        students_close_on: students_window.last,
        max_wishes: small(*max_wishes),
        min_capacity: small(*min_capacity),
        max_capacity: small(*max_capacity),
        answer_days: small(*answer_days),
        documents: join(documents),
        state: state.slug().to_owned(),
        state_reason: state.reason().map(ToString::to_string),
        state_changed_at: *state_changed_at,
        opened_at: *opened_at,
        version: version.get(),
        created_at: *created_at,
        updated_at: *updated_at,
    }
}

/// The edition of a row, with those of the parts that are its own.
pub fn edition(
    row: edition::Model,
    offered: &[OfferedRow],
    organisations: &[OrganisationRow],
) -> Result<Edition, StoreError> {
    let id = row.id;
    let cells = Cells::of(TABLE, &id);
    let profiles = offered.iter().filter(|offered| offered.edition_id == id).map(offered_profile);
    let organisations = organisations.iter().filter(|organisation| organisation.edition_id == id);
    Ok(Edition {
        id: id.into(),
        name: cells.text(Label::parse, &row.name)?,
        parameters: parameters(&row)?,
        job_profiles: profiles.collect::<Result<_, _>>()?,
        organisations: organisations.map(summary).collect::<Result<_, _>>()?,
        postponed_from: row.postponed_from,
        state: state(&row)?,
        state_changed_at: row.state_changed_at,
        opened_at: row.opened_at,
        version: cells.version(row.version)?,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

fn parameters(row: &edition::Model) -> Result<EditionParameters, StoreError> {
    let range = |first: NaiveDate, last: NaiveDate| DayRange { first, last };
    let cells = Cells::of(TABLE, &row.id);
    let count = |number: i32| u32::try_from(number).map_err(|error| cells.corrupt(error));
    Ok(EditionParameters {
        day: row.day,
        window: range(row.window_starts_on, row.window_ends_on),
        formats: cells.codes(&row.formats)?,
        study_levels: cells.codes(&row.study_levels)?,
        diploma_kinds: cells.codes(&row.diploma_kinds)?,
        ambassadors_window: range(row.ambassadors_open_on, row.ambassadors_close_on),
        students_window: range(row.students_open_on, row.students_close_on),
        max_wishes: count(row.max_wishes)?,
        min_capacity: count(row.min_capacity)?,
        max_capacity: count(row.max_capacity)?,
        answer_days: count(row.answer_days)?,
        documents: cells.codes(&row.documents)?,
    })
}

fn state(row: &edition::Model) -> Result<EditionState, StoreError> {
    let cells = Cells::of(TABLE, &row.id);
    let reason = cells.optional(Reason::parse, &row.state_reason)?;
    match (row.state.as_str(), reason) {
        ("draft", None) => Ok(EditionState::Draft),
        ("open", reopened_because) => Ok(EditionState::Open { reopened_because }),
        ("matching", None) => Ok(EditionState::Matching),
        ("published", None) => Ok(EditionState::Published),
        ("held", None) => Ok(EditionState::Held),
        ("closed", None) => Ok(EditionState::Closed),
        ("cancelled", Some(reason)) => Ok(EditionState::Cancelled { reason }),
        (state, _) => Err(cells.corrupt(format!("state {state}"))),
    }
}

fn offered_profile(row: &OfferedRow) -> Result<OfferedProfile, StoreError> {
    let cells = Cells::of("edition_job_profiles", &row.job_profile_code);
    let profile = JobProfileSummary {
        code: cells.text(Slug::parse, &row.job_profile_code)?,
        family_code: cells.text(Slug::parse, &row.family_code)?,
        label_fr: cells.text(Label::parse, &row.label_fr)?,
        label_en: cells.text(Label::parse, &row.label_en)?,
    };
    let job_offers_url = cells.optional(WebUrl::parse, &row.job_offers_url)?;
    Ok(OfferedProfile { profile, job_offers_url })
}

fn summary(row: &OrganisationRow) -> Result<OrganisationSummary, StoreError> {
    Cells::of("organisations", &row.organisation_id).organisation(row.organisation_id, &row.code, &row.name)
}

/// The rules of an edition bound its numbers far below this.
fn small(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
