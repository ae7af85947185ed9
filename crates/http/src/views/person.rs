//! People, for those who may know who they are.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vmj_domain::account::PersonSummary;

/// Who a person is.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PersonSummary)]
pub struct PersonSummaryView {
    /// The account.
    pub id: Uuid,
    /// Given name.
    #[schema(max_length = 100, example = "Camille")]
    pub given_name: String,
    /// Family name.
    #[schema(max_length = 100, example = "Exemple")]
    pub family_name: String,
    /// Where messages go.
    #[schema(format = "email", max_length = 254, example = "agent@example.fr")]
    pub email: String,
}

impl From<&PersonSummary> for PersonSummaryView {
    fn from(person: &PersonSummary) -> Self {
        let PersonSummary { id, given_name, family_name, email } = person;
        Self {
            id: (*id).into(),
            given_name: given_name.to_string(),
            family_name: family_name.to_string(),
            email: email.to_string(),
        }
    }
}
