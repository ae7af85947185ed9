//! The OpenAPI document.

use actix_web::http::header::{CACHE_CONTROL, ETAG};
use actix_web::web::{Bytes, Data};
use actix_web::{HttpResponse, get};

use crate::contract::reply::PUBLIC;
use crate::state::AppState;

/// As JSON.
#[get("/openapi.json")]
pub async fn json(state: Data<AppState>) -> HttpResponse {
    let documents = state.documents();
    answer("application/json", documents.json.clone(), &documents.json_tag)
}

/// As YAML.
#[get("/openapi.yaml")]
pub async fn yaml(state: Data<AppState>) -> HttpResponse {
    let documents = state.documents();
    answer("application/yaml", documents.yaml.clone(), &documents.yaml_tag)
}

fn answer(content_type: &str, body: Bytes, tag: &str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(content_type)
        .insert_header((CACHE_CONTROL, PUBLIC))
        .insert_header((ETAG, tag))
        .body(body)
}
