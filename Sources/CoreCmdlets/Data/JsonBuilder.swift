/// JSON text to objects. Objects that come with the same keys in the same order share a shape, so long lists are cheap.
import Codecs
import Engine
import NetTypes
import Primitives

final class JsonBuilder {
  /// A key no object can have.
  struct KeyProblem: Error {
    let id: String
    let message: String
    var category = ErrorCategory.invalidOperation
    var exception = "System.InvalidOperationException"
  }
  /// The first such key, told when the whole text has been read: a text that is no JSON has no keys.
  private var problem: KeyProblem?

  private let reader: JsonReader
  private let asHashtable: Bool
  private let dates: JsonDateKind
  /// Shapes of the objects read last, by depth.
  private var shapes: [Shape] = []

  private init(_ reader: JsonReader, asHashtable: Bool, dates: JsonDateKind) { self.reader = reader; self.asHashtable = asHashtable; self.dates = dates }

  /// The value of a text; `void` when there is none in it.
  static func read(_ text: String, asHashtable: Bool, depth: Int, dates: JsonDateKind) throws -> Value {
    var text = text
    return try text.withUTF8 { bytes in
      let reader = JsonReader(bytes, maximumDepth: depth)
      let b = JsonBuilder(reader, asHashtable: asHashtable, dates: dates)
      let first = try reader.next()
      if first == .end { return .void }
      let v = try b.value(first, 0)
      _ = try reader.next()
      if let problem = b.problem { throw problem }
      return v
    }
  }

  private func value(_ t: JsonReader.Token, _ depth: Int) throws -> Value {
    switch t {
    case .beginObject: return asHashtable ? try table(depth) : try object(depth)
    case .beginArray:
      let a = PSArray(capacity: 4)
      while true {
        let n = try reader.next()
        if n == .endArray { return .array(a) }
        if Attention.isWanted { throw FlowSignal.stopped }
        a.append(try value(n, depth + 1))
      }
    case .string: return text()
    case .integer: return .long(reader.integer)
    case .bigInteger: return .other(PSBigInteger(try NumberParse.bigInteger(reader.text, culture: .invariant)))
    case .float: return .double(reader.double)
    case .yes: return .bool(true)
    case .no: return .bool(false)
    case .null, .end, .endObject, .endArray, .key: return .null
    }
  }

  private func object(_ depth: Int) throws -> Value {
    while shapes.count <= depth { shapes.append(.root) }
    let guess = shapes[depth]
    var values: [Value] = []
    values.reserveCapacity(guess.count)
    var name = ""
    while true {
      let t = try reader.next()
      if t == .endObject {
        if values.count == guess.count { return .object(PSObject(guess, values)) }
        return .object(try rest(guess, values, depth, nil))
      }
      name = reader.string()
      guard values.count < guess.count, guess.names[values.count] == name else { return .object(try rest(guess, values, depth, name)) }
      values.append(try value(try reader.next(), depth + 1))
    }
  }
  /// Goes on with an object whose keys are not those expected; `name` is the key just read, nil when the object is over.
  private func rest(_ guess: Shape, _ values: [Value], _ depth: Int, _ first: String?) throws -> PSObject {
    let o = PSObject(reserve: max(4, values.count + 2))
    for (i, v) in values.enumerated() { o.set(guess.names[i], v) }
    var next = first
    while let name = next {
      if name.isEmpty {
        problem = problem ?? KeyProblem(
          id: "EmptyKeyInJsonString",
          message: "The provided JSON includes a property whose name is an empty string, this is only supported using the -AsHashTable switch.")
      } else if let i = o.slot(Symbol.of(name)), o.shape.name(i) != name {
        problem = problem ?? KeyProblem(
          id: "KeysWithDifferentCasingInJsonString",
          message:
            """
            Cannot convert the JSON string because it contains keys with different casing. Please use the -AsHashTable switch instead. The key that was \
            attempted to be added to the existing key '\(o.shape.name(i))' was '\(name)'.
            """
        )
      }
      o.set(name, try value(try reader.next(), depth + 1))
      if name.utf8.first.map({ $0 | 32 }) == 112, PropertySelection.reserved.contains(name.lowercased()) {
        problem = problem ?? KeyProblem(
          id: "PSObjectMembersMembersAddReservedName", message: "The member name \"\(name)\" is reserved.", category: .notSpecified,
          exception: "System.Management.Automation.ExtendedTypeSystemException")
      }
      next = try reader.next() == .endObject ? nil : reader.string()
    }
    if problem == nil { shapes[depth] = o.shape }
    return o
  }
  /// A hashtable that keeps the order of its keys.
  private static let tableType = TypeTable.get("System.Management.Automation.OrderedHashtable")
  private func table(_ depth: Int) throws -> Value {
    let h = PSHash(.hashtable, caseSensitive: true)
    h.exactType = JsonBuilder.tableType
    while true {
      let t = try reader.next()
      if t == .endObject { return .hash(h) }
      let name = reader.string()
      h.set(name, try value(try reader.next(), depth + 1))
    }
  }

