//! From the solver's reasons to those that are kept.

use vmj_domain::matching::{Candidate, Place};
use vmj_domain::place::Format;
use vmj_matching::Level;
use vmj_matching::explain::{self as solver, AmbassadorExplanation, Idle, LeftOut, Placed};

use crate::explanation::{
    BetterWish, Chosen, Help, HelpfulRegion, PairExplanation, Removed, UnmatchedExplanation,
    VacantExplanation, named,
};
use crate::instance::Setting;

/// Of a pair that the solver found.
pub fn chosen(levels: &[Level], placed: &Placed, other_organisation: bool) -> PairExplanation {
    let Placed { ambassador: _, rank, place, band, preference: _, price, seat_price, better } = placed;
    PairExplanation::Chosen(Chosen {
        rank: u32::from(*rank) + 1,
        place: match place {
            vmj_matching::Place::SameDepartment => Place::SameDepartment,
            vmj_matching::Place::SameRegion => Place::SameRegion,
            vmj_matching::Place::AcceptedRegion => Place::AcceptedRegion,
            vmj_matching::Place::Remote => Place::Remote,
        },
        band: *band,
        other_organisation,
        price: named(levels, price, -1),
        seat_price: named(levels, seat_price, -1),
        better: better
            .iter()
            .map(|grant| BetterWish {
                rank: u32::from(grant.rank) + 1,
                worse: grant.cost.as_deref().map(|cost| named(levels, cost, 1)),
            })
            .collect(),
    })
}

/// Of a student without a place.
pub fn left_out(setting: &Setting<'_>, candidate: &Candidate, why: &LeftOut) -> UnmatchedExplanation {
    match why {
        LeftOut::NoJob => UnmatchedExplanation::NoJob,
        LeftOut::OutOfReach { removed: counts, help: opens } => UnmatchedExplanation::OutOfReach {
            removed: removed(candidate, *counts),
            help: help(setting, candidate, opens),
        },
        LeftOut::SeatsTaken { rivals, help: opens } => UnmatchedExplanation::SeatsTaken {
            students: rivals.students.len() as u64,
            seats: rivals.seats,
            help: help(setting, candidate, opens),
        },
    }
}

/// The solver sees a student who meets nobody on site as one who lives where nobody works.
fn removed(candidate: &Candidate, counts: solver::Removed) -> Removed {
    let solver::Removed { excluded, language, access, region, remote, region_and_remote } = counts;
    let (region, on_site) = if meets_on_site(candidate) { (region, 0) } else { (0, region) };
    Removed { excluded, language, accessibility: access, region, on_site, remote, region_and_remote }
}

fn help(setting: &Setting<'_>, candidate: &Candidate, opens: &solver::Help) -> Help {
    let solver::Help { remote, regions } = opens;
    let codes: Vec<&str> = regions.iter().filter_map(|region| setting.numbers.region_code(*region)).collect();
    if meets_on_site(candidate) {
        let region = |code: &&str| setting.problem.reference.regions.iter().find(|one| one.code == **code);
        let named = |one: &vmj_domain::reference::Region| HelpfulRegion {
            code: one.code.clone(),
            name: one.name.clone(),
        };
        let regions = codes.iter().filter_map(region).map(named).collect();
        return Help { remote: *remote, on_site: false, regions };
    }
    let home = candidate.home_department_code.as_deref();
    let home = home.and_then(|code| setting.problem.reference.department(code));
    let would = |code: &str| {
        home.is_some_and(|home| home.region_code == code)
            || candidate.accepted_region_codes.iter().any(|accepted| accepted == code)
    };
    Help { remote: *remote, on_site: codes.into_iter().any(would), regions: Vec::new() }
}

fn meets_on_site(candidate: &Candidate) -> bool {
    candidate.formats.contains(&Format::OnSite)
}

/// Of an ambassador's free seats; none when none is free.
pub fn vacant(explanation: &AmbassadorExplanation) -> Option<VacantExplanation> {
    let AmbassadorExplanation { students: _, free: _, idle, seat_price: _ } = explanation;
    Some(match (*idle)? {
        Idle::NoWish => VacantExplanation::NotWished,
        Idle::OutOfReach { wishes } => VacantExplanation::OutOfReach { wishes },
        Idle::ServedElsewhere { within_reach } => VacantExplanation::ServedElsewhere { within_reach },
    })
}
