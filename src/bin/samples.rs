//! Makes the sample collections: draws their pictures, and embeds pictures and names as the page does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ikesu::app::{Catalog, Label, Lang, ModelEntry, parse_labels};
use ikesu::creatures::line::{self, Flaw};
use ikesu::creatures::odd::{self, Odd};
use ikesu::creatures::{self, Attributes, CATALOG, Cast, Holdout, Light, Scene, Size, Style};
use ikesu::error::{Error, Result, flatten};
use ikesu::model::{Loader, Model};
use ikesu::picture;
use ikesu::rng::Rng;
use serde_json::{Value, json};

/// Columns and rows of a picture; the tank shows 80 CSS pixels of it, its own sheet all.
const SIZE: u32 = 224;
/// Bytes of a picture at most; the quality goes down until it fits.
const LIMIT: usize = 7_500;
/// Where the seeds of a collection begin among those that `models/demo/testset.json` keeps for the samples, and how many
/// all of them take.
const MARKET_SEEDS: u32 = 0;
const ALL_SEEDS: u32 = 100_000;
const LINE_SEEDS: u32 = 200_000;
const SEEDS: u32 = 300_000;
/// Drawings of an entry among which the plainest is taken.
const TRIES: u32 = 16;

/// What lies on the market's ice, by kind; an entry that stands twice is drawn twice.
const MARKET: &[&str] = &[
    "スルメイカ ヤリイカ アオリイカ ケンサキイカ ホタルイカ",
    "マダコ マダコ ミズダコ イイダコ",
    "クルマエビ ボタンエビ アマエビ イセエビ ブラックタイガー サクラエビ テナガエビ",
    "マダイ マダイ キンメダイ キンメダイ アカハタ ユメカサゴ",
    "ヒラメ ヒラメ カレイ カレイ アカエイ",
    "ウナギ マアナゴ ハモ ウツボ ドジョウ タチウオ",
    "サンマ サンマ イワシ サバ サバ マアジ サヨリ カツオ ブリ",
    "アユ ニジマス ヤマメ コイ フナ ナマズ",
    "カゴカキダイ イシダイ トラフグ ホウボウ トビウオ ジンベエザメ リュウグウノツカイ",
];
/// The entries among the market's five odd ones, and the things that are in no list.
const ODD_ENTRIES: &str = "モクギョ タイヤキ";
const ODD_THINGS: [Odd; 3] = [Odd::Boot, Odd::Bottle, Odd::Umbrella];

/// Taiyaki on the line, and what is wrong with three of them.
const LINE: u32 = 80;
const FLAWS: [(Flaw, &str, &str); 3] = [
    (Flaw::Burnt, "焦げ", "burnt"),
    (Flaw::Broken, "尾びれが折れ", "tail broken off"),
    (Flaw::Spilt, "あんこがはみ出し", "filling spilt"),
];

/// A picture of a collection.
struct Sample {
    rgba: Vec<u8>,
    ja: String,
    en: String,
    is_odd: bool,
}

fn main() -> ExitCode {
    use std::io::Write as _;
    match run(Path::new("models/demo")) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let told = writeln!(std::io::stderr(), "{}", flatten(&error));
            if told.is_ok() { ExitCode::FAILURE } else { ExitCode::from(3) }
        }
    }
}

fn run(model: &Path) -> Result<()> {
    let maker = Maker::new(model)?;
    let first = Holdout::read()?.seeds("samples", SEEDS)?.start;
    maker.write("market", market(first + MARKET_SEEDS, &maker.names)?, &[])?;
    maker.write("names", Vec::new(), &[Lang::Ja, Lang::En])?;
    maker.write("names-and-pictures", all(first + ALL_SEEDS, &maker.names)?, &[])?;
    maker.write("production-line", production(first + LINE_SEEDS)?, &[])
}

/// The model, and what it makes collections of.
struct Maker {
    clip: Model,
    entry: ModelEntry,
    names: Vec<Label>,
    folder: PathBuf,
}

