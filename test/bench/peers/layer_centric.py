"""Deep NMF with the layer-centric loss in NumPy, as a peer to time `deepmf` against.

    minimise 1/2 sum_l lambda_{l-1} ||W_{l-1} - W_l H_l||^2,   W_0 = X, lambda_0 = 1

Blocks in the order H_1, W_1, H_2, W_2, ...; each is solved from its normal equations by accelerated projected gradient
steps, one matrix product a step; the errors come from products that the W blocks have formed anyway. The solver is there
in two styles: plain expressions, as one writes NumPy, and with every result written in place, as few do.

Reads a problem folder (problem.json and raw float64 files), fits from the start stored there, and prints one line of
JSON: seconds and loss of each iteration, processor time of the whole fit, and the speed of a plain product.

    python layer_centric.py FOLDER plain|'in place'
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

FIRST_ALPHA = 0.05


def nonnegative(f):
    np.maximum(f, 0, out=f)


def columns_sum_at_most_one(f):
    """Nonnegative columns; those that then sum to more than one are projected on the simplex, by a sort."""
    clipped = np.maximum(f, 0)
    over = np.flatnonzero(clipped.sum(axis=0) > 1)
    if over.size:
        columns = f[:, over]
        descending = np.sort(columns, axis=0)[::-1]
        candidates = np.cumsum(descending, axis=0)
        candidates -= 1
        candidates /= np.arange(1, f.shape[0] + 1)[:, None]
        # The last row whose candidate threshold is below its entry has the right one.
        last = np.count_nonzero(descending > candidates, axis=0) - 1
        columns -= candidates[last, np.arange(over.size)]
        clipped[:, over] = np.maximum(columns, 0, out=columns)
    f[...] = clipped


def fpgd_plain(f, gram, cross, apply, project, steps):
    """min 1/2 <F, A F> - <cross, F>, A F = gram F or F gram, in plain expressions."""
    lipschitz = np.linalg.eigvalsh(gram)[-1]
    if lipschitz <= 0:
        return f
    current, current_image = f, apply(gram, f)
    point, image = current, current_image
    objective = 0.5 * np.sum(current * current_image) - np.sum(cross * current)
    alpha = FIRST_ALPHA
    for _ in range(steps):
        following = point - (image - cross) / lipschitz
        project(following)
        following_image = apply(gram, following)
        value = 0.5 * np.sum(following * following_image) - np.sum(cross * following)
        if value > objective:
            point, image, alpha = current, current_image, FIRST_ALPHA
            continue
        following_alpha = (np.sqrt(alpha**4 + 4 * alpha**2) - alpha**2) / 2
        beta = alpha * (1 - alpha) / (alpha**2 + following_alpha)
        point = following + beta * (following - current)
        image = following_image + beta * (following_image - current_image)
        current, current_image, objective, alpha = following, following_image, value, following_alpha
    return current


def fpgd_in_place(f, gram, cross, apply, project, steps):
    """The same without temporaries of the size of F: min 1/2 <F, A F> - <cross, F>; gram and cross are overwritten."""
    lipschitz = np.linalg.eigvalsh(gram)[-1]
    if lipschitz <= 0:
        return f
    gram /= lipschitz
    cross /= lipschitz

    current, current_image = f.copy(), apply(gram, f, np.empty_like(f))
    point, image = current.copy(), current_image.copy()
    following, following_image = np.empty_like(f), np.empty_like(f)
    work = np.empty_like(f)
    objective = 0.5 * np.vdot(current, current_image) - np.vdot(cross, current)
    alpha = FIRST_ALPHA

    for _ in range(steps):
        np.subtract(point, image, out=following)
        following += cross
        project(following)
        apply(gram, following, following_image)
        value = 0.5 * np.vdot(following, following_image) - np.vdot(cross, following)
        if value > objective:
            point[...] = current
            image[...] = current_image
            alpha = FIRST_ALPHA
            continue
        following_alpha = (np.sqrt(alpha**4 + 4 * alpha**2) - alpha**2) / 2
        beta = alpha * (1 - alpha) / (alpha**2 + following_alpha)
        np.multiply(following, 1 + beta, out=point)
        np.multiply(current, beta, out=work)
        point -= work
        np.multiply(following_image, 1 + beta, out=image)
        np.multiply(current_image, beta, out=work)
        image -= work
        current, following = following, current
        current_image, following_image = following_image, current_image
        objective = value
        alpha = following_alpha
    return current


def from_left(gram, f, out=None):
    return np.matmul(gram, f, out=out)


def from_right(gram, f, out=None):
    return np.matmul(f, gram, out=out)


def fit(X, W, H, iterations, steps, project_h, fpgd):
    """Fits in place of the lists W and H; returns loss and seconds of each iteration, and the final loss from residuals."""
    depth = len(W)
    errors = layer_errors(X, W, H)
    weights = [errors[0] / error for error in errors]
    x_squared = np.vdot(X, X)
    losses, seconds = [], []
    for _ in range(iterations):
        start = time.perf_counter()
        above, above_squared = X, x_squared
        loss = 0.0
        for l in range(depth):
            H[l] = fpgd(H[l], W[l].T @ W[l], W[l].T @ above, from_left, project_h, steps)

            inner_gram = H[l] @ H[l].T
            inner_cross = above @ H[l].T
            gram = weights[l] * inner_gram
            cross = weights[l] * inner_cross
            if l + 1 < depth:
                gram.flat[:: gram.shape[0] + 1] += weights[l + 1]
                cross += weights[l + 1] * (W[l + 1] @ H[l + 1])
            W[l] = fpgd(W[l], gram, cross, from_right, nonnegative, steps)

            # W_l changes no more in this iteration, and neither does what it approximates.
            error = above_squared - 2 * np.vdot(W[l], inner_cross) + np.vdot(W[l].T @ W[l], inner_gram)
            loss += 0.5 * weights[l] * error
            above, above_squared = W[l], np.vdot(W[l], W[l])
        losses.append(loss)
        seconds.append(time.perf_counter() - start)
    return losses, seconds, loss_of(X, W, H, weights)


def layer_errors(X, W, H):
    return [np.linalg.norm(above - w @ h) ** 2 for above, w, h in zip([X, *W[:-1]], W, H)]


def loss_of(X, W, H, weights):
    return sum(0.5 * weight * error for weight, error in zip(weights, layer_errors(X, W, H)))


def load(folder):
    problem = json.loads((folder / "problem.json").read_text())

    def matrix(name, shape):
        return np.fromfile(folder / f"{name}.f64").reshape(shape)

    m, n, ranks = problem["m"], problem["n"], problem["ranks"]
    widths = [n, *ranks[:-1]]
    X = matrix("X", (m, n))
    W = [matrix(f"W{l + 1}", (m, rank)) for l, rank in enumerate(ranks)]
    H = [matrix(f"H{l + 1}", (rank, width)) for l, (rank, width) in enumerate(zip(ranks, widths))]
    return problem, X, W, H


def product_rate(size=1024):
    """GFLOP/s of NumPy's product of two square matrices, the best of a few."""
    a, b, c = np.ones((size, size)), np.ones((size, size)), np.empty((size, size))
    best = float("inf")
    for _ in range(4):
        start = time.perf_counter()
        np.matmul(a, b, out=c)
        best = min(best, time.perf_counter() - start)
    return 2 * size**3 / best / 1e9


def main():
    problem, X, W, H = load(Path(sys.argv[1]))
    project_h = {"nonnegative": nonnegative, "columns-sum-at-most-one": columns_sum_at_most_one}[problem["constraintOnH"]]
    fpgd = {"plain": fpgd_plain, "in place": fpgd_in_place}[sys.argv[2]]
    steps = problem["innerSteps"]
    fit(X, [w.copy() for w in W], [h.copy() for h in H], 2, steps, project_h, fpgd)  # warm-up
    start = time.process_time()
    losses, seconds, final = fit(X, W, H, problem["iterations"], steps, project_h, fpgd)
    processor = time.process_time() - start
    print(json.dumps({
        "iterations": seconds,
        "processor": processor,
        "losses": [float(loss) for loss in losses],
        "finalLoss": float(final),
        "productGflops": product_rate(),
        "numpy": np.__version__,
    }))


if __name__ == "__main__":
    main()
