//! Pages of lists.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::openapi::{ArrayBuilder, ObjectBuilder, Ref, RefOr, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use validator::Validate;
use vmj_persistence::{Direction, Keyset, Slice};

use super::cursor;
use super::language::Text;
use crate::extract::{Parse, Violations};
use crate::problem::{Place, Problem, Violation};

/// Most items of a page.
pub const MAX_LIMIT: u32 = 200;
const DEFAULT_LIMIT: u32 = 50;

/// The parameters of [`PageQuery`].
pub const PAGE_PARAMETERS: [&str; 3] = ["limit", "cursor", "count"];

/// What every list understands.
#[derive(Clone, Debug, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Most items of the page; 50 when left out.
    #[serde(default)]
    #[validate(range(min = 1, max = MAX_LIMIT))]
    #[param(minimum = 1, maximum = 200, default = 50, example = 20)]
    pub limit: Option<u32>,
    /// Where to go on: `next_cursor` or `prev_cursor` of another page of the same list.
    #[serde(default)]
    #[validate(length(max = cursor::MAX_LENGTH))]
    #[param(max_length = 1024)]
    pub cursor: Option<String>,
    /// Whether to count the whole list into `page.total`.
    #[serde(default)]
    #[param(default = false)]
    pub count: Option<bool>,
}

/// A page of a list.
#[derive(Debug, Serialize)]
pub struct Page<T> {
    /// The items, in the order asked for.
    pub items: Vec<T>,
    /// Where this page stands.
    pub page: PageInfo,
}

/// Where a page stands in its list.
#[derive(Debug, Serialize, ToSchema)]
pub struct PageInfo {
    /// Most items of a page, as asked for.
    #[schema(minimum = 1, maximum = 200, example = 50)]
    pub limit: u32,
    /// Cursor of what comes after; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1024)]
    pub next_cursor: Option<String>,
    /// Cursor of what comes before; absent at the beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1024)]
    pub prev_cursor: Option<String>,
    /// Items of the whole list, when `count=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    pub total: Option<u64>,
}

impl Parse for PageQuery {
    type Value = ();

    fn parse(&self, _: &mut Violations) -> Option<()> {
        Some(())
    }
}

impl PageQuery {
    /// The page asked for, of a list with this fingerprint.
    ///
    /// # Errors
    /// 422 when the cursor was not made for this list.
    pub fn keyset<K: DeserializeOwned>(&self, list: &str) -> Result<Keyset<K>, Problem> {
        let limit = self.limit.unwrap_or(DEFAULT_LIMIT);
        let Some(text) = &self.cursor else {
            return Ok(Keyset { position: None, direction: Direction::Forward, limit });
        };
        cursor::decode(text, list, limit).ok_or_else(|| {
            let detail = Text::new(
                "Ce curseur n’a pas été fait pour cette liste, son tri et ses filtres.",
                "This cursor was not made for this list, its sort and its filters.",
            );
            Problem::invalid(vec![Violation {
                place: Place::Query,
                pointer: "/cursor".to_owned(),
                code: "invalid_cursor",
                detail,
            }])
        })
    }

    /// Whether to count.
    pub fn wants_total(&self) -> bool {
        self.count.unwrap_or(false)
    }
}

impl<T> Page<T> {
    /// Makes the page of a slice.
    pub fn new<I, K: Serialize>(
        slice: Slice<I>,
        limit: u32,
        list: &str,
        total: Option<u64>,
        key: impl Fn(&I) -> K,
        view: impl FnMut(I) -> T,
    ) -> Self {
        let cursor = |item: Option<&I>, there: bool, direction| {
            item.filter(|_| there).map(|item| cursor::encode(key(item), direction, list))
        };
        let next_cursor = cursor(slice.items.last(), slice.has_next, Direction::Forward);
        let prev_cursor = cursor(slice.items.first(), slice.has_previous, Direction::Backward);
        let page = PageInfo { limit, next_cursor, prev_cursor, total };
        Self { items: slice.items.into_iter().map(view).collect(), page }
    }

    /// The `Link` header: the same request at the neighbouring cursors.
    pub fn links(&self, path: &str, query: &str) -> Option<String> {
        let others: String = query
            .split('&')
            .filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="))
            .fold(String::new(), |mut all, pair| {
                let _ = write!(all, "{pair}&");
                all
            });
        let link = |cursor: &Option<String>, rel| {
            cursor.as_ref().map(|cursor| format!("<{path}?{others}cursor={cursor}>; rel=\"{rel}\""))
        };
        let links: Vec<_> = [link(&self.page.next_cursor, "next"), link(&self.page.prev_cursor, "prev")]
            .into_iter()
            .flatten()
            .collect();
        (!links.is_empty()).then(|| links.join(", "))
    }
}

/// The page of a list that is held in memory, in its final order. `key` must be unique within it. When the item
/// beside the page has gone, a list in order of its keys goes on where it was.
pub fn slice_in_memory<'i, I, K: PartialOrd>(
    items: &[&'i I],
    keyset: &Keyset<K>,
    key: impl Fn(&I) -> K,
) -> Slice<&'i I> {
    let at =
        keyset.position.as_ref().and_then(|position| items.iter().position(|item| key(item) == *position));
    let (before, after) = match at {
        Some(at) => (items.get(..at), items.get(at + 1..)),
        None => match &keyset.position {
            Some(position) if items.is_sorted_by_key(|item| key(item)) => {
                let at = items.partition_point(|item| key(item) < *position);
                (items.get(..at), items.get(at..))
            }
            // Start again rather than skip.
            _ => (None, Some(items)),
        },
    };
    let fetch = keyset.limit as usize + 1;
    let rows: Vec<_> = match keyset.direction {
        Direction::Forward => after.unwrap_or_default().iter().take(fetch).copied().collect(),
        Direction::Backward => before.unwrap_or_default().iter().rev().take(fetch).copied().collect(),
    };
    keyset.slice(rows)
}

/// The schema of an object with `items` of a `T`.
pub fn items_schema<T: ToSchema>(description: &str) -> ObjectBuilder {
    let items = ArrayBuilder::new()
        .items(Ref::from_schema_name(T::name()))
        .max_items(Some(MAX_LIMIT as usize))
        .description(Some("The items, in order."));
    ObjectBuilder::new().description(Some(description)).property("items", items).required("items")
}

impl<T: ToSchema> PartialSchema for Page<T> {
    fn schema() -> RefOr<Schema> {
        let page = Ref::from_schema_name(PageInfo::name());
        items_schema::<T>("A page of a list.").property("page", page).required("page").into()
    }
}

/// Named after its items: `AccountPage`. A derived name would be `Page` for every list.
impl<T: ToSchema> ToSchema for Page<T> {
    fn name() -> Cow<'static, str> {
        format!("{}Page", T::name()).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        T::schemas(schemas);
        schemas.push((T::name().into_owned(), T::schema()));
        schemas.push((PageInfo::name().into_owned(), PageInfo::schema()));
    }
}
