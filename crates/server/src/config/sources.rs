//! Where the settings are read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::error::Violation;
use super::fields::Field;
use super::layer::Layer;
use super::nearest::{nearest, suggestion};

/// Variable that tells where the configuration file is.
pub(super) const FILE_VARIABLE: &str = "VMJ_CONFIG";

/// Configuration file read when none is named, if it exists.
const DEFAULT_FILE: &str = "vis-mon-job.toml";

/// How the flags of the command line are called in messages.
const COMMAND_LINE: &str = "the command line";

/// What the settings are read from, apart from the defaults. It shows nothing of itself, as the
/// environment holds secrets.
#[derive(Clone, Default)]
pub struct Sources {
    /// Configuration file named on the command line.
    pub file: Option<PathBuf>,
    /// Variables of the process; those that do not start with `VMJ_` are ignored.
    pub environment: BTreeMap<String, String>,
    /// Paths and values given on the command line, such as `("http.listen", "0.0.0.0:80")`.
    pub overrides: Vec<(String, String)>,
}

impl Sources {
    /// The configuration file to read: the one of the flag, else the one of `VMJ_CONFIG`, else
    /// the default one of the directory. A file that is named must exist, the default need not.
    pub(super) fn locate(&self, directory: &Path) -> Option<PathBuf> {
        let variable = self.environment.get(FILE_VARIABLE);
        let named = variable.filter(|path| !path.is_empty()).map(PathBuf::from);
        self.file.clone().or(named).or_else(|| {
            let default = directory.join(DEFAULT_FILE);
            default.exists().then_some(default)
        })
    }

    /// The layer of the flags; unknown paths are added to the violations.
    pub(super) fn flags(&self, fields: &[Field], violations: &mut Vec<Violation>) -> Layer {
        let mut layer = Layer::default();
        for (path, text) in &self.overrides {
            if let Some(field) = fields.iter().find(|field| field.path == *path) {
                layer.set_text(field, COMMAND_LINE, text);
            } else {
                let known = fields.iter().map(|field| field.path.as_str());
                let message = format!("unknown setting{}", suggestion(nearest(path, known)));
                violations.push(Violation::new(path, message).set_by(Some(COMMAND_LINE)));
            }
        }
        layer
    }
}
