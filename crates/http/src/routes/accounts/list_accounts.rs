//! `GET /v1/accounts`

use actix_web::{HttpRequest, get};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;
use vmj_domain::id::AccountId;
use vmj_persistence::{AccountFilter, AccountSort, ReadTx, account_key};

use crate::access::{Access, Demand as _, ReadAccounts};
use crate::contract::cursor::list_fingerprint;
use crate::contract::page::{Page, PageQuery};
use crate::contract::reply::Reply;
use crate::extract::{Listing, Parse, Violations};
use crate::problem::Problem;
use crate::views::account::{AccountStatusView, AccountView, RoleView};

/// An order of accounts.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema)]
pub enum AccountOrder {
    /// By family name, then given name.
    #[default]
    #[serde(rename = "name")]
    Name,
    /// The same, backwards.
    #[serde(rename = "-name")]
    NameDescending,
    /// Oldest account first.
    #[serde(rename = "created_at")]
    Created,
    /// Newest account first.
    #[serde(rename = "-created_at")]
    CreatedDescending,
}

/// What to list.
#[derive(Clone, Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListAccounts {
    /// The order.
    #[serde(default)]
    #[param(inline)]
    sort: Option<AccountOrder>,
    /// Beginning of a family name (without regard to accents and case) or of an e-mail address.
    #[serde(default)]
    #[validate(length(min = 1, max = 100))]
    #[param(min_length = 1, max_length = 100, example = "exemple")]
    q: Option<String>,
    /// Holders of this role.
    #[serde(default)]
    #[param(inline)]
    role: Option<RoleView>,
    /// In this state.
    #[serde(default)]
    #[param(inline)]
    status: Option<AccountStatusView>,
    /// Of this organisation or below it.
    #[serde(default)]
    organisation_id: Option<Uuid>,
}

impl Parse for ListAccounts {
    type Value = AccountFilter;

    fn parse(&self, _: &mut Violations) -> Option<AccountFilter> {
        Some(AccountFilter {
            text: self.q.clone(),
            role: self.role.map(Into::into),
            suspended: self.status.map(|status| status == AccountStatusView::Suspended),
            organisation: self.organisation_id.map(Into::into),
        })
    }
}

/// List accounts
///
/// DINUM sees all; a ministry admin those of the own organisation and of all below it.
#[utoipa::path(
    tag = "accounts",
    operation_id = "list_accounts",
    params(PageQuery, ListAccounts),
    extensions(("x-required-permission" = json!(ReadAccounts::SLUG))),
)]
#[get("/accounts")]
pub async fn list_accounts(
    access: Access<ReadAccounts>,
    listing: Listing<ListAccounts>,
    request: HttpRequest,
) -> Result<Reply<Page<AccountView>>, Problem> {
    let filter = listing.checked()?;
    let Listing { page, wanted } = &listing;
    let ListAccounts { sort, q, role, status, organisation_id } = wanted;
    let list = list_fingerprint(&(sort, q, role, status, organisation_id));
    let keyset = page.keyset::<(String, Uuid)>(&list)?;
    let keyset = keyset.map(|(name, id)| (name, AccountId::from(id)));
    let (sort, descending) = match sort.unwrap_or_default() {
        AccountOrder::Name => (AccountSort::Name, false),
        AccountOrder::NameDescending => (AccountSort::Name, true),
        AccountOrder::Created => (AccountSort::Created, false),
        AccountOrder::CreatedDescending => (AccountSort::Created, true),
    };
    let reach = access.actor().administrative_reach();
    let (slice, total) = access
        .read(async |tx: &ReadTx| {
            let slice = tx.accounts().list(reach, &filter, sort, descending, &keyset).await?;
            let total =
                if page.wants_total() { Some(tx.accounts().count(reach, &filter).await?) } else { None };
            Ok((slice, total))
        })
        .await?;
    let key = |account: &_| {
        let (name, id) = account_key(account);
        (name, Uuid::from(id))
    };
    let page = Page::new(slice, keyset.limit, &list, total, key, AccountView::from);
    let links = page.links(request.path(), request.query_string());
    Ok(Reply::plain(&page)?.with_links(links))
}
