//! The table: what every entry of the catalog looks like, in the catalog's order.
//!
//! Proportions and colours follow what field guides say of the living animal; where the fresh fish of the market
//! looks different, the market wins.

use super::form::{
    Body, Extra, FISH, Fin, Fish, Jaw, Mark::*, Octopus, PRAWN, Prawn, SQUID, Shape::*, Species, Squid, Tail, again,
    fish, other, prawn, squid,
};

const WHITE: u32 = 0xF4F4F0;
const BLACK: u32 = 0x1C1C22;

// A long body of one depth, a seam of fin around it, no tail of its own.
#[rustfmt::skip]
const EEL: Fish = Fish {
    depth: 0.085, peak: 0.16, snout: 0.55, peduncle: 0.3, tail: Tail(0.05, 0.03, -0.9, 0.0, 0), winding: 1.0,
    dorsal: &[Fin(0.25, 1.0, 0.03, Fringe, 0)], anal: &[Fin(0.45, 1.0, 0.028, Fringe, 0)], pectoral: 0.045, pelvic: 0.0,
    eye: 0.018, mouth: 0.045, ..FISH
};

// A fast swimmer of the open sea: spindle, thin tail root, crescent tail, finlets.
#[rustfmt::skip]
const TUNA: Fish = Fish {
    depth: 0.29, peak: 0.38, snout: 0.8, peduncle: 0.09, coat: [0x1E2C4A, 0xA8B4C0, 0xE6EAEA], fins: 0x3A4454, shine: 0.5,
    dorsal: &[Fin(0.3, 0.52, 0.1, Sickle, 0), Fin(0.55, 0.64, 0.1, Sickle, 0)], anal: &[Fin(0.6, 0.69, 0.1, Sickle, 0)],
    finlets: 7, tail: Tail(0.17, 0.42, 0.78, 0.0, 0), pectoral: 0.17, eye: 0.036, mouth: 0.08, ..FISH
};

// A jack: smooth, forked tail, a short fin before a long one.
#[rustfmt::skip]
const JACK: Fish = Fish {
    depth: 0.27, peak: 0.35, peduncle: 0.13, coat: [0x3C6478, 0xC2CED2, 0xF4F4F0], fins: 0xA89A50,
    dorsal: &[Fin(0.32, 0.44, 0.07, Spiny, 0), Fin(0.46, 0.9, 0.08, Sickle, 0)], anal: &[Fin(0.56, 0.9, 0.06, Sickle, 0)],
    tail: Tail(0.22, 0.36, 0.7, 0.0, 0), pectoral: 0.18, eye: 0.05, ..FISH
};

// A seabream: deep, steep forehead, one long spiny fin.
#[rustfmt::skip]
const BREAM: Fish = Fish {
    depth: 0.46, peak: 0.33, snout: 0.62, belly: 0.42, peduncle: 0.22, fins: 0x8A9096,
    dorsal: &[Fin(0.28, 0.86, 0.11, Spiny, 0)], anal: &[Fin(0.62, 0.85, 0.08, Spiny, 0)], tail: Tail(0.23, 0.4, 0.5, 0.0, 0),
    pectoral: 0.24, pelvic: 0.14, eye: 0.065, ..FISH
};

// A grouper or rockfish: big mouth, spines, rounded tail.
#[rustfmt::skip]
const GROUPER: Fish = Fish {
    depth: 0.36, peak: 0.34, snout: 0.75, belly: 0.48, peduncle: 0.32, fins: 0x6A5848, shine: 0.05,
    dorsal: &[Fin(0.28, 0.6, 0.1, Spiny, 0), Fin(0.6, 0.88, 0.12, Soft, 0)], anal: &[Fin(0.64, 0.84, 0.1, Soft, 0)],
    tail: Tail(0.19, 0.3, -0.35, 0.0, 0), pectoral: 0.19, pelvic: 0.13, eye: 0.06, mouth: 0.13, jaw: Jaw::Under, ..FISH
};

// A salmon or trout, or what has a fat fin like theirs.
#[rustfmt::skip]
const TROUT: Fish = Fish {
    depth: 0.24, peak: 0.38, coat: [0x56685C, 0xBCC4B8, 0xF2EEE6], fins: 0x8C8468,
    dorsal: &[Fin(0.42, 0.56, 0.1, Soft, 0), Fin(0.79, 0.84, 0.055, Lobe, 0)], anal: &[Fin(0.68, 0.78, 0.08, Soft, 0)],
    tail: Tail(0.17, 0.27, 0.22, 0.0, 0), pectoral: 0.12, eye: 0.042, mouth: 0.1, ..FISH
};

// A carp or gudgeon: scales, no spines.
#[rustfmt::skip]
const CARP: Fish = Fish {
    depth: 0.34, peak: 0.38, snout: 0.75, fins: 0x7C7450, shine: 0.25, dorsal: &[Fin(0.36, 0.72, 0.1, Soft, 0)],
    anal: &[Fin(0.74, 0.84, 0.09, Soft, 0)], tail: Tail(0.2, 0.32, 0.4, 0.0, 0), pectoral: 0.13, eye: 0.04, mouth: 0.05, ..FISH
};

// A flatfish, seen from above its coloured side.
#[rustfmt::skip]
const FLAT: Fish = Fish {
    depth: 0.5, peak: 0.42, snout: 0.62, peduncle: 0.16, fins: 0x6E5A40, shine: 0.0, dorsal: &[Fin(0.08, 0.96, 0.1, Fringe, 0)],
    anal: &[Fin(0.22, 0.96, 0.1, Fringe, 0)], tail: Tail(0.17, 0.24, -0.4, 0.0, 0), pectoral: 0.11, pelvic: 0.0, eye: 0.045, ..FISH
};

