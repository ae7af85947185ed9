//! Swagger UI, from files within the program, under a strict policy.

use std::sync::{Arc, OnceLock};

use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, LOCATION};
use actix_web::web::Path;
use actix_web::{HttpResponse, get};
use utoipa_swagger_ui::{Config, serve};

use crate::contract::reply::PUBLIC;
use crate::problem::{Problem, ProblemCode};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

/// `/` leads to the documentation.
#[get("/")]
pub async fn home() -> HttpResponse {
    to_docs()
}

/// `/docs` needs its slash for relative links.
#[get("/docs")]
pub async fn redirect() -> HttpResponse {
    to_docs()
}

/// A file of Swagger UI, or one of ours in its place.
///
/// # Errors
/// 404.
#[get("/docs/{file:.*}")]
pub async fn show_file(file: Path<String>) -> Result<HttpResponse, Problem> {
    let own = match file.as_str() {
        "" | "index.html" => Some(("text/html; charset=utf-8", include_str!("docs/index.html"))),
        "swagger-initializer.js" => {
            Some(("text/javascript; charset=utf-8", include_str!("docs/initializer.js")))
        }
        "sign-in.js" => Some(("text/javascript; charset=utf-8", include_str!("docs/sign-in.js"))),
        "sign-in.css" => Some(("text/css; charset=utf-8", include_str!("docs/sign-in.css"))),
        _ => None,
    };
    let (content_type, body) = match own {
        Some((content_type, body)) => (content_type.to_owned(), body.as_bytes().to_vec()),
        None => vendored(&file)?,
    };
    Ok(HttpResponse::Ok()
        .content_type(content_type)
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((CACHE_CONTROL, PUBLIC))
        .body(body))
}

fn vendored(file: &str) -> Result<(String, Vec<u8>), Problem> {
    static CONFIG: OnceLock<Arc<Config<'static>>> = OnceLock::new();
    let config = CONFIG.get_or_init(|| Arc::new(Config::from("/openapi.json")));
    match serve(file, config.clone()) {
        Ok(Some(file)) => Ok((file.content_type, file.bytes.into_owned())),
        Ok(None) => Err(Problem::not_found()),
        Err(error) => {
            tracing::error!(%error, "Swagger UI");
            Err(Problem::new(ProblemCode::InternalError))
        }
    }
}

fn to_docs() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((LOCATION, "/docs/")).finish()
}
