//! A person's own drawing: neutral it is the species, every slider moves something, a morph begins and ends exactly.
#![cfg(feature = "draw")]
#![allow(missing_docs, reason = "a test has no public items")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a drawing that cannot be made has failed its test")]

use ikesu::creatures::{
    self, Attributes, Background, CATALOG, Cast, Direction, Light, Pose, Scene, Size, Sketch, Sliders, Style,
};
use ikesu::rng::Rng;

const SIDE: u32 = 96;

/// One large creature on paper.
fn plain() -> Attributes {
    Attributes {
        background: Background::Paper,
        direction: Direction::Left,
        size: Size::Large,
        cast: Cast::None,
        light: Light::Plain,
        style: Style::Shaded,
        pose: Pose::Straight,
        count: 1,
    }
}

fn sketch(first: usize) -> Sketch {
    let (sliders, attributes) = (Sliders::default(), plain());
    Sketch { first: Some(first), second: None, t: 0.0, sliders, attributes, seed: 11 }
}

fn named(name: &str) -> usize {
    CATALOG.iter().position(|it| it.name == name).unwrap_or_else(|| panic!("no {name}"))
}

fn pixels(sketch: &Sketch) -> Vec<u8> {
    sketch.draw(SIDE).unwrap().rgba
}

/// How far two pictures differ, as a mean over their bytes.
fn apart(a: &[u8], b: &[u8]) -> f64 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / a.len() as f64
}

/// One of each family, and the three that have none.
const FAMILIES: [&str; 7] = ["マアジ", "スルメイカ", "マダコ", "クルマエビ", "アカエイ", "タイヤキ", "モクギョ"];

#[test]
fn a_neutral_sketch_is_the_species() {
    for (at, entry) in CATALOG.iter().enumerate() {
        let scene = Scene::of(plain(), &mut Rng::new(11));
        assert!(pixels(&sketch(at)) == creatures::paint(at, &scene, SIDE).unwrap().rgba, "{}", entry.name);
    }
}

#[test]
fn a_morph_begins_with_the_first_and_ends_with_the_second() {
    let pairs = [
        ("アユ", "サンマ"),
        ("スルメイカ", "アオリイカ"),
        ("アマエビ", "イセエビ"),
        ("マダコ", "イイダコ"),
        ("アユ", "マダコ"),
        ("ヒラメ", "タチウオ"),
    ];
    for (a, b) in pairs {
        let (first, second) = (named(a), named(b));
        let at = |t: f32| pixels(&Sketch { second: Some(second), t, ..sketch(first) });
        let (start, end) = (pixels(&sketch(first)), pixels(&sketch(second)));
        assert_eq!(at(0.0), start, "{a}");
        assert_eq!(at(1.0), end, "{b}");
        assert_eq!(at(f32::NAN), start);
        let half = at(0.45);
        assert!(apart(&half, &start) > 0.2 && apart(&half, &end) > 0.2, "{a} → {b}");
        // Near its ends it is near them.
        assert!(apart(&at(0.02), &start) < 0.5 * apart(&half, &start), "{a} → {b}");
    }
}

#[test]
fn all_pairs_can_be_drawn_half_way() {
    for first in 0..CATALOG.len() {
        let second = (first * 7 + 3) % CATALOG.len();
        let picture = Sketch { second: Some(second), t: 0.5, ..sketch(first) }.draw(24).unwrap();
        assert_eq!(picture.rgba.len(), 24 * 24 * 4);
        assert!(picture.rgba.chunks_exact(4).all(|it| it[3] == 255));
    }
}

