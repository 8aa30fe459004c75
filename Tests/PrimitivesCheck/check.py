#!/usr/bin/env python3
"""Compares Primitives with recorded PowerShell expressions, without a shell in between.

Usage: check.py expressions.jsonl [path of primitives-check] [kind …]
Translates the rows whose meaning lies wholly in Primitives into questions for `primitives-check`.
"""
import json
import re
import subprocess
import sys

rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
tool = sys.argv[2] if len(sys.argv) > 2 else ".build/debug/primitives-check"
only = set(sys.argv[3:])
CONST = {"[math]::PI": "3.141592653589793", "[math]::E*1e10": "27182818284.59045", "1/3": "0.3333333333333333",
         "100/3": "33.333333333333336", "0.1+0.2": "0.30000000000000004", "[double]::NaN": "NaN",
         "[double]::NegativeInfinity": "-Infinity", "[single]3.14159274": ("single", "3.14159274")}


def literal(text):
    """Type and invariant text of a number literal."""
    if text in CONST:
        value = CONST[text]
        return value if isinstance(value, tuple) else ("double", value)
    if text.endswith("d"):
        return "decimal", text[:-1]
    if re.fullmatch(r"-?\d+", text):
        return ("int" if -2**31 <= int(text) < 2**31 else "long"), text
    return "double", text


def single(text):
    return text.replace("''", "'")


def double(text):
    return re.sub(r"`(.)", lambda m: {"n": "\n", "t": "\t", "r": "\r"}.get(m[1], m[1]), text)


Q = r"'((?:[^']|'')*)'"
D = r'"((?:[^"`]|`.)*)"'


def question(row):
    kind, e = row["kind"], row["expr"]
    if kind in ("numfmt", "align"):
        m = re.fullmatch(r"'\{0:((?:[^']|'')*)\}' -f \((.*)\)", e)
        if m:
            return ["num", *literal(m[2]), single(m[1])]
    if kind == "num":
        m = re.fullmatch(r"\((.*)\)\.ToString\(\[cultureinfo\]::InvariantCulture\)", e)
        if m:
            return ["num", *literal(m[1]), "", "iv"]
    if kind == "double":
        m = re.fullmatch(r"'\{0:(.*)\}' -f \[double\]'(.*)'", e)
        if m and m[2] != "-0":
            return ["num", "double", m[2], m[1]]
        m = re.fullmatch(r"\[double\]'(.*)'", e)
        if m and m[1] != "-0":
            return ["num", "double", m[1], "", "iv"]
    if kind == "arith":
        m = re.fullmatch(r"\[decimal\](\S+) ([-+*/%]) \[decimal\]\((\S+)\)", e)
        if m:
            # The literals are doubles first, which know no trailing zeros.
            return ["decimal", m[2], *(x.rstrip("0").rstrip(".") if "." in x else x for x in (m[1], m[3]))]
    if kind == "datefmt":
        m = re.fullmatch(r"'\{0:((?:[^']|'')*)\}' -f \[datetime\]'(.*)'", e)
        if m:
            return ["date", m[2], single(m[1])]
        m = re.fullmatch(r"\(\[datetime\]'([^']*)'\)\.ToString\('([^']*)'\)", e)
        if m:
            return ["date", m[1], m[2]]
    if kind == "span":
        m = re.fullmatch(r"'\{0:(.*)\}' -f \[timespan\]'(.*)'", e)
        if m:
            return ["span", m[2], m[1]]
        m = re.fullmatch(r"\(\[timespan\]'([^']*)'\)\.ToString\('([^']*)'\)", e)
        if m:
            return ["span", m[1], m[2]]
        m = re.fullmatch(r"\[timespan\]'([^']*)'", e)
        if m:
            return ["parsespan", m[1]]
    if kind == "dateparse":
        m = re.fullmatch(r"\[datetime\]'([^']*)'", e)
        if m:
            return ["parsedate", m[1], "inv"]
        m = re.fullmatch(r"\[datetime\]::Parse\('([^']*)', \[cultureinfo\]::InvariantCulture\)\.ToString\('o'\)", e)
        if m:
            return ["parsedate", m[1], "inv"]
    if kind == "order":
        m = re.fullmatch(Q + r" -(c?)(eq|ne|lt|gt|le|ge) " + Q, e)
        if m:
            return ["compare", single(m[1]), single(m[4]), "" if m[2] else "i"]
    if kind == "sort":
        m = re.fullmatch(Q + r"\.CompareTo\(" + Q + r"\)", e)
        if m:
            return ["compare", single(m[1]), single(m[2]), ""]
        m = re.fullmatch(r"\[string\]::CompareOrdinal\(" + Q + "," + Q + r"\) -lt 0", e)
        if m:
            return ["ordinal", single(m[1]), single(m[2])]
    if kind == "like":
        m = re.fullmatch(Q + r" -(c?)(not)?like " + Q, e)
        if m:
            return ["like", single(m[1]), single(m[4]), "" if m[2] else "i"]
    if kind == "regex":
        m = re.match(r"\(\[regex\]::Matches\(" + D + ", " + Q + r"\)", e)
        if m:
            return ["matches", double(m[1]), single(m[2])]
    if kind == "match":
        m = re.match(r"if \(" + D + r" -(c?)match " + Q + r"\)", e)
        if m:
            return ["match", double(m[1]), single(m[3]), "" if m[2] else "i"]
    if kind == "replace":
        m = re.fullmatch(D + r" -(c?)replace " + Q + ", " + Q, e)
        if m:
            return ["replace", double(m[1]), single(m[3]), single(m[4]), "" if m[2] else "i"]
    if kind == "split":
        m = re.fullmatch(r"\(" + D + r" -(c?)split " + Q + r"\) -join '\|'", e)
        if m:
            return ["split", double(m[1]), single(m[3]), "" if m[2] else "i"]
    return None


