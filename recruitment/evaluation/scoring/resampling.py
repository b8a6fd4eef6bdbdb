"""Numbers by chance that are the same in every year, on every machine and in every library.

A figure that rests on resampling must come out the same when somebody recomputes it years later.
So the numbers are those of Python's own `random.Random(seed).random()`, in order: the Mersenne
Twister MT19937 with 53 bits a number, which both Python (documentation of `random`, "Notes on
Reproducibility") and numpy (`RandomState` is frozen, NEP 19) promise never to change. numpy's newer
generators give no such promise.
"""

import numpy as np

SEED = 20220901  # any number does, as long as nobody can choose it after seeing what it leads to
RESAMPLES = 1000  # the ends of a 95 % interval then rest on 25 resamples each


def resampled(size: int, resamples: int, seed: int) -> np.ndarray:
    """How often each of `size` things was drawn, a row for each resample.

    Each resample draws `size` times with replacement: B. Efron, "Bootstrap methods: another look at
    the jackknife", Annals of Statistics 7 (1979). The k-th draw of all takes the thing number
    floor(size × the k-th random number).
    """
    chance = np.random.RandomState([seed]).random_sample((resamples, size))
    drawn = (chance * size).astype(np.intp) + size * np.arange(resamples)[:, None]
    return np.bincount(drawn.ravel(), minlength=resamples * size).reshape(resamples, size)
