//! Organisations: the tree of ministries and administrations, through renames and mergers.

mod life;

use chrono::NaiveDate;

use crate::broken::{Broken, Rule};
use crate::clock::Instant;
use crate::code::codes;
use crate::id::OrganisationId;
use crate::text::{Label, Siret, Slug};
use crate::version::Version;

pub use life::{FIRST_DAY, LAST_DAY, OrganisationState};

codes! {
    /// What an organisation is in the State.
    OrganisationKind {
        /// A ministry, or the services of the Prime Minister.
        Ministry => "ministry",
        /// A direction of a ministry, for the whole country.
        CentralDirection => "central_direction",
        /// A service of a ministry in a region or department.
        DeconcentratedService => "deconcentrated_service",
        /// An operator of the State.
        Operator => "operator",
        /// Another public body.
        PublicBody => "public_body",
        /// An independent authority.
        IndependentAuthority => "independent_authority",
    }
    /// Whether an organisation is in force on a day.
    OrganisationStatus {
        /// Its first day is still to come.
        Upcoming => "upcoming",
        /// It may be used.
        Active => "active",
        /// Its last day is over.
        Retired => "retired",
    }
}

/// What a list or another resource shows of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationSummary {
    /// Its id.
    pub id: OrganisationId,
    /// Its code, stable across renames.
    pub code: Slug,
    /// Its present name.
    pub name: Label,
}

/// What DINUM writes of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationContent {
    /// Its present name.
    pub name: Label,
    /// Its present acronym, or a short form of its name.
    pub short_name: Label,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its SIRET, where it has one; no two have the same.
    pub siret: Option<Siret>,
    /// What it is part of; a root has nothing above it.
    pub parent: Option<OrganisationId>,
    /// Its first day, where it is known.
    pub valid_from: Option<NaiveDate>,
}

impl OrganisationContent {
    /// The names of the fields in which another content differs.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<&'static str> {
        let Self { name, short_name, kind, siret, parent, valid_from } = self;
        let fields = [
            ("name", *name != other.name),
            ("short_name", *short_name != other.short_name),
            ("kind", *kind != other.kind),
            ("siret", *siret != other.siret),
            ("parent_id", *parent != other.parent),
            ("valid_from", *valid_from != other.valid_from),
        ];
        fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
    }
}

/// A name that an organisation no longer has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerName {
    /// The name.
    pub name: Label,
    /// The acronym that went with it.
    pub short_name: Label,
    /// Its last day.
    pub used_until: NaiveDate,
}

/// An organisation to be made.
#[derive(Clone, Debug)]
pub struct NewOrganisation {
    /// Its id.
    pub id: OrganisationId,
    /// Names it for ever.
    pub code: Slug,
    /// Everything else.
    pub content: OrganisationContent,
}

/// A ministry, an administration or one of its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Names it for ever.
    pub code: Slug,
    /// Names, kind, place in the tree, first day.
    pub content: OrganisationContent,
    /// What stood above it when it was read, the root first, its parent last.
    pub ancestors: Vec<OrganisationSummary>,
    /// Whether it has an end.
    pub state: OrganisationState,
    /// The names that it had, the first one first.
    pub former_names: Vec<FormerName>,
    /// For optimistic concurrency.
    pub version: Version,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last written.
    pub updated_at: Instant,
}

impl Organisation {
    /// What others show of it.
    #[must_use]
    pub fn summary(&self) -> OrganisationSummary {
        OrganisationSummary { id: self.id, code: self.code.clone(), name: self.content.name.clone() }
    }

    /// The root of its tree: itself, when nothing is above it.
    #[must_use]
    pub fn root(&self) -> OrganisationSummary {
        self.ancestors.first().cloned().unwrap_or_else(|| self.summary())
    }

    /// Whether it is this organisation or stands below it.
    #[must_use]
    pub fn is_within(&self, node: OrganisationId) -> bool {
        self.id == node || self.ancestors.iter().any(|above| above.id == node)
    }

    /// Whether its content gives it another parent than it was read with.
    #[must_use]
    pub fn is_moved(&self) -> bool {
        self.ancestors.last().map(|parent| parent.id) != self.content.parent
    }

    /// Whether it is in force on a day.
    #[must_use]
    pub fn status_on(&self, day: NaiveDate) -> OrganisationStatus {
        if self.content.valid_from.is_some_and(|first| day < first) {
            OrganisationStatus::Upcoming
        } else if self.state.last_day().is_some_and(|last| last < day) {
            OrganisationStatus::Retired
        } else {
            OrganisationStatus::Active
        }
    }

    /// Why it may not stand below another; `None` when it may. What is still to come may be prepared.
    #[must_use]
    pub fn misplaced_below(&self, parent: &Self, today: NaiveDate) -> Option<Rule> {
        if parent.is_within(self.id) { Some(Rule::Circular) } else { parent.refuses_parts(today) }
    }

    /// Why nothing new may stand below it; `None` when it may.
    #[must_use]
    pub fn refuses_parts(&self, today: NaiveDate) -> Option<Rule> {
        (self.status_on(today) == OrganisationStatus::Retired).then_some(Rule::Retired)
    }

    /// The same organisation with another content. Its new parent, if it gets one, has been looked at already.
    ///
    /// # Errors
    /// What of the content does not go with its past.
    pub fn with_content(self, content: OrganisationContent, now: Instant) -> Result<Self, Vec<Broken>> {
        let mut broken = Vec::new();
        let moved = content.parent != self.content.parent;
        if moved && matches!(self.state, OrganisationState::Merged { .. }) {
            broken.push(Rule::Fixed { transition: "merger" }.at("/parent_id"));
        }
        broken.extend(self.broken_first_day(content.valid_from));
        if broken.is_empty() { Ok(Self { content, updated_at: now, ..self }) } else { Err(broken) }
    }
}
