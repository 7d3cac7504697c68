//! The drawing of CLIP: two towers, one space.

use leptos::prelude::*;

use super::words;

/// A picture and a word, each through its own tower, land side by side.
pub(super) fn towers() -> impl IntoView {
    let w = words();
    view! {
        <figure class="towers">
            <svg viewBox="0 0 560 176" role="img" aria-label=w.towers_label>
                <g class="towers-line">
                    <path d="M96 44h44M96 132h44M252 44h52M252 132h52"></path>
                    <path d="M298 39l8 5l-8 5M298 127l8 5l-8 5"></path>
                </g>
                // A photo: a frame with a fish in it.
                <g class="towers-item">
                    <rect x="24" y="16" width="72" height="56" rx="10"></rect>
                    <path class="towers-fish" d="M36 44c8-14 28-16 40-4l10-9v26l-10-9c-12 12-32 10-40-4z"></path>
                    <circle class="towers-eye" cx="46" cy="42" r="2.5"></circle>
                </g>
                <g class="towers-item">
                    <rect x="24" y="108" width="72" height="48" rx="24"></rect>
                    <text x="60" y="138" text-anchor="middle">{w.towers_word}</text>
                </g>
                <g class="towers-tower">
                    <path d="M140 12h112v20l-12 12l12 12v20h-112z"></path>
                    <path d="M140 100h112v20l-12 12l12 12v20h-112z"></path>
                    <text x="190" y="49" text-anchor="middle">{w.towers_picture}</text>
                    <text x="190" y="137" text-anchor="middle">{w.towers_text}</text>
                </g>
                <g class="towers-space">
                    <ellipse cx="428" cy="88" rx="118" ry="76"></ellipse>
                    <circle class="is-picture" cx="420" cy="78" r="7"></circle>
                    <path class="is-word" d="M442 76l9 9l-9 9l-9-9z"></path>
                    <circle class="is-other" cx="366" cy="114" r="5"></circle>
                    <circle class="is-other" cx="382" cy="62" r="5"></circle>
                    <path class="is-other" d="M494 112l6 6l-6 6l-6-6z"></path>
                    <path class="is-other" d="M486 52l6 6l-6 6l-6-6z"></path>
                    <text x="428" y="146" text-anchor="middle">{w.towers_space}</text>
                    <text class="towers-near" x="430" y="58" text-anchor="middle">{w.towers_near}</text>
                </g>
            </svg>
            <figcaption class="note">{w.towers_caption}</figcaption>
        </figure>
    }
}
