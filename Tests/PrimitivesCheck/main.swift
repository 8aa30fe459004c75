import Glibc
import Primitives

// Answers one line per line of standard input: `operation TAB argument…`, with \t \n \\ escaped. check.py asks.

func unescape(_ field: Substring) -> String {
  var out = ""
  var escaped = false
  for scalar in field.unicodeScalars {
    if escaped {
      out.unicodeScalars.append(scalar == "n" ? "\n" : scalar == "t" ? "\t" : scalar == "r" ? "\r" : scalar)
      escaped = false
    } else if scalar == "\\" {
      escaped = true
    } else {
      out.unicodeScalars.append(scalar)
    }
  }
  return out
}

func number(_ type: String, _ text: String, _ format: String, _ culture: Culture) throws -> String {
  switch type {
  case "int": return try NumberFormat.text(Int32(text) ?? 0, format, culture)
  case "long": return try NumberFormat.text(Int64(text) ?? 0, format, culture)
  case "single": return try NumberFormat.text(Float(text) ?? 0, format, culture)
  case "decimal": return try NumberFormat.text(try NumberParse.decimal(text, culture: .invariant), format, culture)
  case "big": return try NumberFormat.text(try NumberParse.bigInteger(text, culture: .invariant), format, culture)
  default: return try NumberFormat.text(try NumberParse.double(text, culture: .invariant), format, culture)
  }
}

