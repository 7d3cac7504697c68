//! Enums that are written as words: what serde's derive does, with the comparing compiled once for all of them.

use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};

/// Reads a word as its place among these.
pub(crate) struct Word(pub(crate) &'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Word {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Word {
    type Value = usize;

    fn expecting(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("a word")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<usize, E> {
        let at = self.0.iter().position(|it| *it == word);
        at.ok_or_else(|| E::custom(format_args!("{word} is none of {}", self.0.join(", "))))
    }
}

/// Implements serde's two traits for an enum without fields that is `Copy`. A variant without a word does not compile.
macro_rules! words {
    ($type:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(match self { $(Self::$variant => $word),* })
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = $crate::words::Word(&[$($word),*]);
                let at = serde::de::DeserializeSeed::deserialize(word, deserializer)?;
                Ok([$(Self::$variant),*][at])
            }
        }
    };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Water {
        Fresh,
        Salt,
    }

    super::words!(Water { Fresh = "fresh", Salt = "salt" });

    #[test]
    fn words_are_read_as_they_are_written_and_others_are_an_error() {
        for (water, word) in [(Water::Fresh, "\"fresh\""), (Water::Salt, "\"salt\"")] {
            assert_eq!(serde_json::to_string(&water).unwrap(), word);
            assert_eq!(serde_json::from_str::<Water>(word).unwrap(), water);
        }
        let error = serde_json::from_str::<Water>("\"sweet\"").unwrap_err().to_string();
        assert!(error.contains("sweet is none of fresh, salt"), "{error}");
        assert!(serde_json::from_str::<Water>("1").is_err());
    }
}
