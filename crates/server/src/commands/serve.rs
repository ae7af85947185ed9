//! `serve`

use std::error::Error;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use tokio::signal::unix::{SignalKind, signal};
use vmj_domain::access::{Reach, Role};
use vmj_http::AppState;
use vmj_persistence::{AccountFilter, Preparation, Store, StoreError, SystemClock};

use super::{Outcome, open};
use crate::config::{Settings, redact_database_url};
use crate::settings;

/// Serves until told to stop.
pub async fn serve(settings: &Settings) -> Outcome {
    let listener = listen("http.listen", settings.http.listen)?;
    let metrics = settings.metrics.listen.map(|address| listen("metrics.listen", address)).transpose()?;
    prepare(settings).await?;
    let store = Arc::new(open(settings).await?);
    let state = AppState::start(store.clone(), settings::http(settings)).await?;
    let metrics_address = metrics.as_ref().map(TcpListener::local_addr).transpose()?;
    let address = listener.local_addr()?;
    let (server, running) = vmj_http::serve(state, listener, metrics)?;
    greet(settings, address, metrics_address, &store).await?;
    let mut running = actix_web::rt::spawn(running);
    tokio::select! {
        ended = &mut running => return Ok(ended??),
        told = told_to_stop() => told?,
    }
    tracing::info!("stopping");
    server.stop().await;
    running.await??;
    store.close().await;
    Ok(())
}

async fn prepare(settings: &Settings) -> Result<(), StoreError> {
    let preparation = Preparation::begin(&settings::database(settings), Arc::new(SystemClock)).await?;
    let prepared = preparation.up(None).await;
    preparation.end().await?;
    prepared
}

fn listen(setting: &str, address: SocketAddr) -> Result<TcpListener, Box<dyn Error>> {
    let listener = TcpListener::bind(address).map_err(|error| format!("{setting} = {address}: {error}"))?;
    Ok(listener)
}

/// Tells a newcomer where to look and what to do next.
async fn greet(
    settings: &Settings,
    address: SocketAddr,
    metrics: Option<SocketAddr>,
    store: &Store,
) -> Result<(), StoreError> {
    println!(
        "Vis mon job {} on {}",
        env!("CARGO_PKG_VERSION"),
        redact_database_url(settings.database.url.expose())
    );
    println!("  API         http://{address}/v1");
    println!("  Swagger UI  http://{address}/docs/");
    if let Some(metrics) = metrics {
        println!("  Metrics     http://{metrics}/metrics");
    }
    let admins = AccountFilter { role: Some(Role::DinumAdmin), ..AccountFilter::default() };
    if store.read::<_, StoreError>(async |tx| tx.accounts().count(Reach::Everything, &admins).await).await?
        == 0
    {
        println!("Next step: make the first DINUM admin, in another terminal:");
        println!(
            "  cargo run -- account create --email admin@example.fr --given-name Camille --family-name Exemple"
        );
    }
    Ok(())
}

async fn told_to_stop() -> std::io::Result<()> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
