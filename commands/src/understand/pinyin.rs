//! Chinese names in Latin letters: the initials of their syllables, and the syllables.

use pinyin::ToPinyin;

/// The fewest initials that say enough.
const FEWEST_INITIALS: usize = 3;

/// `cfl` and `chifalv`, with every way to write ü, for a name whose Chinese letters all have a sound. Letters and digits
/// of other scripts stay. Empty for a name without Chinese letters.
pub(super) fn spellings(name: &str) -> Vec<String> {
    let (mut initials, mut syllables) = (String::new(), String::new());
    let mut chinese = 0;
    for letter in name.chars().filter(|letter| letter.is_alphanumeric()) {
        if letter.is_ascii() {
            initials.push(letter.to_ascii_lowercase());
            syllables.push(letter.to_ascii_lowercase());
            continue;
        }
        let Some(sound) = letter.to_pinyin() else { return Vec::new() };
        chinese += 1;
        initials.push_str(sound.first_letter());
        syllables.push_str(sound.plain());
    }
    if chinese < 2 {
        return Vec::new();
    }
    let mut spellings = Vec::new();
    if initials.len() >= FEWEST_INITIALS {
        spellings.push(initials);
    }
    if syllables.contains('ü') {
        spellings.push(syllables.replace('ü', "u"));
        spellings.push(syllables.replace('ü', "v"));
    } else {
        spellings.push(syllables);
    }
    spellings
}

/// The syllables alone.
pub(super) fn syllables(name: &str) -> Vec<String> {
    let all = spellings(name);
    let longest = all.iter().map(String::len).max().unwrap_or_default();
    all.into_iter().filter(|spelling| spelling.len() == longest).collect()
}

/// The sound of a Chinese letter, without its tone.
pub(super) fn sound(letter: char) -> Option<&'static str> {
    letter.to_pinyin().map(pinyin::Pinyin::plain)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("迟发率", &["cfl", "chifalu", "chifalv"])]
    #[case("A-to-Z索赔率", &["atozspl", "atozsuopeilu", "atozsuopeilv"])]
    #[case("陈美", &["chenmei"])]
    #[case("ACoS", &[])]
    #[case("率", &[])]
    fn spells(#[case] name: &str, #[case] expected: &[&str]) {
        assert_eq!(spellings(name), expected);
    }
}
