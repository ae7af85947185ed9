//! How every change of an organisation ends.

use vmj_domain::organisation::Organisation;
use vmj_domain::place::national_day;
use vmj_domain::text::Reason;

use crate::access::{Access, Unit, WriteOrganisations};
use crate::contract::reply::Reply;
use crate::problem::Problem;
use crate::views::organisation::OrganisationView;

/// Writes a change into the audit log, and shows the organisation as it now is. The admins of the organisation may
/// read the event; after a merger those of its successor do, for it stands below it.
pub async fn told(
    unit: &Unit<'_>,
    organisation: &Organisation,
    action: &'static str,
    fields: &[&'static str],
    reason: Option<&Reason>,
) -> Result<Reply<OrganisationView>, Problem> {
    let subject = ("organisation", organisation.id.to_string());
    unit.audited(action, subject, Some(organisation.id), fields, reason).await?;
    let view = OrganisationView::new(organisation, national_day(unit.now()));
    Reply::versioned(organisation.version, &view)
}

/// What this server must forget once the change is committed.
pub fn forget(access: &Access<WriteOrganisations>) {
    access.state().organisations().expire();
}
