"""scikit-learn's factorization of a problem in a folder, from the start that lies there.

usage: scikit_learn.py FOLDER LOSS ITERATIONS
Prints one line of JSON: the seconds and the processor time of the fit alone, and the objective that it reached.
"""

import json
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
import sklearn
from sklearn.decomposition import non_negative_factorization


def load(folder):
    settings = json.loads((folder / "problem.json").read_text())
    m, n, rank = settings["m"], settings["n"], settings["rank"]
    numbers = lambda name, kind=np.float64: np.fromfile(folder / name, dtype=kind)
    if settings["sparse"]:
        parts = numbers("values"), numbers("indices", np.int32), numbers("starts", np.int32)
        X = sparse.csr_matrix(parts, shape=(m, n))
    else:
        X = numbers("X").reshape(m, n)
    return X, numbers("W").reshape(m, rank), numbers("H").reshape(rank, n)


def squared_error(X, W, H):
    """1/2 ||X - W H||^2, from the residual itself where X is dense."""
    if not sparse.issparse(X):
        return 0.5 * float(np.sum((X - W @ H) ** 2))
    norm = float(X.multiply(X).sum())
    return 0.5 * (norm - 2 * float(np.sum(W * (X @ H.T))) + float(np.sum((W.T @ W) * (H @ H.T))))


def kullback_leibler(X, W, H):
    """sum x log(x / v) - x + v for V = W H."""
    if not sparse.issparse(X):
        V = W @ H
        inside = X > 0
        return float(np.sum(X[inside] * np.log(X[inside] / V[inside])) - np.sum(X) + np.sum(V))
    entries = X.tocoo()
    V = np.einsum("ij,ij->i", W[entries.row], H.T[entries.col])
    x = entries.data
    return float(np.sum(x * np.log(x / V)) - np.sum(x) + W.sum(axis=0) @ H.sum(axis=1))


def main():
    folder, loss, iterations = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    warnings.simplefilter("ignore")
    X, W, H = load(folder)
    solver = "cd" if loss == "frobenius" else "mu"
    seconds, processor = time.perf_counter(), time.process_time()
    W, H, _ = non_negative_factorization(
        X, W=W, H=H, n_components=W.shape[1], init="custom", solver=solver, beta_loss=loss, tol=0, max_iter=iterations
    )
    seconds, processor = time.perf_counter() - seconds, time.process_time() - processor
    objective = squared_error(X, W, H) if loss == "frobenius" else kullback_leibler(X, W, H)
    version = f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}"
    print(json.dumps({"seconds": seconds, "processor": processor, "objective": objective, "version": version}))


main()
