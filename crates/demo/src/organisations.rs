//! Parts of the ministries, below those that every database begins with.

use vmj_domain::organisation::{NewOrganisation, OrganisationContent, OrganisationKind, OrganisationSummary};
use vmj_domain::text::{Label, Slug};
use vmj_persistence::WriteTx;

use crate::DemoError;
use crate::error::checked;

/// Those of 2020: how many they were is known, which they were is not.
pub const EIGHT: &[&str] = &[
    "armees",
    "culture",
    "dinum",
    "economie",
    "education-nationale",
    "interieur",
    "justice",
    "transition-ecologique",
];
/// Those that came in 2021.
pub const MORE: &[&str] = &["agriculture", "enseignement-superieur-recherche", "sante"];
/// Those that came in 2022, when operators and public bodies could take part too.
pub const MOST: &[&str] = &["cnil", "europe-affaires-etrangeres"];

/// Where agents work.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The code of the administration, of those that take part.
    pub administration: &'static str,
    /// Which part of it.
    pub organisation: OrganisationSummary,
    /// Whether it is a body that could not take part before 2022.
    pub is_operator: bool,
}

struct Part {
    code: &'static str,
    name: &'static str,
    short_name: &'static str,
    kind: OrganisationKind,
    /// The part that it is part of; the administration itself without one.
    parent: Option<&'static str>,
}

const fn part(
    code: &'static str,
    name: &'static str,
    short_name: &'static str,
    kind: OrganisationKind,
    parent: Option<&'static str>,
) -> Part {
    Part { code, name, short_name, kind, parent }
}

use OrganisationKind::{CentralDirection, DeconcentratedService, Operator};

const OF_A_MINISTRY: [Part; 4] = [
    part("numerique", "Direction du numérique d’exemple", "DNE", CentralDirection, None),
    part("donnees", "Sous-direction des données d’exemple", "SDDE", CentralDirection, Some("numerique")),
    part("region", "Service régional d’exemple", "SRE", DeconcentratedService, None),
    part("operateur", "Opérateur d’exemple", "OE", Operator, None),
];
const OF_AN_ADMINISTRATION: [Part; 2] = [
    part("produits", "Département d’exemple des produits numériques", "DEPN", CentralDirection, None),
    part("donnees", "Département d’exemple des données", "DED", CentralDirection, None),
];

/// The administrations that take part, with their parts: agents work in the latter.
pub async fn found(tx: &WriteTx) -> Result<(Vec<(&'static str, OrganisationSummary)>, Vec<Unit>), DemoError> {
    let (mut administrations, mut units) = (Vec::new(), Vec::new());
    tx.organisations().lock_tree().await?;
    for code in [EIGHT, MORE, MOST].into_iter().flatten().copied() {
        let id = tx.organisations().id_of(code).await?;
        let known = match id {
            Some(id) => tx.organisations().find(id).await?,
            None => None,
        };
        let administration = known.ok_or_else(|| DemoError::Defect(format!("no organisation {code}")))?;
        let acronym = administration.content.short_name.as_str();
        let is_ministry = administration.content.kind == OrganisationKind::Ministry;
        let parts = if is_ministry { &OF_A_MINISTRY[..] } else { &OF_AN_ADMINISTRATION[..] };
        let mut made: Vec<(&str, OrganisationSummary)> = Vec::new();
        for part in parts {
            let above = part.parent.and_then(|parent| made.iter().find(|(code, _)| *code == parent));
            let parent = above.map_or(administration.id, |(_, organisation)| organisation.id);
            let new = NewOrganisation {
                id: tx.new_id(),
                code: checked(Slug::parse, &format!("demo-{code}-{}", part.code))?,
                content: OrganisationContent {
                    name: checked(Label::parse, &format!("{} ({acronym})", part.name))?,
                    short_name: checked(Label::parse, &format!("{}-{acronym}", part.short_name))?,
                    kind: part.kind,
                    siret: None,
                    parent: Some(parent),
                    valid_from: None,
                },
            };
            tx.organisations().insert(&new).await?;
            let organisation =
                OrganisationSummary { id: new.id, code: new.code.clone(), name: new.content.name.clone() };
            made.push((part.code, organisation.clone()));
            let is_operator = part.kind == OrganisationKind::Operator;
            units.push(Unit { administration: code, organisation, is_operator });
        }
        administrations.push((code, administration.summary()));
    }
    Ok((administrations, units))
}

/// Where the n-th agent works. The first ones take part from 2020 on, and so work for what could take part then.
pub fn of_agent(number: usize, units: &[Unit]) -> Result<&Unit, DemoError> {
    let is_open_to_them = |unit: &&Unit| match number {
        0..84 => !unit.is_operator && EIGHT.contains(&unit.administration),
        84..110 => !unit.is_operator && !MOST.contains(&unit.administration),
        _ => true,
    };
    let units: Vec<_> = units.iter().filter(is_open_to_them).collect();
    let unit = units.get(number % units.len().max(1)).copied();
    unit.ok_or_else(|| DemoError::Defect("nowhere to work".to_owned()))
}
