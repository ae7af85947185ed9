//! `GET /v1/job-profiles`

use actix_web::{HttpRequest, get};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::text::fold;

use crate::access::{Access, Demand as _, Public};
use crate::contract::cursor::list_fingerprint;
use crate::contract::page::{Page, PageQuery, slice_in_memory};
use crate::contract::published::FromMemory;
use crate::extract::{Listing, Parse, Violations};
use crate::problem::Problem;
use crate::views::job_profile::JobProfileView;

/// Whether a job profile is in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobProfileState {
    /// May be wished for and offered.
    #[default]
    Active,
    /// Of past editions only.
    Retired,
}

/// What to list.
#[derive(Clone, Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListJobProfiles {
    /// In use (the default), or retired.
    #[serde(default)]
    #[param(inline)]
    state: Option<JobProfileState>,
    /// Of this family.
    #[serde(default)]
    #[validate(length(max = 64))]
    #[param(max_length = 64, example = "data")]
    family_code: Option<String>,
    /// Words of a label in either language, without regard to accents and case.
    #[serde(default)]
    #[validate(length(min = 1, max = 100))]
    #[param(min_length = 1, max_length = 100, example = "data")]
    q: Option<String>,
}

impl Parse for ListJobProfiles {
    type Value = ();

    fn parse(&self, _: &mut Violations) -> Option<()> {
        Some(())
    }
}

impl ListJobProfiles {
    fn wants(&self, profile: &JobProfile) -> bool {
        let retired = self.state.unwrap_or_default() == JobProfileState::Retired;
        let named = |text: &str| {
            let text = fold(text);
            [&profile.content.label_fr, &profile.content.label_en]
                .iter()
                .any(|label| fold(label.as_str()).contains(&text))
        };
        profile.retired_at.is_some() == retired
            && self.family_code.as_deref().is_none_or(|code| profile.content.family_code.as_str() == code)
            && self.q.as_deref().is_none_or(named)
    }
}

/// List job profiles
///
/// The digital jobs of the State, by code.
#[utoipa::path(
    tag = "job-profiles",
    operation_id = "list_job_profiles",
    params(PageQuery, ListJobProfiles),
    extensions(("x-required-permission" = json!(Public::SLUG))),
)]
#[get("/job-profiles")]
pub async fn list_job_profiles(
    access: Access<Public>,
    listing: Listing<ListJobProfiles>,
    request: HttpRequest,
) -> Result<FromMemory<Page<JobProfileView>>, Problem> {
    listing.checked()?;
    let Listing { page, wanted } = &listing;
    let loaded = access.state().job_profiles().get(&access).await?;
    access.state().published().answer(&request, loaded.version, || {
        let ListJobProfiles { state, family_code, q } = wanted;
        let list = list_fingerprint(&("job_profiles", state, family_code, q));
        let keyset = page.keyset::<String>(&list)?;
        let chosen: Vec<_> = loaded.items.iter().filter(|profile| wanted.wants(profile)).collect();
        let total = page.wants_total().then_some(chosen.len() as u64);
        let slice = slice_in_memory(&chosen, &keyset, |profile| profile.code.to_string());
        let key = |profile: &&JobProfile| profile.code.to_string();
        let page = Page::new(slice, keyset.limit, &list, total, key, JobProfileView::from);
        let links = page.links(request.path(), request.query_string());
        Ok((page, links))
    })
}
