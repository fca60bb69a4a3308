//! What a client of PostgreSQL says: where in it the server is told to keep something.

use std::collections::BTreeSet;

/// How a statement that writes begins. Reads that begin with `WITH` name their tables otherwise.
const WRITES: [&[u8]; 5] = [b"INSERT", b"UPDATE", b"DELETE", b"WITH taken AS (", b"WITH part_0 AS ("];
/// The version of the protocol in the message that begins a session; another one asks for encryption first.
const VERSION: [u8; 4] = [0, 3, 0, 0];

/// What was heard of one connection.
#[derive(Debug, Default)]
pub(super) struct Hearing {
    /// A message of which the end is still to come.
    rest: Vec<u8>,
    has_begun: bool,
    is_in_transaction: bool,
    /// The names of prepared statements that write.
    writes: BTreeSet<Vec<u8>>,
}

impl Hearing {
    /// Hears more; whether it holds a `COMMIT`, or a statement that writes and is a transaction of its own.
    pub(super) fn is_told_to_keep(&mut self, said: &[u8]) -> bool {
        self.rest.extend(said);
        let mut is_told = false;
        while let Some((kind, body)) = self.next() {
            is_told |= self.is_keeping(kind, &body);
        }
        is_told
    }

    /// The next whole message. Those before a session have no kind.
    fn next(&mut self) -> Option<(u8, Vec<u8>)> {
        let at = usize::from(self.has_begun);
        let length = u32::from_be_bytes(*self.rest.get(at..)?.first_chunk()?);
        let end = at + usize::try_from(length).ok()?;
        let body = self.rest.get(at + 4..end)?.to_vec();
        let kind = if self.has_begun { *self.rest.first()? } else { 0 };
        self.rest.drain(..end);
        self.has_begun = self.has_begun || body.starts_with(&VERSION);
        Some((kind, body))
    }

    fn is_keeping(&mut self, kind: u8, body: &[u8]) -> bool {
        let mut parts = body.split(|byte| *byte == 0);
        let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        match kind {
            b'Q' => {
                let was_in_transaction = self.is_in_transaction;
                self.is_in_transaction = first.starts_with(b"BEGIN");
                was_in_transaction && first == b"COMMIT"
            }
            // A statement's name, then its text.
            b'P' if WRITES.iter().any(|write| second.starts_with(write)) => {
                self.writes.insert(first.to_owned());
                false
            }
            // A portal's name, then that of the statement it runs.
            b'B' => !self.is_in_transaction && self.writes.contains(second),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(kind: &str, body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len() + 4).expect("a short body");
        [kind.as_bytes(), &length.to_be_bytes(), body].concat()
    }

    #[test]
    fn commits_and_lone_writes_are_heard() {
        let mut hearing = Hearing::default();
        let mut hears = |kind: &str, body: &[u8]| {
            let said = message(kind, body);
            let (first, second) = said.split_at(3);
            [first, second].map(|part| hearing.is_told_to_keep(part)).contains(&true)
        };
        assert!(!hears("", &[4, 210, 22, 47]), "encryption is asked for");
        assert!(!hears("", b"\0\x03\0\0user\0steward\0\0"));
        assert!(!hears("P", b"s1\0UPDATE outbox\0"));
        assert!(!hears("P", b"s2\0SELECT 1 FOR UPDATE\0"));
        assert!(!hears("B", b"\0s2\0"));
        assert!(hears("B", b"\0s1\0"), "alone");
        assert!(!hears("Q", b"BEGIN\0"));
        assert!(!hears("B", b"\0s1\0"), "in a transaction");
        assert!(hears("Q", b"COMMIT\0"));
        assert!(!hears("Q", b"BEGIN\0") && !hears("Q", b"ROLLBACK\0") && hears("B", b"\0s1\0"));
    }
}
