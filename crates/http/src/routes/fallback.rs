//! What no operation answers: unknown paths, and known paths with another method.

use std::collections::BTreeSet;

use actix_web::dev::ResourceDef;
use actix_web::http::Method;
use actix_web::http::header::ALLOW;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::Value;

use super::service;
use crate::problem::Problem;
use crate::state::AppState;

/// The methods of each path.
#[derive(Debug)]
pub struct RouteTable(Vec<(ResourceDef, String)>);

impl RouteTable {
    /// The paths of the document, and those outside it.
    pub fn new(document: &Value) -> Self {
        let documented = document["paths"].as_object().into_iter().flatten();
        let documented = documented.map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten().map(|(method, _)| method.to_uppercase());
            (path.as_str(), allow(methods))
        });
        let outside = service::PATHS.iter().map(|path| (*path, allow(["GET".to_owned()])));
        Self(documented.chain(outside).map(|(path, allow)| (ResourceDef::new(path), allow)).collect())
    }

    fn allowed(&self, path: &str) -> Option<&str> {
        self.0.iter().find(|(pattern, _)| pattern.is_match(path)).map(|(_, allow)| allow.as_str())
    }
}

fn allow(methods: impl IntoIterator<Item = String>) -> String {
    let mut all: BTreeSet<_> = methods.into_iter().collect();
    all.insert("OPTIONS".to_owned());
    if all.contains("GET") {
        all.insert("HEAD".to_owned());
    }
    all.into_iter().collect::<Vec<_>>().join(", ")
}

/// 404, 405 with `Allow`, or the answer to OPTIONS.
///
/// # Errors
/// The refusal.
pub async fn fallback(request: HttpRequest, state: Data<AppState>) -> Result<HttpResponse, Problem> {
    let Some(allowed) = state.routes().allowed(request.match_info().as_str()) else {
        return Err(Problem::not_found());
    };
    if request.method() == Method::OPTIONS {
        return Ok(HttpResponse::NoContent().insert_header((ALLOW, allowed)).finish());
    }
    // A path that has this method came here because a parameter of it names nothing.
    if allowed.split(", ").any(|method| method == request.method().as_str()) {
        return Err(Problem::not_found());
    }
    Err(Problem::method_not_allowed(allowed))
}
