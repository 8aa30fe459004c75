/// `-Filter` of the directory cmdlets: `Property -op value` joined by -and, -or and -not, as text or as a script block.
///
/// There is no `$_`: names are properties of the object. A value is a quoted text, a number, a bare word or a variable.
import Directory
import Engine
import Lync

/// A parsed filter; remembers a property it was asked for and did not find.
final class FilterText {
  indirect enum Test {
    case compare(property: String, operation: String, value: Operand)
    case not(Test)
    case and(Test, Test)
    case or(Test, Test)
  }
  enum Operand {
    case text(String)
    case null
  }

  private let test: Test
  private(set) var unknown: String?

  private init(_ test: Test) { self.test = test }

  static func parse(_ text: String, _ shell: Invocation) throws -> FilterText {
    var parser = Parser(text, shell.context)
    return FilterText(try parser.parse())
  }

  /// The filter as the domain takes it.
  var predicate: PropertyFilter { { self.matches(self.test, $0) } }

  /// Refuses a property that no object had.
  func check() throws(Fault) {
    guard let unknown else { return }
    throw Fault(.invalidArgument, key: "E-FILTER", id: "FilterProperty", target: unknown, "\"\(unknown)\" is not a property that can be used in a filter.")
  }

  private func matches(_ test: Test, _ value: (String) -> LyncValue?) -> Bool {
    switch test {
    case .not(let inner): return !matches(inner, value)
    case .and(let left, let right): return matches(left, value) && matches(right, value)
    case .or(let left, let right): return matches(left, value) || matches(right, value)
    case .compare(let property, let operation, let operand):
      guard let actual = value(property) else { unknown = property; return false }
      return FilterText.compare(actual, operation, operand)
    }
  }

  private static func compare(_ actual: LyncValue, _ operation: String, _ operand: Operand) -> Bool {
    guard case .text(let wanted) = operand else {
      let empty = actual.text.isEmpty
      return operation == "eq" || operation == "like" ? empty : operation == "ne" || operation == "notlike" ? !empty : false
    }
    // A list has a value when one of its elements is it.
    let candidates: [String]
    switch actual {
    case .strings(let texts): candidates = texts
    case .list(let items): candidates = items.map(\.text)
    default: candidates = [actual.text]
    }
    switch operation {
    case "eq": return candidates.contains { Folding.equal($0, wanted) }
    case "ne": return !candidates.contains { Folding.equal($0, wanted) }
    case "like", "notlike":
      let pattern = Wildcard(wanted)
      return candidates.contains { pattern.matches($0) } == (operation == "like")
    default:
      let text = actual.text
      if text.isEmpty { return false }
      let order: Int
      if let a = Double(text), let b = Double(wanted) { order = a < b ? -1 : a > b ? 1 : 0 } else {
        let a = Folding.key(text), b = Folding.key(wanted)
        order = a < b ? -1 : a > b ? 1 : 0
      }
      switch operation {
      case "gt": return order > 0
      case "ge": return order >= 0
      case "lt": return order < 0
      default: return order <= 0
      }
    }
  }
}

extension FilterText {
  static let operators: Set<String> = ["eq", "ne", "like", "notlike", "gt", "ge", "lt", "le"]

  private struct Parser {
    let text: String
    let scalars: [Unicode.Scalar]
    let context: ExecutionContext
    var at = 0

    init(_ text: String, _ context: ExecutionContext) {
      self.text = text
      scalars = Array(text.unicodeScalars)
      self.context = context
    }

    mutating func parse() throws -> Test {
      let test = try alternatives()
      skipBlanks()
      if at < scalars.count { throw bad("Unexpected text", at: at) }
      return test
    }

    private mutating func alternatives() throws -> Test {
      var left = try conjunction()
      while word("or") { left = .or(left, try conjunction()) }
      return left
    }
    private mutating func conjunction() throws -> Test {
      var left = try unary()
      while word("and") { left = .and(left, try unary()) }
      return left
    }
    private mutating func unary() throws -> Test {
      if word("not") { return .not(try unary()) }
      skipBlanks()
      if at < scalars.count, scalars[at] == "!" { at += 1; return .not(try unary()) }
      if at < scalars.count, scalars[at] == "(" {
        at += 1
        let inner = try alternatives()
        skipBlanks()
        guard at < scalars.count, scalars[at] == ")" else { throw bad("Missing closing parenthesis", at: at) }
        at += 1
        return inner
      }
      return try comparison()
    }

