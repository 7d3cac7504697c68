//! Errors as the page hears of them: a kind, what it concerns, and the whole story in one line.

use crate::error::{Error, Refusal, flatten};
use crate::protocol::{Fault, FaultKind};

/// The fault that `error` is.
pub(super) fn of(error: &Error) -> Fault {
    let (kind, subject) = match error {
        Error::Parameter { parameter, .. } => (FaultKind::Parameter, (*parameter).to_owned()),
        Error::TooFew { needed, .. } => (FaultKind::TooFew, needed.to_string()),
        Error::NotFinite { .. } | Error::ZeroRow { .. } => (FaultKind::Vector, String::new()),
        Error::ImageEmpty => (FaultKind::ImageEmpty, String::new()),
        Error::ImageUnknown => (FaultKind::ImageUnknown, String::new()),
        Error::NoPicture { format } => (FaultKind::ImageUnknown, (*format).to_owned()),
        Error::ImageUnsupported { format } => (FaultKind::ImageUnsupported, (*format).to_owned()),
        Error::ImageBroken { format, .. } => (FaultKind::ImageBroken, (*format).to_owned()),
        Error::ImageCut { format, .. } => (FaultKind::ImageCut, (*format).to_owned()),
        Error::ImageTooLarge { width, height, .. } => (FaultKind::ImageTooLarge, format!("{width} x {height}")),
        Error::NoModel => (FaultKind::NoModel, String::new()),
        Error::ModelFile { file, .. } | Error::ModelConfig { file, .. } => (FaultKind::ModelFile, (*file).to_owned()),
        Error::TensorMissing { name }
        | Error::TensorShape { name, .. }
        | Error::TensorType { name, .. }
        | Error::TensorNotFinite { name } => (FaultKind::Tensor, name.clone()),
        Error::Truncated { file, .. } => (FaultKind::Truncated, (*file).to_owned()),
        Error::Checksum { .. } => (FaultKind::Checksum, String::new()),
        Error::Fetch { address, why, .. } => (fetch(*why), address.clone()),
        Error::Memory { .. } => (FaultKind::Memory, String::new()),
        Error::Ragged { .. } | Error::UnknownItem { .. } | Error::PicturesOnly | Error::Compute { .. } => {
            (FaultKind::Internal, String::new())
        }
    };
    Fault { kind, subject, detail: flatten(error) }
}

fn fetch(why: Refusal) -> FaultKind {
    match why {
        Refusal::Missing => FaultKind::FetchMissing,
        Refusal::Denied => FaultKind::FetchDenied,
        Refusal::Page => FaultKind::FetchPage,
        Refusal::Blocked => FaultKind::FetchBlocked,
        Refusal::Other => FaultKind::Fetch,
    }
}
