//! The wishes of a student, in one cell.

use sea_orm::sea_query::{Expr, SimpleExpr};
use vmj_domain::student::Wish;
use vmj_domain::text::Slug;

use crate::StoreError;
use crate::cells::Cells;

/// The wishes of the student of a column, for [`read`].
pub fn of(student: &'static str) -> SimpleExpr {
    Expr::cust(sql(student))
}

/// As [`of`], for a statement that is written out.
pub fn sql(student: &'static str) -> String {
    // A code has no colon.
    format!(
        "(SELECT string_agg(COALESCE('profile:' || job_profile_code, 'family:' || job_family_code), ' ' \
         ORDER BY rank) FROM student_wishes WHERE student_wishes.student_id = {student})"
    )
}

/// The wishes of a cell, in order.
pub fn read(cells: Cells<'_>, wishes: &Option<String>) -> Result<Vec<Wish>, StoreError> {
    let wish = |text: &str| match text.split_once(':') {
        Some(("profile", code)) => cells.text(Slug::parse, code).map(Wish::Profile),
        Some(("family", code)) => cells.text(Slug::parse, code).map(Wish::Family),
        _ => Err(cells.corrupt(format!("wish {text}"))),
    };
    wishes.as_deref().unwrap_or_default().split_ascii_whitespace().map(wish).collect()
}