func answer(_ fields: [String]) throws -> String {
  func arg(_ index: Int) -> String { index < fields.count ? fields[index] : "" }
  let culture = Culture.enUS
  switch fields[0] {
  case "num": return try number(arg(1), arg(2), arg(3), arg(4).isEmpty ? culture : Culture.named(arg(4)) ?? .invariant)
  case "date": return try DateFormat.text(try DateParse.dateTime(arg(1), culture: .invariant), arg(2), culture)
  case "parsedate": return try DateFormat.text(try DateParse.dateTime(arg(1), culture: arg(2) == "inv" ? .invariant : culture), "o", culture)
  case "parsespan": return try TimeSpanFormat.text(try TimeSpanParse.parse(arg(1)), "c", culture)
  case "span": return try TimeSpanFormat.text(try TimeSpanParse.parse(arg(1)), arg(2), culture)
  case "compare": return "\(Collation.compare(arg(1), arg(2), ignoreCase: arg(3) == "i"))"
  case "equals": return "\(Collation.equals(arg(1), arg(2), ignoreCase: arg(3) == "i"))"
  case "ordinal": return "\(NetString.compareOrdinal(arg(1), arg(2)).signum())"
  case "like": return "\(try WildcardPattern(arg(2), ignoreCase: arg(3) == "i").matches(arg(1)))"
  case "decimal":
    let (a, b) = (try NumberParse.decimal(arg(2), culture: .invariant), try NumberParse.decimal(arg(3), culture: .invariant))
    switch arg(1) {
    case "+": return try NetDecimal.adding(a, b).description
    case "-": return try NetDecimal.subtracting(a, b).description
    case "*": return try NetDecimal.multiplying(a, b).description
    case "/": return try NetDecimal.dividing(a, b).description
    default: return try NetDecimal.remainder(a, b).description
    }
  case "matches":
    return try NetRegex.cached(arg(2), arg(3) == "i" ? .ignoreCase : []).matches(arg(1)).map { "\($0.index):\($0.length):\($0.value)" }.joined(separator: ";")
  case "match":
    let regex = try NetRegex.cached(arg(2), arg(3) == "i" ? .ignoreCase : [])
    guard let match = regex.firstMatch(arg(1)) else { return "no" }
    return match.groups.filter(\.success).sorted { Collation.compare($0.name, $1.name, ignoreCase: true) < 0 }.map { "\($0.name)=\($0.value)" }.joined(separator: ";")
  case "replace": return try NetRegex.cached(arg(2), arg(4) == "i" ? .ignoreCase : []).replace(arg(1), with: arg(3))
  case "split": return try NetRegex.cached(arg(2), arg(3) == "i" ? .ignoreCase : []).split(arg(1)).joined(separator: "|")
  case "hash": return ByteText.hex(HashAlgorithm(name: arg(1))?.digest(Array(arg(2).utf8)) ?? [], uppercase: false)
  case "crc": return String(Crc32.checksum(Array(arg(1).utf8)), radix: 16)
  case "b64": return ByteText.base64(Array(arg(1).utf8)) + " " + String(decoding: try ByteText.bytes(base64: ByteText.base64(Array(arg(1).utf8))), as: UTF8.self)
  case "big":
    let (a, b) = (try NumberParse.bigInteger(arg(2), culture: .invariant), try NumberParse.bigInteger(arg(3), culture: .invariant))
    switch arg(1) {
    case "+": return (a + b).description
    case "-": return (a - b).description
    case "*": return (a * b).description
    case "/": return (a / b).description
    case "%": return (a % b).description
    case "&": return (a & b).description
    case "|": return (a | b).description
    case "^": return (a ^ b).description
    case "<<": return (a << (b.int64.map(Int.init) ?? 0)).description
    case ">>": return (a >> (b.int64.map(Int.init) ?? 0)).description
    default: return a.double.description
    }
  case "random":
    var source = NetRandom(seed: Int32(arg(1)) ?? 0)
    return (0..<5).map { _ in String(source.nextInt()) }.joined(separator: " ")
  case "psrandom":
    var source = PowerShellRandom(seed: Int32(arg(1)) ?? 0)
    switch arg(2) {
    case "": return (0..<10).map { _ in String(source.nextInt()) }.joined(separator: " ")
    case "double": return (0..<5).map { _ in "\(source.nextDouble(from: 0, below: 1))" }.joined(separator: " ")
    default: return (0..<10).map { _ in String(source.nextInt(from: 0, below: Int32(arg(2)) ?? 1)) }.joined(separator: " ")
    }
  case "guid": return try NetGuid.parse(arg(1)).text(arg(2))
  case "version": return try NetVersion.parse(arg(1)).description
  case "semver": return try SemanticVersion.parse(arg(1)).description
  case "composite": return "\(try CompositeFormat.parse(arg(1)))"
  case "int": return String(try NumberParse.integer(arg(1), arg(2).isEmpty ? .integer : NumberStyles(rawValue: Int(arg(2)) ?? 7), culture: culture, as: Int32.self))
  case "dbl": return try NumberFormat.text(try NumberParse.double(arg(1), culture: arg(2).isEmpty ? culture : Culture.named(arg(2)) ?? .invariant), "R", .invariant)
  case "exact": return try DateFormat.text(try DateParse.dateTime(arg(1), exactly: [arg(2)], culture: culture), "o", culture)
  case "datec": return try DateFormat.text(try DateParse.dateTime(arg(1), culture: .invariant), arg(2), Culture.named(arg(3)) ?? .invariant)
  case "zone":
    guard let zone = NetTimeZone.named(arg(1)) else { return "none" }
    let time = try DateParse.dateTime(arg(2), culture: .invariant)
    return "\(NetTimeSpan(ticks: zone.offset(localTicks: time.ticks))) \(NetTimeSpan(ticks: zone.offset(utcTicks: time.ticks))) \(zone.isDaylight(localTicks: time.ticks))"
  case "hashcase": return "\(NetString.hashIgnoreCase(arg(1)) == NetString.hashIgnoreCase(arg(2))) \(NetString.equalsIgnoreCase(arg(1), arg(2)))"
  case "upper": return NetString.upper(arg(1)) + " " + NetString.lower(arg(1))
  case "escape": return NetRegex.escape(arg(1)) + " " + (try NetRegex.unescape(arg(1)))
  case "esplit": return NetString.split(arg(1), [arg(2)], limit: Int(arg(3)) ?? .max, NetString.SplitOptions(rawValue: Int(arg(4)) ?? 0)).joined(separator: "|")
  default: return "?"
  }
}

