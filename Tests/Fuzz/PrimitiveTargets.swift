import Primitives

/// A number of any size: small ones, the edges of the types, and any bit pattern.
func anyInteger(_ random: inout RandomSource) -> Int64 {
  switch random.below(4) {
  case 0: return Int64(random.below(2000)) - 1000
  case 1: return random.one(of: [Int64.min, Int64.max, Int64(Int32.min), Int64(Int32.max), 0, -1, Int64(UInt32.max)])
  default: return Int64(bitPattern: random.next())
  }
}

func anyDouble(_ random: inout RandomSource) -> Double {
  switch random.below(4) {
  case 0: return Double(random.below(100_000)) / 100
  case 1: return random.one(of: [0, -0.0, .infinity, -.infinity, .nan, .greatestFiniteMagnitude, .leastNonzeroMagnitude, 1e15, 123456789012345680])
  default: return Double(bitPattern: random.next())
  }
}

/// What is written can be read again, exactly.
let numbersTarget = Target(name: "numbers") { random in
  let integer = anyInteger(&random), double = anyDouble(&random)
  if let text = try? NumberFormat.text(integer, "D", .invariant), (try? NumberParse.integer(text, culture: .invariant, as: Int64.self)) != integer {
    return "\(integer) reads back from '\(text)' as another"
  }
  if let text = try? NumberFormat.text(double, "R", .invariant) {
    guard let back = try? NumberParse.double(text, culture: .invariant) else { return "\(double): '\(text)' cannot be read" }
    if back != double, !(back.isNaN && double.isNaN) { return "\(double) reads back from '\(text)' as \(back)" }
  }
  let text = random.oneIn(2) ? random.noise(upTo: 30) : random.text(["1", "0", "9", ".", ",", "-", "+", "e", "E", "(", ")", "$", " ", "%", "x", "F", "\u{66B}", "99999"], upTo: 20)
  let styles = NumberStyles(rawValue: random.below(2048))
  _ = try? NumberParse.integer(text, styles, culture: .enUS, as: Int32.self)
  _ = try? NumberParse.double(text, styles, culture: .enUS)
  _ = try? NumberParse.bigInteger(text, styles, culture: .enUS)
  if let decimal = try? NumberParse.decimal(text, styles, culture: .enUS) {
    guard let back = try? NumberParse.decimal(decimal.description, culture: .invariant) else { return "decimal '\(decimal)' of '\(text)' cannot be read" }
    if back.description != decimal.description { return "decimal '\(text)': \(decimal) reads back as \(back)" }
    _ = try? NetDecimal.multiplying(decimal, decimal); _ = try? NetDecimal.dividing(back, decimal); _ = try? NetDecimal.remainder(back, decimal)
  }
  return nil
}

/// Any format string either formats or is refused.
let numberFormatsTarget = Target(name: "number-formats") { random in
  let format = random.text(["0", "#", ".", ",", "%", "\u{2030}", "E+0", "e-00", ";", "'a'", "\"", "\\", "C", "D", "N", "X", "P", "R", "G", "F", "B", "5", "20", "x y", "é"], upTo: 10)
  let integer = anyInteger(&random), double = anyDouble(&random)
  _ = try? NumberFormat.text(integer, format, .enUS)
  _ = try? NumberFormat.text(double, format, .enUS)
  _ = try? NumberFormat.text(Float(double), format, .enUS)
  _ = try? NumberFormat.text(UInt8(truncatingIfNeeded: integer), format, .enUS)
  if let decimal = try? NumberParse.decimal(String(integer), culture: .invariant) { _ = try? NumberFormat.text(decimal, format, .enUS) }
  if let big = try? NumberParse.bigInteger(String(integer), culture: .invariant) { _ = try? NumberFormat.text(big * big, format, .enUS) }
  return nil
}

let datePieces = [
  "d", "dd", "ddd", "dddd", "M", "MM", "MMM", "MMMM", "y", "yy", "yyyy", "yyyyyy", "H", "HH", "h", "m", "mm", "s", "ss", "f", "fff", "FFFFFFF", "t", "tt", "K",
  "z", "zz", "zzz", "g", "o", "u", "U", "s", "R", "%", "\\", "'x'", "\"", ":", "/", " ", "-", "T", "é"
]

