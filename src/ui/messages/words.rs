//! Lists of words by key, read from lines `key = text`.

/// The lines of a file of words: key and text; empty ones and those that begin with `#` are notes.
pub(crate) fn lines(text: &'static str) -> Lines {
    Lines { rest: text }
}

/// See [`lines`].
pub(crate) struct Lines {
    rest: &'static str,
}

impl Iterator for Lines {
    type Item = (&'static str, &'static str);

    fn next(&mut self) -> Option<Self::Item> {
        while !self.rest.is_empty() {
            let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
            self.rest = rest;
            if let Some((key, text)) = line.split_once(" = ").filter(|(key, _)| !key.starts_with('#')) {
                return Some((key, text));
            }
        }
        None
    }
}

/// Fills `words` from as many lines; whether their keys are the ones that `keys` is the hash of.
pub(crate) fn take(lines: &mut Lines, words: &mut [&'static str], keys: u32) -> bool {
    let mut hash = SEED;
    for word in words {
        let Some((key, text)) = lines.next() else { return false };
        hash = hashed(hash, key);
        *word = text;
    }
    hash == keys
}

/// The hash of no key.
pub(crate) const SEED: u32 = 0x811c_9dc5;

/// The hash of one key more: FNV-1a, <http://www.isthe.com/chongo/tech/comp/fnv/>.
pub(crate) const fn hashed(mut hash: u32, key: &str) -> u32 {
    let bytes = key.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    // Keys are told apart from one another too.
    (hash ^ b'\n' as u32).wrapping_mul(0x0100_0193)
}

/// A struct of words, one for each key; `key[n]` stands for `n` lines with that key.
///
/// The words lie in one array and each key is a method, so that reading a language is one loop: a struct of fields
/// would be filled by as many steps as it has fields. The keys themselves are only there while it is compiled.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($key:ident $([$n:literal])?,)* }) => {
        $(#[$doc])*
        pub(crate) struct $name([&'static str; Self::N]);

        /// Where in the array a key's words are.
        #[repr(C)]
        struct Layout {
            $($key: words!(@type $([$n])?),)*
        }

        impl $name {
            const N: usize = size_of::<Layout>() / size_of::<&str>();
            const KEYS: u32 = {
                let mut hash = super::words::SEED;
                $(words!(@hash hash $key $([$n])?);)*
                hash
            };

            pub(crate) fn read(lines: &mut super::words::Lines) -> Option<Self> {
                let mut words = [""; Self::N];
                super::words::take(lines, &mut words, Self::KEYS).then_some(Self(words))
            }

            $(words!(@method $key $([$n])?);)*
        }
    };
    (@type) => { &'static str };
    (@type [$n:literal]) => { [&'static str; $n] };
    (@hash $hash:ident $key:ident) => { $hash = super::words::hashed($hash, stringify!($key)); };
    (@hash $hash:ident $key:ident [$n:literal]) => {
        let mut n = 0;
        while n < $n {
            $hash = super::words::hashed($hash, stringify!($key));
            n += 1;
        }
    };
    (@method $key:ident) => {
        pub(crate) fn $key(&self) -> &'static str {
            const AT: usize = std::mem::offset_of!(Layout, $key) / size_of::<&str>();
            self.0[AT]
        }
    };
    (@method $key:ident [$n:literal]) => {
        pub(crate) fn $key(&self) -> &[&'static str] {
            const AT: usize = std::mem::offset_of!(Layout, $key) / size_of::<&str>();
            &self.0[AT..AT + $n]
        }
    };
}
