//! What is to be solved, in plain numbers. Neither the order of the rows nor that of a set inside a row means anything;
//! the order of `wishes` does.

/// Names a student or an ambassador; each side has its own numbers. Wide enough for a UUID.
pub type Id = u128;

/// One market: who wishes, who offers, and by which rules.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Instance {
    /// Penalties, bands and how ranks are weighed.
    pub rules: Rules,
    /// Who offers places.
    pub ambassadors: Vec<Ambassador>,
    /// Who wishes for a place.
    pub students: Vec<Student>,
    /// (student, ambassador) that may not be paired.
    pub exclusions: Vec<(Id, Id)>,
    /// (student, ambassador) that are paired already, whatever the rules say: each takes its seat and leaves the market.
    pub locked: Vec<(Id, Id)>,
    /// The plan that people know. When it is given, fewest of its pairs are lost. A pair of somebody who is gone is
    /// passed over.
    pub previous: Option<Vec<(Id, Id)>>,
}

/// The parameters of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// What a pair costs by the index of the wish.
    pub rank_penalty: Vec<u32>,
    /// What a pair costs by its [`Place`].
    pub place_band: [u32; 4],
    /// How ranks are weighed.
    pub rank_objective: RankObjective,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            rank_penalty: vec![0, 1, 3, 6, 10],
            place_band: [0, 1, 2, 3],
            rank_objective: RankObjective::Penalty,
        }
    }
}

/// How ranks are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RankObjective {
    /// Least sum of penalties.
    #[default]
    Penalty,
    /// Most first wishes; then most second wishes, and so on.
    RankMaximal,
    /// Fewest last wishes; then fewest of those before, and so on.
    Generous,
}

/// Where a pair would meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// On site, in the student's department.
    SameDepartment,
    /// On site, in the student's region.
    SameRegion,
    /// On site, in another region that the student accepts.
    AcceptedRegion,
    /// Remote.
    Remote,
}

/// What an ambassador offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// On site only.
    Onsite,
    /// Remote only.
    Remote,
    /// Either.
    Both,
}

/// Who offers places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ambassador {
    /// Unique among ambassadors.
    pub id: Id,
    /// The jobs shown; at least one.
    pub profiles: Vec<u32>,
    /// Of the site.
    pub region: u32,
    /// Of the site.
    pub department: u32,
    /// What is offered.
    pub format: Format,
    /// Whether the site is accessible.
    pub accessible: bool,
    /// The organisation, to be named by students.
    pub organisation: Option<u32>,
    /// The school whose students are preferred.
    pub prefers_school: Option<u32>,
    /// Languages spoken; `None` when they do not matter.
    pub languages: Option<Vec<u32>>,
    /// Seats, locked ones included; at least one.
    pub capacity: u32,
}

/// Who wishes for a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Student {
    /// Unique among students.
    pub id: Id,
    /// The school.
    pub school: Option<u32>,
    /// Where the student lives.
    pub region: u32,
    /// Where the student lives.
    pub department: u32,
    /// Accepts a remote place.
    pub remote: bool,
    /// Regions that are accepted beside the own one.
    pub extra_regions: Vec<u32>,
    /// Needs an accessible site.
    pub needs_access: bool,
    /// The group, 0 served first.
    pub priority: u32,
    /// Wishes, best first; each a profile, or several that share the rank.
    pub wishes: Vec<Vec<u32>>,
    /// Organisations that are preferred; empty when any will do.
    pub organisations: Vec<u32>,
    /// Languages spoken; `None` when they do not matter.
    pub languages: Option<Vec<u32>>,
}