def expected(row):
    kind, e, r = row["kind"], row["expr"], row["result"]
    if r.startswith("!"):
        return "!"
    value = re.sub(r"^\[[^\]]*\] ?", "", r)
    if kind == "order":
        m = re.search(r"' -(c?)(eq|ne|lt|gt|le|ge) '", e)
        return (m[2], value)
    if kind == "sort" and "CompareOrdinal" in e:
        return ("lt", value)
    if kind == "like" and "notlike" in e:
        return {"True": "false", "False": "true"}[value]
    if kind == "like":
        return value.lower()
    return value


def agrees(want, got):
    if isinstance(want, tuple):
        c = int(got) if re.fullmatch(r"-?\d+", got) else None
        if c is None:
            return False
        truth = {"eq": c == 0, "ne": c != 0, "lt": c < 0, "gt": c > 0, "le": c <= 0, "ge": c >= 0}[want[0]]
        return str(truth) == want[1]
    if want == "!":
        return got.startswith("!")
    return want == got


def esc(text):
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


asked = [(row, question(row)) for row in rows if not only or row["kind"] in only]
asked = [(row, q) for row, q in asked if q]
answers = subprocess.run([tool], input="\n".join("\t".join(esc(f) for f in q) for _, q in asked) + "\n",
                         capture_output=True, text=True, encoding="utf-8").stdout.split("\n")
stats, fails = {}, []
for (row, q), raw in zip(asked, answers):
    got = re.sub(r"\\(.)", lambda m: {"n": "\n", "r": "\r"}.get(m[1], m[1]), raw)
    ok = agrees(expected(row), got)
    good, all_ = stats.get(row["kind"], (0, 0))
    stats[row["kind"]] = (good + ok, all_ + 1)
    if not ok:
        fails.append((row["kind"], row["expr"], row["result"], got))
for kind, (good, all_) in stats.items():
    print(f"{kind:10} {good}/{all_}")
print(f"answered {len(answers) - 1} of {len(asked)} (of {len(rows)} rows)")
for f in fails[:int(60)]:
    print("  ", f[0], f[1][:110], "| want", repr(f[2][:120]), "| got", repr(f[3][:120]))
