//! From rows to organisations.

use std::collections::HashMap;

use uuid::Uuid;
use vmj_domain::id::OrganisationId;
use vmj_domain::organisation::{
    FormerName, Organisation, OrganisationContent, OrganisationState, OrganisationSummary,
};
use vmj_domain::text::{Label, Siret, Slug};

use crate::StoreError;
use crate::cells::Cells;
use crate::entity::{organisation, organisation_former_name};

const TABLE: &str = "organisations";

/// Rows of some organisations, with those of all that they show.
pub struct Rows {
    by_id: HashMap<Uuid, organisation::Model>,
    former_names: HashMap<Uuid, Vec<organisation_former_name::Model>>,
}

impl Rows {
    /// From both tables, the names in the order of their days.
    pub fn new(rows: Vec<organisation::Model>, names: Vec<organisation_former_name::Model>) -> Self {
        let mut former_names: HashMap<_, Vec<_>> = HashMap::new();
        for name in names {
            former_names.entry(name.organisation_id).or_default().push(name);
        }
        Self { by_id: rows.into_iter().map(|row| (row.id, row)).collect(), former_names }
    }

    /// Whether there is a row.
    pub fn has(&self, id: OrganisationId) -> bool {
        self.by_id.contains_key(&Uuid::from(id))
    }

    /// The organisation of an id.
    ///
    /// # Errors
    /// A row is not a value of the domain, or missing.
    pub fn organisation(&self, id: OrganisationId) -> Result<Organisation, StoreError> {
        let row = self.row(id.into())?;
        let cells = Cells::of(TABLE, &row.id);
        let state = match (row.valid_until, row.successor_id) {
            (None, None) => OrganisationState::Active,
            (Some(last_day), None) => OrganisationState::Retired { last_day },
            (Some(last_day), Some(successor)) => {
                OrganisationState::Merged { last_day, successor: summary(self.row(successor)?)? }
            }
            (None, Some(_)) => return Err(cells.corrupt("a successor without a last day")),
        };
        let former_names = self.former_names.get(&row.id).map(Vec::as_slice).unwrap_or_default();
        Ok(Organisation {
            id,
            code: cells.text(Slug::parse, &row.code)?,
            content: OrganisationContent {
                name: cells.text(Label::parse, &row.name)?,
                short_name: cells.text(Label::parse, &row.short_name)?,
                kind: cells.code(&row.kind)?,
                siret: cells.optional(Siret::parse, &row.siret)?,
                parent: row.parent_id.map(Into::into),
                valid_from: row.valid_from,
            },
            ancestors: self.ancestors(row)?,
            state,
            former_names: former_names.iter().map(former_name).collect::<Result<_, _>>()?,
            version: cells.version(row.version)?,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }

    fn ancestors(&self, row: &organisation::Model) -> Result<Vec<OrganisationSummary>, StoreError> {
        let mut ancestors = Vec::new();
        let mut next = row.parent_id;
        while let Some(parent) = next {
            // A loop would never end; the writes keep it out.
            if ancestors.len() >= self.by_id.len() {
                return Err(StoreError::corrupt(TABLE, row.id, "stands above itself"));
            }
            let above = self.row(parent)?;
            ancestors.push(summary(above)?);
            next = above.parent_id;
        }
        ancestors.reverse();
        Ok(ancestors)
    }

    fn row(&self, id: Uuid) -> Result<&organisation::Model, StoreError> {
        self.by_id.get(&id).ok_or_else(|| StoreError::corrupt(TABLE, id, "missing"))
    }
}

/// What others show of an organisation.
pub fn summary(row: &organisation::Model) -> Result<OrganisationSummary, StoreError> {
    Cells::of(TABLE, &row.id).organisation(row.id, &row.code, &row.name)
}

fn former_name(row: &organisation_former_name::Model) -> Result<FormerName, StoreError> {
    let cells = Cells::of("organisation_former_names", &row.id);
    Ok(FormerName {
        name: cells.text(Label::parse, &row.name)?,
        short_name: cells.text(Label::parse, &row.short_name)?,
        used_until: row.used_until,
    })
}
