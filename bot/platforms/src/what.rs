//! What to do about the codes of a platform. Each adapter has a table of its own; what there is to do is the same for all.

use steward_core::platform::PlatformError;

/// What to do about a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Wait,
    AppWait,
    Retry,
    Unknown,
    Dead,
    Auth,
    Rejected,
}

impl What {
    /// As an error, with how long to wait and why.
    pub(crate) fn error(self, milliseconds: u64, reason: String) -> PlatformError {
        match self {
            Self::Wait => PlatformError::Wait { milliseconds },
            Self::AppWait => PlatformError::AppWait { milliseconds },
            Self::Retry => PlatformError::Retry { reason },
            Self::Unknown => PlatformError::Unknown { reason },
            Self::Dead => PlatformError::Dead { reason },
            Self::Auth => PlatformError::Auth { reason },
            Self::Rejected => PlatformError::Rejected { reason },
        }
    }
}

/// Every code stands in a table once, and what is made of it says what to do and why.
#[cfg(test)]
pub(crate) fn check_table<C>(table: &[(C, What, &str)], refused: impl Fn(C) -> PlatformError)
where
    C: Copy + Ord + std::fmt::Debug,
{
    let codes: std::collections::BTreeSet<C> = table.iter().map(|(code, ..)| *code).collect();
    assert_eq!(codes.len(), table.len());
    for (code, what, why) in table {
        let error = refused(*code);
        let wanted = std::mem::discriminant(&what.error(0, String::new()));
        assert_eq!(std::mem::discriminant(&error), wanted, "{code:?}: {error}");
        let says_why = matches!(what, What::Wait | What::AppWait) || error.to_string().contains(why);
        assert!(says_why, "{code:?}: {error}");
    }
}
