//! What PUT and PATCH have in common.

use vmj_domain::broken::{Broken, Rule};
use vmj_domain::edition::{Edition, EditionState};

use super::EditionPath;
use super::form::{EditionContent, present};
use super::named::Named;
use crate::access::{Access, WriteEditions};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::views::edition::EditionView;

/// What a content must obey.
pub type Rules<'r> = dyn Fn(&EditionContent) -> Vec<Broken> + 'r;

/// Gives the edition of the path another content, made from the present one and held against the rules.
pub async fn edit(
    access: &Access<WriteEditions>,
    path: &Path<EditionPath>,
    if_match: &IfMatch,
    content: impl Fn(&Edition, &Rules<'_>) -> Result<EditionContent, Problem>,
) -> Result<Reply<EditionView>, Problem> {
    let reference = access.state().reference();
    let reply = access
        .write(async |unit| {
            let edition = path.take(unit).await?;
            let named = Named::load(unit).await?;
            let rules = |content: &EditionContent| {
                let mut broken: Vec<_> = moved_day(&edition, content).into_iter().collect();
                broken.extend(named.broken(content, Some(&edition), reference));
                broken
            };
            let content = content(&edition, &rules)?;
            if_match.require(edition.version)?;
            edition.state.check_change()?;
            let (job_profiles, organisations) = named.parts(&content);
            let EditionContent { name, parameters, .. } = content;
            let changed = Edition {
                name: present(name)?,
                parameters,
                job_profiles,
                organisations,
                updated_at: unit.now(),
                ..edition.clone()
            };
            let contradictions = unit.editions().usage(edition.id).await?.contradictions(&edition, &changed);
            if !contradictions.is_empty() {
                return Err(Problem::in_use(contradictions).into());
            }
            let fields = edition.differences(&changed);
            let edition = unit.editions().replace(changed).await?;
            unit.audited("edition.changed", ("edition", edition.id.to_string()), None, &fields, None).await?;
            Ok(Reply::versioned(edition.version, &EditionView::from(&edition))?)
        })
        .await?;
    access.state().editions().expire();
    Ok(reply)
}

/// The day of an edition that people know of is moved by postponing, which tells them.
fn moved_day(edition: &Edition, content: &EditionContent) -> Option<Broken> {
    let moved = edition.state != EditionState::Draft && edition.parameters.day != content.parameters.day;
    moved.then(|| Rule::Fixed { transition: "postponement" }.at("/day"))
}
