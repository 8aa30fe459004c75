/// A composite format such as `{0,-10:N2} of {1}`, cut into pieces; the shell formats the arguments.
public struct CompositeFormat: Sendable {
  public enum Piece: Equatable, Sendable {
    case literal(String)
    /// Argument number, field width (negative: left aligned, 0: none), format text (nil when there is no colon).
    case argument(index: Int, alignment: Int, format: String?)
  }

  static func failure(_ offset: Int, _ reason: String) -> NetError {
    NetError(.format, "Input string was not in a correct format. Failure to parse near offset \(offset). \(reason)")
  }

  /// What .NET says when an argument number is too high.
  public static let indexOutOfRange = NetError(
    .format, "Index (zero based) must be greater than or equal to zero and less than the size of the argument list.")

  public static func parse(_ text: String) throws(NetError) -> [Piece] {
    let units = Array(text.utf16)
    var pieces = [Piece]()
    var literal = [UInt16]()
    func flush() {
      if !literal.isEmpty { pieces.append(.literal(String(decoding: literal, as: UTF16.self))) }
      literal = []
    }
    var at = 0
    func digit(_ unit: UInt16) -> Bool { unit >= 48 && unit <= 57 }
    while at < units.count {
      let unit = units[at]
      guard unit == 123 || unit == 125 else {
        literal.append(unit)
        at += 1
        continue
      }
      at += 1
      if at < units.count, units[at] == unit {
        literal.append(unit)
        at += 1
        continue
      }
      guard unit == 123 else { throw failure(at, "Unexpected closing brace without a corresponding opening brace.") }
      guard at < units.count else { throw failure(at, "Format item ends prematurely.") }
      flush()
      guard digit(units[at]) else { throw failure(at, "Expected an ASCII digit.") }
      var index = 0
      while at < units.count, digit(units[at]), index < 1_000_000 {
        index = index * 10 + Int(units[at] - 48)
        at += 1
      }
      func skipBlanks() { while at < units.count, units[at] == 32 { at += 1 } }
      skipBlanks()
      var alignment = 0
      var format: String?
      guard at < units.count else { throw failure(at, "Format item ends prematurely.") }
      if units[at] == 44 {
        at += 1
        skipBlanks()
        guard at < units.count else { throw failure(at, "Format item ends prematurely.") }
        var negative = false
        if units[at] == 45 {
          negative = true
          at += 1
          guard at < units.count else { throw failure(at, "Format item ends prematurely.") }
        }
        guard digit(units[at]) else { throw failure(at, "Expected an ASCII digit.") }
        while at < units.count, digit(units[at]), alignment < 1_000_000 {
          alignment = alignment * 10 + Int(units[at] - 48)
          at += 1
        }
        if negative { alignment = -alignment }
        skipBlanks()
        guard at < units.count else { throw failure(at, "Format item ends prematurely.") }
      }
      if units[at] == 58 {
        at += 1
        let start = at
        while true {
          guard at < units.count else { throw failure(at, "Format item ends prematurely.") }
          if units[at] == 125 { break }
          if units[at] == 123 {
            throw failure(at, "Unexpected opening brace in the format item.")
          }
          at += 1
        }
        format = String(decoding: units[start..<at], as: UTF16.self)
      } else if units[at] != 125 {
        throw failure(at, "Expected '}'.")
      }
      at += 1
      pieces.append(.argument(index: index, alignment: alignment, format: format))
    }
    flush()
    return pieces
  }

  /// A formatted argument, padded to its field.
  public static func aligned(_ text: String, _ alignment: Int) -> String {
    alignment == 0 ? text : alignment > 0 ? NetString.padLeft(text, alignment) : NetString.padRight(text, -alignment)
  }
}
