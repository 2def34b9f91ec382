"""layer.py SPIKEGRAPH [ROUNDS]: times `spikegraph layer` on arrays of 10 million float32 beside a copy of the file.

Prints how many times as long as `cp` each takes: ratios of the medians of some rounds, taken in turn, so that
whatever else the machine does meets both. Outputs are removed before each round: replacing a file waits for the disk.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy

SIZE = 10_000_000
SHAPES = [
    (1, SIZE, 1), (1, SIZE // 2, 2), (1, SIZE // 3, 3), (1, SIZE // 4, 4), (1, SIZE // 7, 7), (1, SIZE // 64, 64),
    (1, SIZE // 700, 700), (10, 1000, 1000), (10_000, 1000, 1), (1_000_000, 10, 1), (100_000, 10, 10),
    (SIZE // 2, 2, 1), (SIZE, 1, 1), (1, 1, SIZE), (1, 2, SIZE // 2), (1, 10, SIZE // 10), (1, 100, SIZE // 100),
    (1000, 2, 5000), (250, 2, 20_000), (40, 5, 50_000), (18, 15, 37_000), (1, 154, 64_900),
    (4000, 2400, 1), (2, 60, 83_333), (1, 60, 160_000), (1, 33, 300_000),
]
SPIKES = ["spiking-activation", "--activation", "relu"]
LAYERS = {
    "rare": SPIKES + ["--dt", "0.001"],
    "several a step": SPIKES + ["--dt", "1"],
    "lowpass": ["lowpass", "--tau", "0.01"],
    "alpha": ["alpha", "--tau", "0.01"],
    "mean": ["temporal-avg-pool"],
}
ACTIVATIONS = ["relu", "elu", "gelu", "silu", "softplus", "sigmoid", "tanh", "exp", "square"]
EXPRESSIONS = [
    "max(0, x)^2", "x > 0 ? x : 0.1*x", "sqrt(abs(x))", "1/(1 + exp(-x))", "x*sigmoid(1.7*x)", "log(1 + x^2)", "sin(x)",
    "abs(x)^1.5", "abs(x)^0.7", "2^x",
]


def awkward(noise):
    """Values for which processors or shortcuts may take longer, by what they are."""
    steps = numpy.arange(noise.size)
    with_nan = noise.copy()
    with_nan[1000] = numpy.nan
    random = numpy.random.default_rng(1).random(noise.size)
    return {
        "log-normal, sigma 4": numpy.exp(4 * noise),
        "every size": 10 ** (12 * random - 6),
        "outliers": numpy.where(steps % 100 == 0, 1e4 * random, random),
        "bursts": numpy.where(steps // 300 % 2 == 0, 1e3 * random, 1e-6 * random),
        "swelling": 1000 * numpy.sin(0.01 * steps),
        "not normal": noise * 1e-40,
        "tiny": noise * 1e-20,
        "loud": noise * 1e5,
        "decay": numpy.exp(-steps / 1e5),
        "then silence": noise * (steps < 1000),
        "after NaN": with_nan,
    }


def backwards(folder):
    """Layers with gradients: they read dL/dy as well, here the input's file, and write dL/dx."""
    gradients = ["--grad-output", os.path.join(folder, "in.npy"), "--grad-input", os.path.join(folder, "dx.npy")]
    of_filter = gradients + ["--grad-level", os.path.join(folder, "dlevel.npy")]
    return {
        "spikes": SPIKES + ["--training"] + gradients,
        "lowpass": LAYERS["lowpass"] + gradients,
        "alpha": LAYERS["alpha"] + gradients,
        "lowpass, of all": LAYERS["lowpass"] + of_filter + ["--grad-smoothing-logit", os.path.join(folder, "dw.npy")],
        "alpha, of all": LAYERS["alpha"] + of_filter + ["--grad-tau", os.path.join(folder, "dtau.npy")],
    }


def ratios(folder, commands, rounds):
    """Medians of what each command takes, over that of cp."""
    source, target = os.path.join(folder, "in.npy"), os.path.join(folder, "out.npy")
    commands = {"cp": ["cp", source, target]} | {
        name: [*command, source, "-o", target] for name, command in commands.items()
    }
    seconds = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            for output in os.listdir(folder):
                if output != "in.npy":
                    os.remove(os.path.join(folder, output))
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            seconds[name].append(time.perf_counter() - start)
    copy = statistics.median(seconds.pop("cp"))
    return copy, {name: statistics.median(taken) / copy for name, taken in seconds.items()}


def main():
    spikegraph, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 9
    noise = numpy.random.default_rng(0).standard_normal(SIZE).astype(numpy.float32)
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'array':24}{'copy':>8}" + "".join(f"{name:>16}" for name in LAYERS))
        for shape in SHAPES:
            count = shape[0] * shape[1] * shape[2]
            numpy.save(os.path.join(folder, "in.npy"), noise[:count].reshape(shape))
            commands = {name: [spikegraph, "layer", *layer] for name, layer in LAYERS.items()}
            copy, taken = ratios(folder, commands, rounds)
            print(f"{str(shape):24}{copy * 1e3:5.1f} ms" + "".join(f"{x:15.2f}x" for x in taken.values()), flush=True)

        for name, values in awkward(noise).items():
            numpy.save(os.path.join(folder, "in.npy"), values.reshape(SHAPES[0]).astype(numpy.float32))
            commands = {layer: [spikegraph, "layer", *arguments] for layer, arguments in LAYERS.items()}
            print(f"{name:32}" + "".join(f"{x:15.2f}x" for x in ratios(folder, commands, rounds)[1].values()), flush=True)

        for shape in [SHAPES[0], (1, SIZE // 64, 64), (10_000, 1000, 1)]:
            count = shape[0] * shape[1] * shape[2]
            numpy.save(os.path.join(folder, "in.npy"), noise[:count].reshape(shape))
            commands = {name: [spikegraph, "layer", *layer] for name, layer in backwards(folder).items()}
            taken = ratios(folder, commands, rounds)[1]
            print(f"{str(shape):24}backwards: " + ", ".join(f"{name} {x:.2f}x" for name, x in taken.items()), flush=True)

        for units, dtype in [(1, "float32"), (2, "float32"), (3, "float32"), (17, "float32"), (1, "float64"), (3, "float64")]:
            numpy.save(os.path.join(folder, "in.npy"), (noise[: SIZE // units * units] * 100).reshape(1, -1, units).astype(dtype))
            commands = {
                name: [spikegraph, "layer", "spiking-activation", "--activation", name, "--dt", "0.001"]
                for name in ["relu", "gelu", "softplus", "sigmoid", "exp"]  # which overflows
            }
            taken = ratios(folder, commands, rounds)[1]
            print(f"{units:2} units of {dtype}: spikes of " + ", ".join(f"{name} {x:.2f}x" for name, x in taken.items()), flush=True)

        numpy.save(os.path.join(folder, "in.npy"), noise)
        commands = {name: [spikegraph, "layer", "activation", "--activation", name] for name in ACTIVATIONS + EXPRESSIONS}
        for name, x in ratios(folder, commands, rounds)[1].items():
            print(f"{name:24}{x:7.2f}x")


main()
