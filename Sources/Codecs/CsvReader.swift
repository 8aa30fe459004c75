/// Splits delimited text into rows, as PowerShell reads CSV: quotes anywhere in a field, doubled quotes inside quotes, line
/// breaks inside quotes, blanks around bare fields dropped on the left.
import Primitives

public struct CsvReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let count: Int
  private let delimiter: [UInt8]
  private let first: UInt8
  public private(set) var at = 0

  public init(_ bytes: UnsafeBufferPointer<UInt8>, delimiter: String = ",") {
    self.bytes = bytes
    count = bytes.count
    self.delimiter = Array(delimiter.utf8)
    first = self.delimiter.first ?? 44
  }
  /// Ctrl+C came within a row: the rest is not read.
  private var isStopped = false
  public var isAtEnd: Bool { at >= count || isStopped }

  /// The next line begins as `#TYPE` and comment lines do.
  public var isAtComment: Bool { at < count && bytes[at] == 35 }
  /// The next line unparsed, without consuming it.
  public func peekLine() -> String {
    var i = at
    while i < count, bytes[i] != 10, bytes[i] != 13 { i += 1; if i & 0xFFFFF == 0, Attention.isWanted { break } }
    return String(attentive: UnsafeBufferPointer(rebasing: bytes[at..<i]))
  }
  public mutating func skipLine() {
    while at < count, bytes[at] != 10, bytes[at] != 13 { at += 1; if at & 0xFFFFF == 0, Attention.isWanted { isStopped = true; return } }
    endLine()
  }
  private mutating func endLine() {
    guard at < count else { return }
    if bytes[at] == 13, at + 1 < count, bytes[at + 1] == 10 { at += 2 } else { at += 1 }
  }
  /// Where a scan of what may be long looks for Ctrl+C next.
  @inline(__always) private func nextLook(_ i: Int) -> Int { min(count, i &+ 0x100000) }
  @inline(__always) private func isDelimiter(_ i: Int) -> Bool {
    guard bytes[i] == first else { return false }
    if delimiter.count == 1 { return true }
    guard i + delimiter.count <= count else { return false }
    for k in 1..<delimiter.count where bytes[i + k] != delimiter[k] { return false }
    return true
  }

  /// Reads one row into `row`; false at the end of input, and when Ctrl+C came within the row. A bare field at the end of the
  /// input is only one when something is in it: the row of a single blank has no fields.
  /// `quoted` tells of each field whether it was written in quotes.
  public mutating func readRow(_ row: inout [String], _ quoted: inout [Bool]) -> Bool {
    row.removeAll(keepingCapacity: true)
    quoted.removeAll(keepingCapacity: true)
    if at >= count { return false }
    while true {
      var wasQuoted = false
      let next = field(&wasQuoted)
      if at >= count, !wasQuoted, next.isEmpty { return !isStopped }
      row.append(next)
      quoted.append(wasQuoted)
      if row.count & 0xFFFF == 0, Attention.isWanted { isStopped = true }
      if isStopped { return false }
      if at >= count { return true }
      let b = bytes[at]
      if b == 10 || b == 13 { endLine(); return true }
      at += delimiter.count
    }
  }

  private mutating func field(_ quoted: inout Bool) -> String {
    // blanks before a field do not belong to it
    while at < count, bytes[at] == 32 || bytes[at] == 9, !isDelimiter(at) { at += 1 }
    let from = at
    var i = at
    scan: while true {
      let look = nextLook(i)
      while i < look {
        let b = bytes[i]
        if b == 10 || b == 13 || (b == first && isDelimiter(i)) { break scan }
        if b == 34 { return slow(from, i, &quoted) }
        i += 1
      }
      if i == count { break }
      if Attention.isWanted { isStopped = true; break }
    }
    at = i
    return String(attentive: UnsafeBufferPointer(rebasing: bytes[from..<withoutBlanks(from, i)]))
  }
  @inline(__always) private func isBlank(_ i: Int) -> Bool { bytes[i] == 32 || bytes[i] == 9 }
  /// The end of a bare field: of the blanks behind its only word one stays; behind several words all do.
  @inline(__always) private func withoutBlanks(_ from: Int, _ end: Int) -> Int {
    guard end - from > 2, isBlank(end - 1), isBlank(end - 2) else { return end }
    var last = end - 2
    while last > from, isBlank(last - 1) { last -= 1 }
    for i in from..<last where isBlank(i) { return end }
    return last + 1
  }
  private mutating func slow(_ from: Int, _ quote: Int, _ quoted: inout Bool) -> String {
    // the usual case: the whole field in quotes, none inside
    if from == quote {
      quoted = true
      var i = quote + 1
      while i < count, !isStopped {
        let look = nextLook(i)
        while i < look, bytes[i] != 34 { i += 1 }
        if i < look { break }
        if Attention.isWanted { isStopped = true }
      }
      if i < count, i + 1 >= count || bytes[i + 1] == 10 || bytes[i + 1] == 13 || isDelimiter(i + 1) {
        at = i + 1
        return String(attentive: UnsafeBufferPointer(rebasing: bytes[(quote + 1)..<i]))
      }
    }
    var out = Array(bytes[from..<quote])
    var i = quote, inside = false
    while i < count {
      let b = bytes[i]
      if b == 34 {
        if inside {
          if i + 1 < count, bytes[i + 1] == 34 { out.append(34); i += 2; continue }
          inside = false
          i += 1
          // what follows the closing quote up to the delimiter is kept, without leading blanks
          var j = i
          while j < count, bytes[j] == 32 || bytes[j] == 9, !isDelimiter(j) { j += 1 }
          if j >= count || bytes[j] == 10 || bytes[j] == 13 || isDelimiter(j) { i = j }
          continue
        }
        if out.isEmpty { inside = true; quoted = true } else { out.append(34) }
        i += 1
        continue
      }
      if !inside, b == 10 || b == 13 || isDelimiter(i) { break }
      if i & 0xFFFFF == 0, Attention.isWanted { isStopped = true }
      if isStopped { break }
      out.append(b)
      i += 1
    }
    at = i
    return out.withUnsafeBufferPointer { String(attentive: $0) }
  }
}

/// Writes delimited rows into one byte buffer.
public struct CsvWriter {
  /// Which fields are written in quotes.
  public enum Quoting { case always, asNeeded, never }
  public var bytes: [UInt8] = []
  private let delimiter: [UInt8]
  private let first: UInt8

  public init(delimiter: String = ",") { self.delimiter = Array(delimiter.utf8); first = self.delimiter.first ?? 44 }

  @inline(__always) public mutating func separator() { if delimiter.count == 1 { bytes.append(first) } else { bytes.append(contentsOf: delimiter) } }

  public mutating func field(_ s: String, _ quoting: Quoting) {
    var s = s
    s.withUTF8 { p in
      switch quoting {
      case .never: bytes.append(contentsOf: p)
      case .asNeeded: if needsQuotes(p) { quote(p) } else { bytes.append(contentsOf: p) }
      case .always: quote(p)
      }
    }
  }
  private func needsQuotes(_ p: UnsafeBufferPointer<UInt8>) -> Bool {
    for b in p where b == 34 || b == 10 || b == 13 || b == first { return true }
    return false
  }
  @inline(__always) private mutating func quote(_ p: UnsafeBufferPointer<UInt8>) {
    bytes.append(34)
    var from = 0, i = 0
    while i < p.count {
      if p[i] == 34 { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: p[from...i])); bytes.append(34); from = i + 1 }
      i += 1
    }
    if from < p.count { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: p[from...])) }
    bytes.append(34)
  }
}
