/// What the compiler has to say of a source: a code, a sentence and a place, worded as C#'s own compiler words it.

/// A text handed to the compiler, and the file it came from.
public final class SourceText {
  public let bytes: [UInt8]
  public let path: String
  /// Offsets at which lines begin.
  private let starts: [Int]
  public init(_ text: String, path: String = "") {
    bytes = Array(text.utf8)
    self.path = path
    var all = [0], i = 0
    while i < bytes.count {
      if bytes[i] == 13 { if i + 1 < bytes.count, bytes[i + 1] == 10 { i += 1 }; all.append(i + 1) } else if bytes[i] == 10 { all.append(i + 1) }
      i += 1
    }
    starts = all
  }
  /// The line of an offset from 0 on, and how many UTF-16 units stand before it there.
  public func place(_ offset: Int) -> (line: Int, column: Int) {
    let at = min(max(0, offset), bytes.count)
    var low = 0, high = starts.count - 1
    while low < high { let m = (low + high + 1) / 2; if starts[m] <= at { low = m } else { high = m - 1 } }
    return (low, text(starts[low], at).utf16.count)
  }
  public func line(_ n: Int) -> String {
    guard starts.indices.contains(n) else { return "" }
    var end = n + 1 < starts.count ? starts[n + 1] : bytes.count
    while end > starts[n], bytes[end - 1] == 10 || bytes[end - 1] == 13 { end -= 1 }
    return text(starts[n], end)
  }
  func text(_ from: Int, _ to: Int) -> String { from < to ? String(decoding: bytes[from..<min(to, bytes.count)], as: UTF8.self) : "" }
}

/// A place in one of the sources.
struct Place {
  let source: SourceText
  let offset: Int
}

/// One thing said of a source.
public struct Diagnostic: Error {
  /// An error leaves no types; a warning does, when it is not promoted.
  public enum Severity { case error, warning }
  public let code: String
  public let message: String
  public let severity: Severity
  let place: Place
  /// A warning that counts as an error, as all do unless the user asks otherwise.
  public var isPromoted = false

  init(_ code: Int, _ message: String, _ place: Place, _ severity: Severity = .error) {
    let digits = String(code)
    self.code = "CS" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    self.message = message
    self.place = place
    self.severity = severity
  }
  public var isError: Bool { severity == .error || isPromoted }
  /// `(1,23): error CS0103: …`
  public var headline: String {
    let (line, column) = place.source.place(place.offset)
    return "\(place.source.path)(\(line + 1),\(column + 1)): \(isError ? "error" : "warning") \(code): \(isPromoted ? "Warning as Error: " : "")\(message)"
  }
  /// The same, the line, and a mark under the place.
  public var text: String {
    let (line, column) = place.source.place(place.offset)
    let shown = place.source.line(line)
    var out = headline + "\n" + shown + "\n"
    let units = Array(shown.utf16)
    if let first = units.firstIndex(where: { $0 != 32 && $0 != 9 }) {
      out += String(decoding: units[..<first], as: UTF16.self) + String(repeating: " ", count: max(0, column - first)) + "^\n"
    }
    return out
  }
}
