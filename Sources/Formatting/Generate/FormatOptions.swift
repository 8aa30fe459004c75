/// What a Format-* command was asked for, after its parameters were checked.
import Engine
import Primitives

public struct FormatOptions {
  public enum Expansion { case core, elements, both }
  public var shape: FormatShape
  public var properties: [FormatProperty] = []
  public var excluded: [String] = []
  public var groupBy: FormatProperty?
  public var viewName: String?
  public var showsErrors: Bool?
  public var displaysErrors: Bool?
  public var force = false
  public var expansion: Expansion?
  public var autosize: Bool?
  public var hidesHeaders: Bool?
  public var wraps: Bool?
  public var repeatsHeader = false
  public var columns: Int?
  public var depth = 5
  public init(_ shape: FormatShape) { self.shape = shape }
}

/// One `-Property` argument: an expression and how to show it.
public final class FormatProperty {
  /// The type of an argument that names no property, as errors tell it: a custom object is known by what holds it.
  public static func typeName(of argument: Value) -> String {
    let type = TypeTable.typeOf(argument.base)
    return (type === TypeTable.psCustomObject ? TypeTable.psObject : type).fullName
  }
  let expression: Expression
  var label: String?
  var width: Int?
  var alignment: Alignment?
  var format: String?
  var depth: Int?
  init(_ expression: Expression) { self.expression = expression }

  /// Which keys a command's calculated properties may have.
  public enum Keys {
    case table, list, wide, custom, groupBy
    var names: [String] {
      switch self {
      case .table: ["expression", "formatString", "width", "alignment", "label"]
      case .list: ["expression", "formatString", "label"]
      case .wide: ["expression", "formatString"]
      case .custom: ["expression", "depth"]
      case .groupBy: ["expression", "formatString", "label"]
      }
    }
  }

  /// Reads `-Property` arguments: names, script blocks, hashtables.
  public static func parse(_ arguments: [Value], _ keys: Keys, _ shell: Invocation) throws -> [FormatProperty] {
    func fail(_ id: String, _ message: String) -> TerminatingError { shell.refusedProperty(id, message) }
    let expressionTypes = "{System.String, System.Management.Automation.ScriptBlock}"
    var sawTable = false
    return try arguments.map { argument in
      switch argument.base {
      case .string(let s):
        if s.string.isEmpty {
          throw sawTable
            ? fail("ExpressionEmptyString1", "The \"expression\" key cannot have an empty string value.")
            : fail("ExpressionEmptyString2", "An empty string value is not allowed.")
        }
        return FormatProperty(Expression(s.string))
      case .block(let b): return FormatProperty(Expression(.script(b)))
      case .hash(let h):
        sawTable = true
        return try fromTable(h, keys, shell, fail)
      case .null: throw fail("DictionaryKeyUnknownType", "The value of a parameter was null; one of the following types was expected: \(expressionTypes).")
      default:
        throw fail("DictionaryKeyUnknownType", "Cannot convert \(typeName(of: argument)) to one of the following types \(expressionTypes).")
      }
    }
  }

  private static func fromTable(_ h: PSHash, _ keys: Keys, _ shell: Invocation, _ fail: (String, String) -> TerminatingError) throws -> FormatProperty {
    var given: [String: Value] = [:]
    for (k, raw) in h.pairs {
      if k.isNull { throw fail("DictionaryKeyNull", "The value of a key cannot be null.") }
      guard let key = k.stringValue else { throw fail("DictionaryKeyNonString", "The \(TypeTable.typeOf(k).name) key type is not valid. The key must be a string.") }
      let matches = keys.names.filter { CaseInsensitive.hasPrefix($0, key) || ($0 == "label" && CaseInsensitive.hasPrefix("name", key)) }
      if matches.count > 1, !key.isEmpty { throw fail("DictionaryKeyAmbiguous", "The \(key) key is ambiguous; \(matches[0]) and \(matches[1]) conflict.") }
      guard let name = matches.first, !key.isEmpty else { throw fail("DictionaryKeyIllegal", "The \(key) key is not valid.") }
      if given[name] != nil { throw fail("DictionaryKeyDuplicate", "The duplicated key \"\(key)\" conflicts with \"\(name)\".") }
      let v = raw.base
      let single: (String, Bool)
      switch name {
      case "expression": single = ("", { if case .block = v { return true }; return v.stringValue != nil }())
      case "width", "depth": single = ("System.Int32", { if case .int = v { return true }; return false }())
      default: single = ("System.String", v.stringValue != nil)
      }
      if v.isNull { throw fail("DictionaryKeyMissingValue", "The \(key) key has no value.") }
      if !single.1 {
        let actual = raw.shownAsObject.fullName
        if name == "expression" {
          throw fail(
            "DictionaryKeyIllegalValue1",
            "The \"\(key)\" key has a type, \(actual), that is not valid; expected types are {System.String, System.Management.Automation.ScriptBlock}.")
        }
        throw fail("DictionaryKeyIllegalValue2", "The \"\(key)\" key has a type, \(actual), that is not valid; expected type is \(single.0).")
      }
      given[name] = v
    }
    guard let e = given["expression"] else { throw fail("DictionaryKeyMandatoryEntry", "A mandatory entry for expression is missing.") }
    let p: FormatProperty
    if case .block(let b) = e { p = FormatProperty(Expression(.script(b))) } else {
      let s = e.stringValue ?? ""
      if s.isEmpty { throw fail("ExpressionEmptyString1", "The \"expression\" key cannot have an empty string value.") }
      p = FormatProperty(Expression(s))
    }
    if let f = given["formatString"]?.stringValue {
      if f.isEmpty { throw fail("FormatStringEmpty", "Cannot have an empty formatting string for key \"formatString\".") }
      p.format = f
    }
    if case .int(let w)? = given["width"] {
      if w <= 0 { throw fail("WidthOutOfRange", "The value \"\(w)\" for key \"width\" should be greater than 0.") }
      p.width = Int(w)
    }
    if let a = given["alignment"]?.stringValue {
      let legal: [(String, Alignment)] = [("left", .left), ("center", .center), ("right", .right)]
      guard !a.isEmpty, let hit = legal.first(where: { CaseInsensitive.hasPrefix($0.0, a) }) else {
        throw fail("AlignmentIllegalValue", "The value \"\(a)\" for key \"alignment\" is not valid; valid values are {left, center, right}.")
      }
      p.alignment = hit.1
    }
    p.label = given["label"]?.stringValue
    if case .int(let d)? = given["depth"] { p.depth = Int(d) }
    return p
  }
}

extension Invocation {
  /// What an argument of `-Property` is refused with: the exception says little, the details say why.
  public func refusedProperty(_ id: String, _ message: String) -> TerminatingError {
    let r = ErrorRecord(PSException("System.NotSupportedException", "Specified method is not supported."), id: id, .invalidArgument)
    r.detailsMessage = message
    return terminating(r)
  }
}
