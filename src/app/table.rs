//! A map in a sorted list: its code is a tenth of a `BTreeMap`'s for each kind of value, and the page has many kinds.

/// Values by key, in the order of the keys.
///
/// Finding is a binary search. Inserting moves what comes after, which costs nothing where keys come in order, as
/// numbers of items and jobs nearly always do; for keys in any order it is meant for thousands, not for millions.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<K, V> {
    rows: Vec<(K, V)>,
}

/// Keys alone.
pub type Set<K> = Table<K, ()>;

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<K: Ord, V> Table<K, V> {
    /// The value of `key`.
    pub fn get(&self, key: &K) -> Option<&V> {
        Some(&self.rows[self.find(key).ok()?].1)
    }

    /// Whether there is a value of `key`.
    pub fn contains(&self, key: &K) -> bool {
        self.find(key).is_ok()
    }

    /// Puts `value` in place of that of `key`, which it gives back.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok(at) => Some(std::mem::replace(&mut self.rows[at].1, value)),
            Err(at) => {
                self.rows.insert(at, (key, value));
                None
            }
        }
    }

    /// Takes the value of `key` out.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        Some(self.rows.remove(self.find(key).ok()?).1)
    }

    /// Takes out all for which `stays` is not so.
    pub fn retain(&mut self, mut stays: impl FnMut(&K, &V) -> bool) {
        self.rows.retain(|(key, value)| stays(key, value));
    }

    /// Takes all out.
    pub fn clear(&mut self) {
        self.rows.clear();
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The keys and values.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.rows.iter().map(|(key, value)| (key, value))
    }

    /// The keys.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.rows.iter().map(|(key, _)| key)
    }

    /// The values.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.rows.iter().map(|(_, value)| value)
    }

    fn find(&self, key: &K) -> Result<usize, usize> {
        // Past the end is where most keys go.
        match self.rows.last() {
            Some((last, _)) if last >= key => self.rows.binary_search_by(|(it, _)| it.cmp(key)),
            _ => Err(self.rows.len()),
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Table<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(rows: I) -> Self {
        let mut table = Self::default();
        for (key, value) in rows {
            table.insert(key, value);
        }
        table
    }
}

impl<K: Ord> FromIterator<K> for Set<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Self {
        keys.into_iter().map(|key| (key, ())).collect()
    }
}

impl<K, V> IntoIterator for Table<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn it_holds_what_a_map_of_the_library_holds() {
        let (mut table, mut naive) = (Table::default(), BTreeMap::new());
        let mut h = 1_u32;
        for at in 0..2_000 {
            h = h.wrapping_mul(0x9e37_79b9).rotate_left(7) ^ at;
            let key = h % 97;
            if h & 0x300 == 0 {
                assert_eq!(table.remove(&key), naive.remove(&key));
            } else {
                assert_eq!(table.insert(key, at), naive.insert(key, at));
            }
            assert_eq!((table.get(&key), table.len()), (naive.get(&key), naive.len()));
        }
        assert!(table.iter().eq(naive.iter()) && table.values().eq(naive.values()));
        assert!((0..97).all(|key| table.contains(&key) == naive.contains_key(&key)));
        assert!(table.into_iter().eq(naive));
    }
}
