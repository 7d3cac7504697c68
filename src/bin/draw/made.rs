//! One picture of a job: which scene, what in it, and what the camera made of it.

use std::sync::LazyLock;

use ikesu::app::{Label, parse_labels};
use ikesu::creatures::odd::{self, Group, Odd};
use ikesu::creatures::{self, Attributes, CATALOG, Holdout, Scene, camera, caption};
use ikesu::error::Result;
use ikesu::rng::Rng;

use super::job::{Job, Subject};

/// The catalog's text, for the captions.
const NAMES: &str = include_str!("../../../models/names.txt");

/// A finished picture and what can be said of it.
pub(crate) struct Made {
    /// The entry, or none for a thing that is not in the catalog.
    pub(crate) species: Option<usize>,
    pub(crate) seed: u32,
    /// Captions of an entry, names of a thing: in Japanese and in English.
    pub(crate) captions: (String, String),
    pub(crate) attributes: Attributes,
    /// Whether it went through the camera.
    pub(crate) camera: bool,
    pub(crate) rgba: Vec<u8>,
    pub(crate) mask: Option<Vec<u8>>,
}

/// Makes picture `index` of the job.
pub(crate) fn make(job: &Job, holdout: &Holdout, index: u32) -> Result<Made> {
    let (seed, at) = (job.seed.wrapping_add(index), index as usize);
    let entry = at % CATALOG.len();
    let mut made = match job.subject {
        Subject::Any => creature(job, entry, seed, &Scene::random(&mut Rng::new(seed))),
        Subject::Train => creature(job, entry, seed, &holdout.training(CATALOG.get(entry), seed)?),
        Subject::Ranges => creature(job, entry, seed, &holdout.ranges(seed)?),
        Subject::Pairs => {
            let (species, scene) = holdout.pair(at, seed)?;
            creature(job, species, seed, &scene)
        }
        Subject::Odd(group) => {
            let scene = match group {
                Group::Train => holdout.training(None, seed)?,
                Group::Threshold | Group::Test => Scene::random(&mut Rng::new(seed)),
            };
            let kinds = Odd::of(group);
            thing(job, kinds[at % kinds.len()], seed, &scene)
        }
    }?;
    if Rng::new(seed ^ 0xCA3E_54A2).uniform() < job.camera {
        let photo = camera::photograph(&made.rgba, made.mask.as_deref(), job.size, seed)?;
        made.rgba = camera::through_jpeg(&photo.rgba, job.size, photo.quality)?;
        made.mask = photo.mask;
        made.camera = true;
    }
    Ok(made)
}

fn creature(job: &Job, species: usize, seed: u32, scene: &Scene) -> Result<Made> {
    let picture = creatures::paint(species, scene, job.size)?;
    let mask = if job.mask { Some(creatures::mask(species, scene, job.size)?) } else { None };
    let name = CATALOG[species].name;
    let mut rng = Rng::new(seed ^ 0xCA97_1035);
    let mut mention = || [(); 4].map(|()| rng.below(3) == 0);
    let captions = (
        caption::japanese(name, &picture.attributes, mention()),
        caption::english(&label(species).en, &picture.attributes, mention()),
    );
    let (attributes, rgba) = (picture.attributes, picture.rgba);
    Ok(Made { species: Some(species), seed, captions, attributes, camera: false, rgba, mask })
}

fn thing(job: &Job, kind: Odd, seed: u32, scene: &Scene) -> Result<Made> {
    let picture = odd::paint(kind, scene, job.size)?;
    let (ja, en) = kind.names();
    let mask = job.mask.then(|| vec![0; (job.size * job.size) as usize]);
    let (attributes, rgba) = (picture.attributes, picture.rgba);
    Ok(Made { species: None, seed, captions: (ja.to_owned(), en.to_owned()), attributes, camera: false, rgba, mask })
}

/// The names of an entry: the list is in the order of the catalog.
pub(crate) fn label(species: usize) -> &'static Label {
    static LABELS: LazyLock<Vec<Label>> = LazyLock::new(|| parse_labels(NAMES));
    &LABELS[species]
}
