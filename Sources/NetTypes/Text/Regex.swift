/// `System.Text.RegularExpressions`: `Regex`, its matches, groups and captures.
import Engine
import Primitives

/// A group of a match; `Match` itself is `PSMatch`.
final class PSGroup: Ref {
  let group: RegexMatch.Group
  /// The match it is a group of.
  let match: RegexMatch?
  init(_ g: RegexMatch.Group, of m: RegexMatch? = nil) { group = g; match = m; super.init() }
  override var netType: NetType { TypeTable.named("System.Text.RegularExpressions.Group") }
  override func text() -> String { group.value }
}

/// An earlier capture of a group that repeats.
final class PSCapture: Ref {
  let capture: RegexMatch.Group
  init(_ c: RegexMatch.Group) { capture = c; super.init() }
  override var netType: NetType { TypeTable.named("System.Text.RegularExpressions.Capture") }
  override func text() -> String { capture.value }
}

/// The groups of a match, by number or name.
final class PSGroupCollection: Ref {
  let match: PSMatch
  init(_ m: PSMatch) { match = m; super.init() }
  override var netType: NetType { TypeTable.named("System.Text.RegularExpressions.GroupCollection") }
  private(set) lazy var items: [Value] = NetTypes.groups(of: match)
  override func enumerated() -> PSArray? { PSArray(items) }
}

extension NetTypes {
  static func registerRegex() {
    let ns = "System.Text.RegularExpressions."
    let collection = ["System.Collections.IList", "System.Collections.ICollection", "System.Collections.IEnumerable"]
    TypeTable.register(ns + "Regex", "regex") { NetType(ns + "Regex", base: TypeTable.object, interfaces: ["System.Runtime.Serialization.ISerializable"], define: defineRegex) }
    TypeTable.register(ns + "Capture") { NetType(ns + "Capture", base: TypeTable.object, define: defineCapture) }
    TypeTable.register(ns + "Group") { NetType(ns + "Group", base: TypeTable.get(ns + "Capture"), define: defineGroup) }
    TypeTable.register(ns + "Match") { NetType(ns + "Match", base: TypeTable.get(ns + "Group"), define: defineMatch) }
    TypeTable.register(ns + "GroupCollection") { NetType(ns + "GroupCollection", base: TypeTable.object, interfaces: collection, define: defineGroupCollection) }
    for name in ["MatchCollection", "CaptureCollection"] {
      TypeTable.register(ns + name) {
        NetType(ns + name, base: TypeTable.object, interfaces: collection) { t in
          func all(_ v: Value) -> PSArray { v.arrayValue ?? PSArray([]) }
          let item = ns + name.dropLast("Collection".count)
          t.property("bool IsReadOnly {get;}") { _, _ in .yes }
          t.property("int Count {get;}") { v, _ in .count(all(v).count) }
          t.property("bool IsSynchronized {get;}") { _, _ in .no }
          t.property("System.Object SyncRoot {get;}") { v, _ in v.base }
          t.property("bool IsFixedSize {get;}") { _, _ in .yes }
          t.method("\(item) Item(int i)") { v, a, _ in
            guard a.int(0) >= 0, a.int(0) < all(v).count else { throw outOfRange("i", "Specified argument was out of the range of valid values.") }
            return all(v)[a.int(0)]
          }
          for room in ["array", item + "[]"] {
            t.method("void CopyTo(\(room) array, int arrayIndex)") { v, a, _ in try copyInto(all(v).values, a.array(0), a.int(1), "destinationArray") }
          }
          t.method("System.Collections.IEnumerator GetEnumerator()") { v, _, _ in .other(Enumerator(ns + name + "+Enumerator", all(v).values)) }
        }
      }
    }
    for n in ["MatchCollection+Enumerator", "CaptureCollection+Enumerator"] {
      TypeTable.register(ns + n) { NetType(ns + n, base: TypeTable.object, interfaces: ["System.Collections.IEnumerator"], define: Enumerator.define) }
    }
    TypeTable.register(ns + "MatchEvaluator") { NetType(ns + "MatchEvaluator", .delegate, base: TypeTable.get("System.MulticastDelegate")) }
  }

