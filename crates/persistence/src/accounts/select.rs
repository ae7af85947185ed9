//! Which accounts.

use sea_orm::sea_query::{Expr, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait as _, Condition, ExprTrait as _, QueryFilter as _, Select};
use uuid::Uuid;
use vmj_domain::access::{Reach, Role};
use vmj_domain::id::OrganisationId;
use vmj_domain::text::fold;

use super::AccountFilter;
use crate::entity::{account, account_role, organisation_ancestor};
use crate::prefix::begins_with;

/// Those that a caller may see.
pub fn visible_to(query: Select<account::Entity>, reach: Reach) -> Select<account::Entity> {
    query.filter(visible(reach))
}

/// Whether a caller may see an account.
pub fn visible(reach: Reach) -> Condition {
    match reach {
        Reach::Everything => Condition::all(),
        // A DINUM admin is nobody's agent, wherever the account stands in the tree.
        Reach::Subtree(node) => Condition::all().add(in_subtree(node)).add(holders(Role::DinumAdmin).not()),
        Reach::Nothing => Condition::all().add(nothing()),
    }
}

/// What never holds.
pub fn nothing() -> SimpleExpr {
    Expr::cust("1 = 0")
}

/// The organisations of a subtree, its root among them.
pub fn below(node: OrganisationId) -> SelectStatement {
    Query::select()
        .column(organisation_ancestor::Column::OrganisationId)
        .from(organisation_ancestor::Entity)
        .and_where(organisation_ancestor::Column::AncestorId.eq(Uuid::from(node)))
        .take()
}

fn in_subtree(node: OrganisationId) -> SimpleExpr {
    account::Column::OrganisationId.in_subquery(below(node))
}

/// Accounts with this role.
pub fn holders(role: Role) -> SimpleExpr {
    let holders = Query::select()
        .column(account_role::Column::AccountId)
        .from(account_role::Entity)
        .and_where(account_role::Column::Role.eq(role.slug()))
        .take();
    account::Column::Id.in_subquery(holders)
}

/// What a filter asks for.
pub fn condition(filter: &AccountFilter) -> Condition {
    let AccountFilter { text, role, suspended, organisation } = filter;
    let named = text.as_ref().map(|text| {
        Condition::any()
            .add(begins_with(account::Column::SortName, &fold(text)))
            .add(begins_with(account::Column::EmailNormalised, &text.to_lowercase()))
    });
    let state = suspended.map(|suspended| {
        if suspended {
            account::Column::SuspendedAt.is_not_null()
        } else {
            account::Column::SuspendedAt.is_null()
        }
    });
    Condition::all()
        .add_option(named)
        .add_option(role.map(holders))
        .add_option(state)
        .add_option(organisation.map(in_subtree))
}
