"""read_as_peers.py FILE.h5 UNITS: reads a dataset by the rules of tonic and of SpikingJelly, and says what it found.

Exits with 77 where there is no h5py. tonic turns times into whole microseconds in the file's own type and needs
labels, extra/speaker and extra/keys; SpikingJelly takes the arrays as they are; PyTables needs chunks.
"""
import sys

try:
    import h5py
    import numpy
except ImportError:
    print("skipped: there is no h5py")
    sys.exit(77)

path, units = sys.argv[1], int(sys.argv[2])
with h5py.File(path, "r") as file:
    times, units_of, labels = file["spikes/times"], file["spikes/units"], file["labels"]
    keys, speakers = file["extra/keys"], file["extra/speaker"]
    assert times.ndim == units_of.ndim == labels.ndim == 1
    assert times.chunks and units_of.chunks
    assert h5py.check_vlen_dtype(units_of.dtype) == numpy.uint16
    assert len(times) == len(units_of) == len(labels) == len(speakers) > 0
    assert keys.dtype.kind == "S" and numpy.issubdtype(labels.dtype, numpy.integer)
    spikes = 0
    for i in range(len(times)):
        microseconds = (times[i] * 1e6).astype(int)
        assert len(times[i]) == len(units_of[i])
        assert numpy.all(numpy.diff(times[i]) >= 0), f"the times of sample {i} are not sorted"
        assert numpy.all(microseconds >= 0)
        assert len(units_of[i]) == 0 or units_of[i].max() < units
        assert 0 <= labels[i] < len(keys)
        spikes += len(times[i])
    assert spikes > 0
    print(len(times), spikes, b" ".join(keys[:]).decode())
