//! The web chat: a chat platform served by the bot itself.
