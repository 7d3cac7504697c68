//! `model.safetensors` as it comes in: each tensor is made while the bytes pass, the file is never held.
//!
//! Format: <https://huggingface.co/docs/safetensors/index#format>. Eight bytes of length, a JSON header of that length,
//! then the tensors' bytes without a gap.

use std::collections::{BTreeMap, BTreeSet, TryReserveError};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::kernels::Rounded;
use crate::model::backend::Backend;
use crate::model::shelf::is_rounded;

const FILE: &str = "model.safetensors";

/// A tensor without sides: one number, of neither tower.
pub(super) const LOGIT_SCALE: &str = "logit_scale";

/// The format's own limit on the header, so that a wrong file cannot ask for memory.
const MAX_HEADER_BYTES: u64 = 100_000_000;

/// Reads a checkpoint in chunks of any size.
pub(super) struct Checkpoint {
    needed: BTreeMap<String, Vec<usize>>,
    /// The length and the header until they are whole, then nothing.
    head: Vec<u8>,
    header_bytes: Option<u64>,
    /// The tensors in the order of their bytes, those that are still to come.
    spans: std::vec::IntoIter<Span>,
    current: Option<Reading>,
    backend: Box<dyn Backend>,
    logit_scale: Option<f32>,
    /// Of rounded tensors that are still to come.
    scales: BTreeMap<String, Vec<f32>>,
    n_bytes: u64,
    total_bytes: Option<u64>,
    sha256: Sha256,
    /// Files that follow this one.
    n_following: usize,
    /// What was in the files before this one.
    seen: BTreeSet<String>,
}

/// What the header says of a tensor.
#[derive(Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: (u64, u64),
}

/// A run of bytes, and the tensor that is made of it, if it is one of ours.
struct Span {
    n_bytes: u64,
    tensor: Option<(String, Vec<usize>, Dtype)>,
}

/// A span of which some bytes have passed.
struct Reading {
    span: Span,
    n_bytes_left: u64,
    values: Vec<f32>,
    /// In place of `values`, where the tensor is rounded.
    rounded: Vec<i8>,
    /// Bytes of a number that a chunk's end has cut.
    carry: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Dtype {
    F32,
    F16,
    Bf16,
    /// Rows with a scale each, in the tensor named by [`scales_of`].
    I8,
}

impl Checkpoint {
    /// A reader that hands `backend` the tensors in `needed`, which are names with their shapes, and skips all others.
    pub(super) fn new(needed: BTreeMap<String, Vec<usize>>, backend: Box<dyn Backend>) -> Self {
        Self {
            needed,
            head: Vec::new(),
            header_bytes: None,
            spans: Vec::new().into_iter(),
            current: None,
            backend,
            logit_scale: None,
            scales: BTreeMap::new(),
            n_bytes: 0,
            total_bytes: None,
            sha256: Sha256::new(),
            n_following: 0,
            seen: BTreeSet::new(),
        }
    }

    /// Of how many files the checkpoint is.
    pub(super) fn expect_parts(&mut self, n_parts: usize) {
        self.n_following = n_parts.saturating_sub(1);
    }

    /// The file is over and another follows.
    pub(super) fn end_of_part(&mut self) -> Result<()> {
        self.check_end()?;
        self.n_following = self.n_following.saturating_sub(1);
        (self.header_bytes, self.total_bytes, self.n_bytes) = (None, None, 0);
        Ok(())
    }

    /// The file's size, once the header is read.
    pub(super) fn total_bytes(&self) -> Option<u64> {
        self.total_bytes
    }

    pub(super) fn push(&mut self, mut chunk: &[u8]) -> Result<()> {
        self.sha256.update(chunk);
        self.n_bytes += chunk.len() as u64;
        if self.total_bytes.is_none() {
            chunk = self.read_head(chunk)?;
        }
        while !chunk.is_empty() {
            let Some(mut reading) = self.current.take() else {
                return Err(wrong("there are bytes after its end".into()));
            };
            let take = usize::try_from(reading.n_bytes_left).map_or(chunk.len(), |left| left.min(chunk.len()));
            let (bytes, rest) = chunk.split_at(take);
            reading.read(bytes);
            chunk = rest;
            self.current = Some(reading);
            self.close_finished()?;
        }
        Ok(())
    }

