//! The small tables.

/// The embedded data is broken: a defect of the build, found by the tests of this crate.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// A file is not CSV.
    #[error("embedded reference data: {0}")]
    Csv(#[from] csv::Error),
    /// A value does not have the expected form.
    #[error("embedded reference data: {file}: {problem}")]
    Value {
        /// Which file.
        file: &'static str,
        /// What is wrong.
        problem: String,
    },
}

/// A region or overseas collectivity (INSEE COG).
#[derive(Debug)]
pub struct Region {
    /// COG code.
    pub code: String,
    /// Official name.
    pub name: String,
    /// `metro`, `drom` or `com`.
    pub zone: String,
}

/// A department or collectivity (INSEE COG).
#[derive(Debug)]
pub struct Department {
    /// COG code: `01`, `2A`, `971`.
    pub code: String,
    /// Official name.
    pub name: String,
    /// COG code of its region.
    pub region_code: String,
    /// `metro`, `drom` or `com`.
    pub zone: String,
}

/// A year of higher education.
#[derive(Debug)]
pub struct StudyLevel {
    /// `bac_plus_2` … `bac_plus_5`.
    pub code: String,
    /// French label.
    pub label_fr: String,
    /// English label.
    pub label_en: String,
    /// Years after the baccalauréat.
    pub years: u8,
}

/// A family of digital jobs.
#[derive(Debug)]
pub struct JobFamily {
    /// Slug.
    pub code: String,
    /// French label.
    pub label_fr: String,
    /// English label.
    pub label_en: String,
}

/// Reads a CSV text of `N` columns after its header.
pub(super) fn rows<const N: usize>(
    file: &'static str,
    text: &str,
) -> Result<Vec<[String; N]>, ReferenceError> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let fields: Vec<String> = record.iter().map(str::to_owned).collect();
        let row = fields
            .try_into()
            .map_err(|_| ReferenceError::Value { file, problem: format!("not {N} columns") })?;
        rows.push(row);
    }
    Ok(rows)
}

pub(super) fn regions() -> Result<Vec<Region>, ReferenceError> {
    let rows = rows("regions.csv", include_str!("../../reference/regions.csv"))?;
    Ok(rows.into_iter().map(|[code, name, zone]| Region { code, name, zone }).collect())
}

pub(super) fn departments() -> Result<Vec<Department>, ReferenceError> {
    let rows = rows("departments.csv", include_str!("../../reference/departments.csv"))?;
    let mut departments: Vec<_> = rows
        .into_iter()
        .map(|[code, name, region_code, zone]| Department { code, name, region_code, zone })
        .collect();
    departments.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(departments)
}

pub(super) fn study_levels() -> Result<Vec<StudyLevel>, ReferenceError> {
    let rows = rows("study_levels.csv", include_str!("../../reference/study_levels.csv"))?;
    rows.into_iter()
        .map(|[code, label_fr, label_en, years]| {
            let years = years
                .parse()
                .map_err(|_| ReferenceError::Value { file: "study_levels.csv", problem: years.clone() })?;
            Ok(StudyLevel { code, label_fr, label_en, years })
        })
        .collect()
}

pub(super) fn job_families() -> Result<Vec<JobFamily>, ReferenceError> {
    let rows = rows("job_families.csv", include_str!("../../reference/job_families.csv"))?;
    Ok(rows.into_iter().map(|[code, label_fr, label_en]| JobFamily { code, label_fr, label_en }).collect())
}
