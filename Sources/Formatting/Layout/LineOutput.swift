/// Where finished lines go: a string, the host, a file.
open class LineOutput {
  /// Cells a line may take.
  public let columns: Int
  public let rows: Int
  /// Escape sequences are taken out of lines (never out of plain strings that pass unformatted).
  open var stripsColor: Bool { strips }
  private let strips: Bool
  /// Languages written with blanks wrap at words.
  public var wrapsWords = true
  public init(columns: Int, rows: Int = .max, stripsColor: Bool) { self.columns = columns; self.rows = rows; strips = stripsColor }

  /// One line without its end; the sink adds it.
  open func put(_ line: String) throws {}
  /// An error's line.
  open func putError(_ line: String) throws { try put(line) }

  @inline(__always) final func writeLine(_ s: String) throws { try put(EscapeSequences.contains(s) && stripsColor ? EscapeSequences.stripped(s) : s) }
  /// A string that is output as it is.
  open func writeRaw(_ s: String) throws { try put(s) }
}

/// Gathers lines in one string.
public final class StringOutput: LineOutput {
  public private(set) var text = ""
  let lineEnd: String
  public init(columns: Int, newline: Bool = true, plain: Bool = true) {
    lineEnd = newline ? "\n" : ""
    super.init(columns: columns, stripsColor: plain)
  }
  public override func put(_ line: String) { text += line; text += lineEnd }
  public func take() -> String { let t = text; text = ""; return t }
}

/// Hands each line to a closure.
public final class LineSink: LineOutput {
  let sink: (String) throws -> Void
  public init(columns: Int, stripsColor: Bool = true, _ sink: @escaping (String) throws -> Void) {
    self.sink = sink
    super.init(columns: columns, stripsColor: stripsColor)
  }
  public override func put(_ line: String) throws { try sink(line) }
}