#[test]
fn every_slider_changes_the_drawing_in_either_direction() {
    type Slider = fn(&mut Sliders) -> &mut f32;
    let sliders: [(&str, Slider); 7] = [
        ("length", |it| &mut it.length),
        ("depth", |it| &mut it.depth),
        ("hue", |it| &mut it.hue),
        ("lightness", |it| &mut it.lightness),
        ("stripes", |it| &mut it.stripes),
        ("spots", |it| &mut it.spots),
        ("fins", |it| &mut it.fins),
    ];
    for family in FAMILIES {
        let neutral = sketch(named(family));
        let before = pixels(&neutral);
        for (name, slider) in sliders {
            for value in [0.8, -0.8] {
                let mut changed = neutral.clone();
                *slider(&mut changed.sliders) = value;
                // What has no fins, stripes or spots can have none fewer.
                let has_none = match (family, name) {
                    ("タイヤキ" | "モクギョ", "fins") => true,
                    ("マアジ", _) => false,
                    ("クルマエビ", "stripes") => false,
                    ("スルメイカ" | "マダコ", "spots") => false,
                    (_, "stripes" | "spots") => value < 0.0,
                    _ => false,
                };
                assert_eq!(pixels(&changed) == before, has_none, "{name} at {value} of {family}");
            }
        }
    }
}

#[test]
fn every_attribute_changes_the_drawing() {
    let base = sketch(0);
    let before = pixels(&base);
    let changes: [fn(&mut Attributes); 8] = [
        |it| it.background = Background::Sea,
        |it| it.direction = Direction::Right,
        |it| it.size = Size::Small,
        |it| it.cast = Cast::Red,
        |it| it.light = Light::Dim,
        |it| it.style = Style::Pencil,
        |it| it.pose = Pose::Tilted,
        |it| it.count = 3,
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let mut changed = base.clone();
        change(&mut changed.attributes);
        assert!(apart(&pixels(&changed), &before) > 0.5, "attribute {at}");
    }
}

#[test]
fn a_blank_fish_is_none_of_the_catalog() {
    let blank = pixels(&Sketch { first: None, ..sketch(0) });
    assert!((0..CATALOG.len()).all(|at| pixels(&sketch(at)) != blank));
}

#[test]
fn what_is_unknown_is_refused() {
    let unknown = Sketch { second: Some(CATALOG.len()), t: 0.5, ..sketch(0) };
    assert!(unknown.draw(SIDE).unwrap_err().to_string().starts_with("species must be under"));
    assert!(sketch(0).draw(4).is_err() && sketch(0).svg(4).is_err());
}

#[test]
fn a_png_file_holds_the_pixels() {
    let rgba = pixels(&sketch(3));
    let file = creatures::png(rgba.clone(), SIDE, SIDE).unwrap();
    assert!(file.starts_with(b"\x89PNG\r\n\x1a\n"));
    let pixmap = tiny_skia::Pixmap::decode_png(&file).unwrap();
    assert_eq!(pixmap.data(), rgba);
    assert!(creatures::png(rgba, SIDE, SIDE + 1).is_err());
}

#[test]
fn an_svg_file_is_whole_and_names_nothing_outside_itself() {
    for (first, second) in [("マアジ", Some("マダコ")), ("アユ", Some("サンマ")), ("クルマエビ", None)]
    {
        let attributes = Attributes { background: Background::Plate, cast: Cast::Blue, count: 2, ..plain() };
        let sketch = Sketch { second: second.map(named), t: 0.4, attributes, ..sketch(named(first)) };
        let text = sketch.svg(SIDE).unwrap();
        well_formed(&text);
        let addresses = text.replace("http://www.w3.org/2000/svg", "");
        assert!(!addresses.contains("://"), "{first}");
        let (hrefs, inner) = (text.matches("href=\"").count(), text.matches("href=\"data:image/png;base64,").count());
        assert!(hrefs > 0 && hrefs == inner, "{first}");
        // Each picture but the grounds stays inside an outline that is there.
        let layers = text.matches("<g ").count();
        assert_eq!(layers, if second == Some("マダコ") { 2 } else { 1 });
        assert_eq!(text.matches("<clipPath ").count(), hrefs - layers);
        assert_eq!(text.matches("url(#c").count(), hrefs - layers);
        assert!(text.matches("<path ").count() > 20);
        assert_eq!(text, sketch.svg(SIDE).unwrap());
    }
}

