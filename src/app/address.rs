//! Where a model lies, as people write it.

/// The folder that an address means, ending in `/`, and the file of weights in it where the address is that of one; `None`
/// if it is no address at all.
///
/// `owner/name` is a repository of the Hugging Face hub; of the hub's own pages (`/tree/`, `/blob/`, `/discussions/`, …)
/// the repository is meant, at the revision that they name. Everywhere else an address is a folder, or a file in one.
pub(super) fn folder_of(address: &str) -> Option<(String, Option<String>)> {
    let address = address.trim();
    let address = address.split(['?', '#']).next().unwrap_or(address);
    let (scheme, rest) = match address.split_once("://") {
        Some((scheme @ ("http" | "https"), rest)) => (scheme, rest),
        Some(_) => return None,
        None => ("", address),
    };
    if rest.contains(|it: char| it.is_whitespace() || "\\\"<>".contains(it)) {
        return None;
    }
    let mut parts: Vec<&str> = rest.split('/').filter(|it| !it.is_empty()).collect();
    let first = parts.first().copied()?;
    let is_host = !scheme.is_empty() || first.contains(['.', ':']) || first == "localhost";
    let host = match first {
        _ if !is_host && parts.len() == 2 => HUB,
        _ if !is_host => return None,
        "hf.co" | "www.hf.co" | "www.huggingface.co" => HUB,
        host => host,
    };
    if is_host {
        parts.remove(0);
    }
    let scheme = match scheme {
        "" if host.starts_with("localhost") || host.starts_with("127.") => "http",
        "" => "https",
        scheme => scheme,
    };
    let file = parts.pop_if(|it| FILES.iter().any(|ending| it.ends_with(ending)));
    let path = match parts.as_slice() {
        [owner, name, inside @ ..] if [HUB, MIRROR].contains(&host) => {
            let (revision, inside) = match inside {
                ["tree" | "blob" | "resolve" | "raw", revision, inside @ ..] => (*revision, inside),
                _ => ("main", &[][..]),
            };
            [&[*owner, *name, "resolve", revision], inside].concat()
        }
        parts => parts.to_vec(),
    };
    let path: String = path.iter().flat_map(|it| [*it, "/"]).collect();
    let weights = file.filter(|it| it.ends_with(".safetensors"));
    Some((format!("{scheme}://{host}/{path}"), weights.map(str::to_owned)))
}

const HUB: &str = "huggingface.co";
/// Another host with the hub's paths.
const MIRROR: &str = "hf-mirror.com";

/// What files in a model's folder end in.
const FILES: [&str; 4] = [".json", ".safetensors", ".md", ".txt"];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, folder: Option<&str>) {
        assert_eq!(folder_of(address).map(|it| it.0).as_deref(), folder, "{address}");
    }

    const VIT: Option<&str> = Some("https://huggingface.co/openai/clip-vit-base-patch32/resolve/main/");

    /// The lines of `26_addresses.txt`, and more of their kind.
    #[test]
    fn addresses_are_understood_as_people_write_them() {
        check("openai/clip-vit-base-patch32", VIT);
        check("huggingface.co/openai/clip-vit-base-patch32", VIT);
        check("https://hf.co/openai/clip-vit-base-patch32", VIT);
        check("https://www.huggingface.co/openai/clip-vit-base-patch32", VIT);
        check("https://huggingface.co/openai/clip-vit-base-patch32/blob/main/README.md", VIT);
        check("https://huggingface.co/openai/clip-vit-base-patch32/discussions/3", VIT);
        check("https://huggingface.co/openai/clip-vit-base-patch32/resolve/main/config.json?download=true", VIT);
        check("https://example.org/tree/clip/", Some("https://example.org/tree/clip/"));
        check("https://example.org/blob/clip", Some("https://example.org/blob/clip/"));
        check("https://huggingface.co/a/b/tree/v1", Some("https://huggingface.co/a/b/resolve/v1/"));
        check("https://huggingface.co/a/b/tree/v1/onnx", Some("https://huggingface.co/a/b/resolve/v1/onnx/"));
        check("https://hf-mirror.com/a/b", Some("https://hf-mirror.com/a/b/resolve/main/"));
        check(" https://x.org/m/model.safetensors?download=true ", Some("https://x.org/m/"));
        check("http://127.0.0.1:8000/a/b/resolve/main/", Some("http://127.0.0.1:8000/a/b/resolve/main/"));
        check("localhost:8000/m", Some("http://localhost:8000/m/"));
        check("x.org", Some("https://x.org/"));
        for none in ["", "  ", "my model", "clip", "a/b/c", "ftp://x", "https://", "C:\\models\\clip"] {
            check(none, None);
        }
    }

    #[test]
    fn a_file_of_weights_is_the_one_that_is_meant() {
        let weights = |address| folder_of(address).and_then(|it| it.1);
        assert_eq!(weights("https://x.org/m/model.int8.safetensors").as_deref(), Some("model.int8.safetensors"));
        assert_eq!(weights("https://x.org/m/config.json"), None);
    }
}