  // MARK: Values

  static func regex(_ v: Value) throws -> NetRegex {
    guard let r = v.refValue as? PSRegex else { throw nullArgument("regex") }
    return r.regex
  }
  private static func compile(_ pattern: String, _ options: Int = 0, timeout: Value = .null) throws -> NetRegex {
    do {
      guard case .timespan(let time) = timeout.base, time.ticks != NetRegex.infiniteTicks else { return try NetRegex.cached(pattern, NetRegex.Options(rawValue: options)) }
      guard time.ticks > 0, time.ticks <= Int64(Int32.max - 1) * 10_000 else {
        throw netError("System.ArgumentOutOfRangeException", "Specified argument was out of the range of valid values.", param: "matchTimeout")
      }
      return try NetRegex(pattern, NetRegex.Options(rawValue: options), limit: Int(time.ticks) * 100)
    } catch let error as NetError { throw regexError(error) }
  }
  /// A member that matches: what could not be matched to its end is its error.
  private static func matching(_ t: NetType, _ signature: String, _ body: @escaping (Value, [Value], ExecutionContext) throws -> Value) {
    t.method(signature) { v, a, c in try complete(try body(v, a, c)) }
  }
  private static func staticMatching(_ t: NetType, _ signature: String, _ body: @escaping ([Value], ExecutionContext) throws -> Value) {
    t.staticMethod(signature) { a, c in try complete(try body(a, c)) }
  }
  @inline(__always) private static func complete(_ result: Value) throws -> Value {
    if Attention.takeFailure() { throw netError(NetRegex.timeoutType, NetRegex.timeoutMessage) }
    return result
  }
  private static func unescape(_ text: String) throws -> String {
    do { return try NetRegex.unescape(text) } catch { throw netError(error.typeName, error.message) }
  }
  /// The place where matching begins, inside the text.
  private static func start(_ a: [Value], _ i: Int) throws -> Int {
    guard a.int(i) >= 0, a.int(i) <= a.string(0).netLength else { throw outOfRange("startat", "Start index cannot be less than 0 or greater than input length.") }
    return a.int(i)
  }
  private static func input(_ a: [Value], _ i: Int) throws -> String {
    guard let s = a.text(i) else { throw nullArgument("input") }
    return s
  }
  /// A script block as `MatchEvaluator`.
  private static func evaluator(_ b: ScriptBlock, _ c: ExecutionContext) -> (RegexMatch) throws -> String {
    { m in Conversion.toString(try c.invokeBlock(b, arguments: [.other(PSMatch(m))]), c) }
  }
  private static func matchOrEmpty(_ m: RegexMatch?) -> Value { .other(PSMatch(m)) }
  private static func matchList(_ all: [RegexMatch]) -> Value {
    let r = PSArray(all.map { .other(PSMatch($0)) })
    r.kind = .readOnlyCollection
    r.exactType = TypeTable.get("System.Text.RegularExpressions.MatchCollection")
    return .array(r)
  }
  static func groups(of m: PSMatch) -> [Value] {
    guard let match = m.match else { return [.other(m)] }
    // The first group is the match itself.
    return match.groups.enumerated().map { $0.offset == 0 ? .other(m) : .other(PSGroup($0.element, of: match)) }
  }
  private static func strings(_ s: [String]) -> Value { .array(PSArray(s.map { .str($0) }, of: TypeTable.string)) }

  // MARK: Regex

