//! Order: what comes first by a number, through one sort that is compiled once.

use std::collections::BinaryHeap;

/// The second of each pair, the one with the least first coming first; equal ones by the second.
///
/// The page sorts small lists in few places, and each kind of sort in the library is several kilobytes of code, so all
/// lists come here as pairs of numbers.
pub fn ordered(pairs: impl IntoIterator<Item = (u32, u32)>) -> Vec<u32> {
    let pairs: Vec<(u32, u32)> = pairs.into_iter().collect();
    BinaryHeap::from(pairs).into_sorted_vec().into_iter().map(|(_, it)| it).collect()
}

/// A key for [`ordered`] that has the order of the numbers, as `f32::total_cmp` has it.
pub fn rising(number: f32) -> u32 {
    let bits = number.to_bits();
    if number.is_sign_negative() { !bits } else { bits | 1 << 31 }
}

/// The same with the greatest first.
pub fn falling(number: f32) -> u32 {
    !rising(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_in_the_order_of_total_cmp() {
        let numbers = [3.5, -0.0, f32::NAN, 0.0, f32::NEG_INFINITY, -1e-40, 2.0, -7.0, f32::INFINITY, 2.0];
        let mut naive: Vec<u32> = (0..numbers.len() as u32).collect();
        let at = |it: &u32| numbers[*it as usize];
        naive.sort_by(|a, b| at(a).total_cmp(&at(b)));
        assert_eq!(ordered((0..numbers.len() as u32).map(|it| (rising(at(&it)), it))), naive);
        naive.sort_by(|a, b| at(b).total_cmp(&at(a)));
        assert_eq!(ordered((0..numbers.len() as u32).map(|it| (falling(at(&it)), it))), naive);
    }
}