    /// sha256 of all bytes so far.
    pub(super) fn sha256(&self) -> [u8; 32] {
        self.sha256.clone().finalize().into()
    }

    /// Who has the tensors, and the one that belongs to no tower, if every byte has come.
    pub(super) fn finish(self) -> Result<(Box<dyn Backend>, f32)> {
        self.check_end()?;
        let missing = || Error::TensorMissing { name: LOGIT_SCALE.to_owned() };
        Ok((self.backend, self.logit_scale.ok_or_else(missing)?))
    }

    fn check_end(&self) -> Result<()> {
        let expected = self.total_bytes.unwrap_or_else(|| 8 + self.header_bytes.unwrap_or(0));
        match self.total_bytes == Some(self.n_bytes) {
            true => Ok(()),
            false => Err(Error::Truncated { file: FILE, expected, found: self.n_bytes }),
        }
    }

    /// Collects the length and the header; gives back what lies behind them.
    fn read_head<'a>(&mut self, chunk: &'a [u8]) -> Result<&'a [u8]> {
        let mut rest = self.fill_head(chunk, 8);
        if let Some(length) = self.head.first_chunk::<8>() {
            let length = u64::from_le_bytes(*length);
            if !(2..=MAX_HEADER_BYTES).contains(&length) {
                return Err(not_safetensors(&self.head, rest));
            }
            self.header_bytes = Some(length);
            let header_end = 8 + length as usize;
            rest = self.fill_head(rest, header_end);
            // The format wants the header to begin with a brace: a wrong file is found out before it is collected.
            if self.head.get(8).is_some_and(|&byte| byte != b'{') {
                return Err(not_safetensors(&self.head, rest));
            }
            if self.head.len() == header_end {
                let head = std::mem::take(&mut self.head);
                self.read_header(&head[8..])?;
            }
        }
        Ok(rest)
    }

    fn fill_head<'a>(&mut self, chunk: &'a [u8], until: usize) -> &'a [u8] {
        let (bytes, rest) = chunk.split_at(until.saturating_sub(self.head.len()).min(chunk.len()));
        self.head.extend_from_slice(bytes);
        rest
    }

    fn read_header(&mut self, json: &[u8]) -> Result<()> {
        let damaged = |err: serde_json::Error| Error::ModelFile { file: FILE, source: err.into() };
        let raw: BTreeMap<String, serde_json::Value> = serde_json::from_slice(json).map_err(damaged)?;
        let mut entries = Vec::with_capacity(raw.len());
        for (name, value) in &raw {
            if name != "__metadata__" {
                // Saved as a part of a larger model, each name begins with the part's own.
                let bare = name.strip_prefix("model.").filter(|it| !raw.contains_key(*it)).unwrap_or(name);
                let entry = Entry::deserialize(value).map_err(damaged)?;
                entries.push((bare.to_owned(), entry.with_bare_number(bare)));
            }
        }
        let mut scales: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let shaped = |name: &String, expected: &Vec<usize>| match entries.iter().find(|it| it.0 == *name) {
            None => Err(Error::TensorMissing { name: name.clone() }),
            Some((_, entry)) if entry.shape != *expected => {
                let (expected, found) = (expected.clone(), entry.shape.clone());
                Err(Error::TensorShape { name: name.clone(), expected, found })
            }
            Some((_, entry)) => Ok(entry),
        };
        // A tensor may be in a file that has been or will be; the last one knows that none is missing.
        let is_here = |name: &String| entries.iter().any(|it| it.0 == *name);
        let is_elsewhere = |name: &String| !is_here(name) && (self.n_following > 0 || self.seen.contains(name));
        for (name, expected) in self.needed.iter().filter(|it| !is_elsewhere(it.0)) {
            if shaped(name, expected)?.dtype == "I8" && is_rounded(name, expected) {
                scales.insert(scales_of(name), expected[..1].to_vec());
            }
        }
        for (name, expected) in &scales {
            shaped(name, expected)?;
        }
        self.seen.extend(entries.iter().map(|it| it.0.clone()));
        entries.sort_by_key(|it| it.1.data_offsets);
        let mut end = 0;
        let mut spans = Vec::with_capacity(entries.len());
        for (name, entry) in entries {
            let (start, stop) = entry.data_offsets;
            if start != end || stop < start {
                return Err(wrong(format!("tensor {name} lies at {start}..{stop}, expected to begin at {end}")));
            }
            end = stop;
            let n_bytes = stop - start;
            let tensor = match self.needed.contains_key(&name) || scales.contains_key(&name) {
                true => Some(entry.checked(name, n_bytes)?),
                false => None,
            };
            spans.push(Span { n_bytes, tensor });
        }
        self.total_bytes = Some(8 + json.len() as u64 + end);
        self.spans = spans.into_iter();
        self.open_next()?;
        self.close_finished()
    }

    fn open_next(&mut self) -> Result<()> {
        self.current = self.spans.next().map(Reading::new).transpose()?;
        Ok(())
    }

    /// Turns the current span into its tensor if all its bytes are there, and goes on to the next.
    fn close_finished(&mut self) -> Result<()> {
        while let Some(reading) = self.current.take_if(|it| it.n_bytes_left == 0) {
            if let Some((name, shape, dtype)) = reading.span.tensor {
                if !reading.values.iter().all(|it| it.is_finite()) {
                    return Err(Error::TensorNotFinite { name });
                }
                match reading.values.as_slice() {
                    _ if !self.needed.contains_key(&name) => drop(self.scales.insert(name, reading.values)),
                    [logit_scale] if name == LOGIT_SCALE => self.logit_scale = Some(*logit_scale),
                    _ if dtype == Dtype::I8 => {
                        let scales = self.scales.remove(&scales_of(&name));
                        let scales = scales.ok_or_else(|| wrong(format!("tensor {name} comes before its scales")))?;
                        // The room in the products' sums counts on it.
                        if reading.rounded.contains(&i8::MIN) {
                            return Err(wrong(format!("tensor {name} holds -128, expected -127 to 127")));
                        }
                        self.backend.put_rounded(name, shape, Rounded { values: reading.rounded, scales })?;
                    }
                    _ => self.backend.put(name, shape, reading.values)?,
                }
            }
            self.open_next()?;
        }
        Ok(())
    }
}