  // MARK: Text and dates

  private func text() -> Value {
    if dates != .String, let raw = reader.raw, raw.count >= 19 || raw.first == 47, let d = date(raw) { return d }
    if dates != .String, reader.raw == nil, reader.text.hasPrefix("/Date("), let d = microsoftDate(reader.text) { return d }
    return .str(reader.string())
  }
  private func date(_ b: UnsafeBufferPointer<UInt8>) -> Value? {
    if b[0] == 47 { return b.count > 8 && b[1] == 68 ? microsoftDate(String(decoding: b, as: UTF8.self)) : nil }
    guard b.count <= 40, b[0] &- 48 < 10, b[10] == 84 else { return nil }
    func number(_ at: Int, _ n: Int) -> Int? {
      guard at + n <= b.count else { return nil }
      var v = 0
      for k in at..<(at + n) { guard b[k] &- 48 < 10 else { return nil }; v = v * 10 + Int(b[k] - 48) }
      return v
    }
    guard b[4] == 45, b[7] == 45, b[13] == 58, b[16] == 58, let y = number(0, 4), let mo = number(5, 2), let d = number(8, 2), let h = number(11, 2),
      let mi = number(14, 2), let s = number(17, 2)
    else { return nil }
    guard y >= 1, mo >= 1, mo <= 12, d >= 1, d <= NetDateTime.daysInMonth(y, mo), h <= 23, mi <= 59, s <= 59 else { return nil }
    var i = 19, fraction: Int64 = 0
    if i < b.count, b[i] == 46 {
      i += 1
      var scale: Int64 = 1_000_000, digits = 0
      while i < b.count, b[i] &- 48 < 10 { if digits < 7 { fraction += Int64(b[i] - 48) * scale; scale /= 10 }; digits += 1; i += 1 }
      if digits == 0 { return nil }
    }
    let days = Int64(JsonBuilder.days(y, mo, d))
    let ticks = days * 864_000_000_000 + Int64(h * 3600 + mi * 60 + s) * 10_000_000 + fraction
    if i == b.count { return finish(ticks, nil, .unspecified) }
    if b[i] == 90, i + 1 == b.count { return finish(ticks, 0, .utc) }
    guard b[i] == 43 || b[i] == 45, let oh = number(i + 1, 2) else { return nil }
    var j = i + 3
    if j < b.count, b[j] == 58 { j += 1 }
    let om = j == b.count ? 0 : number(j, 2) ?? -1
    guard om >= 0, j == b.count || j + 2 == b.count else { return nil }
    let minutes = (oh * 60 + om) * (b[i] == 45 ? -1 : 1)
    return finish(ticks, minutes, .local)
  }
  private static func days(_ y: Int, _ m: Int, _ d: Int) -> Int {
    let y1 = m <= 2 ? y - 1 : y
    let era = y1 / 400, yoe = y1 - era * 400
    let doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1
    return era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 306
  }
  /// A moment by its clock time and offset in minutes, as the kind of date asked for.
  private func finish(_ ticks: Int64, _ offset: Int?, _ kind: NetDateTime.Kind) -> Value {
    let plain = NetDateTime(ticks: ticks)
    switch dates {
    case .Offset:
      if let offset { return NetDateTimeOffset(utcTicks: ticks - Int64(offset) * 600_000_000, offsetMinutes: Int16(clamping: offset)).boxed }
      return NetDateTimeOffset(plain).boxed
    case .Utc:
      if let offset { return .datetime(NetDateTime(ticks: ticks - Int64(offset) * 600_000_000, kind: .utc)) }
      return .datetime(plain.specifying(.utc))
    case .Local:
      if let offset { return .datetime(NetDateTime(ticks: ticks - Int64(offset) * 600_000_000, kind: .utc).toLocalTime()) }
      return .datetime(plain.specifying(.local))
    default:
      guard let offset else { return .datetime(plain) }
      let utc = NetDateTime(ticks: ticks - Int64(offset) * 600_000_000, kind: .utc)
      return .datetime(kind == .utc ? utc : utc.toLocalTime())
    }
  }
  private func microsoftDate(_ s: String) -> Value? {
    guard s.hasPrefix("/Date("), s.hasSuffix(")/") else { return nil }
    let body = s.dropFirst(6).dropLast(2)
    let digits = body.dropFirst(body.hasPrefix("-") ? 1 : 0).prefix { $0.isASCII && $0.isNumber }
    guard let n = Int64(digits), n < 253_402_300_800_000 else { return nil }
    let ms = body.hasPrefix("-") ? -n : n
    let utc = NetDateTime(ticks: 621_355_968_000_000_000 + ms * 10_000, kind: .utc)
    if dates == .Offset { return NetDateTimeOffset(utcTicks: utc.ticks, offsetMinutes: 0).boxed }
    return .datetime(body.contains("+") || dates == .Local ? utc.toLocalTime() : utc)
  }
}

