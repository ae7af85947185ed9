//! What a pair would be: its job, its format, its rank and its place.

use vmj_domain::matching::{Candidate, Host, Place};
use vmj_domain::place::Format;
use vmj_domain::text::Slug;

use crate::instance::Setting;
use crate::numbers::Spot;

/// What a pair would be, whether it may be made or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The first of the ambassador's jobs in the best-ranked wish that has one; outside the wishes, the ambassador's first.
    pub job_profile: Option<Slug>,
    /// On site when both can, else by video; out of reach, any that both accept.
    pub format: Option<Format>,
    /// From 1; none outside the wishes.
    pub wish_rank: Option<u32>,
    /// None when the two are out of reach of each other.
    pub place: Option<Place>,
    /// Whether the student named organisations and gets another.
    pub other_organisation: bool,
}

impl Setting<'_> {
    pub fn meeting(&self, candidate: &Candidate, host: &Host) -> Meeting {
        let offered = |code: &&Slug| self.numbers.profile(code.as_str()).is_some();
        let wished = self.wished(candidate, host);
        let job_profile = match wished {
            Some((_, code)) => Some(code),
            None => host.job_profiles.iter().find(offered),
        };
        let place = self.place(candidate, host);
        let both = |format: &&Format| candidate.formats.contains(format) && host.formats.contains(format);
        let format = match place {
            Some(Place::Remote) => Some(Format::Remote),
            Some(Place::SameDepartment | Place::SameRegion | Place::AcceptedRegion) => Some(Format::OnSite),
            None => [Format::OnSite, Format::Remote].iter().find(both).copied(),
        };
        Meeting {
            job_profile: job_profile.cloned(),
            format,
            wish_rank: wished.map(|(rank, _)| rank),
            place,
            other_organisation: !candidate.organisations.is_empty()
                && !candidate.organisations.iter().any(|named| host.organisations.contains(named)),
        }
    }

    /// The rank of the best wish that the ambassador fulfils, and the first of their jobs in it.
    fn wished<'h>(&self, candidate: &Candidate, host: &'h Host) -> Option<(u32, &'h Slug)> {
        let wishes = candidate.wishes.iter().take(self.problem.parameters.rank_penalty.len());
        (1..).zip(wishes).find_map(|(rank, wish)| {
            let jobs = self.numbers.wish(wish);
            let fulfils =
                |code: &&Slug| self.numbers.profile(code.as_str()).is_some_and(|job| jobs.contains(&job));
            host.job_profiles.iter().find(fulfils).map(|code| (rank, code))
        })
    }

    /// Whether the site is in a region to which the student would come.
    pub fn would_travel(&self, candidate: &Candidate, host: &Host) -> bool {
        let Some(site) = self.numbers.spot(host.department_code.as_deref()) else { return false };
        let home = self.numbers.spot(candidate.home_department_code.as_deref()).unwrap_or(Spot::NOWHERE);
        home.region == site.region
            || candidate
                .accepted_region_codes
                .iter()
                .any(|code| self.numbers.region(code) == Some(site.region))
    }

    fn place(&self, candidate: &Candidate, host: &Host) -> Option<Place> {
        let both = |format| candidate.formats.contains(&format) && host.formats.contains(&format);
        let remote = both(Format::Remote).then_some(Place::Remote);
        let known = self.numbers.spot(host.department_code.as_deref());
        let (true, Some(site)) = (both(Format::OnSite), known) else { return remote };
        if candidate.needs_access && !host.accessible {
            return remote;
        }
        let home = self.numbers.spot(candidate.home_department_code.as_deref()).unwrap_or(Spot::NOWHERE);
        let mut accepted = candidate.accepted_region_codes.iter();
        if home.department == site.department {
            Some(Place::SameDepartment)
        } else if home.region == site.region {
            Some(Place::SameRegion)
        } else if accepted.any(|code| self.numbers.region(code) == Some(site.region)) {
            Some(Place::AcceptedRegion)
        } else {
            remote
        }
    }
}
