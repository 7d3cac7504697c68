//! A piece of a model as it is kept, by which another one that is shaped alike becomes its copy.

/// Numbers of one kind, in the order in which they lie.
#[derive(Debug)]
pub enum Part<'a> {
    /// Rounded weights.
    Integers(&'a mut [i8]),
    /// Scales, biases and what is only added.
    Numbers(&'a mut [f32]),
}

impl Part<'_> {
    /// Bytes that it takes up.
    pub fn n_bytes(&self) -> usize {
        match self {
            Self::Integers(values) => values.len(),
            Self::Numbers(values) => size_of_val(*values),
        }
    }

    /// A copy, of which one of the two is empty.
    pub fn read(&self) -> (Vec<u8>, Vec<f32>) {
        match self {
            Self::Integers(values) => (values.iter().map(|it| it.cast_unsigned()).collect(), Vec::new()),
            Self::Numbers(values) => (Vec::new(), values.to_vec()),
        }
    }

    /// Puts in what [`Part::read`] gave of the other; `false` if it is not of the same shape.
    #[must_use]
    pub fn write(self, integers: &[u8], numbers: &[f32]) -> bool {
        match self {
            Self::Integers(values) => {
                values.iter_mut().zip(integers).for_each(|(to, from)| *to = from.cast_signed());
                values.len() == integers.len()
            }
            Self::Numbers(values) => {
                values.iter_mut().zip(numbers).for_each(|(to, from)| *to = *from);
                values.len() == numbers.len()
            }
        }
    }
}