  private static func defineRegex(_ t: NetType) {
    let ns = "System.Text.RegularExpressions.", options = "System.Text.RegularExpressions.RegexOptions"
    t.constructor("regex new(string pattern)") { a, _ in
      guard let p = a.text(0) else { throw nullArgument("pattern") }
      return .other(PSRegex(try compile(p)))
    }
    t.constructor("regex new(string pattern, \(options) options)") { a, _ in .other(PSRegex(try compile(a.string(0), a.flags(1)))) }
    t.constructor("regex new(string pattern, \(options) options, timespan matchTimeout)") { a, _ in .other(PSRegex(try compile(a.string(0), a.flags(1), timeout: a.at(2)))) }
    t.property("\(options) Options {get;}") { v, _ in .other(PSEnum(TypeTable.get(options), Int64(try regex(v).options.rawValue))) }
    t.property("bool RightToLeft {get;}") { v, _ in .bool(try regex(v).options.contains(.rightToLeft)) }
    t.property("timespan MatchTimeout {get;}") { v, _ in .timespan(NetTimeSpan(ticks: try regex(v).limit.map { Int64($0 / 100) } ?? NetRegex.infiniteTicks)) }
    t.method("string ToString()") { v, _, _ in .str(try regex(v).pattern) }
    t.method("string[] GetGroupNames()") { v, _, _ in strings(try regex(v).groupNames) }
    t.method("int[] GetGroupNumbers()") { v, _, _ in .array(PSArray(try regex(v).groupNumbers.map { .count($0) }, of: TypeTable.int)) }
    t.method("string GroupNameFromNumber(int i)") { v, a, _ in .str(try regex(v).groupName(a.int(0)) ?? "") }
    t.method("int GroupNumberFromName(string name)") { v, a, _ in .count(try regex(v).groupNumber(a.string(0)) ?? -1) }
    matching(t, "bool IsMatch(string input)") { v, a, _ in .bool(try regex(v).isMatch(try input(a, 0))) }
    matching(t, "bool IsMatch(string input, int startat)") { v, a, _ in .bool(try regex(v).firstMatch(try input(a, 0), from: try start(a, 1)) != nil) }
    matching(t, "int Count(string input)") { v, a, _ in .count(try regex(v).count(try input(a, 0))) }
    matching(t, "\(ns)Match Match(string input)") { v, a, _ in matchOrEmpty(try regex(v).firstMatch(try input(a, 0))) }
    matching(t, "\(ns)Match Match(string input, int startat)") { v, a, _ in matchOrEmpty(try regex(v).firstMatch(try input(a, 0), from: try start(a, 1))) }
    matching(t, "\(ns)Match Match(string input, int beginning, int length)") { v, a, _ in
      let text = try input(a, 0), count = text.netLength
      guard a.int(1) >= 0, a.int(1) <= count else { throw outOfRange("beginning", "Start index cannot be less than 0 or greater than input length.") }
      guard a.int(2) >= 0, a.int(2) <= count - a.int(1) else { throw outOfRange("length", "Length cannot be less than 0 or exceed input length.") }
      let r = try regex(v), from = try start(a, 1)
      return matchOrEmpty(r.firstMatch(NetString.slice(text, 0, a.int(1) + a.int(2)), from: r.options.contains(.rightToLeft) ? nil : from))
    }
    matching(t, "\(ns)MatchCollection Matches(string input)") { v, a, _ in matchList(try regex(v).matches(try input(a, 0))) }
    matching(t, "\(ns)MatchCollection Matches(string input, int startat)") { v, a, _ in matchList(try regex(v).matches(try input(a, 0), from: try start(a, 1))) }
    matching(t, "string Replace(string input, string replacement)") { v, a, _ in .str(try regex(v).replace(try input(a, 0), with: a.string(1))) }
    matching(t, "string Replace(string input, string replacement, int count)") { v, a, _ in .str(try regex(v).replace(try input(a, 0), with: a.string(1), count: a.int(2))) }
    matching(t, "string Replace(string input, string replacement, int count, int startat)") { v, a, _ in
      .str(try regex(v).replace(try input(a, 0), with: a.string(1), count: a.int(2), from: try start(a, 3)))
    }
    matching(t, "string Replace(string input, \(ns)MatchEvaluator evaluator)") { v, a, c in
      guard let b = a.block(1) else { throw nullArgument("evaluator") }
      return .str(try regex(v).replace(try input(a, 0), evaluator(b, c)))
    }
    matching(t, "string Replace(string input, \(ns)MatchEvaluator evaluator, int count)") { v, a, c in
      guard let b = a.block(1) else { throw nullArgument("evaluator") }
      return .str(try regex(v).replace(try input(a, 0), count: a.int(2), evaluator(b, c)))
    }
    matching(t, "string[] Split(string input)") { v, a, _ in strings(try regex(v).split(try input(a, 0))) }
    matching(t, "string[] Split(string input, int count)") { v, a, _ in strings(try regex(v).split(try input(a, 0), count: a.int(1))) }
    matching(t, "string[] Split(string input, int count, int startat)") { v, a, _ in strings(try regex(v).split(try input(a, 0), count: a.int(1), from: try start(a, 2))) }
    defineRegexStatics(t)
  }

