#!/usr/bin/env python3
"""Makes gold documents of manuals in many languages: other texts, languages and layouts than the weights were learnt from.

    scripts/manuals.py OUT [LANGUAGE...]      then: scripts/score OUT

Reads what is installed of GNOME's help (/usr/share/help) and Debian's installation guide, sets a few articles of each language
in four layouts, and extracts them again. Needs chromium, poppler-utils, mupdf-tools, pdfminer (pdf2txt), fonts-noto, and
gnome-user-docs or installation-guide-amd64. A page is left out where extraction changed its letters, as it does those of
most Indic scripts. The choice of articles is seeded; the pages hang on the versions of all of these.
"""
import html
import json
import pathlib
import random
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree

MALLARD = "{http://projectmallard.org/1.0/}"
HELP = pathlib.Path("/usr/share/help")
GUIDE = pathlib.Path("/usr/share/doc/installation-guide-amd64")
LAYOUTS = {
    "news": "@page{size:297mm 420mm;margin:14mm} body{font-size:10.5pt;line-height:1.4;column-count:4;column-gap:7mm;"
            "text-align:justify} p{margin:0;text-indent:2em} h2{font-size:15pt;margin:4mm 0 2mm;text-align:left}",
    "columns": "@page{size:A4;margin:16mm} body{font-size:9.5pt;line-height:1.35;column-count:2;column-gap:8mm;"
               "text-align:justify;hyphens:auto} p{margin:0} h2{font-size:12pt;margin:3mm 0 1mm;text-align:left}",
    "book": "@page{size:148mm 210mm;margin:18mm} body{font-size:10.5pt;line-height:1.45;text-align:justify;hyphens:auto} "
            "p{margin:0;text-indent:1.5em} h2{font-size:14pt;margin:6mm 0 3mm;text-align:center}",
    "report": "@page{size:A4;margin:25mm} body{font-size:11pt;line-height:1.5;text-align:left} p{margin:0 0 3mm} "
              "h2{font-size:15pt;margin:6mm 0 3mm}",
}
FACES = {"zh": "Noto Serif CJK SC", "ja": "Noto Serif CJK JP", "ko": "Noto Serif CJK KR"}
EXTRACTORS = {
    "pdftotext": ["pdftotext", "{pdf}", "{txt}"],
    "pdftotext-raw": ["pdftotext", "-raw", "{pdf}", "{txt}"],
    "pdftotext-layout": ["pdftotext", "-layout", "{pdf}", "{txt}"],
    "mutool": ["mutool", "draw", "-q", "-F", "txt", "-o", "{txt}", "{pdf}"],
    "pdfminer": ["pdf2txt", "-o", "{txt}", "{pdf}"],
}
BLANKS = ["as it is", "as it is", "as it is", "none", "behind every line", "stripped"]
LETTERS = 11000  # of a document; a third of them in scripts of the East


def one_line(text):
    return re.sub(r"\s+", " ", text).strip()


def text_of(element):
    return one_line("".join(element.itertext()))


def help_articles(language):
    """GNOME's help: each article a list of (kind, text), without what is not translated."""
    articles = []
    for path in sorted((HELP / language / "gnome-help").glob("*.page")):
        try:
            page = ElementTree.parse(path).getroot()
        except ElementTree.ParseError:
            continue
        english = HELP / "C" / "gnome-help" / path.name
        untranslated = set()
        if language != "C" and english.exists():
            untranslated = {text_of(p) for p in ElementTree.parse(english).getroot().iter(MALLARD + "p")}
        blocks = []

        def add(kind, text, mark=""):
            if text and text not in untranslated:
                blocks.append((kind, mark + text))

        def walk(element):
            for child in element:
                tag = child.tag.replace(MALLARD, "")
                if tag == "title":
                    add("headline", text_of(child))
                elif tag == "p":
                    add("body", text_of(child))
                elif tag in ("steps", "list"):
                    for number, item in enumerate(child.findall(MALLARD + "item"), 1):
                        mark = f"{number}. " if tag == "steps" else "\u2022 "
                        add("listitem", " ".join(text_of(p) for p in item.findall(MALLARD + "p")[:1]), mark)
                elif tag in ("section", "note"):
                    walk(child)

        walk(page)
        if sum(len(text) for kind, text in blocks if kind == "body") >= 300:
            articles.append(blocks)
    return articles


def guide_articles(language):
    articles = []
    for path in sorted((GUIDE / language).glob("*.html")):
        blocks = []
        for found in re.finditer(r"<(h2|h3|h4|p)\b[^>]*>(.*?)</\1>", path.read_text(encoding="utf-8", errors="replace"), re.S):
            text = one_line(html.unescape(re.sub(r"<[^>]+>", "", found.group(2))))
            if text:
                blocks.append(("body" if found.group(1) == "p" else "headline", text))
        if sum(len(text) for kind, text in blocks if kind == "body") >= 600:
            articles.append(blocks)
    return articles


