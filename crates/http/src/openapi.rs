//! The OpenAPI document: collected from the routes that are served, then completed by what holds for every
//! operation, so that no operation has to repeat it and none can contradict it.

#[expect(
    clippy::indexing_slicing,
    reason = "a JSON object indexes to null, or makes the member; nothing panics"
)]
mod complete;
#[expect(clippy::indexing_slicing, reason = "a JSON value indexes to null")]
mod examples;
mod headers;
mod info;
mod responses;

use actix_web::App;
use actix_web::web::Bytes;
use serde_json::Value;
use utoipa_actix_web::AppExt as _;

use crate::contract::etag::entity_tag;
use crate::routes;

/// Under this extension a typed reply carries the schemas that it needs, until they are moved to the components.
pub const CARRIED_SCHEMAS: &str = "x-carried-schemas";

/// The document.
///
/// # Errors
/// It is not JSON: a defect of the build.
pub fn document() -> Result<Value, String> {
    let (_, collected) = App::new().into_utoipa_app().configure(routes::configure).split_for_parts();
    let mut document = serde_json::to_value(collected).map_err(|error| error.to_string())?;
    complete::complete(&mut document);
    Ok(document)
}

/// The document as the committed file has it.
///
/// # Errors
/// It is not JSON: a defect of the build.
pub fn to_json(document: &Value) -> Result<String, String> {
    serde_json::to_string_pretty(document).map(|text| text + "\n").map_err(|error| error.to_string())
}

/// The document as YAML.
///
/// # Errors
/// It cannot be written: a defect of the build.
pub fn to_yaml(document: &Value) -> Result<String, String> {
    serde_saphyr::to_string(document).map_err(|error| error.to_string())
}

/// The document in both forms, ready to be sent.
#[derive(Debug)]
pub struct Documents {
    /// JSON.
    pub json: Bytes,
    /// Its entity tag.
    pub json_tag: String,
    /// YAML.
    pub yaml: Bytes,
    /// Its entity tag.
    pub yaml_tag: String,
}

impl Documents {
    /// Writes both forms.
    ///
    /// # Errors
    /// They cannot be written: a defect of the build.
    pub fn new(document: &Value) -> Result<Self, String> {
        let (json, yaml) = (to_json(document)?, to_yaml(document)?);
        let (json_tag, yaml_tag) = (entity_tag(1, json.as_bytes()), entity_tag(1, yaml.as_bytes()));
        Ok(Self { json: json.into(), json_tag, yaml: yaml.into(), yaml_tag })
    }
}