impl Maker {
    fn new(model: &Path) -> Result<Self> {
        let read = |name: &str| fs::read(model.join(name)).map_err(Error::compute);
        let (config, preprocessor) = (read("config.json")?, read("preprocessor_config.json")?);
        let mut loader = Loader::new(&config, &preprocessor, &read("tokenizer.json")?)?;
        let catalog = fs::read("models/catalog.json").map_err(Error::compute)?;
        let catalog: Catalog = serde_json::from_slice(&catalog).map_err(Error::compute)?;
        let names = parse_labels(&fs::read_to_string("models/names.txt").map_err(Error::compute)?);
        let entry = catalog.find("demo").cloned().ok_or_else(|| Error::Parameter {
            parameter: "models/catalog.json",
            bounds: "a list with the model `demo`".to_owned(),
            found: "one without".to_owned(),
        })?;
        loader.push(&read(entry.weights.as_deref().unwrap_or("model.safetensors"))?)?;
        Ok(Self { clip: loader.finish()?, entry, names, folder: model.join("samples") })
    }

    /// Writes one collection: `samples.json`, `pictures.bin` with one JPEG behind the other (eighty files would take
    /// longer to ask for than to fetch), and `vectors.f16` with a row for each picture, then one for each name in each
    /// of `langs`.
    fn write(&self, name: &str, samples: Vec<Sample>, langs: &[Lang]) -> Result<()> {
        let folder = self.folder.join(name);
        // What was there before may have had more pictures.
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(Error::compute)?;
        }
        fs::create_dir_all(&folder).map_err(Error::compute)?;
        let (mut pictures, mut files, mut words, mut vectors) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for sample in samples {
            let bytes = jpeg(&sample.rgba)?;
            // As the page sees it: what the file has lost is lost.
            vectors.extend(self.clip.embed_picture(&picture::decode(&bytes)?)?);
            let Sample { ja, en, is_odd, .. } = sample;
            pictures.push(json!({ "bytes": bytes.len(), "ja": ja, "en": en, "odd": is_odd }).to_string());
            files.extend(bytes);
        }
        for lang in langs {
            let templates = self.entry.templates.get(*lang);
            for label in &self.names {
                let Some(text) = label.readable(&[*lang], *lang) else { continue };
                vectors.extend(self.clip.embed_prompts(text, templates)?);
                words.push(Value::from([templates.as_slice(), &[text.to_owned()]].concat()).to_string());
            }
        }
        let list =
            |rows: Vec<String>| if rows.is_empty() { "[]".to_owned() } else { format!("[\n{}\n]", rows.join(",\n")) };
        let (model, pictures, words) = (json!(self.clip.fingerprint()), list(pictures), list(words));
        let text = format!("{{ \"model\": {model},\n\"pictures\": {pictures},\n\"words\": {words} }}\n");
        fs::write(folder.join("samples.json"), text).map_err(Error::compute)?;
        if !files.is_empty() {
            fs::write(folder.join("pictures.bin"), files).map_err(Error::compute)?;
        }
        let halves: Vec<u8> = vectors.iter().flat_map(|it| half(*it).to_le_bytes()).collect();
        fs::write(folder.join("vectors.f16"), halves).map_err(Error::compute)
    }
}

/// Many kinds, and five odd ones among them.
fn market(first: u32, names: &[Label]) -> Result<Vec<Sample>> {
    let mut samples = Vec::new();
    let mut taken = Vec::new();
    for name in MARKET.iter().chain([&ODD_ENTRIES]).flat_map(|it| it.split(' ')) {
        let mut sample = plainest(name, first, &mut taken, names)?;
        sample.is_odd = ODD_ENTRIES.split(' ').any(|it| it == name);
        samples.push(sample);
    }
    for (index, thing) in (0..).zip(ODD_THINGS) {
        let (ja, en) = thing.names();
        let (ja, en) = (ja.to_owned(), en.trim_start_matches("an ").trim_start_matches("a ").to_owned());
        let scenes = (0..TRIES).map(|at| odd::scene(first + 100 * index + at));
        let scene = scenes.min_by_key(|it| plainness(&it.attributes)).ok_or_else(none)?;
        let rgba = odd::paint(thing, &scene, SIZE)?.rgba;
        samples.push(Sample { rgba, ja, en, is_odd: true });
    }
    Rng::new(1).shuffle(&mut samples);
    Ok(samples)
}