def letters(text):
    """What an extractor should leave of a text, and the place of each letter in it."""
    out, places = [], []
    for at, character in enumerate(text):
        for c in unicodedata.normalize("NFKD", character):
            if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc", "Mn") and c not in "-\u2010":
                out.append(c.lower())
                places.append(at)
    return "".join(out), places


def set_page(blocks, language, css, pdf):
    face = FACES.get(language[:2], "Noto Serif")
    tags = {"headline": "h2"}
    body = "".join(f"<{tags.get(kind, 'p')}>{html.escape(text)}</{tags.get(kind, 'p')}>" for kind, text in blocks)
    source = pdf.with_suffix(".html")
    source.write_text(f'<!doctype html><html lang="{"en" if language == "C" else language.replace("_", "-")}"><meta charset=utf-8>'
                      f'<style>body{{font-family:"{face}","Noto Sans",serif;margin:0}} {css}</style><body>{body}</body></html>',
                      encoding="utf-8")
    subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                    f"--print-to-pdf={pdf}", source.as_uri()],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120, check=True)
    source.unlink()


def with_blanks(lines, how):
    if how == "none":
        return [line for line in lines if line.strip()]
    if how == "behind every line":
        return [each for line in lines if line.strip() for each in (line, "")]
    return [line.strip() for line in lines] if how == "stripped" else lines


def gold_of(lines, blocks):
    """Finds the letters of each line in those of the blocks, in order; None where too many are not there."""
    whole, owner = "", []
    for number, (_, text) in enumerate(blocks):
        found, places = letters(text)
        whole += found
        owner += [(number, place) for place in places]
    gold, at, lost = [], 0, 0
    for number, line in enumerate(lines, 1):
        found = letters(line)[0]
        if not found:
            continue
        begin = at if whole.startswith(found, at) else whole.find(found, at)
        if begin < 0 or begin > at + 4000:
            lost += 1
            gold.append({"kind": "furniture", "text": one_line(line), "lines": [number, number], "block": None})
            continue
        at = begin + len(found)
        block = owner[begin][0]
        if owner[at - 1][0] != block:
            return None  # two blocks on one line
        if gold and gold[-1]["block"] == block and gold[-1]["end"] == begin:
            gold[-1]["end"] = at
            gold[-1]["lines"][1] = number
        else:
            gold.append({"kind": blocks[block][0], "lines": [number, number], "block": block, "begin": begin, "end": at})
    if lost > max(2, len(gold) // 20):
        return None
    halves = {}
    for number, each in enumerate(gold):
        block = each.pop("block")
        each.update(before="hard", dup_of=None)
        if block is None:
            continue
        begin, end = each.pop("begin"), each.pop("end")
        text = blocks[block][1]
        first = 0 if begin == 0 or owner[begin - 1][0] != block else owner[begin][1]
        last = len(text) if end == len(owner) or owner[end][0] != block else owner[end][1]
        each["text"] = one_line(text[first:last])
        if block in halves:
            each.update(before="either", continues=halves[block])
        halves[block] = number
    return gold


def make(out, language, layout, articles, chance):
    chance.shuffle(articles)
    blocks, room = [], LETTERS // (3 if language[:2] in FACES else 1)
    for article in articles:
        blocks += article[:40]
        room -= sum(len(text) for _, text in article[:40])
        if room < 0:
            break
    extractor = chance.choice(sorted(name for name in EXTRACTORS if "layout" not in name or layout in ("book", "report")))
    blanks = chance.choice(BLANKS)
    name = f"{language}-{layout}-{extractor}"
    pdf, txt = out / f"{name}.pdf", out / f"{name}.txt"
    set_page(blocks, language, LAYOUTS[layout], pdf)
    subprocess.run([part.format(pdf=pdf, txt=txt) for part in EXTRACTORS[extractor]], stderr=subprocess.DEVNULL, check=True)
    pdf.unlink()
    lines = with_blanks(txt.read_text(encoding="utf-8", errors="replace").split("\n"), blanks)
    gold = gold_of(lines, blocks)
    if gold is None:
        txt.unlink()
        print(f"{name}: left out, its letters are not those that were set")
        return
    txt.write_text("\n".join(lines), encoding="utf-8")
    with open(out / f"{name}.gold.jsonl", "w", encoding="utf-8") as file:
        for each in gold:
            file.write(json.dumps(each, ensure_ascii=False) + "\n")
    print(f"{name}: {len(gold)} blocks, blank lines: {blanks}")


def main():
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    there = {path.name for root in (HELP, GUIDE) if root.is_dir() for path in root.iterdir() if path.is_dir()}
    for language in sys.argv[2:] or sorted(there):
        chance = random.Random(language)
        sources = [found for found in (guide_articles(language), help_articles(language)) if found]
        for number, layout in enumerate(LAYOUTS):
            if sources:
                make(out, language, layout, list(sources[number % len(sources)]), chance)


if __name__ == "__main__":
    main()
