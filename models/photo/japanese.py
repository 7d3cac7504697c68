"""Japanese words with an English one each, out of JMdict: a file of its own, under its own licence.

For each spelling of a noun the first gloss of its first sense, bare: without what stands in brackets. Only what WordNet
knows as a noun is kept, and of that what JMdict marks as common, or what lives. Of several entries with one spelling the
likelier counts: for a word in kana one that is usually written so, then a living thing, then a common one. A fishmonger
writes fish in katakana: アユ is a fish, コイ a carp.
"""

import gzip
import re
import sqlite3

NOTICE = """\
ja-en.tsv.gz is made from JMdict as of 17 April 2021 (PyPI jamdict-data 1.5): nouns only, one bare English word for each.

This file uses the JMdict/EDICT dictionary file. It is the property of the Electronic Dictionary Research and Development
Group, and is used in conformance with the Group's licence: https://www.edrdg.org/edrdg/licence.html
Creative Commons Attribution-ShareAlike 3.0: https://creativecommons.org/licenses/by-sa/3.0/
ja-en.tsv.gz is under the same licence.
"""
# Genus and species, or a genus' species: (Salmonidae spp.)
LATIN = re.compile(r"\([^)]*\b[A-Z][a-z]+ (spp\b|[a-z]{3,})")
# WordNet's files of animals and of plants.
ALIVE = ("05", "20")


def write(folder, parts, wordnet):
    alive = set(wordnet.in_files(ALIVE))
    nouns = {noun: any(sense in alive for sense in senses) for noun, senses in wordnet.senses.items()}
    words = lexicon(parts.jmdict, nouns)
    text = "".join(f"{spelling}\t{gloss}\n" for spelling, gloss in sorted(words.items()))
    folder.mkdir(exist_ok=True)
    # The same bytes whenever it is made.
    (folder / "ja-en.tsv.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    (folder / "NOTICE.txt").write_text(NOTICE, encoding="utf-8")
    return len(words)


def lexicon(jmdict, nouns):
    """Spelling to gloss; `nouns` says of each English noun whether it is one of something alive."""
    db = sqlite3.connect(f"file:{jmdict}?mode=ro", uri=True)
    rows = lambda query: db.execute(query).fetchall()
    common = {entry for (entry,) in rows("select k.idseq from Kanji k join KJP p on p.kid = k.id union select k.idseq from Kana k join KNP p on p.kid = k.id")}
    first = {entry: sense for sense, entry in rows("select id, idseq from Sense order by id desc")}
    is_noun = {sense for (sense,) in rows("select sid from pos where text like 'noun (common)%'")}
    in_kana = {sense for (sense,) in rows("select sid from misc where text like '%kana alone%'")}
    # Of an entry the spelling that stands first.
    written = dict(rows("select idseq, text from Kanji order by rowid desc"))
    read = dict(rows("select idseq, text from Kana order by rowid desc"))
    glosses = {}
    for sense, text in rows("select sid, text from SenseGloss where lang = 'eng' or lang = '' or lang is null order by rowid"):
        glosses.setdefault(sense, []).append(text)
    best = {}
    for table, is_kana in (("Kanji", False), ("Kana", True)):
        for entry, spelling in rows(f"select idseq, text from {table}"):
            sense = first.get(entry)
            if sense not in is_noun:
                continue
            known = [(bare(it), is_alive(it, nouns)) for it in glosses.get(sense, []) if is_known(it, nouns)]
            if not known:
                continue
            gloss, lives = known[0][0], any(it for _, it in known)
            if entry not in common and not lives:
                continue
            is_main = katakana(read.get(entry, "")) == katakana(spelling) if is_kana else spelling == written[entry]
            is_usual = is_main and (not is_kana or sense in in_kana or entry not in written)
            for word in {spelling, katakana(spelling)} if is_kana and lives else {spelling}:
                is_fish = is_kana and lives and word == katakana(word)
                rank = (is_fish, is_fish and is_main, is_fish and entry in common, is_usual, lives, entry in common)
                if word not in best or rank > best[word][0]:
                    best[word] = (rank, gloss)
    return {word: gloss for word, (_, gloss) in best.items()}


def is_known(gloss, nouns):
    """Whether WordNet has it, in the plural, or what its last word is; or it is given a Latin name."""
    word = bare(gloss).lower()
    return bool(word) and (bool(LATIN.search(gloss)) or any(it in nouns for it in (word, word.removesuffix("s"), word.split(" ")[-1])))


def is_alive(gloss, nouns):
    return bool(LATIN.search(gloss)) or nouns.get(bare(gloss).lower(), False)


def bare(gloss):
    """Without brackets, which may stand in one another, and without an article."""
    while (shorter := re.sub(r"\s*\([^()]*\)", "", gloss)) != gloss:
        gloss = shorter
    return re.sub(r"^(a|an|the) ", "", gloss.strip())


def katakana(word):
    return "".join(chr(ord(it) + 0x60) if "ぁ" <= it <= "ゖ" else it for it in word)
