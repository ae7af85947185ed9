//! Reasons, each of its own row, in one statement.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{CaseStatement, Expr, SimpleExpr};
use uuid::Uuid;
use vmj_domain::text::Reason;

/// The reason of each of these rows, by the column of their ids; null where there is none.
pub fn reasons(id: impl ColumnTrait, moved: &[(Uuid, Option<&Reason>)]) -> SimpleExpr {
    let mut each = moved.iter().filter_map(|(row, reason)| Some((*row, (*reason)?))).peekable();
    if each.peek().is_none() {
        return Expr::value(None::<String>);
    }
    let choice = each.fold(CaseStatement::new(), |choice, (row, reason)| {
        choice.case(id.eq(row), Expr::value(reason.to_string()))
    });
    choice.into()
}
