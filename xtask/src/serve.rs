//! The page on this machine.

use crate::host::Host;
use crate::shell::{Result, root};
use crate::{dist, setup};

/// Sets up, builds what has changed, serves until stopped.
pub(crate) fn run(flags: &[&str]) -> Result<()> {
    let Flags { port, base } = parse(flags)?;
    setup::page()?;
    dist::build()?;
    Host { dir: root().join("dist"), base }.serve(port)
}

#[derive(Debug, PartialEq)]
struct Flags {
    port: u16,
    base: String,
}

fn parse(flags: &[&str]) -> Result<Flags> {
    let mut parsed = Flags { port: 8080, base: "/".to_owned() };
    for pair in flags.chunks(2) {
        match *pair {
            ["--port", port] => parsed.port = port.parse().map_err(|err| format!("--port {port}: {err}"))?,
            ["--base", path] if path.starts_with('/') && path.ends_with('/') => path.clone_into(&mut parsed.base),
            ["--base", path] => return Err(format!("--base {path}: a path starts and ends with a slash")),
            _ => return Err(format!("serve does not know `{}`", pair.join(" "))),
        }
    }
    Ok(parsed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_pairs() {
        assert_eq!(parse(&[]), Ok(Flags { port: 8080, base: "/".to_owned() }));
        let flags = parse(&["--port", "9000", "--base", "/blog/ikesu/"]);
        assert_eq!(flags, Ok(Flags { port: 9000, base: "/blog/ikesu/".to_owned() }));
        assert!(parse(&["--port"]).is_err());
        assert!(parse(&["--port", "many"]).is_err());
        assert!(parse(&["--base", "blog"]).is_err());
    }
}
