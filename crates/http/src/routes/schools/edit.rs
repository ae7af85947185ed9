//! What PUT and PATCH have in common.

use vmj_domain::school::School;

use super::SchoolPath;
use super::content::{Unplaced, check_uai};
use crate::access::{Access, WriteSchools};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Path};
use crate::problem::Problem;
use crate::views::school::SchoolView;

/// Gives the school of the path another content, made from the present one.
pub async fn edit(
    access: &Access<WriteSchools>,
    path: &Path<SchoolPath>,
    if_match: &IfMatch,
    content: impl Fn(&School) -> Result<Unplaced, Problem>,
) -> Result<Reply<SchoolView>, Problem> {
    let reference = access.state().reference();
    access
        .write(async |unit| {
            let school = path.load(unit).await?;
            let content = content(&school)?.placed(reference)?;
            if_match.require(school.version)?;
            check_uai(unit, &content, Some(&school)).await?;
            let fields = school.content.differences(&content);
            let school = unit.schools().update(school.with_content(content, unit.now())).await?;
            unit.audited("school.changed", ("school", school.id.to_string()), None, &fields, None).await?;
            Ok(Reply::versioned(school.version, &SchoolView::new(&school, reference))?)
        })
        .await
}
