//! What is asked for on the command line.

use std::path::PathBuf;
use std::str::FromStr;

use ikesu::creatures::odd::Group;

pub(crate) const USAGE: &str = "usage: draw <out dir> [--sheet | --png | --phrases] [--count N] [--seed S] [--size PX]
            [--train | --held-out pairs | --held-out ranges | --odd GROUP]
            [--camera | --camera-share S] [--mask]
  --sheet          creatures.png: every entry once, plainly; creatures.md: their names
  --png            N pictures as PNG files, captions.jsonl and attributes.csv
  --phrases        phrases.json: what each value of each attribute is called, with a name at {}, without, and bare
  (else)           N pictures packed: pictures.rgb (u8, N x PX x PX x 3) and pictures.jsonl (a line each)
  --train          nothing of the test set (models/demo/testset.json); refuses its seeds
  --held-out       exactly the held-out pairs, in order, or parameters from the held-out ranges
  --odd            things that are not in the catalog, of the group train, threshold or test; `train` is as --train
  --camera         as a phone's camera sees them; --camera-share: that share of them, 0 to 1
  --mask           pictures.mask beside the packed pictures (u8, N x PX x PX): how much is a creature's";

/// Words that each say the same thing in another way: a run takes one of them.
const EITHER: [&[&str]; 3] =
    [&["--sheet", "--png", "--phrases"], &["--train", "--held-out", "--odd"], &["--camera", "--camera-share"]];

/// Words that would change nothing beside the first: they are refused rather than passed over.
const IDLE: [(&str, &[&str]); 3] = [
    ("--sheet", &["--count", "--train", "--held-out", "--odd", "--camera", "--camera-share", "--mask"]),
    (
        "--phrases",
        &["--count", "--seed", "--size", "--train", "--held-out", "--odd", "--camera", "--camera-share", "--mask"],
    ),
    ("--png", &["--mask"]),
];

/// The form of what is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Packed,
    Phrases,
    Png,
    Sheet,
}

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Subject {
    /// Every entry in turn, in any scene.
    Any,
    /// Every entry in turn, in a scene that training may see.
    Train,
    /// The held-out pairs in turn.
    Pairs,
    /// Every entry in turn, with parameters from the held-out ranges.
    Ranges,
    /// Things that are not in the catalog.
    Odd(Group),
}

/// One run of the tool.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) out: PathBuf,
    pub(crate) kind: Kind,
    pub(crate) subject: Subject,
    pub(crate) count: u32,
    pub(crate) seed: u32,
    pub(crate) size: u32,
    /// Which share of the pictures goes through the camera.
    pub(crate) camera: f32,
    pub(crate) mask: bool,
}

impl Job {
    /// Reads the words of the command line; what is wrong with them is said in a sentence.
    pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let out = words.next().filter(|it| !it.starts_with("--")).ok_or("the folder comes first")?;
        let (kind, subject) = (Kind::Packed, Subject::Any);
        let mut job = Self { out: out.into(), kind, subject, count: 93, seed: 1, size: 192, camera: 0.0, mask: false };
        let mut said: Vec<String> = Vec::new();
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} says no value"));
            match word.as_str() {
                "--sheet" => job.kind = Kind::Sheet,
                "--phrases" => job.kind = Kind::Phrases,
                "--png" => job.kind = Kind::Png,
                "--train" => job.subject = Subject::Train,
                "--held-out" => {
                    job.subject = match value()?.as_str() {
                        "pairs" => Subject::Pairs,
                        "ranges" => Subject::Ranges,
                        other => return Err(format!("--held-out is pairs or ranges, not {other}")),
                    }
                }
                "--odd" => {
                    job.subject = Subject::Odd(match value()?.as_str() {
                        "train" => Group::Train,
                        "threshold" => Group::Threshold,
                        "test" => Group::Test,
                        other => return Err(format!("--odd is train, threshold or test, not {other}")),
                    })
                }
                "--camera" => job.camera = 1.0,
                "--camera-share" => {
                    job.camera = number(&word, &value()?)?;
                    if !(0.0..=1.0).contains(&job.camera) {
                        return Err(format!("--camera-share is from 0 to 1, not {}", job.camera));
                    }
                }
                "--mask" => job.mask = true,
                "--count" => job.count = number(&word, &value()?)?,
                "--seed" => job.seed = number(&word, &value()?)?,
                "--size" => job.size = number(&word, &value()?)?,
                _ => return Err(format!("{word} is not known")),
            }
            if said.contains(&word) {
                return Err(format!("{word} stands twice"));
            }
            said.push(word);
        }
        agree(&said).map(|()| job)
    }
}

