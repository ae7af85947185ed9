//! Communes in force, and the arrondissements of Paris, Lyon and Marseille (INSEE COG).

use std::cmp::Reverse;

use super::rows::ReferenceError;
use crate::text::fold;

/// A commune or municipal arrondissement.
#[derive(Debug)]
pub struct Commune {
    /// COG code, not a postal code.
    pub code: &'static str,
    /// Official name.
    pub name: &'static str,
    /// Its department or collectivity.
    pub department_code: &'static str,
    /// Its region or collectivity.
    pub region_code: &'static str,
    /// Postal codes, separated by one space; empty for uninhabited lands.
    postal_codes: &'static str,
    /// Inhabitants; 0 where unknown.
    pub population: u32,
    /// For an arrondissement, the commune that it is part of.
    pub parent_code: Option<&'static str>,
    folded_name: Box<str>,
}

/// What to look for. All that is given must match.
#[derive(Clone, Debug, Default)]
pub struct CommuneQuery {
    /// Words of the name, without regard to accents, case and punctuation; a postal code works too.
    pub text: Option<String>,
    /// A whole postal code.
    pub postal_code: Option<String>,
    /// A department code.
    pub department_code: Option<String>,
}

/// How well a name matches: lower is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Exact,
    Prefix,
    WordPrefix,
}

impl Commune {
    /// Its postal codes.
    pub fn postal_codes(&self) -> impl Iterator<Item = &'static str> {
        self.postal_codes.split_ascii_whitespace()
    }

    fn rank(&self, text: &str) -> Option<Rank> {
        let name = &*self.folded_name;
        if name == text {
            Some(Rank::Exact)
        } else if name.starts_with(text) {
            Some(Rank::Prefix)
        } else if name
            .match_indices(text)
            .any(|(at, _)| name.as_bytes().get(at.wrapping_sub(1)) == Some(&b' '))
        {
            Some(Rank::WordPrefix)
        } else {
            self.postal_codes()
                .any(|code| code.starts_with(text) && text.len() >= 2)
                .then_some(Rank::WordPrefix)
        }
    }
}

impl CommuneQuery {
    /// Those that match: with a text, whole name before beginning of the name before beginning of a word,
    /// then by inhabitants; without, by code.
    pub(super) fn select<'c>(&self, communes: &'c [Commune]) -> Vec<&'c Commune> {
        let text = self.text.as_deref().map(fold).filter(|text| !text.is_empty());
        let wanted = |commune: &&Commune| {
            self.department_code.as_deref().is_none_or(|code| commune.department_code == code)
                && self
                    .postal_code
                    .as_deref()
                    .is_none_or(|code| commune.postal_codes().any(|own| own == code))
        };
        let Some(text) = text else { return communes.iter().filter(wanted).collect() };
        let mut found: Vec<_> = communes
            .iter()
            .filter(wanted)
            .filter_map(|commune| {
                commune.rank(&text).map(|rank| (rank, Reverse(commune.population), commune))
            })
            .collect();
        found.sort_by_key(|(rank, population, commune)| (*rank, *population, commune.code));
        found.into_iter().map(|(_, _, commune)| commune).collect()
    }
}

/// Parses the embedded file: unquoted CSV, so that names stay slices of the program itself.
pub(super) fn load() -> Result<Vec<Commune>, ReferenceError> {
    let mut communes = include_str!("../../reference/communes.csv")
        .lines()
        .skip(1)
        .map(parse)
        .collect::<Result<Vec<_>, _>>()?;
    communes.sort_by_key(|commune| commune.code);
    Ok(communes)
}

fn parse(line: &'static str) -> Result<Commune, ReferenceError> {
    let problem = || ReferenceError::Value { file: "communes.csv", problem: line.to_owned() };
    let mut fields = line.split(',');
    let mut field = || fields.next().ok_or_else(problem);
    let (code, name, department_code, region_code, _zone) =
        (field()?, field()?, field()?, field()?, field()?);
    let (postal_codes, population, parent) = (field()?, field()?, field()?);
    let population = if population.is_empty() { 0 } else { population.parse().map_err(|_| problem())? };
    Ok(Commune {
        code,
        name,
        department_code,
        region_code,
        postal_codes,
        population,
        parent_code: Some(parent).filter(|parent| !parent.is_empty()),
        folded_name: fold(name).into_boxed_str(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(text: &str) -> Vec<&'static str> {
        let communes = load().expect("embedded data");
        let query = CommuneQuery { text: Some(text.to_owned()), ..CommuneQuery::default() };
        query.select(&communes).into_iter().map(|commune| commune.code).collect()
    }

    #[test]
    fn every_line_is_read_and_codes_are_unique() {
        let communes = load().expect("embedded data");
        assert_eq!(communes.len(), 35_014);
        assert!(communes.windows(2).all(|pair| pair[0].code < pair[1].code));
    }

    #[test]
    fn search_ranks_whole_names_then_size_and_ignores_accents() {
        assert_eq!(search("saint etienne").first(), Some(&"42218"));
        assert_eq!(search("SAINT-ÉTIENNE").first(), Some(&"42218"));
        assert_eq!(search("paris").first(), Some(&"75056"));
        assert_eq!(search("haÿ les roses").first(), Some(&"94038"));
        assert!(search("75013").contains(&"75056"));
        assert_eq!(search("xyzzy"), Vec::<&str>::new());
    }
}
