/// A refusal: what the domain throws instead of changing anything.
///
/// `key` is the catalogue's key (`E-MOVE-FORCE`), `id` the PascalCase error id scripts match, `rule` the rule that refused.
public struct Fault: Error, Equatable {
  /// The error category, named like PowerShell's `ErrorCategory`.
  public enum Category: String, Equatable {
    case notSpecified = "NotSpecified"
    case objectNotFound = "ObjectNotFound"
    case resourceExists = "ResourceExists"
    case resourceUnavailable = "ResourceUnavailable"
    case invalidArgument = "InvalidArgument"
    case invalidData = "InvalidData"
    case invalidOperation = "InvalidOperation"
    case connectionError = "ConnectionError"
    case notInstalled = "NotInstalled"
    case permissionDenied = "PermissionDenied"
    case syntaxError = "SyntaxError"
  }

  public var key: String
  public var id: String
  public var category: Category
  public var message: String
  /// The object the refusal is about, as the user would name it.
  public var target: String
  /// One action that helps.
  public var help: String?
  /// The rules behind the refusal (`R-042`).
  public var rules: [String]
  /// Name/value pairs a reader of the explanation wants to see.
  public var facts: [Fact]
  /// True when the statement ends, not only this record.
  public var terminating: Bool
  /// Full name of the product's cmdlet class where the catalogue gives one; else nil.
  public var source: String?

  public init(
    _ category: Category, key: String, id: String, target: String = "", _ message: String, help: String? = nil,
    rules: [String] = [], facts: [Fact] = [], terminating: Bool = false, source: String? = nil
  ) {
    self.key = key
    self.id = id
    self.category = category
    self.message = message
    self.target = target
    self.help = help
    self.rules = rules
    self.facts = facts
    self.terminating = terminating
    self.source = source
  }
}

/// One observed fact behind a refusal or a probe's answer.
public struct Fact: Equatable {
  public var name: String
  public var value: String
  /// Which store or cmdlet says so.
  public var origin: String
  public init(_ name: String, _ value: String, from origin: String = "") {
    self.name = name
    self.value = value
    self.origin = origin
  }
}
