/// Compares the parser with recorded results of PowerShell, without the engine.
///
///     syntax-check [--cases DIR] [--fails FILE] [--only TEXT] [syntax] [errors] [robust] [garbage] [speed]
///
/// `syntax`: tokens and trees of `syntax.txt`; `errors`: the broken programs of `parse-errors.jsonl`; `robust`: every program
/// with each token deleted and doubled must parse without a crash; `garbage`: deep nesting, long lines, random words and units;
/// `speed`: time for a long script; `files`: just parses what is in DIR.
import Glibc
import Syntax

setvbuf(stdout, nil, _IOLBF, 0)

var cases = "Tests/Conformance", failsFile: String?, only = "", modes: Set<String> = []
var arguments = CommandLine.arguments.dropFirst()
while let a = arguments.popFirst() {
  switch a {
  case "--cases": cases = arguments.popFirst() ?? cases
  case "--fails": failsFile = arguments.popFirst()
  case "--only": only = arguments.popFirst() ?? ""
  default: modes.insert(a)
  }
}
if modes.isEmpty { modes = ["syntax", "errors"] }

func read(_ path: String) -> String? {
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = [], buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let n = fread(&buffer, 1, buffer.count, file)
    if n <= 0 { break }
    bytes += buffer[..<n]
  }
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
  return String(decoding: bytes, as: UTF8.self)
}
func seconds() -> Double {
  var t = timespec()
  clock_gettime(CLOCK_MONOTONIC, &t)
  return Double(t.tv_sec) + Double(t.tv_nsec) / 1e9
}

var fails: [String] = []
var texts: [String: String] = [:]
func program(_ name: String) -> String {
  if let t = texts[name] { return t }
  let t = read("\(cases)/\(name)") ?? ""
  texts[name] = t
  return t
}

func firstDifference(_ want: String, _ got: String) -> String {
  let w = want.split(separator: ","), g = got.split(separator: ",")
  var i = 0
  while i < w.count, i < g.count, w[i] == g[i] { i += 1 }
  let before = w[max(0, i - 3)..<i].joined(separator: ",")
  return "at \(i) after \(before): wanted \(i < w.count ? w[i] : "nothing"), got \(i < g.count ? g[i] : "nothing")"
}

func checkSyntax() {
  guard let all = read("\(cases)/syntax.txt") else { return }
  var total = 0, tokensRight = 0, treesRight = 0, name = "", result: ParseResult?
  for line in all.split(separator: "\n") {
    let rest = String(line.dropFirst(2))
    switch line.first {
    case "=":
      name = rest
      guard only.isEmpty || name.contains(only) else { result = nil; continue }
      total += 1
      result = Parser.parse(SourceText(program(name)), keepTokens: true)
      if let e = result?.errors.first { fails.append("\(name) error: \(e.id) \(e.extent.start) \(e.extent.end) \(e.message)") }
    case "T":
      guard let result else { continue }
      let got = result.tokens.map { "\($0.kind.name) \($0.start) \($0.end)" }.joined(separator: ",")
      if got == rest { tokensRight += 1 } else { fails.append("\(name) T \(firstDifference(rest, got))") }
    default:
      guard let result else { continue }
      let got = result.ast.dump()
      if got == rest { treesRight += 1 } else { fails.append("\(name) A \(firstDifference(rest, got))") }
    }
  }
  print("\(total) programs: tokens equal in \(tokensRight), trees equal in \(treesRight)")
  print("\(tokensRight + treesRight) of \(2 * total)")
}

