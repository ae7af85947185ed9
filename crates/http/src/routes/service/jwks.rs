//! The public keys of access tokens (RFC 7517).

use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};

use crate::state::AppState;

/// The key set. A new key stands here a minute before it signs, so verifiers may keep this for as long.
#[get("/.well-known/jwks.json")]
pub async fn jwks(state: Data<AppState>) -> HttpResponse {
    HttpResponse::Ok().insert_header((CACHE_CONTROL, "public, max-age=30")).json(state.gate().key_set().await)
}
