//! The recruiting map as text, as it is kept with the plan.

use serde::{Deserialize, Serialize};
use vmj_domain::text::Slug;

use crate::explanation::ReadError;
use crate::recruit::Recruit;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    job: String,
    region: String,
    students: u32,
    gain: u32,
}

/// Compact JSON.
#[must_use]
pub fn map_to_text(map: &[Recruit]) -> String {
    let row = |recruit: &Recruit| {
        let Recruit { job_profile, region_code, students, gain } = recruit;
        Row { job: job_profile.to_string(), region: region_code.clone(), students: *students, gain: *gain }
    };
    let rows: Vec<_> = map.iter().map(row).collect();
    serde_json::to_string(&rows).unwrap_or_default()
}

/// Reads what [`map_to_text`] wrote.
///
/// # Errors
/// When the text is something else.
pub fn map_from_text(text: &str) -> Result<Vec<Recruit>, ReadError> {
    let rows: Vec<Row> = serde_json::from_str(text)?;
    let recruit = |row: Row| {
        let Row { job, region, students, gain } = row;
        let job_profile = Slug::parse(&job).map_err(serde::de::Error::custom)?;
        Ok(Recruit { job_profile, region_code: region, students, gain })
    };
    Ok(rows.into_iter().map(recruit).collect::<Result<_, serde_json::Error>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let job_profile = Slug::parse("data-engineer").expect("a code");
        let map = [Recruit { job_profile, region_code: "53".to_owned(), students: 3, gain: 5 }];
        assert_eq!(map_from_text(&map_to_text(&map)).expect("a map"), map);
        assert!(map_from_text("{}").is_err());
        assert!(map_from_text(r#"[{"job":"No code!","region":"53","students":1,"gain":1}]"#).is_err());
    }
}
