//! Texts by what they say, without a hash map: the library's, with its hash, is three kilobytes of the page.

use super::order::ordered;

/// Finds equal texts among many.
#[derive(Debug)]
pub(super) struct Index<'a> {
    texts: &'a [String],
    /// Hashes in order, and whose they are.
    rows: Vec<(u32, u32)>,
}

impl<'a> Index<'a> {
    pub(super) fn new(texts: &'a [String]) -> Self {
        let hashes: Vec<u32> = texts.iter().map(|it| short(it)).collect();
        let order = ordered(hashes.iter().copied().zip(0..));
        Self { texts, rows: order.into_iter().map(|at| (hashes[at as usize], at)).collect() }
    }

    /// Where the texts equal to `text` are, in their order.
    pub(super) fn find(&self, text: &str) -> impl Iterator<Item = usize> {
        let hash = short(text);
        let from = self.rows.partition_point(|(it, _)| *it < hash);
        let same = self.rows[from..].iter().take_while(move |(it, _)| *it == hash);
        same.map(|(_, at)| *at as usize).filter(move |at| self.texts[*at] == text)
    }
}

fn short(text: &str) -> u32 {
    let hash = fnv(FNV, text.as_bytes());
    (hash ^ (hash >> 32)) as u32
}

/// What [`fnv`] begins with.
pub(super) const FNV: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, 64 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>), gone on with from `hash`; kept nowhere.
pub(super) fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_what_a_look_at_each_finds() {
        let texts: Vec<String> = (0..500_u32).map(|at| format!("名{}", at * at % 97)).collect();
        let index = Index::new(&texts);
        for text in texts.iter().map(String::as_str).chain(["", "名97", "名"]) {
            let naive: Vec<usize> = (0..texts.len()).filter(|at| texts[*at] == text).collect();
            assert_eq!(index.find(text).collect::<Vec<_>>(), naive, "{text}");
        }
        assert_eq!(Index::new(&[]).find("a").count(), 0);
    }
}