#[rustfmt::skip]
const PUFFER: Fish = Fish {
    depth: 0.42, peak: 0.36, snout: 0.5, belly: 0.58, peduncle: 0.24, shine: 0.05, dorsal: &[Fin(0.7, 0.8, 0.12, Soft, 0)],
    anal: &[Fin(0.72, 0.81, 0.11, Soft, 0)], tail: Tail(0.18, 0.22, 0.02, 0.0, 0), pectoral: 0.12, pelvic: 0.0, eye: 0.06,
    mouth: 0.03, jaw: Jaw::Wide, ..FISH
};

#[rustfmt::skip]
const SEABASS: Species = fish("スズキ", Fish {
    depth: 0.25, peak: 0.34, snout: 0.85, coat: [0x6A7880, 0xC4CCCE, 0xF4F4F2], fins: 0x8A9094, jaw: Jaw::Under, mouth: 0.12,
    marks: &[Spots(0.055, 0.15, -1.0, -0.3, 0x2C363C)], dorsal: &[Fin(0.3, 0.56, 0.1, Spiny, 0), Fin(0.6, 0.8, 0.09, Soft, 0)], tail: Tail(0.2, 0.3, 0.4, 0.0, 0), ..FISH
});

#[rustfmt::skip]
const RED_SEABREAM: Species = fish("マダイ", Fish {
    coat: [0xD0524A, 0xEE9A8C, 0xFAE0D8], fins: 0xE0705E, marks: &[Spots(0.06, 0.13, -0.9, 0.1, 0x46A8E0)], ..BREAM
});

#[rustfmt::skip]
const SAURY: Species = fish("サンマ", Fish {
    depth: 0.13, peak: 0.42, snout: 0.8, peduncle: 0.2, coat: [0x16405C, 0xC8D4DA, 0xF4F6F6], fins: 0x7C8C88, shine: 0.9,
    jaw: Jaw::Beak(0.045, 0xE8C030), dorsal: &[Fin(0.68, 0.8, 0.035, Soft, 0)], anal: &[Fin(0.66, 0.8, 0.035, Soft, 0)], finlets: 5,
    tail: Tail(0.12, 0.17, 0.65, 0.0, 0), pectoral: 0.06, pelvic: 0.035, eye: 0.03, mouth: 0.03, ..FISH
}).sized(1.1);

