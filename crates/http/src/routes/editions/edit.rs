//! What creating, PUT and PATCH have in common.

use vmj_domain::broken::{Broken, Rule};
use vmj_domain::edition::{Edition, EditionState, OfferedProfile};
use vmj_domain::job_profile::{JobProfile, JobProfileSummary};
use vmj_domain::organisation::OrganisationSummary;

use super::EditionPath;
use super::form::EditionContent;
use crate::access::{Access, Unit, WriteEditions};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::views::edition::EditionView;

/// The parts that a content names, looked up. What an edition offers already may have been retired since.
///
/// # Errors
/// 422 with all that is not right, the rules of the content among them.
pub async fn parts(
    access: &Access<WriteEditions>,
    unit: &Unit<'_>,
    content: &EditionContent,
    present: &[OfferedProfile],
) -> Result<(Vec<OfferedProfile>, Vec<OrganisationSummary>), Problem> {
    let mut broken = content.parameters.broken(access.state().reference());
    let known = unit.job_profiles().all().await?;
    let job_profiles = job_profiles(content, &known, present, &mut broken);
    let mut organisations = unit.organisations().summaries(&content.organisations).await?;
    organisations.sort_by(|a, b| a.code.cmp(&b.code));
    for (at, id) in content.organisations.iter().enumerate() {
        let pointer = format!("/organisation_ids/{at}");
        if !organisations.iter().any(|known| known.id == *id) {
            broken.push(Rule::Unknown.at(pointer));
        } else if content.organisations.iter().take(at).any(|earlier| earlier == id) {
            broken.push(Rule::Repeated.at(pointer));
        }
    }
    if broken.is_empty() { Ok((job_profiles, organisations)) } else { Err(broken.into()) }
}

fn job_profiles(
    content: &EditionContent,
    known: &[JobProfile],
    present: &[OfferedProfile],
    broken: &mut Vec<Broken>,
) -> Vec<OfferedProfile> {
    let mut offered: Vec<OfferedProfile> = Vec::new();
    for (at, (code, job_offers_url)) in content.job_profiles.iter().enumerate() {
        let rule = match known.iter().find(|profile| profile.code == *code) {
            None => Rule::Unknown,
            Some(_) if offered.iter().any(|earlier| earlier.profile.code == *code) => Rule::Repeated,
            Some(profile)
                if profile.retired_at.is_some() && !present.iter().any(|kept| kept.profile.code == *code) =>
            {
                Rule::Retired
            }
            Some(profile) => {
                let profile = JobProfileSummary::from(profile);
                offered.push(OfferedProfile { profile, job_offers_url: job_offers_url.clone() });
                continue;
            }
        };
        broken.push(rule.at(format!("/job_profiles/{at}/code")));
    }
    offered.sort_by(|a, b| a.profile.code.cmp(&b.profile.code));
    offered
}

/// Gives the edition of the path another content, made from the present one.
pub async fn edit(
    access: &Access<WriteEditions>,
    path: &Path<EditionPath>,
    if_match: &IfMatch,
    content: impl Fn(&Edition) -> Result<EditionContent, Problem>,
) -> Result<Reply<EditionView>, Problem> {
    let reply = access
        .write(async |unit| {
            let edition = path.load(unit, access.actor()).await?;
            let content = content(&edition)?;
            let (job_profiles, organisations) = parts(access, unit, &content, &edition.job_profiles).await?;
            if_match.require(edition.version)?;
            edition.state.check_change()?;
            check_day(&edition, &content)?;
            let EditionContent { name, parameters, .. } = content;
            let changed = Edition {
                name,
                parameters,
                job_profiles,
                organisations,
                updated_at: unit.now(),
                ..edition.clone()
            };
            let contradictions = unit.editions().usage(edition.id).await?.contradictions(&changed);
            if !contradictions.is_empty() {
                return Err(Problem::in_use(contradictions).into());
            }
            let fields = edition.differences(&changed);
            let edition = unit.editions().update(changed).await?;
            unit.audited("edition.changed", ("edition", edition.id.to_string()), None, &fields, None).await?;
            Ok(Reply::versioned(edition.version, &EditionView::from(&edition))?)
        })
        .await?;
    access.state().editions().expire();
    Ok(reply)
}

/// The day of an edition that people know of is moved by postponing, which tells them.
fn check_day(edition: &Edition, content: &EditionContent) -> Result<(), Problem> {
    if edition.state == EditionState::Draft || edition.parameters.day == content.parameters.day {
        return Ok(());
    }
    Err(vec![Rule::Fixed { transition: "postponement" }.at("/day")].into())
}