/// A date's round-trip text reads back as the same date; any format either formats or is refused, and so does any text.
let datesTarget = Target(name: "dates") { random in
  let ticks = Int64(random.next() % 3_155_378_976_000_000_000)
  let date = NetDateTime(ticks: ticks, kind: random.one(of: [.unspecified, .utc]))
  if let text = try? DateFormat.text(date, "o", .invariant) {
    guard let back = try? DateParse.dateTime(text, culture: .invariant, styles: .roundtripKind) else { return "\(text) cannot be read" }
    if back.ticks != date.ticks { return "\(text) reads back as \((try? DateFormat.text(back, "o", .invariant)) ?? "?")" }
  }
  let format = random.text(datePieces, upTo: 12)
  if let text = try? DateFormat.text(date, format, .enUS) {
    _ = try? DateParse.dateTime(text, culture: .enUS)
    _ = try? DateParse.dateTime(text, exactly: [format], culture: .enUS, styles: DateTimeStyles(rawValue: random.below(256)))
  }
  let text = random.oneIn(3) ? random.noise(upTo: 40) : random.text(["2014", "12", "3", "/", "-", ":", ".", " ", "T", "Z", "+", "PM", "March", "Mon", "GMT", "99999999999", ","], upTo: 14)
  _ = try? DateParse.dateTime(text, culture: .enUS)
  _ = try? DateParse.dateTimeOffset(text, culture: .enUS)
  if let span = try? TimeSpanParse.parse(text) {
    let constant = TimeSpanFormat.constant(span)
    if (try? TimeSpanParse.parse(constant)) != span { return "the span '\(text)' is written '\(constant)', which reads back as another" }
  }
  _ = try? TimeSpanFormat.text(NetTimeSpan(ticks: anyInteger(&random)), format, .enUS)
  return nil
}

let regexPieces = [
  "a", "b", ".", "*", "+", "?", "{2}", "{1,3}", "{,", "(", ")", "(?:", "(?<n>", "(?<1>", "(?'q'", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?i)", "(?-i:", "(?#",
  "|", "[", "]", "[^", "-", "[a-z-[aeiou]]", "\\d", "\\W",
                   "\\b", "\\k<n>", "\\1", "\\p{L}", "\\p{IsGreek}", "\\x41", "\\u0041", "\\cA", "\\", "^", "$", "\\A", "\\Z", "\\G", "\u{1F600}", "é", " ", "(?(1)a|b)", "(?<-n>", "*?", "++", "\\0"]

/// A pattern is refused, or its matches lie in order inside the text and `$&` puts the text back together.
let regexTarget = Target(name: "regex") { random in
  let pattern = random.oneIn(8) ? random.noise(upTo: 20) : random.text(regexPieces, upTo: 10)
  let text = random.oneIn(4) ? random.noise(upTo: 60) : random.text(["a", "b", "ab", "1", " ", "A", "é", "\u{1F600}", "\n", "aaaaaaaaaaaaaaaa"], upTo: 40)
  guard let regex = try? NetRegex(pattern, NetRegex.Options(rawValue: random.below(64))) else { return nil }
  let units = text.utf16.count
  var last = 0
  for match in regex.matches(text) {
    if match.index < 0 || match.length < 0 || match.index + match.length > units || match.index < last {
      return "'\(pattern)' on '\(text)': match \(match.index):\(match.length) after \(last) of \(units)"
    }
    last = match.index + match.length
  }
  if regex.replace(text, with: "$&") != text { return "'\(pattern)' on '\(text)': replacing by $& changes it" }
  _ = regex.replace(text, with: random.text(["$1", "${n}", "$$", "$`", "$'", "$+", "$_", "x", "$", "${", "$99"], upTo: 6))
  _ = regex.split(text)
  return nil
}

/// An escaped text matches itself, and any pattern answers or is refused.
let wildcardTarget = Target(name: "wildcards") { random in
  let text = random.oneIn(2) ? random.noise(upTo: 30) : random.text(["a", "b", "*", "?", "[", "]", "[a-c]", "[!", "`", "-", "é", "x.y"], upTo: 12)
  if let escaped = try? WildcardPattern(WildcardPattern.escape(text)), !escaped.matches(text) { return "'\(WildcardPattern.escape(text))' does not match '\(text)'" }
  let pattern = random.text(["*", "?", "[a-c]", "[", "]", "a", "b", "`*", "`", "**", "-", "é"], upTo: 20)
  if let wildcard = try? WildcardPattern(pattern) { _ = wildcard.matches(text); _ = wildcard.matches(String(repeating: "ab", count: 50)) }
  return nil
}

let compositeTarget = Target(name: "composite-formats") { random in
  _ = CompositeFormat(random.text(["{", "}", "0", "1", ",", ":", "{0}", "{1,-5:N2}", "{{", "}}", " ", "99999999999999999999", "-", "x"], upTo: 14))
  return nil
}