/// The ninety-three.
#[rustfmt::skip]
pub static CATALOG: &[Species] = &[
    fish("マアジ", Fish {
        coat: [0x5C7A68, 0xC8CCB4, 0xF4F2EA], marks: &[Line(-0.02, 0.1, 0.55, 1.0, 0xE0C040), Line(-0.3, 0.05, 0.25, 0.58, 0xD8C060), Row(14.0, 0.0, 0.014, 0x7A6A2C),
        Dot(0.25, -0.3, 0.026, BLACK)], ..JACK }).sized(0.85),
    fish("カツオ", Fish {
        coat: [0x1C2850, 0x98A4BC, 0xE4E6EA], marks: &[Stripes(4.0, 0.42, 0.1, 0.95, 0x262E4C)], finlets: 6, ..TUNA }),
    fish("サクラマス", Fish {
        coat: [0x5A6A60, 0xD8A8A8, 0xF4E2DE], fins: 0xB07870, marks: &[Bands(6.0, 0.4, 0.1, 0xC86474), Spots(0.055, 0.22, -1.0, -0.3, BLACK)],
        jaw: Jaw::Hook, ..TROUT }),
    fish("アユ", Fish {
        depth: 0.2, coat: [0x6A7A3C, 0xC4C890, 0xF6F4E4], fins: 0xD0A83C, marks: &[Dot(0.27, -0.1, 0.03, 0xF4C81E)],
        dorsal: &[Fin(0.38, 0.54, 0.13, Soft, 0), Fin(0.79, 0.84, 0.055, Lobe, 0xD87028)],
        tail: Tail(0.18, 0.26, 0.5, 0.0, 0), mouth: 0.07, ..TROUT }).sized(0.8),
    fish("コイ", Fish {
        coat: [0x5E4A24, 0xB08A40, 0xEAD8A0], marks: &[Scales(0.055, 0x4A3818)], barbels: 2, dorsal: &[Fin(0.34, 0.76, 0.11, Soft, 0)], ..CARP }),
    fish("ゼブラフィッシュ", Fish {
        depth: 0.25, coat: [0xC8B060, 0xF0DC90, 0xF6F0D8], fins: 0xD8C890, marks: &[Stripes(4.0, 0.5, -0.7, 0.75, 0x24408C)], barbels: 2,
        dorsal: &[Fin(0.56, 0.72, 0.09, Soft, 0)], anal: &[Fin(0.56, 0.82, 0.1, Soft, 0)], ..CARP }).sized(0.55),
    fish("アカマンボウ", Fish {
        depth: 0.78, peak: 0.42, snout: 0.5, peduncle: 0.1, coat: [0x34508C, 0x9A88A8, 0xE88C8C], fins: 0xD02A22, shine: 0.4,
        marks: &[Spots(0.085, 0.22, -1.0, 1.0, WHITE)], dorsal: &[Fin(0.3, 0.9, 0.16, Sickle, 0)], anal: &[Fin(0.6, 0.9, 0.07, Soft, 0)],
        tail: Tail(0.2, 0.42, 0.55, 0.0, 0), pectoral: 0.28, pelvic: 0.24, eye: 0.075, iris: 0xF0C030, ..FISH }),
    fish("ヒラスズキ", Fish {
        depth: 0.34, peak: 0.36, snout: 0.78, peduncle: 0.3, coat: [0x46545C, 0xD2DCE0, 0xFAFAFA], fins: 0x23282E, shine: 0.8, jaw: Jaw::Under, mouth: 0.11,
        dorsal: &[Fin(0.3, 0.56, 0.11, Spiny, 0), Fin(0.6, 0.82, 0.11, Soft, 0)], tail: Tail(0.19, 0.36, 0.3, 0.0, 0), ..FISH }),
    fish("タチウオ", Fish {
        depth: 0.075, peak: 0.2, snout: 0.8, peduncle: 0.04, coat: [0xB4BEC8, 0xE4EAEE, 0xF2F4F6], fins: 0xDADFE2, shine: 1.0, pectoral: 0.05,
        dorsal: &[Fin(0.1, 0.92, 0.032, Fringe, 0)], anal: &[], tail: Tail(0.0, 0.0, 0.0, 0.0, 0), eye: 0.024, mouth: 0.07, jaw: Jaw::Teeth(0.02), ..EEL
    }).sized(1.3),
    fish("ギンダラ", Fish {
        depth: 0.2, coat: [0x2A3236, 0x4C565A, 0x9AA0A0], fins: 0x2C3438, shine: 0.15, eye: 0.042,
        dorsal: &[Fin(0.28, 0.46, 0.07, Spiny, 0), Fin(0.6, 0.76, 0.07, Soft, 0)], anal: &[Fin(0.62, 0.76, 0.06, Soft, 0)], ..FISH }),
    fish("フエダイ", Fish {
        depth: 0.4, snout: 0.85, coat: [0x8E4434, 0xCE8A70, 0xEEC8A8], fins: 0xE8B430, marks: &[Dot(0.63, -0.62, 0.034, 0xFFFFFF)], mouth: 0.1, ..BREAM }),
    fish("ハモ", Fish {
        depth: 0.085, snout: 0.9, coat: [0x8C8878, 0xD8D4C4, 0xF6F4EC], fins: 0xC8CCD0, shine: 0.6, jaw: Jaw::Teeth(0.035), mouth: 0.09, eye: 0.02, pectoral: 0.06,
        dorsal: &[Fin(0.16, 1.0, 0.032, Fringe, 0)], ..EEL }).sized(1.2),
    fish("イシガキダイ", Fish {
        depth: 0.54, coat: [0x8C8C80, 0xD0CEC0, 0xE8E6DC], fins: 0x54544E, marks: &[Spots(0.06, 0.26, -1.0, 1.0, 0x26241F)], jaw: Jaw::Beak(0.015, 0x40403C),
        mouth: 0.04, ..BREAM }),
    fish("シロギス", Fish {
        depth: 0.16, peak: 0.32, snout: 1.0, coat: [0xD0B896, 0xECE0CC, 0xFAF8F2], fins: 0xE6DCC0, shine: 0.7, mouth: 0.04, jaw: Jaw::Over,
        dorsal: &[Fin(0.32, 0.48, 0.08, Spiny, 0), Fin(0.52, 0.84, 0.05, Soft, 0)], anal: &[Fin(0.54, 0.84, 0.05, Soft, 0)],
        tail: Tail(0.15, 0.2, 0.3, 0.0, 0), ..FISH }).sized(0.85),
    fish("カサゴ", Fish {
        coat: [0x82402C, 0xA85A3C, 0xE0C0A0], fins: 0x9A4E34, marks: &[Clouds(0.09, 0.45, 0x5A2A20), Spots(0.09, 0.26, -0.9, 0.6, 0xE8CDB4)], eye: 0.075,
        mouth: 0.14, ..GROUPER }).sized(0.85),
    fish("クエ", Fish {
        depth: 0.34, coat: [0x6A563A, 0x8E7650, 0xB8A480], marks: &[Bands(5.5, 0.42, -0.4, 0x3A2C1E)], ..GROUPER }).sized(1.2),
    fish("アイナメ", Fish {
        depth: 0.25, snout: 0.85, coat: [0x7C6A2C, 0xAC9448, 0xD8C890], fins: 0x86702E, shine: 0.05, marks: &[Clouds(0.12, 0.42, 0x544420), Line(-0.45, 0.04, 0.2, 1.0, 0x50401C)],
        dorsal: &[Fin(0.22, 0.52, 0.07, Soft, 0), Fin(0.53, 0.92, 0.08, Soft, 0)], anal: &[Fin(0.52, 0.9, 0.06, Soft, 0)], tail: Tail(0.15, 0.22, 0.08, 0.0, 0),
        mouth: 0.06, ..FISH }),
    fish("カワムツ", Fish {
        depth: 0.26, coat: [0x7A7448, 0xD4CCA0, 0xE87848], fins: 0xE4B428, marks: &[Line(-0.05, 0.14, 0.2, 1.0, 0x263A6A)], anal: &[Fin(0.62, 0.82, 0.12, Soft, 0)],
        dorsal: &[Fin(0.44, 0.58, 0.1, Soft, 0)], ..CARP }).sized(0.65),
    fish("クロマグロ", Fish {
        depth: 0.31, coat: [0x14203C, 0x6E7E90, 0xDCE2E4], fins: 0x2C3644, marks: &[Row(8.0, -1.13, 0.012, 0xE8C430)], pectoral: 0.13, ..TUNA }).sized(1.3),
    squid("ケンサキイカ", Squid { width: 0.25, fullness: 0.55, fin_from: 0.36, fin_width: 0.19, skin: 0xF4E0D8, dots: 0xC0705C, arms: 0.42, ..SQUID }),
    prawn("ボタンエビ", Prawn {
        depth: 0.24, shell: 0xF0703C, bands: 0xD84A24, band_share: 0.3, dots: 0xFBE8DA, legs: 0xE86A44, tail: 0xD8482C, feelers: 0.8, ..PRAWN }),
    fish("マアナゴ", Fish {
        coat: [0x7C6444, 0xA88E62, 0xEEE6D2], fins: 0xC8C0A8, marks: &[Row(26.0, -0.05, 0.0085, 0xFFFFFF), Row(16.0, -0.6, 0.006, 0xF4F0E0)], ..EEL }),
    other("マダコ", Body::Octopus(Octopus { head: 0.27, arm_width: 0.095, arms: 1.0, skin: 0xA8523C, clouds: 0x7A3226, ring: false })),
    other("アカエイ", Body::Ray { back: 0x76603F, rim: 0xE08A2C }).sized(1.0),
    fish("カジキ", Fish {
        depth: 0.2, peak: 0.3, snout: 0.8, peduncle: 0.12, coat: [0x182C5E, 0x7C92AE, 0xE8EAEA], fins: 0x1C2C54, jaw: Jaw::Spear(0.26),
        marks: &[Bands(12.0, 0.16, 0.0, 0x5C8CC8)], dorsal: &[Fin(0.16, 0.62, 0.17, Sickle, 0x22387A)], anal: &[Fin(0.62, 0.72, 0.09, Sickle, 0)],
        tail: Tail(0.17, 0.46, 0.8, 0.0, 0), eye: 0.034, ..FISH }).sized(1.2),
    fish("ギンブナ", Fish {
        depth: 0.42, coat: [0x7C8478, 0xC4C8BE, 0xF0F0EA], fins: 0x8C9088, shine: 0.7, marks: &[Scales(0.05, 0x767C74)], ..CARP }).sized(0.85),
    fish("カゴカキダイ", Fish {
        depth: 0.6, snout: 0.9, belly: 0.44, coat: [0xF4D022, 0xF6D830, 0xF8E468], fins: 0xE8C828, shine: 0.05, mouth: 0.03,
        marks: &[Stripes(5.0, 0.5, -1.0, 0.85, 0x1E1A14)], tail: Tail(0.19, 0.34, 0.2, 0.0, 0), ..BREAM }).sized(0.8),
    fish("タモロコ", Fish {
        depth: 0.23, coat: [0x8A7440, 0xC8B27A, 0xF0E6CC], fins: 0xC8B478, marks: &[Line(-0.02, 0.16, 0.15, 1.0, 0x3E3620), Stripes(5.0, 0.25, -0.8, 0.5, 0x6E5C34)], barbels: 1,
        dorsal: &[Fin(0.42, 0.56, 0.11, Soft, 0)], ..CARP }).sized(0.6),
    fish("リュウグウノツカイ", Fish {
        depth: 0.07, peak: 0.14, snout: 0.5, peduncle: 0.12, coat: [0xC2CCD6, 0xDCE4EA, 0xECF0F2], fins: 0xE02C38, shine: 0.9, marks: &[Spots(0.05, 0.2, -0.9, 0.9, 0x3A4660)],
        dorsal: &[Fin(0.05, 1.0, 0.045, Fringe, 0)], anal: &[], tail: Tail(0.02, 0.02, 0.0, 0.0, 0), pectoral: 0.03, eye: 0.026, mouth: 0.03,
        extra: Extra::Crest(0xE02030), ..EEL }).sized(1.4),
    fish("クサフグ", Fish {
        coat: [0x5A6430, 0x86884E, 0xF8F8F2], fins: 0xD8BC60, marks: &[Spots(0.05, 0.24, -1.0, 0.1, 0xF6F6E8), Dot(0.32, -0.1, 0.035, 0x26280E)], ..PUFFER }).sized(0.7),
    fish("イシダイ", Fish {
        depth: 0.56, coat: [0xA8AEB0, 0xD8DCDC, 0xEEF0F0], fins: 0x3C4044, marks: &[Bands(6.5, 0.48, 0.0, 0x20242A)], jaw: Jaw::Beak(0.015, 0x606468), mouth: 0.04, ..BREAM }),
    fish("ウミタナゴ", Fish {
        depth: 0.44, snout: 0.9, belly: 0.52, coat: [0x7E5C46, 0xD0A88C, 0xF2E2D4], fins: 0xC09478, shine: 0.7, marks: &[Dot(0.09, 0.25, 0.013, BLACK)], mouth: 0.03,
        dorsal: &[Fin(0.34, 0.84, 0.1, Spiny, 0)], anal: &[Fin(0.58, 0.86, 0.08, Soft, 0)], ..BREAM }).sized(0.8),
    fish("シシャモ", Fish {
        depth: 0.155, peak: 0.42, snout: 0.8, belly: 0.54, peduncle: 0.3, coat: [0x565238, 0xD8CCA0, 0xFAF6E8], fins: 0x5C5440, shine: 0.45, mouth: 0.13, jaw: Jaw::Under,
        marks: &[Line(-0.1, 0.1, 0.22, 1.0, 0xF4E8C0)], dorsal: &[Fin(0.42, 0.53, 0.09, Soft, 0), Fin(0.76, 0.82, 0.05, Lobe, 0x4A4434)],
        anal: &[Fin(0.58, 0.86, 0.15, Soft, 0x3E3828)], tail: Tail(0.15, 0.24, 0.55, 0.0, 0), pelvic: 0.13, eye: 0.056, ..TROUT }).sized(0.65),
    fish("ヒラマサ", Fish {
        depth: 0.24, coat: [0x2C6C98, 0xD4DEE2, 0xF8F8F6], fins: 0xC8B030, marks: &[Line(-0.08, 0.14, 0.04, 1.0, 0xF2CC10)], ..JACK }).sized(1.1),
    fish("スケトウダラ", Fish {
        depth: 0.2, snout: 0.85, peduncle: 0.16, coat: [0x6E6248, 0xA89C80, 0xECE8DC], fins: 0x6A6454, shine: 0.1, marks: &[Clouds(0.07, 0.45, 0x4E4430)], eye: 0.052,
        jaw: Jaw::Under, mouth: 0.1, dorsal: &[Fin(0.26, 0.42, 0.09, Triangle, 0), Fin(0.46, 0.65, 0.08, Triangle, 0), Fin(0.7, 0.88, 0.08, Triangle, 0)],
        anal: &[Fin(0.42, 0.65, 0.07, Triangle, 0), Fin(0.7, 0.88, 0.07, Triangle, 0)], tail: Tail(0.14, 0.2, 0.12, 0.0, 0), ..FISH }),
    fish("ヤマメ", Fish {
        depth: 0.25, snout: 0.62, coat: [0x8A8450, 0xE8D8A8, 0xFAF4E4], fins: 0xE0AC58, shine: 0.2, eye: 0.052,
        marks: &[Row(8.0, 0.02, 0.05, 0x4C6488), Spots(0.05, 0.2, -1.0, -0.5, 0x26241C)], dorsal: &[Fin(0.4, 0.55, 0.11, Soft, 0), Fin(0.79, 0.84, 0.055, Lobe, 0xE08038)],
        ..TROUT }).sized(0.75),
    fish("フナ", Fish {
        depth: 0.44, belly: 0.46, coat: [0x4C4420, 0x94803C, 0xD8C480], fins: 0x5E5428, marks: &[Scales(0.05, 0x3E361A)], ..CARP }).sized(0.8),
    fish("トビウオ", Fish {
        depth: 0.17, peduncle: 0.25, coat: [0x1C3E7C, 0xC0CCDC, 0xF4F6F8], fins: 0x90A4BC, shine: 0.6, dorsal: &[Fin(0.68, 0.84, 0.06, Soft, 0)],
        anal: &[Fin(0.72, 0.84, 0.04, Soft, 0)], tail: Tail(0.2, 0.34, 0.72, -0.35, 0), eye: 0.05, mouth: 0.03, pelvic: 0.17, extra: Extra::Wings(0.56, 0x7C9CC4, 0), ..FISH }),
    fish("ニジマス", Fish {
        coat: [0x566A48, 0xC8C4AC, 0xF4EEE8], fins: 0x8A8056, marks: &[Line(0.0, 0.2, 0.12, 1.0, 0xE0607A), Spots(0.038, 0.21, -1.0, 0.3, 0x20221C)], ..TROUT }),
    fish("マハタ", Fish {
        depth: 0.38, coat: [0x6E625C, 0xA0948A, 0xC4BCB4], fins: 0x54483F, marks: &[Bands(7.0, 0.5, 0.0, 0x4A3F3C)], tail: Tail(0.19, 0.3, -0.35, 0.0, 0xC8C4C0), ..GROUPER }).sized(1.1),
    prawn("ブラックタイガー", Prawn {
        shell: 0x485864, bands: 0x1C2228, band_share: 0.5, legs: 0x96504A, tail: 0x2E4A74, feelers: 1.1, ..PRAWN }),
    fish("サヨリ", Fish {
        depth: 0.095, peak: 0.45, snout: 0.6, peduncle: 0.25, coat: [0x3A7478, 0xCCDADA, 0xF6F8F8], fins: 0xB8C8C4, shine: 0.9, jaw: Jaw::Needle(0.17, 0xE04828),
        dorsal: &[Fin(0.72, 0.9, 0.045, Soft, 0)], anal: &[Fin(0.72, 0.9, 0.04, Soft, 0)], tail: Tail(0.12, 0.16, 0.6, -0.25, 0), pectoral: 0.07, pelvic: 0.03,
        eye: 0.032, mouth: 0.02, ..FISH }).sized(1.05),
    fish("モロコ", Fish {
        depth: 0.19, snout: 0.9, coat: [0x788078, 0xC4CCC0, 0xF4F4EE], fins: 0xC0C4A8, shine: 0.7, marks: &[Line(-0.05, 0.17, 0.16, 1.0, 0x4C5E80)], barbels: 1,
        dorsal: &[Fin(0.42, 0.55, 0.11, Soft, 0)], ..CARP }).sized(0.6),
    fish("ハナダイ", Fish {
        depth: 0.38, snout: 0.6, coat: [0xF08438, 0xF8A850, 0xFAC8A8], fins: 0xE05CA8, shine: 0.1, marks: &[EyeBar(0xC858B8)], dorsal: &[Fin(0.26, 0.84, 0.14, Sickle, 0)],
        tail: Tail(0.32, 0.42, 0.82, 0.0, 0), mouth: 0.05, ..BREAM }).sized(0.65),
    fish("ドジョウ", Fish {
        depth: 0.12, peak: 0.3, peduncle: 0.5, coat: [0x6C5230, 0x9C7E4C, 0xE2CC98], fins: 0x8A6E44, marks: &[Clouds(0.05, 0.42, 0x463420)], barbels: 5, winding: 0.5,
        dorsal: &[Fin(0.55, 0.66, 0.06, Soft, 0)], anal: &[Fin(0.72, 0.8, 0.05, Soft, 0)], tail: Tail(0.13, 0.13, -0.6, 0.0, 0), eye: 0.02, mouth: 0.02, jaw: Jaw::Over, ..EEL }).sized(0.75),
    fish("ハタハタ", Fish {
        depth: 0.25, peak: 0.28, snout: 0.55, peduncle: 0.17, coat: [0x7E6436, 0xCCB88C, 0xF6F4EE], fins: 0xC4A868, shine: 0.5, marks: &[Clouds(0.08, 0.38, 0x4E3C20)], jaw: Jaw::Under,
        mouth: 0.11, eye: 0.062, dorsal: &[Fin(0.28, 0.44, 0.12, Triangle, 0), Fin(0.64, 0.82, 0.08, Soft, 0)], anal: &[Fin(0.4, 0.84, 0.06, Soft, 0)], pectoral: 0.24,
        tail: Tail(0.15, 0.22, 0.15, 0.0, 0), ..FISH }).sized(0.75),
    squid("ホタルイカ", Squid { width: 0.34, fullness: 0.7, fin_from: 0.5, fin_width: 0.26, skin: 0x8A3C34, dots: 0x5A1E20, arms: 0.62, lights: true, ..SQUID }).sized(0.7),
    fish("ムツ", Fish {
        depth: 0.27, coat: [0x4C3A50, 0x94808A, 0xC8BCBC], fins: 0x5C4C50, shine: 0.35, eye: 0.09, iris: 0xE8D890, mouth: 0.13, jaw: Jaw::Under,
        dorsal: &[Fin(0.32, 0.46, 0.1, Spiny, 0), Fin(0.54, 0.78, 0.09, Soft, 0)], anal: &[Fin(0.56, 0.78, 0.08, Soft, 0)], tail: Tail(0.2, 0.32, 0.55, 0.0, 0), ..FISH }),
    fish("ウナギ", Fish {
        depth: 0.08, coat: [0x22281E, 0x4A5236, 0xF2EEC8], fins: 0x3A402C, jaw: Jaw::Under, shine: 0.25, ..EEL }),
    prawn("イセエビ", Prawn {
        depth: 0.3, curl: 0.7, shell: 0x9C3020, bands: 0x5C1E18, band_share: 0.35, dots: 0xEAB070, legs: 0xA84A30, tail: 0x8C3020, feelers: 1.25, feeler_width: 0.05, ..PRAWN }).sized(1.1),
    other("ミズダコ", Body::Octopus(Octopus { head: 0.23, arm_width: 0.12, arms: 1.2, skin: 0xD0603A, clouds: 0xE8A888, ring: false })).sized(1.15),
    fish("ヒラメ", Fish {
        coat: [0x7C6440, 0x8E744C, 0x7C6440], marks: &[Clouds(0.09, 0.34, 0x4A3A22), Spots(0.085, 0.2, -0.9, 0.9, 0xEEE2C4)], mouth: 0.13, jaw: Jaw::Teeth(0.012), extra: Extra::Flat(true), ..FLAT }),
    prawn("テナガエビ", Prawn {
        depth: 0.19, shell: 0xA89C6C, bands: 0x6C6440, band_share: 0.18, legs: 0x8E8458, tail: 0x948860, feelers: 1.0, claws: 0.95, clear: 0.3, ..PRAWN }),
    fish("カマス", Fish {
        depth: 0.145, peak: 0.42, snout: 0.95, peduncle: 0.42, coat: [0x8A6228, 0xDCC088, 0xFAF4E2], fins: 0xD8A828, shine: 0.25, mouth: 0.1, jaw: Jaw::Pike(0.08), eye: 0.05,
        marks: &[Line(-0.1, 0.1, 0.22, 1.0, 0x8C6428)], dorsal: &[Fin(0.36, 0.47, 0.12, Spiny, 0), Fin(0.68, 0.8, 0.11, Sickle, 0)], anal: &[Fin(0.68, 0.8, 0.1, Sickle, 0)],
        tail: Tail(0.19, 0.3, 0.7, 0.0, 0), pelvic: 0.08, ..FISH }),
    fish("ホウボウ", Fish {
        depth: 0.21, peak: 0.24, snout: 1.05, belly: 0.4, peduncle: 0.2, coat: [0xC03C30, 0xE0786A, 0xFAF0EA], fins: 0xD0483C, shine: 0.05, jaw: Jaw::Over,
        dorsal: &[Fin(0.3, 0.46, 0.11, Spiny, 0), Fin(0.5, 0.88, 0.06, Soft, 0)], anal: &[Fin(0.52, 0.88, 0.05, Soft, 0)], tail: Tail(0.15, 0.22, 0.1, 0.0, 0), eye: 0.055,
        extra: Extra::Wings(0.42, 0x3C7450, 0x48B0F0), ..FISH }),
    other("イイダコ", Body::Octopus(Octopus { head: 0.3, arm_width: 0.075, arms: 0.74, skin: 0xC4A07C, clouds: 0x86664C, ring: true })).sized(0.7),
    squid("ヤリイカ", Squid { width: 0.18, fullness: 0.36, fin_from: 0.48, fin_width: 0.15, skin: 0xF6E8E6, dots: 0xC88480, arms: 0.22, ..SQUID }).sized(1.05),
    fish("サバ", Fish {
        depth: 0.23, peak: 0.38, snout: 0.85, peduncle: 0.11, coat: [0x3C7C74, 0xD0DAD8, 0xF4F4F0], fins: 0x8C9C90, shine: 0.7, marks: &[Scribbles(-0.05, 0x163440)], finlets: 5,
        dorsal: &[Fin(0.32, 0.46, 0.1, Spiny, 0), Fin(0.62, 0.74, 0.06, Soft, 0)], anal: &[Fin(0.63, 0.74, 0.05, Soft, 0)], tail: Tail(0.17, 0.3, 0.7, 0.0, 0), ..FISH }),
    fish("クロダイ", Fish {
        coat: [0x34383C, 0x82888A, 0xC8CCCC], fins: 0x3A3E42, shine: 0.6, marks: &[Bands(7.0, 0.3, 0.0, 0x5A6064)], ..BREAM }),
    prawn("アマエビ", Prawn {
        depth: 0.17, curl: 1.3, shell: 0xF6A088, bands: 0xEC7A66, band_share: 0.16, legs: 0xF08A78, tail: 0xE86A58, feelers: 1.2, clear: 0.35, ..PRAWN }),
    fish("メジナ", Fish {
        depth: 0.44, snout: 0.5, belly: 0.5, peduncle: 0.34, coat: [0x1E2C34, 0x40525A, 0x66767A], fins: 0x1C262C, shine: 0.1, marks: &[Scales(0.05, 0x1C2A30)], mouth: 0.03, eye: 0.055,
        iris: 0x5CA8C8, tail: Tail(0.2, 0.36, 0.22, 0.0, 0), ..BREAM }),
    fish("キンメダイ", Fish {
        depth: 0.37, snout: 0.55, peduncle: 0.18, coat: [0xD01E20, 0xE84438, 0xF6B0A0], fins: 0xE02A22, shine: 0.3, eye: 0.135, iris: 0xF6C41E, mouth: 0.11, jaw: Jaw::Under,
        dorsal: &[Fin(0.36, 0.58, 0.14, Triangle, 0)], anal: &[Fin(0.56, 0.86, 0.08, Sickle, 0)], tail: Tail(0.27, 0.44, 0.75, 0.0, 0), ..FISH }),
    fish("ユメカサゴ", Fish {
        coat: [0xE0502C, 0xF08058, 0xFAE4D6], fins: 0xE87848, marks: &[Bands(4.5, 0.42, 0.2, 0xC03420)], eye: 0.095, iris: 0xE8D8A0, ..GROUPER }).sized(0.8),
    fish("カレイ", Fish {
        depth: 0.56, coat: [0x5C5040, 0x6E6250, 0x5C5040], fins: 0x7C6C50, marks: &[Clouds(0.13, 0.45, 0x3A3228)], mouth: 0.035, eye: 0.05, extra: Extra::Flat(false), ..FLAT }),
    fish("ナマズ", Fish {
        depth: 0.2, peak: 0.2, snout: 0.5, belly: 0.55, peduncle: 0.12, coat: [0x2A2C26, 0x52523E, 0xD8D2B8], fins: 0x3C3C30, shine: 0.1, marks: &[Clouds(0.1, 0.36, 0x1E201C)], barbels: 3,
        dorsal: &[Fin(0.32, 0.38, 0.06, Soft, 0)], anal: &[Fin(0.46, 0.98, 0.06, Fringe, 0)], tail: Tail(0.1, 0.14, -0.3, 0.0, 0), eye: 0.02, jaw: Jaw::Wide, mouth: 0.09,
        winding: 0.35, ..FISH }),
    fish("メバル", Fish {
        depth: 0.36, coat: [0x544634, 0x9C825C, 0xD8CCB0], fins: 0x6A5840, marks: &[Bands(5.0, 0.45, 0.1, 0x4A3C2C)], eye: 0.105, iris: 0xE0B848, mouth: 0.1,
        tail: Tail(0.18, 0.28, 0.05, 0.0, 0), ..GROUPER }).sized(0.75),
    RED_SEABREAM,
    squid("スルメイカ", Squid { width: 0.23, fullness: 0.75, fin_from: 0.68, fin_width: 0.25, skin: 0xC47A60, dots: 0x7A2E22, arms: 0.4, ..SQUID }),
    prawn("クルマエビ", Prawn {
        shell: 0xE4C890, bands: 0x84442C, band_share: 0.45, legs: 0xE8C878, tail: 0x2C78B8, feelers: 0.7, ..PRAWN }),
    prawn("サクラエビ", Prawn {
        depth: 0.15, curl: 0.9, shell: 0xFBC8C8, bands: 0xF08C98, band_share: 0.22, dots: 0xE0506A, legs: 0xF4A0A8, tail: 0xF08494, feelers: 1.7, clear: 0.5, ..PRAWN }).sized(0.6),
    SEABASS,
    SAURY,
    fish("イワシ", Fish {
        depth: 0.2, peak: 0.34, belly: 0.58, peduncle: 0.16, coat: [0x1E6488, 0xD6E0E4, 0xFAFAFA], fins: 0xB4C0C0, shine: 0.8, marks: &[Row(7.0, -0.12, 0.021, 0x10182C)],
        dorsal: &[Fin(0.42, 0.54, 0.09, Soft, 0)], anal: &[Fin(0.8, 0.92, 0.03, Soft, 0)], tail: Tail(0.19, 0.3, 0.78, 0.0, 0), eye: 0.05, jaw: Jaw::Under, pelvic: 0.06, ..FISH }).sized(0.75),
    squid("アオリイカ", Squid { width: 0.4, fullness: 0.85, fin_from: 0.0, fin_width: 0.16, round: true, skin: 0xE4C8AC, dots: 0x946044, arms: 0.42, ..SQUID }),
    fish("ホッケ", Fish {
        depth: 0.22, peduncle: 0.16, coat: [0x4C5440, 0x98946C, 0xE0DABE], fins: 0x747058, shine: 0.05, marks: &[Bands(8.0, 0.45, 0.5, 0x3C4236)],
        dorsal: &[Fin(0.24, 0.92, 0.07, Soft, 0)], anal: &[Fin(0.5, 0.9, 0.055, Soft, 0)], tail: Tail(0.18, 0.27, 0.6, 0.0, 0), ..FISH }),
    fish("コノシロ", Fish {
        depth: 0.32, belly: 0.62, coat: [0x3C6C7C, 0xD4DCD8, 0xF6F6F2], fins: 0xC8B870, shine: 0.9, marks: &[Spots(0.04, 0.2, -0.95, -0.05, 0x203840), Dot(0.28, -0.3, 0.028, 0x18222A)],
        dorsal: &[Fin(0.42, 0.56, 0.11, Sickle, 0)], anal: &[Fin(0.72, 0.88, 0.04, Soft, 0)], tail: Tail(0.19, 0.32, 0.65, 0.0, 0), mouth: 0.03, extra: Extra::Thread, ..FISH }).sized(0.8),
    fish("ニゴイ", Fish {
        depth: 0.21, peak: 0.4, snout: 0.8, coat: [0x6E6A50, 0xC8C0A4, 0xF4F0E4], fins: 0xCC9078, shine: 0.25, marks: &[Scales(0.046, 0x7A745C)], barbels: 1, jaw: Jaw::Snout(0.06),
        dorsal: &[Fin(0.38, 0.52, 0.15, Triangle, 0)], anal: &[Fin(0.74, 0.82, 0.09, Soft, 0)], tail: Tail(0.21, 0.34, 0.6, 0.0, 0), eye: 0.046, ..CARP }),
    fish("キハダマグロ", Fish {
        depth: 0.26, coat: [0x1C3460, 0xC8C48C, 0xE8EAE6], fins: 0xF0C818, marks: &[Line(-0.25, 0.15, 0.05, 1.0, 0xE8BC28)], finlets: 8, pectoral: 0.28,
        dorsal: &[Fin(0.3, 0.5, 0.1, Sickle, 0), Fin(0.55, 0.62, 0.24, Sickle, 0)], anal: &[Fin(0.6, 0.67, 0.24, Sickle, 0)], ..TUNA }).sized(1.25),
    fish("アカハタ", Fish {
        coat: [0xD84A34, 0xEE7C5C, 0xF8C8A8], fins: 0xE05638, marks: &[Bands(5.0, 0.5, 0.0, 0xBC2E22)],
        dorsal: &[Fin(0.28, 0.6, 0.11, Spiny, 0x6A1A18), Fin(0.6, 0.88, 0.11, Soft, 0)], ..GROUPER }).sized(0.9),
    fish("サケ", Fish {
        depth: 0.28, peak: 0.4, snout: 0.8, peduncle: 0.27, coat: [0x34465E, 0xC4CCD4, 0xFAFAF8], fins: 0x525E68, shine: 0.55, jaw: Jaw::Hook, mouth: 0.15,
        dorsal: &[Fin(0.44, 0.57, 0.11, Soft, 0), Fin(0.79, 0.84, 0.06, Lobe, 0)], anal: &[Fin(0.68, 0.8, 0.1, Soft, 0)], tail: Tail(0.19, 0.34, 0.18, 0.0, 0x6C7884), ..TROUT }).sized(1.1),
    fish("ブリ", Fish {
        depth: 0.26, snout: 0.85, coat: [0x2A4A68, 0xC4CED4, 0xF8F8F4], fins: 0x8C8A50, marks: &[Line(-0.12, 0.1, 0.05, 1.0, 0xE0C030)], ..JACK }).sized(1.1),
    fish("ウツボ", Fish {
        depth: 0.13, peak: 0.24, snout: 0.55, coat: [0x9C7424, 0xC89A38, 0xDCBC68], fins: 0xA87C2C, shine: 0.0, marks: &[Clouds(0.07, 0.5, 0x4A2E14)], jaw: Jaw::Teeth(0.04), mouth: 0.1,
        pectoral: 0.0, dorsal: &[Fin(0.1, 1.0, 0.045, Fringe, 0)], ..EEL }).sized(1.1),
    fish("アカメ", Fish {
        depth: 0.38, peak: 0.4, snout: 1.15, belly: 0.42, coat: [0x40443C, 0x94968C, 0xCCCEC6], fins: 0x34382F, shine: 0.45, eye: 0.06, iris: 0xE8201A, mouth: 0.13, ..GROUPER }).sized(1.1),
    other("モクギョ", Body::Mokugyo),
    other("タイヤキ", Body::Taiyaki),
    fish("ジンベエザメ", Fish {
        depth: 0.24, peak: 0.3, snout: 0.28, belly: 0.5, peduncle: 0.16, coat: [0x2E4658, 0x4C6678, 0xE4EAEC], fins: 0x3A5466, shine: 0.0,
        marks: &[Spots(0.042, 0.24, -1.0, 0.45, 0xF0F4F0), Bands(11.0, 0.12, 0.0, 0xA8BCC4)],
        dorsal: &[Fin(0.5, 0.62, 0.14, Triangle, 0), Fin(0.78, 0.84, 0.05, Triangle, 0)], anal: &[Fin(0.8, 0.86, 0.05, Triangle, 0)], tail: Tail(0.2, 0.46, 0.62, 0.6, 0),
        pectoral: 0.0, pelvic: 0.07, eye: 0.018, jaw: Jaw::Wide, mouth: 0.06, extra: Extra::Gills, ..FISH }).sized(1.5),
    fish("カンパチ", Fish {
        depth: 0.3, coat: [0x7C4E60, 0xCCB4B0, 0xF6F2EC], fins: 0x94744C, marks: &[EyeBar(0x4A2A30), Line(-0.05, 0.1, 0.25, 1.0, 0xD89C48)], ..JACK }).sized(1.1),
    fish("シマアジ", Fish {
        depth: 0.38, snout: 0.85, coat: [0x4C84A0, 0xD8E2E2, 0xF8F8F6], fins: 0xE0C440, shine: 0.7, marks: &[Line(-0.1, 0.17, 0.25, 1.0, 0xF0D030), Dot(0.26, -0.3, 0.028, BLACK)], ..JACK }),
    fish("ボラ", Fish {
        depth: 0.21, peak: 0.36, snout: 0.5, peduncle: 0.38, coat: [0x44505C, 0xAAB2B6, 0xF0F0EE], fins: 0x747C82, marks: &[Stripes(6.0, 0.34, -0.7, 0.6, 0x4C5864), Scales(0.05, 0x6C757C)],
        dorsal: &[Fin(0.42, 0.5, 0.09, Spiny, 0), Fin(0.7, 0.8, 0.08, Sickle, 0)], anal: &[Fin(0.68, 0.8, 0.07, Sickle, 0)], tail: Tail(0.2, 0.3, 0.5, 0.0, 0), mouth: 0.03, ..FISH }),
    again("スズキ(魚)", &SEABASS),
    again("鯛", &RED_SEABREAM),
    again("秋刀魚", &SAURY),
    fish("トラフグ", Fish {
        depth: 0.42, belly: 0.56, coat: [0x22262A, 0x565C60, 0xFFFFFF], fins: 0x16181C, shine: 0.0,
        marks: &[Spots(0.1, 0.2, -1.0, 0.1, 0x101214), Dot(0.4, -0.18, 0.09, 0xFFFFFF), Dot(0.4, -0.18, 0.066, 0x060708)],
        dorsal: &[Fin(0.7, 0.81, 0.15, Soft, 0)], anal: &[Fin(0.72, 0.83, 0.15, Soft, 0xFCFCFA)], tail: Tail(0.19, 0.27, -0.1, 0.0, 0), ..PUFFER }),
];