/// What lies before the creatures must not dye what it crosses: their marks are those of a drawing without it.
#[test]
fn what_lies_before_the_creatures_in_an_svg_file_leaves_their_colours() {
    let (mut n_strands, mut on_strands) = (0, (0, 0));
    for seed in 0..12 {
        let on = |background: Background| {
            let attributes = Attributes { background, count: 2, ..plain() };
            Sketch { attributes, seed, ..sketch(named("マアジ")) }
        };
        let file = |background: Background| -> Vec<String> {
            let text = on(background).svg(SIDE).unwrap();
            well_formed(&text);
            let (_, marks) = text.split_once("<g opacity=\"1.000\">\n").unwrap();
            // Behind the first picture, which is the ground.
            marks.strip_suffix("</g>\n</svg>\n").unwrap().lines().skip(1).map(str::to_owned).collect()
        };
        let creatures = file(Background::Paper);
        assert!(creatures.len() > 20);

        let net = file(Background::Net);
        let (below, strands) = net.split_at(creatures.len());
        assert!(below == creatures, "seed {seed}: the net changes what lies below it");
        assert!(strands.iter().all(|it| it.contains("fill=\"none\" stroke=\"#")));
        n_strands += strands.len() / 3;
        // The rope lies where the pixels have it.
        let pixels = pixels(&on(Background::Net));
        for line in strands.iter().skip(1).step_by(3) {
            for [x, y] in points(line).into_iter().filter(|it| it.iter().all(|it| (0.0..SIDE as f32).contains(it))) {
                let at = 4 * (y as usize * SIDE as usize + x as usize);
                let near = stroke(line).iter().zip(&pixels[at..]).all(|(a, b)| a.abs_diff(*b) < 64);
                on_strands = (on_strands.0 + usize::from(near), on_strands.1 + 1);
            }
        }
    }
    assert!(n_strands >= 12, "{n_strands} strands");
    assert!(on_strands.0 * 10 >= on_strands.1 * 8, "{on_strands:?} places of a rope have its colour");
}

/// The places of a path.
fn points(line: &str) -> Vec<[f32; 2]> {
    let (path, _) = line.split_once("d=\"").unwrap().1.split_once('"').unwrap();
    let place = |it: &str| {
        let (x, y) = it.split_once(' ').unwrap();
        [x, y].map(|it| it.parse().unwrap())
    };
    path.split(['M', 'L']).skip(1).map(place).collect()
}

/// The colour of a line.
fn stroke(line: &str) -> [u8; 3] {
    let colour = &line.split_once("stroke=\"#").unwrap().1[..6];
    let [_, r, g, b] = u32::from_str_radix(colour, 16).unwrap().to_be_bytes();
    [r, g, b]
}

#[test]
fn light_lies_in_the_colours_of_the_file() {
    let fills = |light: Light| {
        let attributes = Attributes { light, ..plain() };
        let text = Sketch { attributes, ..sketch(named("マアジ")) }.svg(SIDE).unwrap();
        let colour = |it: &str| u32::from_str_radix(&it[..6], 16).unwrap();
        text.split("fill=\"#")
            .skip(1)
            .map(|it| colour(it).to_be_bytes().map(u32::from).iter().sum::<u32>())
            .sum::<u32>()
    };
    assert!(fills(Light::Dim) < fills(Light::Plain) && fills(Light::Plain) < fills(Light::Bright));
}

/// Tags open and close in order, and every attribute is quoted.
#[track_caller]
fn well_formed(text: &str) {
    let mut open = Vec::new();
    for tag in text.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("a tag ends");
        let name = |it: &str| it.split([' ', '/']).next().unwrap_or_default().to_owned();
        if let Some(closing) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(closing));
        } else {
            assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
            assert!(!tag.contains('&'));
            if !tag.ends_with('/') {
                open.push(name(tag));
            }
        }
    }
    assert_eq!(open, Vec::<String>::new());
    assert!(text.starts_with("<svg ") && text.ends_with("</svg>\n"));
}
