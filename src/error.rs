//! One error for the whole library: what is wrong, with the numbers that show it.

/// What the library's functions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A foreign error, boxed so that no other crate's type shows in ours.
pub type Source = Box<dyn std::error::Error + Send + Sync + 'static>;

/// Why an address gave no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is none.
    Missing,
    /// Not everybody may have it, or there is none.
    Denied,
    /// A web page came in its place.
    Page,
    /// The server lets no other page read it (CORS).
    Blocked,
    /// Anything else: no network, a server at fault.
    Other,
}

/// Everything that can go wrong below the web boundary.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A parameter is out of its bounds.
    #[error("{parameter} must be {bounds}, not {found}")]
    Parameter {
        /// Its name as the field writes it, such as `n_neighbors`.
        parameter: &'static str,
        /// What it may be, in words.
        bounds: String,
        /// What it was.
        found: String,
    },
    /// Values that do not fill whole rows.
    #[error("{values} values do not fill rows of {dims}")]
    Ragged {
        /// How many values there are.
        values: usize,
        /// How long a row is.
        dims: usize,
    },
    /// NaN or infinity among the values.
    #[error("row {row} holds a value that is not finite in column {column}")]
    NotFinite {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// A row of zeros where a direction is needed.
    #[error("row {row} has length zero, so it has no direction")]
    ZeroRow {
        /// The row.
        row: usize,
    },
    /// Too few items for the method.
    #[error("{method} needs at least {needed} items, found {found}")]
    TooFew {
        /// The method.
        method: &'static str,
        /// How many it needs.
        needed: usize,
        /// How many there are.
        found: usize,
    },
    /// An item that is not in the data set.
    #[error("item {item} is not in the tank")]
    UnknownItem {
        /// Its number.
        item: u32,
    },

    /// A file of no bytes.
    #[error("the file is empty")]
    ImageEmpty,
    /// Bytes that are no picture we know.
    #[error("not a picture in a format that can be read here")]
    ImageUnknown,
    /// A file of another kind.
    #[error("{format} is no picture")]
    NoPicture {
        /// The kind, such as `MP4`.
        format: &'static str,
    },
    /// A known format that is not decoded here; the browser may be able to.
    #[error("{format} is not decoded here")]
    ImageUnsupported {
        /// The format, such as `AVIF`.
        format: &'static str,
    },
    /// A picture whose bytes are wrong.
    #[error("the {format} picture is damaged")]
    ImageBroken {
        /// The format, such as `JPEG`.
        format: &'static str,
        /// What the decoder said.
        source: Source,
    },
    /// A picture of which parts are missing: it broke off, or something else stands in its middle.
    #[error("parts of the {format} picture are missing")]
    ImageCut {
        /// The format, such as `JPEG`.
        format: &'static str,
        /// What is missing.
        source: Source,
    },
    /// A picture too large to decode, or a header that claims it.
    #[error("{width} x {height} pixels is over the limit of {limit} megapixels")]
    ImageTooLarge {
        /// Columns.
        width: u32,
        /// Rows.
        height: u32,
        /// The limit in millions of pixels.
        limit: u32,
    },

    /// No model is loaded.
    #[error("no model is loaded")]
    NoModel,
    /// A copy of a model for pictures, asked for words.
    #[error("this copy of the model is for pictures only")]
    PicturesOnly,
    /// A file of the model that cannot be read.
    #[error("{file} cannot be read")]
    ModelFile {
        /// The file, such as `config.json`.
        file: &'static str,
        /// Why.
        source: Source,
    },
    /// A setting of the model that is missing or not supported.
    #[error("{file}: {key} is {found}, which is not supported")]
    ModelConfig {
        /// The file.
        file: &'static str,
        /// The key.
        key: String,
        /// What stands there.
        found: String,
    },
    /// A tensor that should be there.
    #[error("model.safetensors: tensor {name} is missing")]
    TensorMissing {
        /// Its name in the checkpoint.
        name: String,
    },
    /// A tensor of the wrong shape.
    #[error("model.safetensors: tensor {name} has shape {found:?}, expected {expected:?}")]
    TensorShape {
        /// Its name in the checkpoint.
        name: String,
        /// The shape that the configuration asks for.
        expected: Vec<usize>,
        /// The shape in the file.
        found: Vec<usize>,
    },
    /// A tensor whose element type is none of f32, f16, bf16, nor i8 in a matrix.
    #[error("model.safetensors: tensor {name} has element type {dtype}, expected F32, F16 or BF16, or I8 for a matrix")]
    TensorType {
        /// Its name in the checkpoint.
        name: String,
        /// The type in the file.
        dtype: String,
    },
    /// A tensor with NaN or infinity in it.
    #[error("model.safetensors: tensor {name} holds a value that is not finite")]
    TensorNotFinite {
        /// Its name in the checkpoint.
        name: String,
    },
    /// A file that ends too early.
    #[error("{file} ends after {found} of {expected} bytes")]
    Truncated {
        /// The file.
        file: &'static str,
        /// Bytes expected.
        expected: u64,
        /// Bytes found.
        found: u64,
    },
    /// A model whose bytes are not those of the catalog.
    #[error("the model's files have the fingerprint {found}, expected {expected}")]
    Checksum {
        /// That of the catalog.
        expected: String,
        /// That of the bytes.
        found: String,
    },
    /// An address that could not be fetched.
    #[error("{address} could not be fetched: {reason}")]
    Fetch {
        /// The address.
        address: String,
        /// Why not.
        why: Refusal,
        /// What the network said.
        reason: String,
    },
    /// Memory that the browser or the system would not give.
    #[error("{bytes} bytes of memory are not to be had")]
    Memory {
        /// How much was asked for at once.
        bytes: u64,
    },
    /// A library refused what has no error of its own here: an operation on tensors, a file that cannot be read or
    /// written.
    #[error("the computation failed")]
    Compute {
        /// What it said.
        source: Source,
    },
}

impl Error {
    /// What a library has refused, for want of an error of its own.
    pub fn compute(source: impl Into<Source>) -> Self {
        Self::Compute { source: source.into() }
    }
}

/// The error and all its sources in one line, for the worker's edge and for logs.
pub fn flatten(error: &dyn std::error::Error) -> String {
    let mut line = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        line.push_str(": ");
        line.push_str(&source.to_string());
        next = source.source();
    }
    line
}