fn number<T: FromStr>(word: &str, value: &str) -> Result<T, String> {
    value.parse().map_err(|_not_one| format!("{word} is a number, not {value}"))
}

/// Refuses words of which one would silently win over the other.
fn agree(said: &[String]) -> Result<(), String> {
    let is_said = |word: &&&str| said.iter().any(|it| it == **word);
    for group in EITHER {
        let found: Vec<&str> = group.iter().filter(is_said).copied().collect();
        if let [one, other, ..] = found[..] {
            return Err(format!("{one} and {other} do not go together"));
        }
    }
    for (word, idle) in IDLE.iter().filter(|(word, _)| is_said(&word)) {
        if let Some(other) = idle.iter().find(is_said) {
            return Err(format!("{other} changes nothing about {word}"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Job, String> {
        Job::parse(line.split(' ').map(str::to_owned))
    }

    #[track_caller]
    fn check(line: &str, expected: &str) {
        assert_eq!(parse(line).err().as_deref(), Some(expected), "{line}");
    }

    #[test]
    fn words_that_contradict_each_other_are_refused() {
        check("out --train --held-out pairs", "--train and --held-out do not go together");
        check("out --odd test --train", "--train and --odd do not go together");
        check("out --camera-share 0.5 --camera", "--camera and --camera-share do not go together");
        check("out --png --sheet", "--sheet and --png do not go together");
        check("out --mask --png", "--mask changes nothing about --png");
        check("out --sheet --count 3", "--count changes nothing about --sheet");
        check("out --sheet --camera", "--camera changes nothing about --sheet");
        check("out --phrases --seed 3", "--seed changes nothing about --phrases");
        check("out --seed 3 --seed 4", "--seed stands twice");
    }

    #[test]
    fn words_that_say_nothing_are_refused() {
        check("--png", "the folder comes first");
        check("out --pgn", "--pgn is not known");
        check("out --count", "--count says no value");
        check("out --count many", "--count is a number, not many");
        check("out --camera-share 1.5", "--camera-share is from 0 to 1, not 1.5");
        check("out --camera-share NaN", "--camera-share is from 0 to 1, not NaN");
        check("out --odd things", "--odd is train, threshold or test, not things");
        check("out --held-out all", "--held-out is pairs or ranges, not all");
    }

    #[test]
    fn what_training_asks_for_is_understood() {
        let job = parse("out --count 7 --seed 10000000 --size 192 --mask --train --camera-share 0.3").unwrap();
        assert_eq!((job.count, job.seed, job.size, job.mask), (7, 10_000_000, 192, true));
        assert_eq!((job.kind, job.subject, job.camera), (Kind::Packed, Subject::Train, 0.3));
        let odd = parse("out --mask --odd train --camera-share 0.3").unwrap();
        assert_eq!(odd.subject, Subject::Odd(Group::Train));
        assert_eq!(parse("docs --sheet --size 120").unwrap().kind, Kind::Sheet);
        assert_eq!(parse("out --png --odd test --camera").unwrap().kind, Kind::Png);
        assert_eq!(parse("out --phrases").unwrap().kind, Kind::Phrases);
    }
}
