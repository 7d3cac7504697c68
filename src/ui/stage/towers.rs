//! The drawing of CLIP: two towers, one space.

use crate::ui::dom::{El, el, svg};

use super::words;

/// A picture and a word, each through its own tower, land side by side.
pub(super) fn towers() -> El {
    let w = words();
    el("figure.towers")
        .add(
            svg("svg[viewBox=0 0 560 176][role=img]")
                .attr("aria-label", w.towers_label())
                .add(
                    svg("g.towers-line")
                        .add(svg("path[d=M96 44h44M96 132h44M252 44h52M252 132h52]"))
                        .add(svg("path[d=M298 39l8 5l-8 5M298 127l8 5l-8 5]")),
                )
                // A photo: a frame with a fish in it.
                .add(
                    svg("g.towers-item")
                        .add(svg("rect[x=24][y=16][width=72][height=56][rx=10]"))
                        .add(svg("path.towers-fish[d=M36 44c8-14 28-16 40-4l10-9v26l-10-9c-12 12-32 10-40-4z]"))
                        .add(svg("circle.towers-eye[cx=46][cy=42][r=2.5]")),
                )
                .add(
                    svg("g.towers-item")
                        .add(svg("rect[x=24][y=108][width=72][height=48][rx=24]"))
                        .add(svg("text[x=60][y=138][text-anchor=middle]").add(w.towers_word())),
                )
                .add(
                    svg("g.towers-tower")
                        .add(svg("path[d=M140 12h112v20l-12 12l12 12v20h-112z]"))
                        .add(svg("path[d=M140 100h112v20l-12 12l12 12v20h-112z]"))
                        .add(svg("text[x=190][y=49][text-anchor=middle]").add(w.towers_picture()))
                        .add(svg("text[x=190][y=137][text-anchor=middle]").add(w.towers_text())),
                )
                .add(
                    svg("g.towers-space")
                        .add(svg("ellipse[cx=428][cy=88][rx=118][ry=76]"))
                        .add(svg("circle.is-picture[cx=420][cy=78][r=7]"))
                        .add(svg("path.is-word[d=M442 76l9 9l-9 9l-9-9z]"))
                        .add(svg("circle.is-other[cx=366][cy=114][r=5]"))
                        .add(svg("circle.is-other[cx=382][cy=62][r=5]"))
                        .add(svg("path.is-other[d=M494 112l6 6l-6 6l-6-6z]"))
                        .add(svg("path.is-other[d=M486 52l6 6l-6 6l-6-6z]"))
                        .add(svg("text[x=428][y=146][text-anchor=middle]").add(w.towers_space()))
                        .add(svg("text.towers-near[x=430][y=58][text-anchor=middle]").add(w.towers_near())),
                ),
        )
        .add(el("figcaption.note").add(w.towers_caption()))
}
