//! The environment variables the test harness listens to, read here and nowhere else.
#![expect(clippy::disallowed_methods, reason = "this file is the harness's one reader of the environment")]

use std::env;
use std::path::PathBuf;

/// `TEST_POSTGRES_URL`: a server to use instead of a private cluster; its user must be allowed to create databases.
pub(crate) fn postgres_url() -> Option<String> {
    given("TEST_POSTGRES_URL")
}

/// `STEWARD_SKIP_LOG`: the file to which a skipped test adds its line.
pub(crate) fn skip_log() -> Option<PathBuf> {
    given("STEWARD_SKIP_LOG").map(PathBuf::from)
}

/// Whether `CI=true`: what is missing is then a failure, not a skip.
pub(crate) fn is_ci() -> bool {
    given("CI").is_some_and(|value| value == "true" || value == "1")
}

/// `NEXTEST_TEST_NAME`: the running test, for a test whose thread has no name of its own.
pub(crate) fn test_name() -> Option<String> {
    given("NEXTEST_TEST_NAME")
}

/// The file `name` in the first folder of `PATH` that has it.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

fn given(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
