//! Spellings: whatever way a name is written, it lands on the same creature.

use crate::model::{LANGUAGES, Model};
use crate::row::Row;
use crate::say;

/// The rows.
pub(crate) fn rows(model: &Model) -> Vec<Row> {
    let (mut right, mut n) = (0.0, 0.0);
    for (entry, [name, _, _, others]) in model.names.iter().enumerate() {
        let listed = others.split('、').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned);
        for spelling in listed.chain([hiragana(name), half_width(name)]) {
            let vector = model.clip.embed_text(&spelling).unwrap();
            let lands = model.ranked(&vector, 0)[0].0 == model.animal[entry];
            if !lands {
                say!("{spelling} is nearest to {}", model.names[model.ranked(&vector, 0)[0].0][0]);
            }
            right += f32::from(u8::from(lands));
            n += 1.0;
        }
    }
    vec![Row::over(format!("spelling variants that land on their creature, {}", LANGUAGES[0]), 0.98, right / n)]
}

fn hiragana(name: &str) -> String {
    let turn = |it: char| if ('ァ'..='ヶ').contains(&it) { char::from_u32(it as u32 - 0x60).unwrap() } else { it };
    name.chars().map(turn).collect()
}

/// Katakana in the narrow form of old terminals; voicing marks are letters of their own there.
fn half_width(name: &str) -> String {
    const WIDE: &str = "ァアィイゥウェエォオカキクケコサシスセソタチッツテトナニヌネノハヒフヘホマミムメモャヤュユョヨラリルレロワンー";
    const NARROW: &str = "ｧｱｨｲｩｳｪｴｫｵｶｷｸｹｺｻｼｽｾｿﾀﾁｯﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓｬﾔｭﾕｮﾖﾗﾘﾙﾚﾛﾜﾝｰ";
    const VOICED: &str = "ガギグゲゴザジズゼゾダヂヅデドバビブベボ";
    const PLAIN: &str = "カキクケコサシスセソタチツテトハヒフヘホ";
    let at = |line: &str, it: char| line.chars().position(|other| other == it);
    let nth = |line: &str, at: usize| line.chars().nth(at).unwrap();
    let narrow = |it: char| at(WIDE, it).map_or(it, |found| nth(NARROW, found));
    name.chars()
        .flat_map(|it| match (at(VOICED, it), at("パピプペポ", it)) {
            (Some(found), _) => vec![narrow(nth(PLAIN, found)), 'ﾞ'],
            (_, Some(found)) => vec![narrow(nth("ハヒフヘホ", found)), 'ﾟ'],
            _ => vec![narrow(it)],
        })
        .collect()
}
