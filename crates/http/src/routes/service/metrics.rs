//! Figures for Prometheus, on a port of their own.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};

use crate::middleware::metrics::Metrics;

/// All figures.
#[get("/metrics")]
pub async fn show_metrics(metrics: Data<Metrics>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/openmetrics-text; version=1.0.0; charset=utf-8")
        .body(metrics.render())
}