func checkErrors() {
  guard let all = read("\(cases)/parse-errors.jsonl") else { return }
  var total = 0, agree = 0, ids = 0, exact = 0
  for line in all.split(separator: "\n") {
    let row = Json(line), name = row["case"].string
    guard only.isEmpty || name.contains(only) else { continue }
    var units = Array(program(name).utf16)
    let start = row["start"].int, end = row["end"].int
    switch row["op"].string {
    case "delete": units.removeSubrange(start..<end)
    case "double": units.insert(contentsOf: [32] + units[start..<end], at: end)
    default: units.insert(contentsOf: Array(row["text"].string.utf16) + [32], at: start)
    }
    let got = Parser.parse(SourceText(String(decoding: units, as: UTF16.self))).errors.map {
      "\($0.id)|\($0.extent.start)|\($0.extent.end)|\($0.incompleteInput)|\($0.message)"
    }
    let want = row["errors"].array.map(\.array).map { "\($0[0].string)|\($0[1].int)|\($0[2].int)|\($0[3].bool)|\($0[4].string)" }
    total += 1
    if got.isEmpty == want.isEmpty { agree += 1 }
    if got.map({ $0.prefix { $0 != "|" } }) == want.map({ $0.prefix { $0 != "|" } }) { ids += 1 }
    if got == want { exact += 1 } else {
      fails.append("=== \(name) \(row["op"].string) \(start)..\(end) \(row["text"].string)\nwant \(want.joined(separator: "\n     "))\ngot  \(got.joined(separator: "\n     "))")
    }
  }
  print("\(total) broken programs: valid-or-not agrees in \(agree), error ids in \(ids), ids + positions + messages in \(exact)")
  print("\(exact) of \(total)")
}

/// All `.ps1` files under a folder.
func scripts(_ folder: String) -> [String] {
  guard let dir = opendir(folder) else { return [] }
  defer { closedir(dir) }
  var found: [String] = []
  while let entry = readdir(dir) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) } }
    if name.hasPrefix(".") { continue }
    let path = folder + "/" + name
    if entry.pointee.d_type == UInt8(DT_DIR) { found += scripts(path) } else if name.hasSuffix(".ps1") { found.append(path) }
  }
  return found
}

func checkRobustness() {
  let files = scripts(cases).filter { only.isEmpty || $0.contains(only) }.sorted()
  var variants = 0, slowest = 0.0, slowestName = ""
  for file in files {
    guard let text = read(file) else { continue }
    let units = Array(text.utf16)
    let tokens = Parser.parse(SourceText(text), keepTokens: true).tokens
    for (i, token) in tokens.enumerated() where Int(token.end) <= units.count && token.start < token.end {
      let range = Int(token.start)..<Int(token.end)
      for doubled in [false, true] {
        var broken = units
        if doubled { broken.insert(contentsOf: units[range], at: range.upperBound) } else { broken.removeSubrange(range) }
        let began = seconds()
        _ = Parser.parse(SourceText(String(decoding: broken, as: UTF16.self)), keepTokens: (i & 1) == 0)
        let took = seconds() - began
        if took > slowest { slowest = took; slowestName = "\(file) token \(i)" }
        variants += 1
      }
    }
  }
  print("\(files.count) programs, \(variants) variants parsed; slowest \(Int(slowest * 1000)) ms (\(slowestName))")
}

