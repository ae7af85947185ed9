//! The file format `vmj-matching/1` and its result, `vmj-matching-result/1`.

use serde::{Deserialize, Serialize};

use crate::instance::{Ambassador, Format, Id, Instance, RankObjective, Rules, Student};
use crate::solution::Solution;

const INSTANCE: &str = "vmj-matching/1";
const RESULT: &str = "vmj-matching-result/1";

/// An instance that was read, and the seed that stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The seed.
    pub seed: u64,
    /// The instance.
    pub instance: Instance,
}

/// Why a text is no instance.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// Not JSON, or a member that is missing, unknown or of the wrong kind.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    /// Another format.
    #[error("format is {0:?}, not \"vmj-matching/1\"")]
    Format(String),
    /// An ambassador with both `profile` and `profiles`, or neither.
    #[error("ambassador {0} needs either profile or profiles")]
    Profile(Id),
}

/// Reads an instance. Only its form is checked here: the solver checks the rest.
///
/// # Errors
/// When the text is not in the format.
pub fn read(text: &[u8]) -> Result<File, FormatError> {
    let file: Written = serde_json::from_slice(text)?;
    if file.format != INSTANCE {
        return Err(FormatError::Format(file.format));
    }
    let instance = Instance {
        rules: file.rules.into(),
        ambassadors: file.ambassadors.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?,
        students: file.students.into_iter().map(Into::into).collect(),
        exclusions: file.exclusions,
        locked: file.locked,
        previous: file.previous,
    };
    Ok(File { seed: file.seed, instance })
}

/// Writes an instance as it would be read.
///
/// # Errors
/// When an id does not fit into JSON.
pub fn write(file: &File) -> Result<String, serde_json::Error> {
    let instance = &file.instance;
    serde_json::to_string(&Written {
        format: INSTANCE.to_owned(),
        seed: file.seed,
        rules: (&instance.rules).into(),
        ambassadors: instance.ambassadors.iter().cloned().map(Into::into).collect(),
        students: instance.students.iter().cloned().map(Into::into).collect(),
        exclusions: instance.exclusions.clone(),
        locked: instance.locked.clone(),
        previous: instance.previous.clone(),
    })
}

/// Writes a result.
///
/// # Errors
/// When an id does not fit into JSON.
pub fn write_result(
    solution: &Solution,
    seed: u64,
    certified: bool,
    seconds: f64,
) -> Result<String, serde_json::Error> {
    let levels = &solution.levels;
    serde_json::to_string(&WrittenResult {
        format: RESULT,
        seed,
        levels: WrittenLevels {
            placed: &levels.placed,
            changes: levels.changes,
            rank_penalty: levels.rank_penalty,
            place_band: levels.place_band,
            preference: levels.preference,
        },
        certified,
        by_wish_rank: &solution.by_wish_rank,
        pairs: &solution.pairs,
        duals: solution
            .duals
            .as_ref()
            .map(|duals| WrittenDuals { students: &duals.students, ambassadors: &duals.ambassadors }),
        seconds,
    })
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: String,
    #[serde(default)]
    seed: u64,
    #[serde(default)]
    rules: WrittenRules,
    ambassadors: Vec<WrittenAmbassador>,
    students: Vec<WrittenStudent>,
    #[serde(default)]
    exclusions: Vec<(Id, Id)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    locked: Vec<(Id, Id)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    previous: Option<Vec<(Id, Id)>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenRules {
    rank_penalty: Vec<u32>,
    #[serde(skip_serializing_if = "is_usual")]
    place_band: [u32; 4],
    #[serde(skip_serializing_if = "WrittenObjective::is_penalty")]
    rank_objective: WrittenObjective,
}

#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum WrittenObjective {
    Penalty,
    RankMaximal,
    Generous,
}

impl WrittenObjective {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants it so")]
    fn is_penalty(&self) -> bool {
        *self == Self::Penalty
    }
}

fn is_usual(bands: &[u32; 4]) -> bool {
    *bands == Rules::default().place_band
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WrittenFormat {
    Onsite,
    Remote,
    Both,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAmbassador {
    id: Id,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    profile: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    profiles: Option<Vec<u32>>,
    region: u32,
    departement: u32,
    format: WrittenFormat,
    #[serde(default)]
    ministry: Option<u32>,
    accessible: bool,
    #[serde(default)]
    prefers_school: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    languages: Option<Vec<u32>>,
    capacity: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenStudent {
    id: Id,
    #[serde(default)]
    school: Option<u32>,
    region: u32,
    departement: u32,
    remote: bool,
    #[serde(default)]
    extra_regions: Vec<u32>,
    needs_access: bool,
    priority: u32,
    wishes: Vec<WrittenWish>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    languages: Option<Vec<u32>>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged, expecting = "a wish is a profile or a list of profiles")]
enum WrittenWish {
    Profile(u32),
    Family(Vec<u32>),
}

#[derive(Serialize)]
struct WrittenResult<'a> {
    format: &'a str,
    seed: u64,
    levels: WrittenLevels<'a>,
    certified: bool,
    by_wish_rank: &'a [u64],
    pairs: &'a [(Id, Id)],
    #[serde(skip_serializing_if = "Option::is_none")]
    duals: Option<WrittenDuals<'a>>,
    seconds: f64,
}

#[derive(Serialize)]
struct WrittenLevels<'a> {
    placed: &'a [u64],
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<u64>,
    rank_penalty: u64,
    place_band: u64,
    preference: u64,
}

