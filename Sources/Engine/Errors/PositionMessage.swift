/// `At file:line char:column` with the source line and tildes under the place.
import Syntax

public enum PositionMessage {
  /// The source line as shown (at most 69 units, cut around the place) and the tildes under it.
  public static func lines(_ e: Extent) -> (line: String, marks: String)? {
    let startLine = e.startLine, startColumn = e.startColumn
    let units = e.source.units, whole = e.source.lineRange(startLine)
    var end = whole.upperBound
    while end > whole.lowerBound, isBlank(units[end - 1]) { end -= 1 }
    let count = end - whole.lowerBound
    if count == 0 { return nil }
    var before = min(startColumn - 1, count)
    // the end of a text stands one column behind it
    let beyond = startColumn - 1 - before
    let endColumn = e.endColumn
    var length = e.endLine == startLine && endColumn <= count + 1 ? endColumn - startColumn : count - startColumn + 1
    length = max(0, min(length, count - before))
    // of a very long line only the surroundings are looked at: a thousand errors in it must not cost a thousand times its length
    let from = max(0, before - surroundings), to = min(count, before + min(length, surroundings) + surroundings)
    var line = Array(units[(whole.lowerBound + from)..<(whole.lowerBound + to)])
    before -= from
    length = min(length, surroundings)
    if line.contains(9) {
      func expanded(_ s: ArraySlice<UInt16>) -> [UInt16] { s.flatMap { $0 == 9 ? [32, 32, 32, 32] : [$0] } }
      let head = expanded(line[..<before]), middle = expanded(line[before..<before + length]), tail = expanded(line[(before + length)...])
      before = head.count
      length = middle.count
      line = head + middle + tail
    }
    let maximum = 69
    var dotsBefore = false, dotsAfter = false
    if line.count > maximum {
      let totalPrefix = before
      var prefix = min(totalPrefix, 12)
      let totalSuffix = line.count - length - before
      var suffix = min(totalSuffix, 8)
      var candidate = prefix + length + suffix
      if candidate >= maximum {
        if prefix + length >= maximum { length = maximum - prefix }
        dotsAfter = true
      } else {
        let available = totalPrefix - prefix
        if available > 0 {
          prefix += min(available, maximum - candidate)
          candidate = prefix + length + suffix
        }
        if candidate < maximum && totalSuffix > 0 { suffix += min(totalSuffix, maximum - candidate) }
        dotsAfter = suffix < totalSuffix
      }
      dotsBefore = prefix < totalPrefix
      let start = max(before - prefix, 0)
      line = Array(line[min(start, line.count)..<min(start + maximum, line.count)])
      before = min(before, prefix)
      length = min(length, maximum - before)
    }
    let text = (dotsBefore ? "… " : "") + String(decoding: line, as: UTF16.self) + (dotsAfter ? " …" : "")
    let marks = String(repeating: " ", count: max(0, before) + (dotsBefore ? 2 : 0) + beyond) + String(repeating: "~", count: length > 0 ? length : 1)
    return (text, marks)
  }

  /// More units than are ever shown.
  private static let surroundings = 200

  /// `InvocationInfo.PositionMessage`.
  public static func text(_ e: Extent, file: String?) -> String {
    let name = file.flatMap { $0.isEmpty ? nil : $0 } ?? "line"
    var s = "At \(name):\(e.startLine) char:\(e.startColumn)\n+ "
    if let (line, marks) = lines(e) { s += line + "\n+ " + marks }
    return s
  }

  private static func isBlank(_ u: UInt16) -> Bool { u == 32 || (u >= 9 && u <= 13) || u == 0xA0 || u == 0x85 || u == 0x3000 || u == 0x2028 || u == 0x2029 || (u >= 0x2000 && u <= 0x200A) }
}
