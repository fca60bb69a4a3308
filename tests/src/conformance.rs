//! The official clients and checkers of the platforms, installed at fixed versions beside what is built.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::skip::Skip;

/// Where `tests/run` and the tests look for them, in the folder of what is built.
const FOLDER: &str = "conformance";

/// The installed packages.
#[derive(Debug, Clone)]
pub struct Packages {
    folder: PathBuf,
}

impl Packages {
    /// What `tests/conformance/install` has put into the folder of what is built.
    pub fn find(target: &Path) -> Result<Self, Skip> {
        let folder = target.join(FOLDER);
        let is_wanted = |name: &str| {
            let wanted = fs::read(Self::sources().join(name)).expect("a list of packages");
            fs::read(folder.join(name)).is_ok_and(|installed| installed == wanted)
        };
        if is_wanted("package.json") && is_wanted("requirements.txt") {
            Ok(Self { folder })
        } else {
            Err(Skip(
                "the official clients are not installed (tests/conformance/install target/conformance)"
                    .into(),
            ))
        }
    }

    /// Where the packages are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder with the checks.
    pub fn sources() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance")
    }

    /// One of the checks, with node or python as its name says.
    pub fn check(&self, script: &str) -> Command {
        let mut command = if Path::new(script).extension().is_some_and(|extension| extension == "py") {
            let mut python = Command::new(self.folder.join("python/bin/python"));
            // What the checks of every platform share lies beside them.
            python.env("PYTHONPATH", Self::sources());
            python
        } else {
            self.node()
        };
        command.arg(Self::sources().join(script));
        // Nothing is left beside the checks.
        command.env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }

    /// Node, which finds the packages.
    pub fn node(&self) -> Command {
        let modules = self.folder.join("node_modules");
        let mut command = Command::new(modules.join(".bin/node"));
        command.env("NODE_PATH", modules);
        command
    }
}
