//! `demo`, and what `serve --demo` does before it serves.

use std::time::Instant;

use vmj_demo::{ACCOUNTS, DemoError, Filled, PASSWORD, Size, fill};
use vmj_http::access::passwords::Passwords;

use super::{Outcome, print, with_store};
use crate::cli::Demo;
use crate::config::{Mode, Settings};

/// A demo of some size is one transaction, which takes longer than any request may.
const PATIENCE_MILLISECONDS: u32 = 3_600_000;

/// Fills an empty database, and tells how to sign in.
pub async fn run(settings: &Settings, Demo { ambassadors, students }: Demo) -> Outcome {
    let size = Size { ambassadors: usize::try_from(ambassadors)?, students: usize::try_from(students)? };
    let started = Instant::now();
    match filled(settings, size).await? {
        Filled::Now => print(&format!("filled in {:.1} s\n{}", started.elapsed().as_secs_f32(), accounts())),
        Filled::Before => Err("the demo is there already: nothing was written".into()),
    }
}

/// Fills an empty database; one that holds a demo stays as it is.
pub async fn prepare(settings: &Settings) -> Outcome {
    filled(settings, Size::default()).await?;
    Ok(())
}

async fn filled(settings: &Settings, size: Size) -> Result<Filled, Box<dyn std::error::Error>> {
    if settings.mode == Mode::Production {
        return Err("mode = \"production\": a demo has accounts whose password everybody knows".into());
    }
    let hash =
        Passwords::new(1).hash(PASSWORD.into()).await.map_err(|_| "the password could not be hashed")?;
    let mut settings = settings.clone();
    settings.database.operation_timeout_milliseconds = PATIENCE_MILLISECONDS;
    let mut outcome = Filled::Before;
    with_store(&settings, async |store| {
        outcome = fill(store, size, &hash).await.map_err(|error| match error {
            DemoError::NotEmpty => error.to_string(),
            error => format!("the demo could not be made, and nothing of it was written: {error}"),
        })?;
        Ok(())
    })
    .await?;
    Ok(outcome)
}

/// How to sign in.
pub fn accounts() -> String {
    let line = |account: &vmj_demo::DemoAccount| format!("  {:<15}{}\n", account.role.slug(), account.email);
    let lines: String = ACCOUNTS.iter().map(line).collect();
    format!("Demo accounts, all with the password {PASSWORD}\n{lines}")
}
