/// The colours `Write-Host -ForegroundColor` knows, and how a terminal is told.
public enum ConsoleColor: String, CaseIterable {
  case black = "Black", darkBlue = "DarkBlue", darkGreen = "DarkGreen", darkCyan = "DarkCyan", darkRed = "DarkRed", darkMagenta = "DarkMagenta"
  case darkYellow = "DarkYellow", gray = "Gray", darkGray = "DarkGray", blue = "Blue", green = "Green", cyan = "Cyan", red = "Red"
  case magenta = "Magenta", yellow = "Yellow", white = "White"

  public init?(name: String) {
    guard let c = ConsoleColor.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }) else { return nil }
    self = c
  }
  /// The SGR parameter for the foreground; the background's is ten more.
  var parameter: Int {
    switch self {
    case .black: 30
    case .darkRed: 31
    case .darkGreen: 32
    case .darkYellow: 33
    case .darkBlue: 34
    case .darkMagenta: 35
    case .darkCyan: 36
    case .gray: 37
    case .darkGray: 90
    case .red: 91
    case .green: 92
    case .yellow: 93
    case .blue: 94
    case .magenta: 95
    case .cyan: 96
    case .white: 97
    }
  }
}

extension ConsoleColor {
  private static let type: NetType = TypeTable.get("System.ConsoleColor")
  /// As scripts see it; -1 where nobody set one.
  public static func value(_ c: ConsoleColor?) -> Value { .other(PSEnum(type, Int64(c.flatMap { allCases.firstIndex(of: $0) } ?? -1))) }
  /// The colour a script sets; nil = the terminal's own.
  /// - Throws: what the conversion to `System.ConsoleColor` throws
  public static func set(_ v: Value, _ context: ExecutionContext) throws -> ConsoleColor? { ConsoleColor(name: Conversion.toString(try Conversion.convert(v, to: type, context), context)) }
}
