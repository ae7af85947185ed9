//! Organisations: the tree of ministries and administrations.

use crate::id::OrganisationId;
use crate::text::{Label, Slug};

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
