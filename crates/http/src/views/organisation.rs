//! Organisations.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vmj_domain::organisation::{
    FormerName, Organisation, OrganisationContent, OrganisationKind, OrganisationStatus,
};

use super::account::OrganisationSummaryView;
use crate::contract::code::Code;

/// What an organisation is in the State.
pub type KindCode = Code<OrganisationKind>;

/// Whether an organisation is in force.
pub type StatusCode = Code<OrganisationStatus>;

/// A ministry, an administration or one of its parts.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Organisation)]
pub struct OrganisationView {
    /// Its id.
    pub id: Uuid,
    /// Names it for ever.
    #[schema(max_length = 64, example = "dinum")]
    pub code: String,
    /// Its present name.
    #[schema(max_length = 200, example = "Direction interministérielle du numérique")]
    pub name: String,
    /// Its present acronym, or a short form of its name.
    #[schema(max_length = 200, example = "DINUM")]
    pub short_name: String,
    /// What it is in the State.
    pub kind: KindCode,
    /// Its SIRET, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 14, example = "13002526500013")]
    pub siret: Option<String>,
    /// Whether it is in force today, by the calendar of metropolitan France.
    pub state: StatusCode,
    /// What it is directly part of; absent for a root.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<OrganisationSummaryView>,
    /// The top of its tree, “the ministry”; itself for a root.
    pub root: OrganisationSummaryView,
    /// How many organisations stand above it.
    #[schema(minimum = 0, maximum = 1_000_000, example = 1)]
    pub depth: u32,
    /// Its first day, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// Its last day; absent while it has no end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<NaiveDate>,
    /// What has taken its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successor: Option<OrganisationSummaryView>,
    /// The names that it had, the first one first. At most 1000 are shown, the last ones.
    #[schema(max_items = 1000)]
    pub former_names: Vec<FormerNameView>,
    /// Written this many times.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64, example = 1)]
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last written.
    pub updated_at: DateTime<Utc>,
}

/// A name that an organisation no longer has.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FormerName)]
pub struct FormerNameView {
    /// The name.
    #[schema(
        max_length = 200,
        example = "Direction interministérielle du numérique et du système d’information"
    )]
    pub name: String,
    /// The acronym that went with it.
    #[schema(max_length = 200, example = "DINSIC")]
    pub short_name: String,
    /// Its last day.
    pub used_until: NaiveDate,
}

/// Most former names that are shown.
const MOST_NAMES: usize = 1000;

impl OrganisationView {
    /// An organisation as it is on a day.
    pub fn new(organisation: &Organisation, today: NaiveDate) -> Self {
        let Organisation {
            id,
            code,
            content,
            ancestors,
            state,
            former_names,
            version,
            created_at,
            updated_at,
        } = organisation;
        let OrganisationContent { name, short_name, kind, siret, parent: _, valid_from } = content;
        let older = former_names.len().saturating_sub(MOST_NAMES);
        Self {
            id: (*id).into(),
            code: code.to_string(),
            name: name.to_string(),
            short_name: short_name.to_string(),
            kind: Code(*kind),
            siret: siret.as_ref().map(ToString::to_string),
            state: Code(organisation.status_on(today)),
            parent: ancestors.last().cloned().map(Into::into),
            root: organisation.root().into(),
            depth: u32::try_from(ancestors.len()).unwrap_or(u32::MAX),
            valid_from: *valid_from,
            valid_until: state.last_day(),
            successor: state.successor().cloned().map(Into::into),
            former_names: former_names.iter().skip(older).map(FormerNameView::from).collect(),
            version: version.get(),
            created_at: *created_at,
            updated_at: *updated_at,
        }
    }
}

impl From<&FormerName> for FormerNameView {
    fn from(former: &FormerName) -> Self {
        let FormerName { name, short_name, used_until } = former;
        Self { name: name.to_string(), short_name: short_name.to_string(), used_until: *used_until }
    }
}
