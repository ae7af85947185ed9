//! What can be wished for.

use serde::{Serialize, Serializer};
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, OneOfBuilder, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::account::OrganisationSummaryView;
use super::code::FormatCode;
use super::job_profile::JobProfileSummaryView;

/// Below this, a public number could tell of a person.
const FEW: u64 = 5;

/// A number that anybody may read: those below 5 are `few`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicCount(pub u64);

impl Serialize for PublicCount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 < FEW { serializer.serialize_str("few") } else { serializer.serialize_u64(self.0) }
    }
}

impl PartialSchema for PublicCount {
    fn schema() -> RefOr<Schema> {
        let number = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(5))
            .maximum(Some(9_007_199_254_740_991_i64))
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::Int64)))
            .examples([12]);
        let few = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["few"])).examples(["few"]);
        OneOfBuilder::new()
            .item(number)
            .item(few)
            .description(Some("A public number: exact from 5 on, `few` below."))
            .into()
    }
}

impl ToSchema for PublicCount {}

/// Places of one job, ministry, department and format.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Offer)]
pub struct OfferView {
    /// The job.
    pub job_profile: JobProfileSummaryView,
    /// The ministry or administration.
    pub organisation: OrganisationSummaryView,
    /// COG code of the department or collectivity.
    #[schema(max_length = 3, example = "75")]
    pub department_code: String,
    /// COG code of the region or collectivity.
    #[schema(max_length = 3, example = "11")]
    pub region_code: String,
    /// How one meets.
    pub format: FormatCode,
    /// Places offered. A place that is open to several jobs or formats counts in each.
    pub places_offered: PublicCount,
    /// Places that no duo takes. Ten seconds old at most.
    pub places_left: PublicCount,
    /// Whether any is left.
    #[schema(example = true)]
    pub available: bool,
}