  private static func defineRegexStatics(_ t: NetType) {
    let ns = "System.Text.RegularExpressions."
    t.staticMethod("static string Escape(string str)") { a, _ in
      guard let s = a.text(0) else { throw nullArgument("str") }
      return .str(NetRegex.escape(s))
    }
    t.staticMethod("static string Unescape(string str)") { a, _ in
      .str(try unescape(a.string(0)))
    }
    t.staticProperty("timespan InfiniteMatchTimeout {get;}") { _ in .timespan(NetTimeSpan(ticks: NetRegex.infiniteTicks)) }
    t.staticProperty("int CacheSize {get;set;}", set: { _, _, _ in }) { _ in .int(15) }
    // Each with and without options.
    for more in ["", ", \(ns)RegexOptions options", ", \(ns)RegexOptions options, timespan matchTimeout"] {
      staticMatching(t, "static bool IsMatch(string input, string pattern\(more))") { a, _ in .bool(try compile(a.string(1), a.flags(2), timeout: a.at(3)).isMatch(try input(a, 0))) }
      staticMatching(t, "static int Count(string input, string pattern\(more))") { a, _ in .count(try compile(a.string(1), a.flags(2), timeout: a.at(3)).count(try input(a, 0))) }
      staticMatching(t, "static \(ns)Match Match(string input, string pattern\(more))") { a, _ in matchOrEmpty(try compile(a.string(1), a.flags(2), timeout: a.at(3)).firstMatch(try input(a, 0))) }
      staticMatching(t, "static \(ns)MatchCollection Matches(string input, string pattern\(more))") { a, _ in
        matchList(try compile(a.string(1), a.flags(2), timeout: a.at(3)).matches(try input(a, 0)))
      }
      staticMatching(t, "static string Replace(string input, string pattern, string replacement\(more))") { a, _ in
        .str(try compile(a.string(1), a.flags(3), timeout: a.at(4)).replace(try input(a, 0), with: a.string(2)))
      }
      staticMatching(t, "static string Replace(string input, string pattern, \(ns)MatchEvaluator evaluator\(more))") { a, c in
        guard let b = a.block(2) else { throw nullArgument("evaluator") }
        return .str(try compile(a.string(1), a.flags(3), timeout: a.at(4)).replace(try input(a, 0), evaluator(b, c)))
      }
      staticMatching(t, "static string[] Split(string input, string pattern\(more))") { a, _ in strings(try compile(a.string(1), a.flags(2), timeout: a.at(3)).split(try input(a, 0))) }
    }
  }

  // MARK: Matches

