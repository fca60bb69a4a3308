//! Writes that go to the database together: a round trip costs more than what most statements do there.

use std::fmt::Write;

use crate::sql::Sql;
use crate::value::Value;
use crate::{Conn, StoreError};

/// Statements that write and whose results nobody needs. None reads or changes what another one writes; foreign keys
/// between them are fine, since they are checked in the end.
#[derive(Debug, Default)]
pub(crate) struct Bundle {
    texts: Vec<String>,
    values: Vec<Value>,
}

impl Bundle {
    /// Adds a statement.
    pub(crate) fn add(&mut self, statement: Sql) {
        let (text, values) = statement.into_parts();
        self.texts.push(renumbered(&text, self.values.len()));
        self.values.extend(values);
    }

    /// Runs them in one round trip.
    pub(crate) async fn run(self, conn: &mut Conn) -> Result<(), StoreError> {
        if self.texts.is_empty() {
            return Ok(());
        }
        let text = conn.engine().bundled(&self.texts);
        Sql::from_parts(text, self.values).run(conn).await.map(drop)
    }
}

/// The statement with its placeholders counted on behind those of the statements before it.
fn renumbered(text: &str, before: usize) -> String {
    let mut parts = text.split('$');
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(part.len());
        let (number, rest) = part.split_at(digits);
        let number = number.parse::<usize>().unwrap_or_default() + before;
        // Writing to a String cannot fail.
        let _ = write!(made, "${number}{rest}");
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::sql;

    #[test]
    fn placeholders_count_on() {
        let mut bundle = Bundle::default();
        bundle.add(sql("UPDATE a SET b = $2 WHERE c = $1").bind(1_i64).bind(2_i64));
        bundle.add(sql("INSERT INTO d (e) VALUES").rows([[Value::from(3_i64)]]));
        assert_eq!(bundle.texts, ["UPDATE a SET b = $2 WHERE c = $1", "INSERT INTO d (e) VALUES ($3)"]);
        assert_eq!(bundle.values.len(), 3);
    }
}
