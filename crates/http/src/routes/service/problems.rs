//! The pages behind the `type` of problems.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::Path;
use actix_web::{HttpResponse, get};

use crate::contract::reply::PUBLIC;
use crate::problem::{Problem, ProblemCode, page as pages};

/// All codes.
#[get("/problems")]
pub async fn index() -> HttpResponse {
    html(pages::index())
}

/// One code.
///
/// # Errors
/// 404.
#[get("/problems/{code}")]
pub async fn page(code: Path<String>) -> Result<HttpResponse, Problem> {
    ProblemCode::from_slug(&code).map(|code| html(pages::of(code))).ok_or(Problem::not_found())
}

fn html(body: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CACHE_CONTROL, PUBLIC))
        .body(body)
}
