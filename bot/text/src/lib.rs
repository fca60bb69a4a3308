//! What a person reads: messages of the domain turned into cards in the reader's language.
