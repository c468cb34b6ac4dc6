#!/usr/bin/python3
"""Gives an MP3, FLAC or Ogg tags of every kind, by mutagen: make_tags.py FILE PICTURE."""
import base64
import sys

import mutagen
from mutagen import apev2, flac, id3

path, picture_path = sys.argv[1:]
with open(picture_path, "rb") as file:
    image = file.read()


def picture():
    made = flac.Picture()
    made.type, made.mime, made.desc, made.data = 3, "image/png", "cover", image
    return made


if path.endswith(".mp3"):
    tag = id3.ID3()
    for frame in (
            id3.TIT2(encoding=1, text="Räin ☂"), id3.TPE1(encoding=3, text=["One", "Two"]),
            id3.TALB(encoding=0, text="Albüm"), id3.TDRC(encoding=3, text="2001-02-03"),
            id3.TRCK(encoding=3, text="3/12"), id3.TCON(encoding=3, text="(17)"),
            id3.COMM(encoding=3, lang="eng", desc="", text="hello"),
            id3.COMM(encoding=2, lang="eng", desc="note", text="a note"),
            id3.TXXX(encoding=3, desc="MOOD", text=["blue", "grey"]),
            id3.USLT(encoding=3, lang="eng", desc="", text="la la"),
            id3.APIC(encoding=3, mime="image/png", type=3, desc="cover", data=image),
            id3.POPM(email="a@b", rating=128, count=3), id3.PRIV(owner="x", data=b"123"),
            id3.CHAP(element_id="c1", start_time=0, end_time=500,
                     sub_frames=[id3.TIT2(encoding=3, text="Chapter")]),
            id3.WOAR(url="http://example.org"), id3.TCOP(encoding=3, text="(c) Me"),
            id3.TCMP(encoding=3, text="1")):
        tag.add(frame)
    tag.save(path, v2_version=4, v1=2)
    ape = apev2.APEv2()
    ape["Catalog"] = "C-1"
    ape["Title"] = "another"
    ape.save(path)
else:
    file = mutagen.File(path)
    file["TITLE"] = "Räin ☂"
    file["ARTIST"] = ["One", "Two"]
    file["ALBUM"] = "Albüm"
    file["DATE"] = "2001-02-03"
    file["TRACKNUMBER"] = "3/12"
    file["GENRE"] = "Rock"
    file["COMMENT"] = ["hello", "a second"]
    file["MOOD"] = ["blue", "grey"]
    file["LYRICS"] = "la la"
    file["COPYRIGHT"] = "(c) Me"
    file["LICENSE"] = "CC0"
    file["ENCODER"] = "other"
    if path.endswith(".flac"):
        file.add_picture(picture())
    else:
        file["METADATA_BLOCK_PICTURE"] = base64.b64encode(picture().write()).decode()
    file.save()