    private mutating func comparison() throws -> Test {
      skipBlanks()
      let start = at
      while at < scalars.count, Parser.isNamePart(scalars[at]) { at += 1 }
      guard at > start else { throw bad("A property name is expected", at: start) }
      let property = string(start, at)
      skipBlanks()
      let place = at
      guard at < scalars.count, Parser.isDash(scalars[at]) else { throw bad("An operator such as -eq is expected after \"\(property)\"", at: place) }
      at += 1
      // `- eq` is no operator: the blank is what is wrong.
      if at < scalars.count, scalars[at] == " " { throw bad("No blank may follow the dash of an operator", at: at) }
      let name = at
      while at < scalars.count, Parser.isNamePart(scalars[at]) { at += 1 }
      let operation = string(name, at).lowercased()
      guard FilterText.operators.contains(operation) else { throw bad("\"-\(operation)\" is not a filter operator", at: place) }
      return .compare(property: property, operation: operation, value: try operand())
    }

    private mutating func operand() throws -> Operand {
      skipBlanks()
      guard at < scalars.count else { throw bad("A value is expected", at: at) }
      let first = scalars[at]
      if let close = Parser.closing(first) {
        let expands = first != "'" && first != "\u{2018}" && first != "\u{2019}"
        at += 1
        var value = ""
        while at < scalars.count {
          let scalar = scalars[at]
          if close.contains(scalar) {
            if at + 1 < scalars.count, close.contains(scalars[at + 1]) { value.unicodeScalars.append(scalar); at += 2; continue }
            at += 1
            return .text(value)
          }
          if expands, scalar == "$", let inserted = try variable() { value += Conversion.toString(inserted, context); continue }
          if expands, scalar == "`", at + 1 < scalars.count { at += 1; value.unicodeScalars.append(scalars[at]); at += 1; continue }
          value.unicodeScalars.append(scalar)
          at += 1
        }
        throw bad("The text has no closing quote", at: at)
      }
      if first == "$", let value = try variable() { return value.isNull ? .null : .text(Conversion.toString(value, context)) }
      let start = at
      while at < scalars.count, scalars[at] != " ", scalars[at] != ")", scalars[at] != "\n", scalars[at] != "\t" { at += 1 }
      guard at > start else { throw bad("A value is expected", at: at) }
      let value = string(start, at)
      return value.lowercased() == "null" ? .null : .text(value)
    }

    /// `$name`, `$name.Property`; nil when no name follows the dollar.
    private mutating func variable() throws -> Value? {
      let start = at
      var end = at + 1
      while end < scalars.count, Parser.isNamePart(scalars[end]) || scalars[end] == ":" { end += 1 }
      guard end > start + 1 else { return nil }
      let name = string(start + 1, end)
      at = end
      switch name.lowercased() {
      case "true": return .bool(true)
      case "false": return .bool(false)
      case "null": return .null
      default: break
      }
      var value = context.variable(name) ?? .null
      while at + 1 < scalars.count, scalars[at] == ".", Parser.isNamePart(scalars[at + 1]) {
        let from = at + 1
        at = from
        while at < scalars.count, Parser.isNamePart(scalars[at]) { at += 1 }
        value = try context.property(value, string(from, at)) ?? .null
      }
      return value
    }

    /// `-and`, `-or`, `-not`.
    private mutating func word(_ name: String) -> Bool {
      skipBlanks()
      let wanted = Array(name.unicodeScalars)
      guard at + wanted.count < scalars.count, Parser.isDash(scalars[at]) else { return false }
      for (offset, scalar) in wanted.enumerated() where String(scalars[at + 1 + offset]).lowercased() != String(scalar) { return false }
      let end = at + 1 + wanted.count
      if end < scalars.count, Parser.isNamePart(scalars[end]) { return false }
      at = end
      return true
    }

    private mutating func skipBlanks() { while at < scalars.count, scalars[at] == " " || scalars[at] == "\t" || scalars[at] == "\n" || scalars[at] == "\r" { at += 1 } }
    private func string(_ from: Int, _ to: Int) -> String {
      var result = ""
      result.unicodeScalars.append(contentsOf: scalars[from..<to])
      return result
    }
    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_" }
    private static func isDash(_ scalar: Unicode.Scalar) -> Bool { scalar == "-" || ("\u{2013}"..."\u{2015}").contains(scalar) }
    private static func closing(_ scalar: Unicode.Scalar) -> Set<Unicode.Scalar>? {
      switch scalar {
      case "'", "\u{2018}", "\u{2019}": ["'", "\u{2018}", "\u{2019}"]
      case "\"", "\u{201C}", "\u{201D}": ["\"", "\u{201C}", "\u{201D}"]
      default: nil
      }
    }

    private func bad(_ what: String, at position: Int) -> Fault {
      Fault(.syntaxError, key: "E-FILTER", id: "FilterSyntax", target: text,
        "\(what) in the filter at character \(position + 1): \(string(0, min(position, scalars.count)))\u{25B6}\(string(min(position, scalars.count), scalars.count))", terminating: true)
    }
  }
}
