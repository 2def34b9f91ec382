"""place.py SESSION_FOLDER NAME FILE.wav: puts a 48 kHz wav at the start of the session's only track.

It writes what Ardour 7 itself writes when it imports a file: sources, a region, and the session's range.
"""
import pathlib
import shutil
import sys
import wave
import xml.etree.ElementTree as ET

SUPERCLOCK_HZ = 282240000

folder, name, sound = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
with wave.open(str(sound)) as file:
    channels, rate_hz, samples = file.getnchannels(), file.getframerate(), file.getnframes()
assert rate_hz == 48000, f"{sound}: is at {rate_hz} Hz, not 48000"
length = f"a{samples * (SUPERCLOCK_HZ // rate_hz)}"

audio = folder / "interchange" / name / "audiofiles"
audio.mkdir(parents=True, exist_ok=True)
shutil.copy(sound, audio / sound.name)

path = folder / f"{name}.ardour"
tree = ET.parse(path)
session = tree.getroot()
next_id = int(session.get("id-counter")) + 1000


def new_id():
    global next_id
    next_id += 1
    return str(next_id)


off, on = "0", "1"
region = {
    "name": sound.stem, "type": "audio", "id": new_id(), "channels": str(channels), "first-edit": "nothing",
    "start": "a0", "length": f"{length}@a0", "sync-position": "a0", "ancestral-start": "a0",
    "ancestral-length": "a0@a0", "stretch": "1", "shift": "1", "layering-index": "0", "scale-amplitude": "1",
    "opaque": on, "default-fade-in": off, "default-fade-out": off, "fade-in-active": off, "fade-out-active": off,
}
for flag in ("muted", "locked", "video-locked", "automatic", "whole-file", "import", "external", "sync-marked",
             "left-of-split", "right-of-split", "hidden", "position-locked", "valid-transients", "envelope-active"):
    region[flag] = off
for channel in range(channels):
    source = new_id()
    ET.SubElement(session.find("Sources"), "Source", {
        "name": sound.name, "take-id": "", "type": "audio", "flags": "", "id": source, "natural-position": "a0",
        "origin": "", "gain": "1", "channel": str(channel)})
    region[f"source-{channel}"] = region[f"master-source-{channel}"] = source

playlist = next(p for p in session.find("Playlists") if p.get("type") == "audio")
for item in list(playlist):
    playlist.remove(item)
ET.SubElement(playlist, "Region", region)
ET.SubElement(session.find("Locations"), "Location", {
    "id": new_id(), "name": "session", "start": "a0", "end": length, "flags": "IsSessionRange", "locked": off,
    "timestamp": "0", "cue": "0"})
session.set("id-counter", str(next_id + 1))
tree.write(path, encoding="UTF-8", xml_declaration=True)
