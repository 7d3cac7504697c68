//! Structs that are read over their defaults: what serde's derive with `default` does, in a third of its code.
//!
//! The derived code holds every field aside until all are read, once for each struct; here a field goes where it
//! belongs at once. The page reads many structs and is counted in kilobytes.

use std::marker::PhantomData;

use serde::de::{Deserializer, MapAccess, Visitor};

use crate::words::Word;

/// A struct with defaults and named fields; [`fields!`] implements it.
pub(crate) trait Fields: Default {
    /// The names of the fields.
    const NAMES: &'static [&'static str];

    /// Reads the field whose name is at `at` in [`Fields::NAMES`] from the value that `map` has next.
    ///
    /// # Errors
    /// What `map` found wrong.
    fn read<'de, A: MapAccess<'de>>(&mut self, at: usize, map: &mut A) -> Result<(), A::Error>;
}

/// Reads a struct: a missing field keeps its default, an unknown one is an error.
///
/// # Errors
/// What `deserializer` found wrong.
pub(crate) fn read<'de, T: Fields, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_struct("struct", T::NAMES, Reader(PhantomData))
}

struct Reader<T>(PhantomData<T>);

impl<'de, T: Fields> Visitor<'de> for Reader<T> {
    type Value = T;

    fn expecting(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut read = T::default();
        while let Some(at) = map.next_key_seed(Word(T::NAMES))? {
            read.read(at, &mut map)?;
        }
        Ok(read)
    }
}

/// Implements [`Fields`] and serde's `Deserialize`. A field that is not listed is a mistake that does not compile.
macro_rules! fields {
    ($type:ident { $($field:ident),* $(,)? }) => {
        impl $crate::fields::Fields for $type {
            const NAMES: &'static [&'static str] = &[$(stringify!($field)),*];

            fn read<'de, A: serde::de::MapAccess<'de>>(&mut self, at: usize, map: &mut A) -> Result<(), A::Error> {
                #[allow(non_camel_case_types, reason = "the fields' own names")]
                enum At { $($field),* }
                let Self { $($field),* } = self;
                $(if at == At::$field as usize {
                    *$field = map.next_value()?;
                })*
                Ok(())
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::fields::read(deserializer)
            }
        }
    };
}
pub(crate) use fields;

#[cfg(test)]
mod tests {
    #[derive(Debug, PartialEq)]
    struct Pond {
        depth: f32,
        name: Option<String>,
    }

    impl Default for Pond {
        fn default() -> Self {
            Self { depth: 2.5, name: None }
        }
    }

    super::fields!(Pond { depth, name });

    #[track_caller]
    fn check(json: &str, expected: Result<Pond, &str>) {
        let read: Result<Pond, _> = serde_json::from_str(json);
        match (read, expected) {
            (Ok(read), Ok(expected)) => assert_eq!(read, expected),
            (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{error}"),
            (read, _) => panic!("{read:?}"),
        }
    }

    #[test]
    fn what_is_missing_has_its_default_and_what_is_unknown_is_an_error() {
        check("{}", Ok(Pond::default()));
        check(r#"{ "name": "生け簀" }"#, Ok(Pond { name: Some("生け簀".to_owned()), ..Pond::default() }));
        check(r#"{ "name": null, "depth": 1 }"#, Ok(Pond { depth: 1.0, name: None }));
        check(r#"{ "deep": 1 }"#, Err("deep"));
        check(r#"{ "depth": "far" }"#, Err("far"));
    }
}
