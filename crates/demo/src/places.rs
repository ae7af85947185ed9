//! The towns of the first editions, as their pages named them.

use chrono::NaiveDate;
use vmj_domain::edition::EditionParameters;
use vmj_domain::place::is_workday;
use vmj_domain::reference::{Commune, CommuneQuery, Reference};
use vmj_domain::text::fold;

use crate::DemoError;

const EDITION_TOWNS: &str = include_str!("../reference/edition_towns.csv");

/// Overseas towns for the open edition, whose hours and holidays are their own.
const OVERSEAS: [&str; 3] = ["Saint-Denis (97411)", "Fort-de-France", "Cayenne"];

/// A town in which ambassadors work.
#[derive(Clone, Debug)]
pub struct Town {
    /// As people call it.
    pub name: String,
    /// Its commune (COG).
    pub commune_code: &'static str,
    /// The department of the commune.
    pub department_code: &'static str,
    /// Days of the edition's window other than its day on which one works there.
    pub other_days: Vec<NaiveDate>,
}

/// The towns of an edition, by its year.
pub fn of_edition(
    year: &str,
    rule: &EditionParameters,
    reference: &Reference,
) -> Result<Vec<Town>, DemoError> {
    let row = EDITION_TOWNS.lines().find_map(|line| line.strip_prefix(year)?.strip_prefix(','));
    let row = row.ok_or_else(|| DemoError::Defect(format!("no towns of {year}")))?;
    row.split(';').map(|name| town(name, rule, reference)).collect()
}

/// All of these towns, each once, and some overseas.
pub fn everywhere(rule: &EditionParameters, reference: &Reference) -> Result<Vec<Town>, DemoError> {
    let named = EDITION_TOWNS.lines().skip(1).filter_map(|line| line.split_once(','));
    let mut names: Vec<&str> = Vec::new();
    for name in named.flat_map(|(_, row)| row.split(';')).chain(OVERSEAS) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.into_iter().map(|name| town(name, rule, reference)).collect()
}

/// What stands in parentheses is the commune, by name or code.
fn town(text: &str, rule: &EditionParameters, reference: &Reference) -> Result<Town, DemoError> {
    let (name, commune) = match text.strip_suffix(')').and_then(|text| text.split_once(" (")) {
        Some((name, commune)) => (name, commune),
        None => (text, text),
    };
    let commune = reference.commune(commune).or_else(|| by_name(commune, reference));
    let commune = commune.ok_or_else(|| DemoError::Defect(format!("no commune {text}")))?;
    let department_code = commune.department_code;
    let window = rule.window.first.iter_days().take_while(|day| *day <= rule.window.last);
    let other_days = window.filter(|day| *day != rule.day && is_workday(reference, *day, department_code));
    let other_days = other_days.collect();
    Ok(Town { name: name.to_owned(), commune_code: commune.code, department_code, other_days })
}

fn by_name<'r>(name: &str, reference: &'r Reference) -> Option<&'r Commune> {
    let query = CommuneQuery { text: Some(name.to_owned()), ..CommuneQuery::default() };
    let best = reference.search_communes(&query).into_iter().next();
    best.filter(|commune| fold(commune.name) == fold(name))
}
