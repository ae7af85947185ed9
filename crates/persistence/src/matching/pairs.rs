//! The pairs of an edition that a plan may not make, and those that it has to.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;
use vmj_domain::id::{AmbassadorId, EditionId, StudentId};
use vmj_domain::matching::ConstraintKind;

use super::MatchingRepository;
use crate::StoreError;
use crate::cells::Cells;

/// Of the edition `$1`, one after the other: pairs lost in it, pairs who met in an earlier one, pairs of one person, and
/// what DINUM has decided.
const PAIRS: &str = "
    SELECT 'exclusion' AS kind, student_id, ambassador_id FROM pairings
    WHERE edition_id = $1 AND state IN ('declined', 'expired', 'cancelled', 'no_show')
    UNION ALL
    SELECT 'exclusion', s.id, a.id FROM editions AS present
    JOIN editions AS earlier ON earlier.day < present.day
    JOIN pairings AS met ON met.edition_id = earlier.id AND met.state IN ('confirmed', 'held')
    JOIN students AS s ON s.edition_id = present.id AND s.account_id = met.student_account_id
    JOIN ambassadors AS a ON a.edition_id = present.id AND a.account_id = met.ambassador_account_id
    WHERE present.id = $1
    UNION ALL
    SELECT 'exclusion', s.id, a.id FROM students AS s
    JOIN ambassadors AS a ON a.edition_id = s.edition_id AND a.account_id = s.account_id
    WHERE s.edition_id = $1
    UNION ALL
    SELECT kind, student_id, ambassador_id FROM matching_constraints WHERE edition_id = $1";

#[derive(FromQueryResult)]
struct Row {
    kind: String,
    student_id: Uuid,
    ambassador_id: Uuid,
}

/// Pairs of an edition, whether their people are on the market or not.
#[derive(Default)]
pub struct Decided {
    pub exclusions: BTreeSet<(StudentId, AmbassadorId)>,
    pub locks: BTreeSet<(StudentId, AmbassadorId)>,
}

impl<C: ConnectionTrait> MatchingRepository<'_, C> {
    pub(super) async fn decided(&self, edition: EditionId) -> Result<Decided, StoreError> {
        let mut decided = Decided::default();
        for row in self.of_market::<Row>(PAIRS, edition).await? {
            let pair = (row.student_id.into(), row.ambassador_id.into());
            match Cells::of("matching_constraints", &row.student_id).code(&row.kind)? {
                ConstraintKind::Exclusion => decided.exclusions.insert(pair),
                ConstraintKind::Lock => decided.locks.insert(pair),
            };
        }
        Ok(decided)
    }
}
