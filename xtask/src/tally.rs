//! How many tests passed, failed and were skipped, read from what their runners print.

use std::fmt;
use std::iter::Sum;

/// Numbers of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    pub(crate) skipped: u32,
}

impl Tally {
    /// Takes in one line of a runner: libtest's, wasm-bindgen's, Node's, or a test's own word that it was skipped.
    pub(crate) fn read(&mut self, line: &str) {
        let line = line.trim();
        if let Some(counts) = line.strip_prefix("test result: ") {
            self.read_libtest(counts);
        } else if let Some((name, Ok(count))) = line.strip_prefix("ℹ ").and_then(pair) {
            match name {
                "pass" => self.passed += count,
                "fail" | "cancelled" => self.failed += count,
                "skipped" | "todo" => self.skipped += count,
                _ => {}
            }
        } else if line.starts_with("skipped: ") {
            // libtest has no word for this and will count the test as passed.
            self.skipped += 1;
            self.passed = self.passed.wrapping_sub(1);
        }
    }

    // `ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.10s`
    fn read_libtest(&mut self, counts: &str) {
        for part in counts.split(['.', ';']) {
            if let Some((count, name)) = part.trim().split_once(' ')
                && let Ok(count) = count.parse::<u32>()
            {
                match name {
                    "passed" => self.passed = self.passed.wrapping_add(count),
                    "failed" => self.failed += count,
                    "ignored" => self.skipped += count,
                    _ => {}
                }
            }
        }
    }
}

// `pass 12`
fn pair(text: &str) -> Option<(&str, Result<u32, std::num::ParseIntError>)> {
    text.split_once(' ').map(|(name, count)| (name, count.trim().parse()))
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |a, b| Self {
            passed: a.passed + b.passed,
            failed: a.failed + b.failed,
            skipped: a.skipped + b.skipped,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lines: &[&str], passed: u32, failed: u32, skipped: u32) {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.read(line));
        assert_eq!(tally, Tally { passed, failed, skipped });
    }

    #[test]
    fn runners_are_read() {
        check(
            &["test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.1s"],
            12,
            0,
            1,
        );
        check(&["test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 filtered out"], 2, 3, 0);
        check(&["ℹ tests 6", "ℹ pass 3", "ℹ fail 1", "ℹ cancelled 1", "ℹ skipped 1", "ℹ duration_ms 3.5"], 3, 2, 1);
        check(&["skipped: ../shared is absent", "test result: ok. 4 passed; 0 failed; 0 ignored"], 3, 0, 1);
        check(&["test words::passed ... ok", "pass 3"], 0, 0, 0);
    }
}
