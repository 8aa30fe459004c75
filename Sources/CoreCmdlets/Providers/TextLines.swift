/// Text taken apart into lines (or at another delimiter), without the ends.
import Engine
import Primitives

enum TextLines {
  /// Calls `body` per line until it says false.
  static func each(_ text: String, delimiter: String?, _ body: (String) throws -> Bool) throws {
    var t = text
    let other = delimiter.map { Array($0.utf8) }
    try t.withUTF8 { b in
      if let other, !other.isEmpty, other != [10] { return try split(b, other, body) }
      var from = 0, i = 0
      while i < b.count {
        if b[i] == 10 || b[i] == 13 {
          if try !body(String(attentive: UnsafeBufferPointer(rebasing: b[from..<i]))) { return }
          if b[i] == 13, i + 1 < b.count, b[i + 1] == 10 { i += 1 }
          from = i + 1
        }
        i += 1
        if i & 0xFFFFF == 0, Attention.isWanted { throw FlowSignal.stopped }
      }
      if from < b.count { _ = try body(String(attentive: UnsafeBufferPointer(rebasing: b[from...]))) }
    }
  }
  private static func split(_ b: UnsafeBufferPointer<UInt8>, _ d: [UInt8], _ body: (String) throws -> Bool) throws {
    var from = 0, i = 0
    while i + d.count <= b.count {
      if b[i] == d[0], b[i..<(i + d.count)].elementsEqual(d) {
        if try !body(String(decoding: UnsafeBufferPointer(rebasing: b[from..<i]), as: UTF8.self)) { return }
        i += d.count
        from = i
      } else { i += 1 }
      if i & 0xFFFFF == 0, Attention.isWanted { throw FlowSignal.stopped }
    }
    if from < b.count { _ = try body(String(attentive: UnsafeBufferPointer(rebasing: b[from...]))) }
  }
  static func all(_ text: String, delimiter: String?) -> [String] {
    var lines: [String] = []
    try? each(text, delimiter: delimiter) { lines.append($0); return lines.count & 0xFFFF != 0 || !Attention.isWanted }
    return lines
  }
}