  private static func parts(_ v: Value) -> (success: Bool, name: String, index: Int, length: Int, value: String) {
    switch v.refValue {
    case let m as PSMatch: (m.match != nil, "0", m.match?.index ?? 0, m.match?.length ?? 0, m.match?.value ?? "")
    case let c as PSCapture: (true, c.capture.name, c.capture.index, c.capture.length, c.capture.value)
    case let g as PSGroup: (g.group.success, g.group.name, g.group.index, g.group.length, g.group.value)
    default: (false, "", 0, 0, "")
    }
  }
  private static func defineCapture(_ t: NetType) {
    t.property("int Index {get;}") { v, _ in .count(parts(v).index) }
    t.property("int Length {get;}") { v, _ in .count(parts(v).length) }
    t.property("string Value {get;}") { v, _ in .str(parts(v).value) }
    t.property("System.ReadOnlySpan[char] ValueSpan {get;}") { _, _ in .null }
    t.method("string ToString()") { v, _, _ in .str(parts(v).value) }
  }
  private static func defineGroup(_ t: NetType) {
    // In the order objects show them.
    t.property("bool Success {get;}") { v, _ in .bool(parts(v).success) }
    t.property("string Name {get;}") { v, _ in .str(parts(v).name) }
    t.property("System.Text.RegularExpressions.CaptureCollection Captures {get;}") { v, _ in
      var all = parts(v).success ? [v] : []
      // the last one is the group itself
      if let g = v.refValue as? PSGroup, let m = g.match {
        let captures = m.captures(of: g.group.number)
        if captures.count > 1 { all = captures.dropLast().map { .other(PSCapture($0)) } + [v] }
      }
      let r = PSArray(all)
      r.kind = .readOnlyCollection
      r.exactType = TypeTable.get("System.Text.RegularExpressions.CaptureCollection")
      return .array(r)
    }
  }
  private static func defineMatch(_ t: NetType) {
    t.property("System.Text.RegularExpressions.GroupCollection Groups {get;}") { v, _ in
      (v.refValue as? PSMatch).map { .other(PSGroupCollection($0)) } ?? .null
    }
    matching(t, "System.Text.RegularExpressions.Match NextMatch()") { v, _, _ in
      guard let m = (v.refValue as? PSMatch)?.match else { return v }
      let isBackward = m.regex.options.contains(.rightToLeft)
      let from = isBackward ? m.index - (m.length == 0 ? 1 : 0) : m.index + max(1, m.length)
      return matchOrEmpty(from < 0 || from > m.subject.netLength ? nil : m.regex.firstMatch(following: m, from: from))
    }
    t.method("string Result(string replacement)") { v, a, _ in
      guard let m = (v.refValue as? PSMatch)?.match else { throw notSupported("Result cannot be called on a failed Match.") }
      let whole = m.regex.replace(m.subject, with: a.string(0), count: 1, from: m.regex.options.contains(.rightToLeft) ? m.index + m.length : m.index)
      let tail = m.subject.netLength - m.index - m.length
      return .str(NetString.slice(whole, m.index, whole.netLength - m.index - tail))
    }
    t.staticProperty("System.Text.RegularExpressions.Match Empty {get;}") { _ in .other(PSMatch(nil)) }
  }
  private static func defineGroupCollection(_ t: NetType) {
    func of(_ v: Value) -> PSGroupCollection? { v.refValue as? PSGroupCollection }
    func find(_ v: Value, _ key: Value) -> Value {
      guard let c = of(v) else { return .null }
      let regex = c.match.match?.regex
      let slot: Int? = switch key.base {
      case .string(let s): regex?.groupNames.firstIndex(of: s.string)
      default: regex?.groupNumbers.firstIndex(of: key.asInt)
      }
      if let slot, slot < c.items.count { return c.items[slot] }
      return .other(PSGroup(RegexMatch.Group(number: 0, name: Conversion.toString(key), success: false, index: 0, length: 0, value: "")))
    }
    t.property("bool IsReadOnly {get;}") { _, _ in .yes }
    t.property("int Count {get;}") { v, _ in .count(of(v)?.items.count ?? 0) }
    t.property("bool IsSynchronized {get;}") { _, _ in .no }
    t.property("System.Object SyncRoot {get;}") { v, _ in (of(v)?.match).map { .other($0) } ?? .null }
    t.property("System.Collections.Generic.IEnumerable[string] Keys {get;}") { v, _ in strings(of(v)?.match.match?.regex.groupNames ?? ["0"]) }
    t.property("System.Collections.Generic.IEnumerable[System.Text.RegularExpressions.Group] Values {get;}") { v, _ in .arr(of(v)?.items ?? []) }
    t.property("bool IsFixedSize {get;}") { _, _ in .yes }
    t.method("bool ContainsKey(string key)") { v, a, _ in .bool(of(v)?.match.match?.regex.groupNames.contains(a.string(0)) ?? false) }
    t.method("System.Text.RegularExpressions.Group get_Item(int groupnum)") { v, a, _ in find(v, a.at(0)) }
    t.method("System.Text.RegularExpressions.Group get_Item(string groupname)") { v, a, _ in find(v, a.at(0)) }
    t.indexer = { v, key in find(v, key) }
  }
}
