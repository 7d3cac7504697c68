//! CLIP: a picture or a text in, a vector of length 1 out.
