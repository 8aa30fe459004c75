/// How the cells of one attribute are packed.
///
///     text   32-bit offset into the column's own arena of bytes
///     guid   32-bit number of sixteen bytes; what is no GUID in its usual form goes to the arena like a text
///     term   32-bit number of an interned text: for values many rows share (pool FQDNs, policy names)
///     list   32-bit number of an interned list
///     flag   one byte: false, true, null
///     int    32 bits, 64 from the first value on that needs them
///
/// The storage is taken out of exclusivity checking: every access is one of the few lines below, and they cost a tenth.
///
/// A cell is also known by its *raw* value, 64 bits that mean the same as long as the store lives: what the change log
/// keeps before and after. A million users of forty-six attributes cost some 450 bytes each this way.
final class Column {
  let kind: Attribute.Kind
  private let values: ValuePool
  @exclusivity(unchecked) private var narrow = Block<UInt32>()
  @exclusivity(unchecked) private var flags = Block<UInt8>()
  @exclusivity(unchecked) private var wide = Block<Int>()
  @exclusivity(unchecked) private var isWide = false
  @exclusivity(unchecked) private var arena = TextArena()
  @exclusivity(unchecked) private var guids = Block<(UInt64, UInt64)>()

  /// Null of everything that is a number of something else.
  static let null: UInt32 = .max
  static let nullRaw = UInt64(UInt32.max)
  private static let nullNarrowInt = UInt32(bitPattern: Int32.min)
  private static let nullInt = Int.min
  /// Marks an offset into the arena among the numbers of GUIDs.
  private static let plainText: UInt32 = 0x8000_0000

  init(_ kind: Attribute.Kind, _ values: ValuePool) {
    self.kind = kind
    self.values = values
  }
  deinit {
    narrow.free()
    flags.free()
    wide.free()
    arena.free()
    guids.free()
  }

  func reserve(_ rows: Int, bytesPerText: Int) {
    switch kind {
    case .flag: flags.reserve(rows)
    case .int: if isWide { wide.reserve(rows) } else { narrow.reserve(rows) }
    default: narrow.reserve(rows)
    }
    if kind == .text { arena.reserve(rows * bytesPerText) }
    if kind == .guid { guids.reserve(rows) }
  }

  /// Adds a null cell.
  func append() {
    switch kind {
    case .flag: flags.append(2)
    case .int: if isWide { wide.append(Column.nullInt) } else { narrow.append(Column.nullNarrowInt) }
    default: narrow.append(Column.null)
    }
  }

  func append(_ rows: Int) {
    switch kind {
    case .flag: flags.append(repeating: 2, rows)
    case .int: if isWide { wide.append(repeating: Column.nullInt, rows) } else { narrow.append(repeating: Column.nullNarrowInt, rows) }
    default: narrow.append(repeating: Column.null, rows)
    }
  }

  // MARK: Raw values

  @inline(__always)
  func raw(at row: Int) -> UInt64 {
    switch kind {
    case .flag: return UInt64(flags[row])
    case .int: return UInt64(bitPattern: Int64(int(at: row) ?? Column.nullInt))
    default: return UInt64(narrow[row])
    }
  }

  func setRaw(_ raw: UInt64, at row: Int) {
    switch kind {
    case .flag: flags[row] = UInt8(truncatingIfNeeded: raw)
    case .int: setInt(Int(truncatingIfNeeded: Int64(bitPattern: raw)), at: row)
    default: narrow[row] = UInt32(truncatingIfNeeded: raw)
    }
  }

  /// The raw value of a cell; a cell of another kind than the column's counts as null.
  func encode(_ cell: Cell) -> UInt64 {
    switch kind {
    case .text: return cell.text.map { UInt64(arena.add($0)) } ?? Column.nullRaw
    case .guid: return cell.text.map { UInt64(encodeGuid($0)) } ?? Column.nullRaw
    case .term: return cell.text.map { UInt64(values.id(of: $0)) } ?? Column.nullRaw
    case .list: return cell.list.map { UInt64(values.id(of: $0)) } ?? Column.nullRaw
    case .flag: return cell.flag.map { $0 ? 1 : 0 } ?? 2
    case .int: return UInt64(bitPattern: Int64(cell.int ?? Column.nullInt))
    }
  }

