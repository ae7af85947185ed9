//! `config check`, `config variables`

use super::Outcome;
use crate::config::{Settings, variables as all};

/// Prints the effective configuration; what is wrong was reported when it was read.
pub fn check(settings: &Settings) -> Outcome {
    print!("{}", settings.effective_toml());
    Ok(())
}

/// Prints every setting.
pub fn variables() -> Outcome {
    for variable in all() {
        let file = if variable.secret { " (or …_FILE)" } else { "" };
        println!("{}{file}  {}  {}", variable.name, variable.path, variable.default);
    }
    Ok(())
}
