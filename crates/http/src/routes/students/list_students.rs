//! `GET /v1/editions/{edition_id}/students`

use actix_web::{HttpRequest, get};
use uuid::Uuid;
use vmj_domain::clock::Instant;
use vmj_persistence::{ReadTx, StudentKey, student_key};

use super::Catalogues;
use super::list_order::ListStudents;
use crate::access::{Access, Demand as _, ReadStudents};
use crate::contract::cursor::list_fingerprint;
use crate::contract::page::{Page, PageQuery};
use crate::contract::reply::Reply;
use crate::extract::{Listing, Path};
use crate::problem::Problem;
use crate::routes::editions::EditionPath;
use crate::views::student::StudentView;

/// List students
///
/// A student sees the own; DINUM all of the edition.
#[utoipa::path(
    tag = "students",
    operation_id = "list_students",
    params(EditionPath, PageQuery, ListStudents),
    extensions(("x-required-permission" = json!(ReadStudents::SLUG))),
)]
#[get("/editions/{edition_id}/students")]
pub async fn list_students(
    access: Access<ReadStudents>,
    path: Path<EditionPath>,
    listing: Listing<ListStudents>,
    request: HttpRequest,
) -> Result<Reply<Page<StudentView>>, Problem> {
    let state = access.state();
    let edition = path.held(&access).await?;
    listing.checked()?;
    let Listing { page, wanted } = &listing;
    let list = list_fingerprint(&("students", edition, wanted));
    let keyset = page.keyset::<(String, Instant, Uuid)>(&list)?;
    let keyset = keyset.map(|(name, updated_at, id)| StudentKey { name, updated_at, id: id.into() });
    let catalogues = Catalogues::get(&access).await?;
    let filter = wanted.filter(&catalogues.profiles.items, state.reference());
    let order = wanted.sort.unwrap_or_default().direction();
    let reach = access.actor().student_reach();
    let (slice, total) = access
        .read(async |tx: &ReadTx| {
            let students = tx.students();
            let slice = students.list(edition.into(), reach, &filter, order, &keyset).await?;
            let total = if page.wants_total() {
                Some(students.count(edition.into(), reach, &filter).await?)
            } else {
                None
            };
            Ok((slice, total))
        })
        .await?;
    let key = |student: &_| {
        let StudentKey { name, updated_at, id } = student_key(student);
        (name, updated_at, Uuid::from(id))
    };
    let view = |student| catalogues.view(&student, state);
    let page = Page::new(slice, keyset.limit, &list, total, key, view);
    let links = page.links(request.path(), request.query_string());
    Ok(Reply::plain(&page)?.with_links(links))
}
