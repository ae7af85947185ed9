//! Schools that are none, with codes that are right.

use vmj_domain::reference::Reference;
use vmj_domain::school::{School, SchoolContent};
use vmj_domain::text::{Label, Uai};
use vmj_domain::version::Version;
use vmj_persistence::WriteTx;

use crate::DemoError;
use crate::error::checked;

/// How many.
const COUNT: usize = 40;

const KINDS: [&str; 5] = [
    "École d’exemple d’ingénieurs",
    "École d’exemple du numérique",
    "Université d’exemple",
    "Institut d’exemple de technologie",
    "Campus d’exemple des métiers",
];

/// Where: commune (COG), number of its department, and name.
const PLACES: [(&str, usize, &str); 20] = [
    ("75056", 75, "Paris"),
    ("69123", 69, "Lyon"),
    ("13055", 13, "Marseille"),
    ("59350", 59, "Lille"),
    ("35238", 35, "Rennes"),
    ("44109", 44, "Nantes"),
    ("31555", 31, "Toulouse"),
    ("33063", 33, "Bordeaux"),
    ("67482", 67, "Strasbourg"),
    ("06088", 6, "Nice"),
    ("34172", 34, "Montpellier"),
    ("14118", 14, "Caen"),
    ("87085", 87, "Limoges"),
    ("25056", 25, "Besançon"),
    ("21231", 21, "Dijon"),
    ("57463", 57, "Metz"),
    ("37261", 37, "Tours"),
    ("63113", 63, "Clermont-Ferrand"),
    ("80021", 80, "Amiens"),
    ("97411", 974, "Saint-Denis"),
];

/// Makes them.
pub async fn open(tx: &WriteTx, reference: &Reference) -> Result<Vec<School>, DemoError> {
    let mut schools = Vec::new();
    for number in 0..COUNT {
        // The second round gives each town a school of another kind.
        let kind = KINDS.get((number + number / PLACES.len()) % KINDS.len());
        let place = PLACES.get(number % PLACES.len());
        let (Some(kind), Some((commune, department, town))) = (kind, place) else { continue };
        let uai = checked(Uai::parse, &uai(*department, number))?;
        let name = checked(Label::parse, &format!("{kind} de {town}"))?;
        let school = School {
            id: tx.new_id(),
            content: SchoolContent::new(uai, name, commune, reference)?,
            retired_at: None,
            version: Version::FIRST,
            created_at: tx.now(),
            updated_at: tx.now(),
        };
        tx.schools().insert(&school).await?;
        schools.push(school);
    }
    Ok(schools)
}

/// A code of the upper end of a department's numbers, with its check letter.
fn uai(department: usize, number: usize) -> String {
    const LETTERS: &str = "ABCDEFGHJKLMNPRSTUVWXYZ";
    let digits = department * 10_000 + 9900 + number;
    let letter = LETTERS.chars().nth(digits % LETTERS.len()).unwrap_or_default();
    format!("{digits:07}{letter}")
}
