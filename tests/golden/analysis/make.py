# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "numpy==2.4.6",
#     "scipy==1.17.1",
#     "scikit-learn==1.9.1",
#     "umap-learn==0.5.12",
# ]
# ///
"""Makes the golden numbers of knn, umap and kmeans with scikit-learn and umap-learn; run on 2026-11-23.

    uv run tests/golden/analysis/make.py

Inputs are written beside the outputs, rounded so that both sides read the same f32:
digits.u8    the first 300 pictures of sklearn.datasets.load_digits, 64 bytes each, values 0 to 16
blobs.json   60 x 8 points in three clouds, three of them twice
"""

import json
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.datasets import load_digits
from sklearn.manifold import trustworthiness
from sklearn.metrics.pairwise import cosine_distances
from sklearn.neighbors import NearestNeighbors
from umap import UMAP
from umap.umap_ import find_ab_params, fuzzy_simplicial_set

HERE = Path(__file__).parent


def write(name, value):
    text = json.dumps(value, separators=(",", ":"), allow_nan=False)
    (HERE / name).write_text(text + "\n")


def short(values, digits=7):
    """Nested lists of floats with `digits` significant digits."""
    return [short(v, digits) if isinstance(v, list) else float(f"{v:.{digits}g}") for v in values]


def blobs():
    rng = np.random.default_rng(20)
    centres = rng.normal(size=(3, 8)) * 2
    points = centres[np.arange(60) % 3] + rng.normal(size=(60, 8)) * 0.7
    points[57:] = points[:3]
    return np.round(points, 3).astype(np.float32)


def neighbours_with_self_first(points, k):
    """umap-learn counts the point itself as its first neighbour; ties are broken by index."""
    distances = cosine_distances(points.astype(np.float64))
    np.fill_diagonal(distances, -1)
    indices = np.argsort(distances, axis=1, kind="stable")[:, :k]
    distances = np.maximum(np.take_along_axis(distances, indices, axis=1), 0)
    distances[distances < 1e-12] = 0
    return indices, distances


def main():
    digits = load_digits().data[:300]
    (HERE / "digits.u8").write_bytes(digits.astype(np.uint8).tobytes())
    digits = (digits / 16).astype(np.float32)
    points = blobs()
    write("blobs.json", short(points.tolist()))

    curves = []
    for min_dist in [0.0, 0.001, 0.05, 0.1, 0.25, 0.5, 0.8, 0.99]:
        for spread in [0.5, 1.0, 1.5, 2.0, 5.0]:
            if min_dist <= spread:
                a, b = find_ab_params(spread, min_dist)
                curves.append({"min_dist": min_dist, "spread": spread, "a": float(a), "b": float(b)})
    write("curve.json", curves)

    graphs = []
    for k in [2, 5, 15, 60]:
        indices, distances = neighbours_with_self_first(points, k)
        graph, sigmas, rhos = fuzzy_simplicial_set(
            points, k, np.random.RandomState(0), "cosine", knn_indices=indices, knn_dists=distances
        )
        graph = graph.tocoo()
        edges = sorted(zip(graph.row.tolist(), graph.col.tolist(), graph.data.tolist()))
        edges = [[i, j, float(f"{w:.5g}")] for i, j, w in edges if i < j and w > 1e-6]
        graphs.append({
            "n_neighbors": k,
            "sigmas": short(sigmas.tolist()),
            "rhos": short(rhos.tolist()),
            "edges": edges if k < 60 else edges[::8],
            "n_edges": len(edges),
            "sum": float(graph.data.sum()),
        })
    write("graph.json", graphs)

    maps = []
    for n_neighbors, min_dist, n_components in [(15, 0.1, 2), (5, 0.0, 2), (30, 0.5, 2), (15, 0.1, 3)]:
        umap = UMAP(n_neighbors=n_neighbors, min_dist=min_dist, n_components=n_components, metric="cosine",
                    init="pca", random_state=42, n_jobs=1)
        places = np.round(umap.fit_transform(digits), 4)
        record = {
            "n_neighbors": n_neighbors,
            "min_dist": min_dist,
            "n_components": n_components,
            "trustworthiness": trustworthiness(digits, places, n_neighbors=12, metric="cosine"),
        }
        if len(maps) == 0:
            record["places"] = short(places.astype(np.float64).tolist())
        maps.append(record)
    write("maps.json", maps)

    fits = []
    digits = digits.astype(np.float64)  # in f32 scikit-learn's rounding takes one start through a round more
    for n_clusters, first in [(10, 0), (3, 7), (25, 40)]:
        chosen = [(first + 11 * it) % 300 for it in range(n_clusters)]
        for tol in [1e-4, 0.02]:
            fit = KMeans(n_clusters, init=digits[chosen], n_init=1, tol=tol, algorithm="lloyd").fit(digits)
            fits.append({
                "start": chosen,
                "tol": tol,
                "labels": fit.labels_.tolist(),
                "inertia": float(fit.inertia_),
                "n_iter": int(fit.n_iter_),
            })
    bests = []
    for n_clusters in [2, 10, 20]:
        for init in ["k-means++", "random"]:
            fit = KMeans(n_clusters, init=init, n_init=10, random_state=0).fit(digits)
            bests.append({"n_clusters": n_clusters, "init": init, "inertia": float(fit.inertia_)})
    write("kmeans.json", {"fits": fits, "bests": bests})

    neighbours = []
    for metric in ["cosine", "euclidean"]:
        search = NearestNeighbors(n_neighbors=8, metric=metric, algorithm="brute").fit(digits)
        distances, indices = search.kneighbors()  # without an argument, the point itself is left out
        neighbours.append({
            "metric": metric,
            "k": 8,
            "indices": indices[::3].tolist(),
            "distances": short(distances[::3].tolist()),
        })
    write("knn.json", neighbours)


main()