if CommandLine.arguments.dropFirst().first == "bench" { bench() }

/// Nanoseconds of everyday operations; meaningful in a release build only.
func bench() {
  func measure(_ name: String, _ body: () -> Bool) {
    var start = timespec(), end = timespec()
    let rounds = 200_000
    var hits = 0
    for _ in 0..<1000 where body() { hits += 1 }
    clock_gettime(CLOCK_MONOTONIC, &start)
    for _ in 0..<rounds where body() { hits += 1 }
    clock_gettime(CLOCK_MONOTONIC, &end)
    let nanoseconds = (end.tv_sec - start.tv_sec) * 1_000_000_000 + end.tv_nsec - start.tv_nsec
    print("\(NetString.padRight(name, 34)) \(nanoseconds / rounds) ns \(hits)")
  }
  let subject = "sip:kenmyer@contoso.com of pool13.contoso.com"
  guard let regex = try? NetRegex.cached("pool\\d+", .ignoreCase), let wild = try? WildcardPattern("sip:*@contoso*"),
    let prefix = try? WildcardPattern("sip:*")
  else { exit(1) }
  measure("regex isMatch") { regex.isMatch(subject) }
  measure("regex cached + isMatch") { (try? NetRegex.cached("pool\\d+", .ignoreCase))?.isMatch(subject) ?? false }
  measure("regex firstMatch value") { regex.firstMatch(subject)?.value == "pool13" }
  measure("regex replace") { regex.replace(subject, with: "<$0>").utf8.count > 3 }
  measure("like, general") { wild.matches(subject) }
  measure("like, prefix") { prefix.matches(subject) }
  let other = "sip:kenmyer@contoso.com of pool14.contoso.com"
  measure("collation compare") { Collation.compare(subject, other, ignoreCase: true) < 0 }
  measure("collation equals") { Collation.equals(subject, other) }
  measure("ordinal equals ignoring case") { NetString.equalsIgnoreCase(subject, other) }
  measure("hash ignoring case") { NetString.hashIgnoreCase(subject) != 0 }
  measure("double shortest") { NumberFormat.text0(3.14159).utf8.count > 0 }
  measure("double N2") { ((try? NumberFormat.text(1234567.891, "N2", .enUS)) ?? "").utf8.count > 0 }
  measure("int parse") { (try? NumberParse.integer("12345", as: Int32.self)) == 12345 }
  measure("double parse") { (try? NumberParse.double("3.14159")) == 3.14159 }
  let date = NetDateTime.utcNow
  measure("date yyyy-MM-dd HH:mm:ss") { ((try? DateFormat.text(date, "yyyy-MM-dd HH:mm:ss", .enUS)) ?? "").utf8.count > 0 }
  measure("date parse ISO") { (try? DateParse.dateTime("2014-03-04T05:06:07")) != nil }
  if let a = try? NumberParse.decimal("12345.6789"), let b = try? NumberParse.decimal("3.21") {
    measure("decimal add") { (try? a + b) != nil }
    measure("decimal multiply") { (try? a * b) != nil }
    measure("decimal divide") { (try? a / b) != nil }
  }
  exit(0)
}

extension NumberFormat {
  static func text0(_ value: Double) -> String { (try? text(value, "", .invariant)) ?? "" }
}

while let line = readLine(strippingNewline: true) {
  let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(unescape)
  do {
    print(try answer(fields).replacingLineBreaks)
  } catch let error as NetError {
    print("!" + error.message.replacingLineBreaks)
  } catch {
    print("!\(error)")
  }
}

extension String {
  /// Line breaks as \n, so that an answer stays on its line.
  var replacingLineBreaks: String {
    var out = ""
    for scalar in unicodeScalars {
      if scalar == "\n" { out += "\\n" } else if scalar == "\r" { out += "\\r" } else if scalar == "\\" { out += "\\\\" } else { out.unicodeScalars.append(scalar) }
    }
    return out
  }
}
