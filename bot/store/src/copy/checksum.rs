//! What the rows of a table add up to, in whatever order they are read.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::value::Value;

/// How many rows there are, and the sum of their hashes: the same for the same rows in any order, since the two engines
/// sort texts differently.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many.
    pub rows: u64,
    /// The sum of the first half of each row's SHA-256.
    hashes: u128,
}

impl Sum {
    /// Adds a row, its values in the order of the columns' names.
    pub(super) fn add(&mut self, row: &[Value]) {
        let mut hash = Sha256::new();
        for value in row {
            feed(&mut hash, value);
        }
        let half = hash.finalize();
        let half = half.first_chunk::<16>().copied().unwrap_or_default();
        self.rows += 1;
        self.hashes = self.hashes.wrapping_add(u128::from_be_bytes(half));
    }
}

/// A byte for what it is, its length where that differs, and the value: no two rows look the same.
fn feed(hash: &mut Sha256, value: &Value) {
    match value {
        Value::Text(Some(text)) => {
            hash.update([1]);
            hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(text);
        }
        Value::Int(Some(number)) => {
            hash.update([2]);
            hash.update(number.to_be_bytes());
        }
        Value::Flag(Some(flag)) => hash.update([3, u8::from(*flag)]),
        Value::Text(None) | Value::Int(None) | Value::Flag(None) => hash.update([0]),
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} rows, checksum {:032x}", self.rows, self.hashes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(rows: &[&[&str]]) -> Sum {
        let mut sum = Sum::default();
        for row in rows {
            sum.add(&row.iter().map(|text| Value::from(*text)).collect::<Vec<_>>());
        }
        sum
    }

    #[test]
    fn the_order_of_rows_is_nothing_and_everything_else_is_something() {
        assert_eq!(sum(&[&["a", "b"], &["c", "d"]]), sum(&[&["c", "d"], &["a", "b"]]));
        assert_ne!(sum(&[&["a", "b"]]), sum(&[&["b", "a"]]));
        assert_ne!(sum(&[&["ab", "c"]]), sum(&[&["a", "bc"]]));
        assert_ne!(sum(&[&["a"], &["a"]]), sum(&[]));
        let mut nothing = Sum::default();
        nothing.add(&[Value::Text(None)]);
        assert_ne!(nothing, sum(&[&[""]]));
    }
}