  func decode(_ raw: UInt64) -> Cell {
    switch kind {
    case .flag: return raw == 2 ? .null : .flag(raw == 1)
    case .int:
      let value = Int(truncatingIfNeeded: Int64(bitPattern: raw))
      return value == Column.nullInt ? .null : .int(value)
    case .list: return raw == Column.nullRaw ? .null : .list(values.lists[Int(raw)])
    case .text, .guid, .term: return text(raw).map(Cell.text) ?? .null
    }
  }

  /// The text a raw value stands for; nil for null and for kinds that are no text.
  func text(_ raw: UInt64) -> String? {
    if raw == Column.nullRaw { return nil }
    let number = UInt32(truncatingIfNeeded: raw)
    switch kind {
    case .text: return String(decoding: arena.text(at: number), as: UTF8.self)
    case .term: return values.texts[Int(number)]
    case .guid:
      if number & Column.plainText != 0 { return String(decoding: arena.text(at: number & ~Column.plainText), as: UTF8.self) }
      return Guid.text(guids[Int(number)])
    default: return nil
    }
  }

  // MARK: Cells

  func cell(at row: Int) -> Cell { decode(raw(at: row)) }

  func text(at row: Int) -> String? { kind == .flag || kind == .int ? nil : text(UInt64(narrow[row])) }

  @inline(__always) func int(at row: Int) -> Int? {
    if isWide { return wide[row] == Column.nullInt ? nil : wide[row] }
    return narrow[row] == Column.nullNarrowInt ? nil : Int(Int32(bitPattern: narrow[row]))
  }

  private func setInt(_ value: Int, at row: Int) {
    if !isWide {
      if value == Column.nullInt { return narrow[row] = Column.nullNarrowInt }
      if let small = Int32(exactly: value), small != Int32.min { return narrow[row] = UInt32(bitPattern: small) }
      isWide = true
      wide.reserve(narrow.count)
      for i in 0..<narrow.count { wide.append(narrow[i] == Column.nullNarrowInt ? Column.nullInt : Int(Int32(bitPattern: narrow[i]))) }
      narrow.free()
      narrow = Block()
    }
    wide[row] = value
  }

  private func encodeGuid(_ text: String) -> UInt32 {
    if let guid = Guid.parse(text) {
      guids.append(guid)
      return UInt32(truncatingIfNeeded: guids.count - 1)
    }
    return arena.add(text) | Column.plainText
  }