/// What nobody writes. Each text must give a result in reasonable time.
func checkGarbage() {
  var count = 0, slowest = 0.0, slowestName = ""
  func run(_ name: String, _ text: String, expects id: String? = nil) {
    let began = seconds()
    let result = Parser.parse(SourceText(text), keepTokens: count & 1 == 0)
    let took = seconds() - began
    if took > slowest { slowest = took; slowestName = name }
    if took > 0.5 { print("\(Int(took * 1000)) ms: \(name)") }
    if let id, !result.errors.contains(where: { $0.id == id }) { fails.append("\(name): no \(id) but \(result.errors.map(\.id).prefix(3))") }
    count += 1
  }
  let n = 40_000
  for open in ["(", "$(", "@(", "{", "@{a=", "[", "-not ", "!", "- ", "++", "if(1){", "\"$(", "a(", "[int]", "[a[", "$a[", "$a.", "$a.b(", "1,(", "while(", "switch(1){1{", "class a{", "function f{",
               "try{", ",", "& {", "$x=", "1?1:", "$a??", "x|%{", "&&", "do{", "@(1,", "return ", "::", "$a::b[", "$a.b[int,", "data {", "param(", "[x(", "trap{", "else "] {
    run("nested \(open)", String(repeating: open, count: n / open.count))
    run("nested \(open), closed", String(repeating: open, count: 3000) + "1" + String(repeating: ")", count: 3000))
  }
  for (name, piece) in [("sum", "1+"), ("array", "1,"), ("chain", "a && "), ("members", "$a.b;"), ("statements", "a;"), ("string", "'x'"), ("calls", ".b()"), ("index", "[0]"),
                        ("pipes", "a|"), ("assignments", "$a="), ("here", "@'\n"), ("quotes", "\"\"$(\"\""), ("backticks", "`"), ("comments", "<#"), ("dots", "."), ("colons", ":"), ("elseif", "elseif(1){}"),
                        ("casts", "[int]"), ("ternary", "1?2:"), ("arrays", "[]"), ("strings", "\"$a\""), ("dollars", "$"), ("ats", "@"), ("blanks", " "), ("numbers", "1.e"), ("bang", "!1")] {
    for lead in ["", "$a", "[a", "if(1){}", "x "] { run("long \(name) after \(lead)", lead + String(repeating: piece, count: 100_000 / max(1, piece.utf8.count))) }
  }
  var state: UInt64 = 0x9E37_79B9_7F4A_7C15
  func random(_ below: Int) -> Int {
    state = state &* 6364136223846793005 &+ 1442695040888963407
    return Int(state >> 33) % below
  }
  let words = ["$a", "$", "@", "(", ")", "{", "}", "[", "]", "@{", "@(", "$(", "\"", "'", "@'\n", "\n'@", "@\"\n", "\n\"@", "`", "#", "<#", "#>", "\n", ";", ",", "|", "&&", "||", "&", "-", "--", "-eq", "-split", "=", "+=", "++",
               "1", "1kb", "0x", "1..2", ".5", "..", "::", ".", "?", "??", "?.", "?[", ":", ":a", "if", "else", "elseif", "foreach", "in", "while", "do", "until", "for", "switch", "function", "filter", "class", "enum",
               "param", "begin", "process", "end", "clean", "try", "catch", "finally", "trap", "throw", "return", "break", "continue", "using", "namespace", "module", "data", "hidden", "static", "base", "[int]", "[a[b]]",
               "-x:", "-file", "--%", ">", "2>&1", "*>", "<", "%", "!", "\0", "\u{2013}", "\u{201C}", "\u{1F600}", "\u{FFFF}", "workflow", "parallel", "configuration", "default", "${a", "${", "$a:", "$:b", "#requires -version 7", "\r", "\t", "é", "$_", "x"]
  for i in 0..<40_000 {
    var text = ""
    for _ in 0..<(1 + random(40)) { text += words[random(words.count)]; if random(3) == 0 { text += " " } }
    run("random words \(i): \(text)", text)
  }
  for i in 0..<5_000 {
    var units: [UInt16] = []
    for _ in 0..<random(200) { units.append(UInt16(random(4) == 0 ? random(65536) : random(128))) }
    let source = SourceText(String(decoding: units, as: UTF16.self))
    _ = Parser.parse(source)
    _ = Parser.parseTypeName(source.text); _ = Parser.parseNumber(source.text); _ = Parser.parseExpandable(source.text)
    count += i & 0
  }
  print("\(count) texts parsed; slowest \(Int(slowest * 1000)) ms (\(slowestName.prefix(100)))")
}

func checkSpeed() {
  var long = "", lines = 0
  for file in scripts(cases).sorted() {
    guard let text = read(file), Parser.parse(SourceText(text)).errors.isEmpty, !text.contains("using "), !text.contains("param(") else { continue }
    long += text + "\n"
    lines += text.utf8.reduce(0) { $0 + ($1 == 10 ? 1 : 0) }
    if lines >= 15000 { break }
  }
  for _ in 0..<5 {
    let began = seconds(), source = SourceText(long), read = seconds()
    let result = Parser.parse(source)
    print("\(lines) lines, \(long.utf8.count) bytes: source \(Int((read - began) * 1e6)) µs, parse \(Int((seconds() - read) * 1e6)) µs, \(result.errors.count) errors")
  }
}

if modes.contains("syntax") { checkSyntax() }
if modes.contains("errors") { checkErrors() }
if modes.contains("robust") { checkRobustness() }
if modes.contains("files") {
  for file in scripts(cases).sorted() {
    let began = seconds(), result = Parser.parse(SourceText(read(file) ?? ""))
    print("\(file): \(result.errors.count) errors, \(Int((seconds() - began) * 1000)) ms")
    if let e = result.errors.first { print("  \(e.id) \(e.extent.start) \(e.message.prefix(100))") }
  }
}
if modes.contains("garbage") { checkGarbage() }
if modes.contains("speed") { checkSpeed() }
if let failsFile, let out = fopen(failsFile, "wb") {
  for f in fails { fputs(f + "\n", out) }
  fclose(out)
}
