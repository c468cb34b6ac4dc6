#!/usr/bin/python3
"""Prints what mutagen and ffprobe find beside the samples of files, a value a line after the name of each:
list_tags.py FILE..."""
import base64
import hashlib
import json
import subprocess
import sys

import mutagen
from mutagen import apev2


def list_tags(path):
    try:
        found = mutagen.File(path)
    except mutagen.MutagenError:  # RF64
        found = None
    pictures = list(getattr(found, "pictures", []))
    tags = list(found.tags.items()) if found is not None and found.tags else []
    if path.endswith(".mp3"):
        try:
            tags += apev2.APEv2(path).items()
        except mutagen.MutagenError:
            pass
    if path.endswith(".oga"):  # in which mutagen looks for no pictures
        listed = subprocess.run(["metaflac", "--list", "--block-type=PICTURE", path],
                                capture_output=True, check=False).stdout.decode(errors="replace")
        lines = [line.strip() for line in listed.splitlines()]
        fields = dict(line.split(": ", 1) for line in lines if ": " in line)
        if "MIME type" in fields:
            image = subprocess.run(["metaflac", "--export-picture-to=-", path], capture_output=True,
                                   check=False).stdout
            print("picture 3", fields["MIME type"], fields["description"],
                  hashlib.sha256(image).hexdigest())
    for key, value in tags:
        values = value if isinstance(value, list) else [value]
        for one in values:
            if key.upper() == "METADATA_BLOCK_PICTURE":
                pictures.append(mutagen.flac.Picture(base64.b64decode(one)))
            elif hasattr(one, "mime") and hasattr(one, "data"):
                pictures.append(one)
            elif hasattr(one, "text") and not isinstance(one.text, str):
                for text in one.text:
                    print(f"{key}={text}")
            else:
                print(f"{key}={one}")
    for picture in pictures:
        digest = hashlib.sha256(picture.data).hexdigest()
        print(f"picture {int(picture.type)} {picture.mime} {picture.desc} {digest}")
    probed = json.loads(subprocess.run(
        ["ffprobe", "-v", "quiet", "-of", "json", "-show_format", "-show_streams", "-show_chapters", path],
        capture_output=True, check=False).stdout or "{}")
    for part in [probed.get("format", {}), *probed.get("streams", [])]:
        for key, value in part.get("tags", {}).items():
            print(f"ffprobe {key}={value}")


for name in sys.argv[1:]:
    print("file", name)
    list_tags(name)