extension NetDateTimeOffset {
  /// As an object of `System.DateTimeOffset`.
  var boxed: Value { .other(PSDateTimeOffset(self)) }
}

/// Whether a text is JSON as the standard has it.
struct StrictJson {
  private let b: [UInt8]
  private let comments: Bool, trailingCommas: Bool
  init(_ text: String, comments: Bool, trailingCommas: Bool) { b = Array(text.utf8); self.comments = comments; self.trailingCommas = trailingCommas }
  var isValid: Bool { var i = 0; guard value(&i, 0) else { return false }; return blank(&i) && i == b.count }

  private func blank(_ i: inout Int) -> Bool {
    while i < b.count {
      switch b[i] {
      case 32, 9, 10, 13: i += 1
      case 47 where comments && i + 1 < b.count && b[i + 1] == 47: while i < b.count, b[i] != 10 { i += 1 }
      case 47 where comments && i + 1 < b.count && b[i + 1] == 42:
        i += 2
        while i + 1 < b.count, !(b[i] == 42 && b[i + 1] == 47) { i += 1 }
        i += 2
        if i > b.count { return false }
      default: return true
      }
    }
    return true
  }
  private func value(_ i: inout Int, _ depth: Int) -> Bool {
    guard depth < 1000, blank(&i), i < b.count else { return false }
    switch b[i] {
    case 34: return string(&i)
    case 123, 91:
      let isObject = b[i] == 123, close: UInt8 = isObject ? 125 : 93
      i += 1
      guard blank(&i), i < b.count else { return false }
      if b[i] == close { i += 1; return true }
      while true {
        if isObject {
          guard blank(&i), i < b.count, b[i] == 34, string(&i), blank(&i), i < b.count, b[i] == 58 else { return false }
          i += 1
        }
        guard value(&i, depth + 1), blank(&i), i < b.count else { return false }
        if b[i] == close { i += 1; return true }
        guard b[i] == 44 else { return false }
        i += 1
        if trailingCommas { guard blank(&i), i < b.count else { return false }; if b[i] == close { i += 1; return true } }
      }
    case 116: return word("true", &i)
    case 102: return word("false", &i)
    case 110: return word("null", &i)
    default: return number(&i)
    }
  }
  private func word(_ w: String, _ i: inout Int) -> Bool {
    guard b[i...].starts(with: w.utf8) else { return false }
    i += w.utf8.count
    return true
  }
  private func string(_ i: inout Int) -> Bool {
    i += 1
    while i < b.count {
      switch b[i] {
      case 34: i += 1; return true
      case 0..<32: return false
      case 92:
        guard i + 1 < b.count else { return false }
        if b[i + 1] == 117 {
          guard i + 5 < b.count, b[(i + 2)..<(i + 6)].allSatisfy({ ($0 &- 48) < 10 || (($0 | 32) &- 97) < 6 }) else { return false }
          i += 6
        } else { guard [34, 92, 47, 98, 102, 110, 114, 116].contains(b[i + 1]) else { return false }; i += 2 }
      default: i += 1
      }
    }
    return false
  }
  private func number(_ i: inout Int) -> Bool {
    func digits(_ i: inout Int) -> Bool { let a = i; while i < b.count, b[i] &- 48 < 10 { i += 1 }; return i > a }
    if b[i] == 45 { i += 1 }
    guard i < b.count else { return false }
    if b[i] == 48 { i += 1 } else if !digits(&i) { return false }
    if i < b.count, b[i] == 46 { i += 1; if !digits(&i) { return false } }
    if i < b.count, b[i] | 32 == 101 {
      i += 1
      if i < b.count, b[i] == 43 || b[i] == 45 { i += 1 }
      return digits(&i)
    }
    return true
  }
}
