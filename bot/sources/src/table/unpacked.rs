//! How large an archive is once it is unpacked, found out before anything of it is unpacked.

use std::io::Cursor;

use zip::ZipArchive;

use crate::error::ReadError;

const BYTES_OF_MEGABYTE: u64 = 1_000_000;

/// Refuses an archive whose files unpack to more than so many megabytes together.
///
/// What its directory says is the most that can come: reading a file that holds more than was said of it fails.
pub(super) fn check(archive: &[u8], most_megabytes: u64) -> Result<(), ReadError> {
    let wrong = |error: zip::result::ZipError| ReadError::Workbook(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(archive)).map_err(wrong)?;
    let mut bytes = 0_u64;
    for place in 0..archive.len() {
        bytes = bytes.saturating_add(archive.by_index_raw(place).map_err(wrong)?.size());
    }
    if bytes > most_megabytes.saturating_mul(BYTES_OF_MEGABYTE) {
        return Err(ReadError::UnpacksTooLarge { limit: most_megabytes });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// An archive of files of so many bytes, all of them zero.
    fn zeros(sizes: &[usize]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (number, size) in sizes.iter().enumerate() {
            writer.start_file(format!("{number}.xml"), SimpleFileOptions::default()).unwrap();
            writer.write_all(&vec![0; *size]).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn all_files_count_together() {
        let archive = zeros(&[600_000, 400_000]);
        assert!(archive.len() < 5_000, "{}", archive.len());
        assert_eq!(check(&archive, 1), Ok(()));
        assert_eq!(check(&zeros(&[600_000, 400_001]), 1), Err(ReadError::UnpacksTooLarge { limit: 1 }));
    }

    #[test]
    fn no_more_comes_out_than_was_said() {
        let mut archive = zeros(&[1_000_001]);
        // The size stands in the file's own header and in the directory.
        let told = 1_000_001_u32.to_le_bytes();
        let places: Vec<usize> =
            (0..archive.len() - 3).filter(|place| archive[*place..*place + 4] == told).collect();
        assert_eq!(places.len(), 2);
        for place in places {
            archive[place..place + 4].copy_from_slice(&9_u32.to_le_bytes());
        }
        let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
        let mut unpacked = Vec::new();
        // The byte too many is what it is noticed by.
        let outcome = io::copy(&mut archive.by_index(0).unwrap(), &mut unpacked);
        assert!(outcome.is_err() && unpacked.len() <= 10, "{outcome:?}, {} bytes", unpacked.len());
    }
}