  /// Runs `body` on the bytes of a text cell without making a string of them; nil for null.
  @inline(__always)
  func withText<R>(_ raw: UInt64, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R? {
    if raw == Column.nullRaw { return nil }
    if kind == .text { return body(arena.text(at: UInt32(truncatingIfNeeded: raw))) }
    guard var text = text(raw) else { return nil }
    return text.withUTF8(body)
  }

  // MARK: Scanning

  /// Clears the marks of rows whose interned text does not satisfy `body`, which is asked once per text.
  func narrow(_ mask: inout [UInt8], terms body: (String?) -> Bool) {
    let ifNull = body(nil)
    guard kind == .term else {
      mask.withUnsafeMutableBufferPointer { mask in
        for row in mask.indices where mask[row] != 0 && !(text(at: row).map(body) ?? ifNull) { mask[row] = 0 }
      }
      return
    }
    narrow(&mask, ifNull: ifNull, of: values.texts.count) { body(self.values.texts[$0]) }
  }

  func narrow(_ mask: inout [UInt8], lists body: ([String]?) -> Bool) {
    narrow(&mask, ifNull: body(nil), of: values.lists.count) { body(self.values.lists[$0]) }
  }

  private func narrow(_ mask: inout [UInt8], ifNull: Bool, of count: Int, _ body: (Int) -> Bool) {
    // 0 = not asked yet, 1 = no, 2 = yes.
    var answers = [UInt8](repeating: 0, count: count)
    answers.withUnsafeMutableBufferPointer { answers in
      mask.withUnsafeMutableBufferPointer { mask in
        for row in mask.indices where mask[row] != 0 {
          let id = narrow[row]
          if id == Column.null {
            if !ifNull { mask[row] = 0 }
            continue
          }
          if answers[Int(id)] == 0 { answers[Int(id)] = body(Int(id)) ? 2 : 1 }
          mask[row] = answers[Int(id)] >> 1
        }
      }
    }
  }

  func narrow(_ mask: inout [UInt8], ifNull: Bool, texts body: (UnsafeBufferPointer<UInt8>) -> Bool) {
    mask.withUnsafeMutableBufferPointer { mask in
      if kind == .text {
        for row in mask.indices where mask[row] != 0 {
          let offset = narrow[row]
          if !(offset == Column.null ? ifNull : body(arena.text(at: offset))) { mask[row] = 0 }
        }
      } else {
        for row in mask.indices where mask[row] != 0 && !(withText(raw(at: row), body) ?? ifNull) { mask[row] = 0 }
      }
    }
  }

  // MARK: Filling in bulk

  func fill(_ text: UnsafeBufferPointer<UInt8>, at row: Int) { narrow[row] = arena.add(text) }
  func fill(guid: (UInt64, UInt64), at row: Int) {
    guids.append(guid)
    narrow[row] = UInt32(truncatingIfNeeded: guids.count - 1)
  }
  func fill(number: UInt32, at row: Int) { narrow[row] = number }
  func fill(flag: Bool, at row: Int) { flags[row] = flag ? 1 : 0 }
  func fill(int: Int, at row: Int) { setInt(int, at: row) }
}

/// GUIDs in their usual form: 8-4-4-4-12 small hexadecimal digits.
public enum Guid {
  static func parse(_ text: String) -> (UInt64, UInt64)? {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count == 36, bytes[8] == dash, bytes[13] == dash, bytes[18] == dash, bytes[23] == dash else { return nil }
      guard let a = digits(bytes, 0..<8), let b = digits(bytes, 9..<13), let c = digits(bytes, 14..<18) else { return nil }
      guard let d = digits(bytes, 19..<23), let e = digits(bytes, 24..<36) else { return nil }
      return (a << 32 | b << 16 | c, d << 48 | e)
    }
  }
  private static let dash = UInt8(ascii: "-")
  /// The number of a group of digits; capitals are not the usual form.
  private static func digits(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64? {
    var number: UInt64 = 0
    for i in range {
      let byte = bytes[i]
      let digit: UInt8
      if byte &- 0x30 < 10 { digit = byte &- 0x30 } else if byte &- 0x61 < 6 { digit = byte &- 0x61 + 10 } else { return nil }
      number = number << 4 | UInt64(digit)
    }
    return number
  }

  public static func text(_ words: (UInt64, UInt64)) -> String {
    String(unsafeUninitializedCapacity: 36) { out in
      var at = 0
      func write(_ word: UInt64, _ digits: Int) {
        for place in stride(from: digits - 1, through: 0, by: -1) {
          let digit = UInt8(truncatingIfNeeded: word >> UInt64(place * 4)) & 15
          out[at] = digit < 10 ? 0x30 + digit : 0x57 + digit
          at += 1
        }
      }
      func group(_ word: UInt64, _ digits: Int) {
        out[at] = dash
        at += 1
        write(word, digits)
      }
      write(words.0 >> 32, 8)
      group(words.0 >> 16, 4)
      group(words.0, 4)
      group(words.1 >> 48, 4)
      group(words.1, 12)
      return at
    }
  }
}
