/// A composite format such as `{0,-10:N2} of {1}`, cut into pieces once; who formats the arguments walks over them.
public final class CompositeFormat: @unchecked Sendable {
  public enum Piece {
    case literal(String)
    /// Argument number, field width (0: none), the side the text stands at, and its own format (empty when there is none).
    case argument(index: Int, width: Int, isLeft: Bool, format: String)
    /// Where the text cannot be read further: what stands before it counts first, as in .NET, which reads while it writes.
    case failure(NetError)
  }
  public let pieces: [Piece]

  /// What .NET says when an argument number is too high.
  public static let indexOutOfRange = NetError(
    .format, "Index (zero based) must be greater than or equal to zero and less than the size of the argument list.")

  public init(_ text: String) {
    var copy = text
    pieces = copy.withUTF8 { bytes in
      var reader = Reader()
      do throws(NetError) { try reader.read(bytes) } catch { reader.pieces.append(.failure(error)) }
      return reader.pieces
    }
  }

  private struct Reader {
    var pieces: [Piece] = []
    private var at = 0
    private var literal: [UInt8] = []

    private static let digitExpected = "Expected an ASCII digit.", unclosed = "Format item ends prematurely."
    private static let closing = "Unexpected closing brace without a corresponding opening brace."

    private func failure(_ s: UnsafeBufferPointer<UInt8>, _ at: Int, _ reason: String) -> NetError {
      // Offsets count UTF-16 units.
      let units = String(decoding: s[0..<min(at, s.count)], as: UTF8.self).utf16.count
      return NetError(.format, "Input string was not in a correct format. Failure to parse near offset \(units). \(reason)")
    }
    private mutating func next(_ s: UnsafeBufferPointer<UInt8>) throws(NetError) -> UInt8 {
      at += 1
      guard at < s.count else { throw failure(s, at, Reader.unclosed) }
      return s[at]
    }
    private mutating func flush() {
      if !literal.isEmpty { pieces.append(.literal(String(decoding: literal, as: UTF8.self))) }
      literal.removeAll(keepingCapacity: true)
    }
    private static func isDigit(_ c: UInt8) -> Bool { c &- 0x30 < 10 }

    mutating func read(_ s: UnsafeBufferPointer<UInt8>) throws(NetError) {
      while at < s.count {
        let brace = s[at]
        guard brace == 0x7B || brace == 0x7D else { literal.append(brace); at += 1; continue }
        if brace == 0x7D, at + 1 >= s.count { throw failure(s, at + 1, Reader.unclosed) }
        let c = try next(s)
        if c == brace { literal.append(c); at += 1; continue }
        guard brace == 0x7B else { throw failure(s, at, Reader.closing) }
        flush()
        pieces.append(try item(s, c))
      }
      flush()
    }
    /// From the first character after the brace to behind the closing one.
    private mutating func item(_ s: UnsafeBufferPointer<UInt8>, _ first: UInt8) throws(NetError) -> Piece {
      guard Reader.isDigit(first) else { throw failure(s, at, Reader.digitExpected) }
      var index = Int(first &- 0x30), width = 0, isLeft = false
      var format = ""
      var c = try next(s)
      if c != 0x7D {
        while Reader.isDigit(c), index < 1_000_000 { index = index * 10 + Int(c &- 0x30); c = try next(s) }
        while c == 0x20 { c = try next(s) }
        if c == 0x2C {
          repeat { c = try next(s) } while c == 0x20
          if c == 0x2D { isLeft = true; c = try next(s) }
          guard Reader.isDigit(c) else { throw failure(s, at, Reader.digitExpected) }
          width = Int(c &- 0x30)
          c = try next(s)
          while Reader.isDigit(c), width < 1_000_000 { width = width * 10 + Int(c &- 0x30); c = try next(s) }
          while c == 0x20 { c = try next(s) }
        }
        if c != 0x7D {
          guard c == 0x3A else { throw failure(s, at, Reader.unclosed) }
          let start = at + 1
          while true {
            c = try next(s)
            if c == 0x7D { break }
            if c == 0x7B { throw failure(s, at, Reader.unclosed) }
          }
          format = String(decoding: s[start..<at], as: UTF8.self)
        }
      }
      at += 1
      return .argument(index: index, width: width, isLeft: isLeft, format: format)
    }
  }
}
