//! The product that all others are made of: a few rows by a few columns of 16-bit integers, in registers.

use super::lanes::{I16x8, I32x4};

/// Rows of a tile.
pub(super) const ROWS: usize = 4;
/// Vectors of four columns side by side in a tile.
const QUADS: usize = 2;
/// Columns of a tile, and of a panel.
pub(super) const COLUMNS: usize = 4 * QUADS;
/// Numbers of a pair of steps along the sum, for all columns of a panel.
pub(super) const PAIR: usize = 2 * COLUMNS;
/// The same for all rows of a tile.
pub(super) const ROW_PAIR: usize = 2 * ROWS;

/// The sums of a tile, row by row.
pub(super) type Sums = [[i32; COLUMNS]; ROWS];

/// Adds to `sums` the products of four rows of `2 n` numbers with a panel of `n` pairs.
///
/// Both sides are packed in the order in which they are read. A panel has the numbers of its eight columns two by two, so
/// that a pair of a row, four times over, meets four columns at once in one `i32x4.dot_i16x8_s`, and no sum has to be
/// gathered from lanes at the end:
///
/// ```text
/// panel   k=0,1 of column 0 | k=0,1 of column 1 | ... | k=0,1 of column 7 | k=2,3 of column 0 | ...
/// rows    k=0,1 of row 0    | k=0,1 of row 1    | ... | k=0,1 of row 3    | k=2,3 of row 0    | ...
/// ```
///
/// Eight sums of four lanes, two quads of columns, four pairs and a product are fifteen registers, of the sixteen that x86
/// has: nothing is spilt in whatever order they are loaded. Three by twelve would have fewer loads a dot, but in most
/// orders sixteen registers do not do for it.
/// Not inlined: V8 does not replace a running loop by its optimised code, only a function that is called again.
#[inline(never)]
pub(super) fn tile(rows: &[i16], panel: &[i16], sums: &mut Sums) {
    let mut quads = [[I32x4::splat(0); QUADS]; ROWS];
    for (quads, sums) in quads.iter_mut().zip(&*sums) {
        for (quad, sums) in quads.iter_mut().zip(sums.as_chunks::<4>().0) {
            *quad = I32x4::load(sums);
        }
    }
    for (panel, rows) in panel.as_chunks::<PAIR>().0.iter().zip(rows.as_chunks::<ROW_PAIR>().0) {
        let columns = panel.as_chunks::<8>().0;
        let (left, right) = (I16x8::load(&columns[0]), I16x8::load(&columns[1]));
        for (quads, pair) in quads.iter_mut().zip(rows.as_chunks::<2>().0) {
            let pair = I16x8::splat_pair(*pair);
            quads[0] = quads[0].add_dot(pair, left);
            quads[1] = quads[1].add_dot(pair, right);
        }
    }
    for (sums, quads) in sums.iter_mut().zip(quads) {
        for (sums, quad) in sums.as_chunks_mut::<4>().0.iter_mut().zip(quads) {
            *sums = quad.array();
        }
    }
}
