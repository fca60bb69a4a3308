//! The line of a record as an editor shows it: the reader of records alone miscounts after `\r\n` and blank lines.

/// Counts lines on the way through a text.
pub(crate) struct LineCounter<'a> {
    left: &'a [u8],
    passed: usize,
    line: u64,
}

impl<'a> LineCounter<'a> {
    /// Stands at the beginning.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { left: text.as_bytes(), passed: 0, line: 1 }
    }

    /// The line, from 1, of the record that was read from this byte on. Bytes may only grow.
    pub(crate) fn line_at(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        self.pass(byte.saturating_sub(self.passed));
        // The record itself begins behind the line ends that the last one left.
        let ends = self.left.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.pass(ends);
        self.line
    }

    fn pass(&mut self, bytes: usize) {
        let (gone, left) = self.left.split_at(bytes.min(self.left.len()));
        self.line += gone.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        self.passed += gone.len();
        self.left = left;
    }
}

#[cfg(test)]
mod tests {
    use csv::{ReaderBuilder, StringRecord};

    use super::*;

    #[test]
    fn lines_are_those_of_an_editor() {
        let text = "a,b\r\n\r\n1,\"two\r\nlines\"\r\n2,x\n\n3,y\n";
        let mut reader = ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let (mut lines, mut record) = (LineCounter::new(text), StringRecord::new());
        let mut found = Vec::new();
        while reader.read_record(&mut record).unwrap() {
            found.push(lines.line_at(record.position().unwrap().byte()));
        }
        assert_eq!(found, [1, 3, 5, 7]);
    }
}