/// One of each entry, in the order of the list; other drawings than the market's.
fn all(first: u32, names: &[Label]) -> Result<Vec<Sample>> {
    let mut taken = Vec::new();
    CATALOG.iter().map(|entry| plainest(entry.name, first, &mut taken, names)).collect()
}

/// Taiyaki that are nearly equal, three with a flaw at places that chance has chosen.
fn production(first: u32) -> Result<Vec<Sample>> {
    let mut flaws = vec![None; LINE as usize];
    flaws.iter_mut().zip(FLAWS).for_each(|(at, flaw)| *at = Some(flaw));
    Rng::new(2).shuffle(&mut flaws);
    let sample = |(at, flaw): (u32, Option<(Flaw, &str, &str)>)| {
        let rgba = line::draw(first + at, flaw.map(|it| it.0), SIZE)?;
        let (mut ja, mut en) = ("タイヤキ".to_owned(), "taiyaki".to_owned());
        if let Some((_, why_ja, why_en)) = flaw {
            ja.push_str(&format!("（{why_ja}）"));
            en.push_str(&format!(" ({why_en})"));
        }
        Ok(Sample { rgba, ja, en, is_odd: flaw.is_some() })
    };
    (0..).zip(flaws).map(sample).collect()
}

/// The plainest drawing of an entry that is not `taken` yet.
fn plainest(name: &str, first: u32, taken: &mut Vec<u32>, names: &[Label]) -> Result<Sample> {
    let found = CATALOG.iter().position(|it| it.name == name).zip(names.iter().find(|it| it.ja == name));
    let (species, label) = found.ok_or_else(|| Error::Parameter {
        parameter: "name",
        bounds: "one of the list".to_owned(),
        found: name.to_owned(),
    })?;
    let seeds = (0..TRIES).map(|it| first + it * CATALOG.len() as u32 + species as u32);
    let scenes = seeds.filter(|it| !taken.contains(it)).map(|it| (it, Scene::random(&mut Rng::new(it))));
    let (seed, scene) = scenes.min_by_key(|(_, it)| plainness(&it.attributes)).ok_or_else(none)?;
    taken.push(seed);
    let (ja, en) = (label.ja.clone(), label.en.clone());
    Ok(Sample { rgba: creatures::paint(species, &scene, SIZE)?.rgba, ja, en, is_odd: false })
}

/// One alone, large enough to be recognised in a thumbnail, in a light that shows it, comes first.
fn plainness(it: &Attributes) -> u32 {
    u32::from(it.count > 1) * 4
        + u32::from(it.size == Size::Small) * 2
        + u32::from(it.light == Light::Dim) * 2
        + u32::from(it.cast != Cast::None)
        + u32::from(it.style == Style::Pencil)
}

fn none() -> Error {
    Error::TooFew { method: "choosing", needed: 1, found: 0 }
}

fn jpeg(rgba: &[u8]) -> Result<Vec<u8>> {
    let rgb: Vec<u8> = rgba.chunks_exact(4).flat_map(|it| [it[0], it[1], it[2]]).collect();
    let mut bytes = Vec::new();
    for quality in (40..=72).rev().step_by(4) {
        bytes.clear();
        let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality);
        image::ImageEncoder::write_image(encoder, &rgb, SIZE, SIZE, image::ExtendedColorType::Rgb8)
            .map_err(Error::compute)?;
        if bytes.len() <= LIMIT {
            break;
        }
    }
    Ok(bytes)
}

/// A number from -1 to 1 as IEEE 754's binary16, to the nearest.
fn half(x: f32) -> u16 {
    let (sign, size) = (u16::from(x.is_sign_negative()) << 15, x.abs());
    let near_zero = size < 1.0 / 16_384.0;
    // Below the least exponent the fraction counts in steps of 2^-24; above, thirteen bits are rounded off.
    let bits =
        if near_zero { (size * 16_777_216.0 + 0.5) as u32 } else { ((size.to_bits() + 0x1000) >> 13) - (112 << 10) };
    sign | bits as u16
}