impl Entry {
    /// One number is one number, whether it is written as a list of it or not.
    fn with_bare_number(self, name: &str) -> Self {
        let is_one = name == LOGIT_SCALE && self.shape.iter().all(|it| *it == 1);
        if is_one { Self { shape: Vec::new(), ..self } } else { self }
    }

    fn checked(self, name: String, n_bytes: u64) -> Result<(String, Vec<usize>, Dtype)> {
        let dtype = match self.dtype.as_str() {
            "F32" => Dtype::F32,
            "F16" => Dtype::F16,
            "BF16" => Dtype::Bf16,
            "I8" if is_rounded(&name, &self.shape) => Dtype::I8,
            _ => return Err(Error::TensorType { name, dtype: self.dtype }),
        };
        let expected = self.shape.iter().map(|&it| it as u64).product::<u64>() * dtype.n_bytes() as u64;
        if n_bytes != expected {
            return Err(wrong(format!("tensor {name} has {n_bytes} bytes, expected {expected}")));
        }
        Ok((name, self.shape, dtype))
    }
}

impl Reading {
    fn new(span: Span) -> Result<Self> {
        let mut values: Vec<f32> = Vec::new();
        let mut rounded: Vec<i8> = Vec::new();
        if let Some((_, shape, dtype)) = &span.tensor {
            let n_values = shape.iter().product::<usize>();
            let is_rounded = *dtype == Dtype::I8;
            let refused =
                |_: TryReserveError| Error::Memory { bytes: if is_rounded { 1 } else { 4 } * n_values as u64 };
            let reserved =
                if is_rounded { rounded.try_reserve_exact(n_values) } else { values.try_reserve_exact(n_values) };
            reserved.map_err(refused)?;
        }
        Ok(Self { n_bytes_left: span.n_bytes, span, values, rounded, carry: Vec::new() })
    }

