//! Filters that lists share: families and regions become what they are made of.

use vmj_domain::job_profile::JobProfile;
use vmj_domain::reference::Reference;

/// The job profiles of a code, or of a family; `None` when neither is asked for.
pub fn job_profiles<'p>(
    known: &'p [JobProfile],
    code: Option<&str>,
    family: Option<&str>,
) -> Option<Vec<&'p JobProfile>> {
    let wanted = |profile: &&JobProfile| {
        code.is_none_or(|code| profile.code.as_str() == code)
            && family.is_none_or(|family| profile.content.family_code.as_str() == family)
    };
    (code.is_some() || family.is_some()).then(|| known.iter().filter(wanted).collect())
}

/// The codes of the department of a code, or of those of a region; `None` when neither is asked for.
pub fn departments(reference: &Reference, code: Option<&str>, region: Option<&str>) -> Option<Vec<String>> {
    let there = reference.departments.iter().filter(|department| {
        code.is_none_or(|code| department.code == code)
            && region.is_none_or(|region| department.region_code == region)
    });
    (code.is_some() || region.is_some()).then(|| there.map(|department| department.code.clone()).collect())
}
