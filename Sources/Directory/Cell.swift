/// The value of one cell, copied out of (or into) a column.
public enum Cell: Equatable {
  case null
  case text(String)
  case flag(Bool)
  case int(Int)
  case list([String])

  public var text: String? {
    if case .text(let value) = self { return value }
    return nil
  }
  public var flag: Bool? {
    if case .flag(let value) = self { return value }
    return nil
  }
  public var int: Int? {
    if case .int(let value) = self { return value }
    return nil
  }
  public var list: [String]? {
    if case .list(let value) = self { return value }
    return nil
  }

  /// The cell as a reader of a diff wants to see it.
  public var display: String {
    switch self {
    case .null: return ""
    case .text(let value): return value
    case .flag(let value): return value ? "True" : "False"
    case .int(let value): return String(value)
    case .list(let values): return "{" + values.joined(separator: ", ") + "}"
    }
  }
}
