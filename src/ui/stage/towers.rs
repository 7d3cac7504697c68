//! The drawing of CLIP: two towers, one space.

use crate::ui::dom::{El, el, svg};

use super::words;

/// A picture and a word, each through its own tower, land side by side.
pub(super) fn towers() -> El {
    let w = words();
    el("figure")
        .class("towers")
        .add(
            svg("svg")
                .attr("viewBox", "0 0 560 176")
                .attr("role", "img")
                .attr("aria-label", w.towers_label())
                .add(
                    svg("g")
                        .class("towers-line")
                        .add(svg("path").attr("d", "M96 44h44M96 132h44M252 44h52M252 132h52"))
                        .add(svg("path").attr("d", "M298 39l8 5l-8 5M298 127l8 5l-8 5")),
                )
                // A photo: a frame with a fish in it.
                .add(
                    svg("g")
                        .class("towers-item")
                        .add(
                            svg("rect")
                                .attr("x", "24")
                                .attr("y", "16")
                                .attr("width", "72")
                                .attr("height", "56")
                                .attr("rx", "10"),
                        )
                        .add(
                            svg("path")
                                .class("towers-fish")
                                .attr("d", "M36 44c8-14 28-16 40-4l10-9v26l-10-9c-12 12-32 10-40-4z"),
                        )
                        .add(svg("circle").class("towers-eye").attr("cx", "46").attr("cy", "42").attr("r", "2.5")),
                )
                .add(
                    svg("g")
                        .class("towers-item")
                        .add(
                            svg("rect")
                                .attr("x", "24")
                                .attr("y", "108")
                                .attr("width", "72")
                                .attr("height", "48")
                                .attr("rx", "24"),
                        )
                        .add(
                            el("text")
                                .attr("x", "60")
                                .attr("y", "138")
                                .attr("text-anchor", "middle")
                                .add(w.towers_word()),
                        ),
                )
                .add(
                    svg("g")
                        .class("towers-tower")
                        .add(svg("path").attr("d", "M140 12h112v20l-12 12l12 12v20h-112z"))
                        .add(svg("path").attr("d", "M140 100h112v20l-12 12l12 12v20h-112z"))
                        .add(
                            el("text")
                                .attr("x", "190")
                                .attr("y", "49")
                                .attr("text-anchor", "middle")
                                .add(w.towers_picture()),
                        )
                        .add(
                            el("text")
                                .attr("x", "190")
                                .attr("y", "137")
                                .attr("text-anchor", "middle")
                                .add(w.towers_text()),
                        ),
                )
                .add(
                    svg("g")
                        .class("towers-space")
                        .add(el("ellipse").attr("cx", "428").attr("cy", "88").attr("rx", "118").attr("ry", "76"))
                        .add(svg("circle").class("is-picture").attr("cx", "420").attr("cy", "78").attr("r", "7"))
                        .add(svg("path").class("is-word").attr("d", "M442 76l9 9l-9 9l-9-9z"))
                        .add(svg("circle").class("is-other").attr("cx", "366").attr("cy", "114").attr("r", "5"))
                        .add(svg("circle").class("is-other").attr("cx", "382").attr("cy", "62").attr("r", "5"))
                        .add(svg("path").class("is-other").attr("d", "M494 112l6 6l-6 6l-6-6z"))
                        .add(svg("path").class("is-other").attr("d", "M486 52l6 6l-6 6l-6-6z"))
                        .add(
                            el("text")
                                .attr("x", "428")
                                .attr("y", "146")
                                .attr("text-anchor", "middle")
                                .add(w.towers_space()),
                        )
                        .add(
                            el("text")
                                .class("towers-near")
                                .attr("x", "430")
                                .attr("y", "58")
                                .attr("text-anchor", "middle")
                                .add(w.towers_near()),
                        ),
                ),
        )
        .add(el("figcaption").class("note").add(w.towers_caption()))
}
