//! The page as pure state: a message in, a new state and effects out.
