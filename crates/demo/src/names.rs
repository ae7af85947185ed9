//! Names that nobody has: epicene given names, and family names that say what they are.

use vmj_domain::text::PersonName;

use crate::DemoError;
use crate::error::checked;

const GIVEN: [&str; 40] = [
    "Alex",
    "Alix",
    "Andréa",
    "Ange",
    "Ariel",
    "Camille",
    "Céleste",
    "Charlie",
    "Claude",
    "Dominique",
    "Eden",
    "Élie",
    "Frédérique",
    "Gaël",
    "Gwenn",
    "Hyacinthe",
    "Jessy",
    "Jo",
    "Joëlle",
    "Kim",
    "Leslie",
    "Loïs",
    "Lou",
    "Maé",
    "Maxence",
    "Maxime",
    "Michèle",
    "Morgan",
    "Nour",
    "Noa",
    "Pascale",
    "Robin",
    "Sacha",
    "Sam",
    "Sloane",
    "Stéphane",
    "Swann",
    "Valéry",
    "Yaël",
    "Zoé",
];

const FIRST: [&str; 4] = ["Exemple", "Démo", "Essai", "Fictif"];

const SECOND: [&str; 60] = [
    "Abricot",
    "Ajonc",
    "Alisier",
    "Amande",
    "Aubépine",
    "Aulne",
    "Bouleau",
    "Bruyère",
    "Buis",
    "Cassis",
    "Cèdre",
    "Cerise",
    "Charme",
    "Châtaigne",
    "Chêne",
    "Citron",
    "Coing",
    "Cormier",
    "Cornouille",
    "Cyprès",
    "Églantine",
    "Érable",
    "Figue",
    "Framboise",
    "Frêne",
    "Fusain",
    "Genêt",
    "Genièvre",
    "Grenade",
    "Groseille",
    "Hêtre",
    "Houx",
    "If",
    "Kiwi",
    "Laurier",
    "Lierre",
    "Lilas",
    "Marronnier",
    "Mélèze",
    "Merise",
    "Mimosa",
    "Mûre",
    "Myrtille",
    "Nèfle",
    "Noisette",
    "Noyer",
    "Olive",
    "Orme",
    "Osier",
    "Peuplier",
    "Pin",
    "Platane",
    "Poire",
    "Prune",
    "Sapin",
    "Saule",
    "Sorbier",
    "Sureau",
    "Tilleul",
    "Troène",
];

/// How many names there are.
pub const NAMES: usize = GIVEN.len() * FIRST.len() * SECOND.len();

/// The given and family name of the n-th person: no two of the first [`NAMES`] have both in common.
pub fn name(number: usize) -> Result<(PersonName, PersonName), DemoError> {
    // A step that has no divisor in common with the number of names visits each of them.
    let at = number * 7919;
    let defect = || DemoError::Defect("no name".to_owned());
    let given = GIVEN.get(at % GIVEN.len()).ok_or_else(defect)?;
    let at = at / GIVEN.len();
    let first = FIRST.get(at % FIRST.len()).ok_or_else(defect)?;
    let second = SECOND.get(at / FIRST.len() % SECOND.len()).ok_or_else(defect)?;
    Ok((checked(PersonName::parse, given)?, checked(PersonName::parse, &format!("{first}-{second}"))?))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_have_the_same() {
        let names: HashSet<_> = (0..NAMES).map(|number| name(number).expect("a name")).collect();
        assert_eq!(names.len(), NAMES);
    }
}