    fn read(&mut self, mut bytes: &[u8]) {
        self.n_bytes_left -= bytes.len() as u64;
        let Some((_, _, dtype)) = &self.span.tensor else { return };
        let size = dtype.n_bytes();
        if !self.carry.is_empty() {
            let (head, rest) = bytes.split_at((size - self.carry.len()).min(bytes.len()));
            self.carry.extend_from_slice(head);
            bytes = rest;
            if self.carry.len() == size {
                dtype.convert(&self.carry, &mut self.values, &mut self.rounded);
                self.carry.clear();
            }
        }
        let whole = bytes.len() - bytes.len() % size;
        dtype.convert(&bytes[..whole], &mut self.values, &mut self.rounded);
        self.carry.extend_from_slice(&bytes[whole..]);
    }
}

impl Dtype {
    fn n_bytes(self) -> usize {
        match self {
            Self::F32 => 4,
            Self::F16 | Self::Bf16 => 2,
            Self::I8 => 1,
        }
    }

    fn convert(self, bytes: &[u8], values: &mut Vec<f32>, rounded: &mut Vec<i8>) {
        let halves = || bytes.chunks_exact(2).map(|it| u16::from_le_bytes([it[0], it[1]]));
        match self {
            Self::F32 => {
                values.extend(bytes.chunks_exact(4).map(|it| f32::from_le_bytes([it[0], it[1], it[2], it[3]])));
            }
            Self::F16 => values.extend(halves().map(f32_from_f16)),
            // The upper half of an f32.
            Self::Bf16 => values.extend(halves().map(|it| f32::from_bits(u32::from(it) << 16))),
            Self::I8 => rounded.extend(bytes.iter().map(|it| it.cast_signed())),
        }
    }
}

/// IEEE 754 binary16, exactly.
fn f32_from_f16(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let exponent = u32::from(bits >> 10 & 0x1f);
    let fraction = u32::from(bits & 0x3ff);
    match exponent {
        // Zero and the subnormal numbers: `fraction` times 2^-24.
        0 => f32::from_bits(sign | (fraction as f32 * (1.0 / 16_777_216.0)).to_bits()),
        31 => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

/// The tensor with the scales of the rows of `name`, which comes before it.
pub(super) fn scales_of(name: &str) -> String {
    format!("{name}_scale")
}

fn wrong(message: String) -> Error {
    Error::ModelFile { file: FILE, source: message.into() }
}

/// Shows what the file begins with, which tells a web page or a Git LFS pointer at a glance.
fn not_safetensors(head: &[u8], rest: &[u8]) -> Error {
    let start: Vec<u8> = head.iter().chain(rest).copied().take(40).collect();
    wrong(format!("it is no safetensors file, it begins with \"{}\"", start.escape_ascii()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_half_becomes_the_number_it_is() {
        let check = |bits: u16, expected: f32| assert_eq!(f32_from_f16(bits).to_bits(), expected.to_bits(), "{bits:x}");
        check(0x0000, 0.0);
        check(0x8000, -0.0);
        check(0x0001, 5.960_464_5e-8);
        check(0x83ff, -6.097_555e-5);
        check(0x0400, 6.103_515_6e-5);
        check(0x3c00, 1.0);
        check(0xc0b8, -2.359_375);
        check(0x7bff, 65_504.0);
        check(0x7c00, f32::INFINITY);
        assert!(f32_from_f16(0x7e00).is_nan());
    }
}
