/// `-Filter` of the directory cmdlets: `Property -op value` joined by -and, -or and -not, as text or as a script block.
///
/// There is no `$_`: names are properties of the object. A value is a quoted text, a number, a bare word or a variable.
import Directory
import Engine
import Lync

/// A parsed filter; remembers a property it was asked for and did not find.
final class FilterText {
  let test: PropertyTest
  private(set) var unknown: String?

  private init(_ test: PropertyTest) { self.test = test }

  static func parse(_ text: String, _ shell: Invocation) throws -> FilterText {
    var parser = Parser(text, shell.context)
    return FilterText(try parser.parse())
  }

  /// The filter as the domain takes it.
  var predicate: PropertyFilter {
    { value in
      self.test.matches { name in
        let found = value(name)
        if found == nil { self.unknown = name }
        return found
      }
    }
  }

  /// Refuses a property that no object had.
  func check() throws(Fault) {
    if let unknown { throw FilterText.badProperty(unknown) }
  }

  /// The condition, when its properties are among these.
  func checked(_ properties: [String]) throws(Fault) -> PropertyTest {
    if let unknown = test.unknownProperty({ name in properties.contains { $0.equalsIgnoringCase(name) } }) { throw FilterText.badProperty(unknown) }
    return test
  }

  private static func badProperty(_ name: String) -> Fault {
    Fault(.invalidArgument, key: "E-FILTER", id: "FilterProperty", target: name, "\"\(name)\" is not a property that can be used in a filter.")
  }
}

extension FilterText {
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

    mutating func parse() throws -> PropertyTest {
      let test = try alternatives()
      skipBlanks()
      if at < scalars.count { throw bad("Unexpected text", at: at) }
      return test
    }

    private mutating func alternatives() throws -> PropertyTest {
      var left = try conjunction()
      while word("or") { left = .or(left, try conjunction()) }
      return left
    }
    private mutating func conjunction() throws -> PropertyTest {
      var left = try unary()
      while word("and") { left = .and(left, try unary()) }
      return left
    }
    private mutating func unary() throws -> PropertyTest {
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

    private mutating func comparison() throws -> PropertyTest {
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
      guard let known = PropertyTest.Operation(rawValue: operation) else { throw bad("\"-\(operation)\" is not a filter operator", at: place) }
      return .compare(property: property, operation: known, value: try operand())
    }

    /// Nil = `$null`.
    private mutating func operand() throws -> String? {
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
            return value
          }
          if expands, scalar == "$", let inserted = try variable() { value += Conversion.toString(inserted, context); continue }
          if expands, scalar == "`", at + 1 < scalars.count { at += 1; value.unicodeScalars.append(scalars[at]); at += 1; continue }
          value.unicodeScalars.append(scalar)
          at += 1
        }
        throw bad("The text has no closing quote", at: at)
      }
      if first == "$", let value = try variable() { return value.isNull ? nil : Conversion.toString(value, context) }
      let start = at
      while at < scalars.count, scalars[at] != " ", scalars[at] != ")", scalars[at] != "\n", scalars[at] != "\t" { at += 1 }
      guard at > start else { throw bad("A value is expected", at: at) }
      let value = string(start, at)
      return value.lowercased() == "null" ? nil : value
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
