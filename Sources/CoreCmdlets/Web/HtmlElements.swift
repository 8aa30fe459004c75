/// Tags of a page by name, as objects with their attributes.
import Engine

struct HtmlElements {
  private let b: [UInt8]
  init(_ text: String) { b = Array(text.utf8) }

  func list(_ names: Set<String>) -> Value {
    var found: [Value] = [], i = 0
    while let open = b[i...].firstIndex(of: 60) {
      i = open + 1
      var k = i
      while k < b.count, b[k] | 32 &- 97 < 26 || b[k] &- 48 < 10 { k += 1 }
      let name = String(decoding: b[i..<k], as: UTF8.self).lowercased()
      guard names.contains(name) else { continue }
      let o = PSObject()
      let end = close(k)
      var outer = end
      if name == "a", let tail = find("</a>", from: end) { outer = tail + 4 }
      o.set("outerHTML", .str(String(decoding: b[open..<min(outer, b.count)], as: UTF8.self)))
      o.set("tagName", .str(name.uppercased()))
      attributes(k, end, o)
      found.append(.object(o))
      i = end
    }
    return .arr(found)
  }
  private func find(_ s: String, from: Int) -> Int? {
    let n = Array(s.utf8)
    var k = from
    while k + n.count <= b.count { if (0..<n.count).allSatisfy({ b[k + $0] == n[$0] || b[k + $0] | 32 == n[$0] }) { return k }; k += 1 }
    return nil
  }
  /// Behind the `>` of a tag; quotes hide one.
  private func close(_ from: Int) -> Int {
    var k = from, quote: UInt8 = 0
    while k < b.count {
      if quote != 0 { if b[k] == quote { quote = 0 } } else if b[k] == 34 || b[k] == 39 { quote = b[k] } else if b[k] == 62 { return k + 1 }
      k += 1
    }
    return b.count
  }
  private func attributes(_ from: Int, _ to: Int, _ o: PSObject) {
    var k = from
    while k < to {
      while k < to, b[k] <= 32 || b[k] == 47 || b[k] == 62 { k += 1 }
      let start = k
      while k < to, b[k] > 32, b[k] != 61, b[k] != 62, b[k] != 47 { k += 1 }
      if k == start { k += 1; continue }
      let name = String(decoding: b[start..<k], as: UTF8.self)
      var value = name
      if k < to, b[k] == 61 {
        k += 1
        let quote = k < to && (b[k] == 34 || b[k] == 39) ? b[k] : 0
        if quote != 0 { k += 1 }
        let from = k
        while k < to, quote != 0 ? b[k] != quote : b[k] > 32 && b[k] != 62 { k += 1 }
        value = String(decoding: b[from..<min(k, to)], as: UTF8.self)
        if quote != 0 { k += 1 }
      }
      o.set(name, .str(value))
    }
  }
}