#[derive(Serialize)]
struct WrittenDuals<'a> {
    students: &'a [Vec<i64>],
    ambassadors: &'a [Vec<i64>],
}

impl Default for WrittenRules {
    fn default() -> Self {
        (&Rules::default()).into()
    }
}

impl From<WrittenRules> for Rules {
    fn from(written: WrittenRules) -> Self {
        let WrittenRules { rank_penalty, place_band, rank_objective } = written;
        let rank_objective = match rank_objective {
            WrittenObjective::Penalty => RankObjective::Penalty,
            WrittenObjective::RankMaximal => RankObjective::RankMaximal,
            WrittenObjective::Generous => RankObjective::Generous,
        };
        Self { rank_penalty, place_band, rank_objective }
    }
}

impl From<&Rules> for WrittenRules {
    fn from(rules: &Rules) -> Self {
        let rank_objective = match rules.rank_objective {
            RankObjective::Penalty => WrittenObjective::Penalty,
            RankObjective::RankMaximal => WrittenObjective::RankMaximal,
            RankObjective::Generous => WrittenObjective::Generous,
        };
        Self { rank_penalty: rules.rank_penalty.clone(), place_band: rules.place_band, rank_objective }
    }
}

impl TryFrom<WrittenAmbassador> for Ambassador {
    type Error = FormatError;

    fn try_from(row: WrittenAmbassador) -> Result<Self, FormatError> {
        let profiles = match (row.profile, row.profiles) {
            (Some(profile), None) => vec![profile],
            (None, Some(profiles)) => profiles,
            _ => return Err(FormatError::Profile(row.id)),
        };
        Ok(Self {
            id: row.id,
            profiles,
            region: row.region,
            department: row.departement,
            format: match row.format {
                WrittenFormat::Onsite => Format::Onsite,
                WrittenFormat::Remote => Format::Remote,
                WrittenFormat::Both => Format::Both,
            },
            accessible: row.accessible,
            organisation: row.ministry,
            prefers_school: row.prefers_school,
            languages: row.languages,
            capacity: row.capacity,
        })
    }
}

impl From<Ambassador> for WrittenAmbassador {
    fn from(row: Ambassador) -> Self {
        let (profile, profiles) = match row.profiles.as_slice() {
            [only] => (Some(*only), None),
            _ => (None, Some(row.profiles)),
        };
        Self {
            id: row.id,
            profile,
            profiles,
            region: row.region,
            departement: row.department,
            format: match row.format {
                Format::Onsite => WrittenFormat::Onsite,
                Format::Remote => WrittenFormat::Remote,
                Format::Both => WrittenFormat::Both,
            },
            ministry: row.organisation,
            accessible: row.accessible,
            prefers_school: row.prefers_school,
            languages: row.languages,
            capacity: row.capacity,
        }
    }
}

impl From<WrittenStudent> for Student {
    fn from(row: WrittenStudent) -> Self {
        let profiles = |wish| match wish {
            WrittenWish::Profile(profile) => vec![profile],
            WrittenWish::Family(profiles) => profiles,
        };
        Self {
            id: row.id,
            school: row.school,
            region: row.region,
            department: row.departement,
            remote: row.remote,
            extra_regions: row.extra_regions,
            needs_access: row.needs_access,
            priority: row.priority,
            wishes: row.wishes.into_iter().map(profiles).collect(),
            organisations: Vec::new(),
            languages: row.languages,
        }
    }
}

impl From<Student> for WrittenStudent {
    fn from(row: Student) -> Self {
        let wish = |profiles: Vec<u32>| match profiles.as_slice() {
            [only] => WrittenWish::Profile(*only),
            _ => WrittenWish::Family(profiles),
        };
        Self {
            id: row.id,
            school: row.school,
            region: row.region,
            departement: row.department,
            remote: row.remote,
            extra_regions: row.extra_regions,
            needs_access: row.needs_access,
            priority: row.priority,
            wishes: row.wishes.into_iter().map(wish).collect(),
            languages: row.languages,
        }
    }
}
