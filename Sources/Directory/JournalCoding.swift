/// What a journal file holds, as bytes: one record per thing that happened to a store.
///
///     record    length u32 · checksum u32 · payload            (little endian; the checksum covers length and payload)
///     payload   kind u8 · fields                               (numbers as variable-length, texts with their length before)
///
/// Changes are kept as the values afterwards; the ones before follow from what came earlier in the file.
enum JournalKind: UInt8 {
  /// The whole content, cell by cell.
  case snapshot = 1
  /// A text from which the content can be built again (a generated deployment).
  case recipe = 2
  case commit = 3
  /// Changes outside of transactions.
  case loose = 4
  case undo = 5, redo = 6
  case save = 7
  /// A named state of another deployment was restored.
  case restore = 8
  case forget = 9
}

/// Builds the bytes of a record.
struct RecordWriter {
  private(set) var bytes: [UInt8] = []

  mutating func begin(_ kind: JournalKind) {
    bytes.removeAll(keepingCapacity: true)
    // Room for length and checksum.
    bytes.append(contentsOf: [0, 0, 0, 0, 0, 0, 0, 0])
    bytes.append(kind.rawValue)
  }

  /// Fills in length and checksum.
  mutating func finish() {
    put32(UInt32(truncatingIfNeeded: bytes.count - 8), at: 0)
    let sum = bytes.withUnsafeBufferPointer { Checksum.of(length: UInt32(truncatingIfNeeded: $0.count - 8), UnsafeBufferPointer(rebasing: $0[8...])) }
    put32(sum, at: 4)
  }
  private mutating func put32(_ value: UInt32, at index: Int) {
    for i in 0..<4 { bytes[index + i] = UInt8(truncatingIfNeeded: value >> UInt32(i * 8)) }
  }

  mutating func byte(_ value: UInt8) { bytes.append(value) }
  mutating func number(_ value: Int) {
    // Zigzag: small numbers of either sign are short.
    var rest = UInt64(bitPattern: Int64(value) << 1 ^ Int64(value) >> 63)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
  mutating func text(_ value: String) {
    number(value.utf8.count)
    bytes.append(contentsOf: value.utf8)
  }
  mutating func cell(_ cell: Cell) {
    switch cell {
    case .null: byte(0)
    case .text(let value):
      byte(1)
      text(value)
    case .flag(let value): byte(value ? 3 : 2)
    case .int(let value):
      byte(4)
      number(value)
    case .list(let values):
      byte(5)
      number(values.count)
      for value in values { text(value) }
    }
  }

  mutating func changes(_ range: Range<Int>, of content: Content) {
    number(range.count)
    for i in range {
      let record = content.log[i]
      byte(record.table)
      byte(record.attribute)
      number(Int(record.row))
      if record.attribute == ChangeRecord.life { byte(record.after == 1 ? 1 : 0) } else {
        cell(content.tables[Int(record.table)].columns[Int(record.attribute)].decode(record.after))
      }
    }
  }

  mutating func snapshot(_ content: Content) {
    number(content.tables.count)
    for table in content.tables {
      number(table.columns.count)
      number(table.count)
      for row in 0..<table.count {
        byte(table.isAlive(row) ? 1 : 0)
        for column in table.columns { cell(column.cell(at: row)) }
      }
    }
  }
}

/// Reads the fields of a record; anything that does not fit makes it `isBroken`.
struct RecordReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  private(set) var isBroken = false

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func byte() -> UInt8 {
    guard at < bytes.count else {
      isBroken = true
      return 0
    }
    at += 1
    return bytes[at - 1]
  }
  mutating func number() -> Int {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = byte()
      if isBroken || shift > 63 { isBroken = true; return 0 }
      value |= UInt64(next & 0x7f) << shift
      if next < 0x80 { break }
      shift += 7
    }
    return Int(truncatingIfNeeded: Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1))
  }
  /// A number of things still to come, each at least one byte.
  mutating func count() -> Int {
    let n = number()
    if n < 0 || n > bytes.count - at { isBroken = true; return 0 }
    return n
  }
  mutating func text() -> String {
    let length = count()
    if isBroken { return "" }
    at += length
    return String(decoding: UnsafeBufferPointer(rebasing: bytes[(at - length)..<at]), as: UTF8.self)
  }
  mutating func cell() -> Cell {
    switch byte() {
    case 1: return .text(text())
    case 2: return .flag(false)
    case 3: return .flag(true)
    case 4: return .int(number())
    case 5:
      let n = count()
      return .list((0..<n).map { _ in text() })
    default: return .null
    }
  }

  /// Makes the changes in a content.
  mutating func changes(in content: Content) {
    let n = count()
    for _ in 0..<n {
      let table = Int(byte()), attribute = Int(byte()), row = number()
      guard !isBroken, table < content.tables.count, row >= 0, row < Int(Int32.max) else { return isBroken = true }
      content.makeRow(table, row)
      if attribute == Int(ChangeRecord.life) { content.setAlive(table, row, byte() == 1) } else {
        guard attribute < content.tables[table].columns.count else { return isBroken = true }
        content.set(table, row, attribute, cell())
      }
    }
  }

  mutating func snapshot(into content: Content) {
    guard number() == content.tables.count else { return isBroken = true }
    for (number, table) in content.tables.enumerated() {
      guard self.number() == table.columns.count else { return isBroken = true }
      let rows = count()
      for row in 0..<rows {
        content.makeRow(number, row)
        let isAlive = byte() == 1
        for attribute in table.columns.indices { content.set(number, row, attribute, cell()) }
        if isBroken { return }
        content.setAlive(number, row, isAlive)
      }
    }
  }
}

/// CRC-32 (IEEE 802.3).
enum Checksum {
  private static let table: [UInt32] = (0..<256).map { n in
    var c = UInt32(n)
    for _ in 0..<8 { c = c & 1 == 1 ? 0xedb8_8320 ^ c >> 1 : c >> 1 }
    return c
  }

  static func of(length: UInt32, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    table.withUnsafeBufferPointer { table in
      var sum: UInt32 = .max
      for i in 0..<4 { sum = table[Int((sum ^ length >> UInt32(i * 8)) & 0xff)] ^ sum >> 8 }
      for byte in bytes { sum = table[Int((sum ^ UInt32(byte)) & 0xff)] ^ sum >> 8 }
      return ~sum
    }
  }
}
