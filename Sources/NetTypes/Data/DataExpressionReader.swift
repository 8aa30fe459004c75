/// Text → expression tree of `DataExpression`, with .NET's sentences for what cannot be read.
import Engine
import Primitives

extension DataExpression {
  struct Reader {
    private enum Token { case name(String, quoted: Bool), number(Value), text(String), date(String), sign(String), end }
    private let u: [UInt16]
    private var i = 0
    private let schema: DataSchema
    private var token = Token.end
    private var spelled = ""
    /// The operator read last, which errors name.
    private var lastOperator = ""

    init(_ s: String, _ schema: DataSchema) { u = Array(s.utf16); self.schema = schema }

    mutating func whole() throws -> Node {
      try advance()
      if case .end = token { return .constant(.yes) }
      let n = try or()
      switch token {
      case .end: return n
      case .sign(")"): throw syntax("The expression has too many closing parentheses.")
      default: throw syntax("Syntax error: Missing operand after '\(spelled)' operator.")
      }
    }
    private func syntax(_ m: String) -> TerminatingError { netError("System.Data.SyntaxErrorException", m) }

    // MARK: Tokens

    private mutating func advance() throws {
      while i < u.count, isWhite(u[i]) { i += 1 }
      let start = i
      defer { spelled = String(units: u[start..<i]) }
      guard i < u.count else { token = .end; return }
      let c = u[i]
      func quoted(_ close: UInt16, _ problem: String) throws -> [UInt16] {
        var out: [UInt16] = []
        i += 1
        while true {
          guard i < u.count else { throw syntax(problem + String(units: u[start...]) + ".") }
          if u[i] == close {
            if close == 39, i + 1 < u.count, u[i + 1] == 39 { out.append(39); i += 2; continue }
            i += 1
            return out
          }
          if close == 93, u[i] == 92, i + 1 < u.count { i += 1 }
          out.append(u[i])
          i += 1
        }
      }
      switch c {
      case 39: token = .text(String(units: try quoted(39, "The expression contains an invalid string constant: ")))
      case 35: token = .date(String(units: try quoted(35, "The expression contains an invalid date constant '")))
      case 91: token = .name(String(units: try quoted(93, "The expression contains invalid name: '")), quoted: true)
      case 96: token = .name(String(units: try quoted(96, "The expression contains invalid name: '")), quoted: true)
      case 48...57, 46:
        while i < u.count, (48...57).contains(u[i]) || u[i] == 46 || ((u[i] == 101 || u[i] == 69) && i > start) || ((u[i] == 43 || u[i] == 45) && (u[i - 1] == 101 || u[i - 1] == 69)) { i += 1 }
        let s = String(units: u[start..<i])
        if let n = Int32(s) { token = .number(.int(n)) } else if let n = Int64(s) { token = .number(.long(n)) } else if let d = Double(s) { token = .number(.double(d)) }
        else { throw syntax("The expression contains invalid numeric constant '\(s)'.") }
      case 60, 62:
        i += 1
        if i < u.count, u[i] == 61 || c == 60 && u[i] == 62 { i += 1 }
        token = .sign(String(units: u[start..<i]))
      case 40, 41, 42, 43, 44, 45, 47, 37, 61:
        i += 1
        token = .sign(String(units: [c]))
      default:
        while i < u.count, u[i] > 127 || Escaping.isAlphanumeric(UInt8(truncatingIfNeeded: u[i])) || u[i] == 95 || u[i] == 46 || u[i] == 64 { i += 1 }
        if i == start { throw syntax("Cannot interpret token '\(String(units: [c]))' at position \(start + 1).") }
        token = .name(String(units: u[start..<i]), quoted: false)
      }
    }
    private var word: String { if case .name(let n, quoted: false) = token { n.lowercased() } else { "" } }
    private func isSign(_ s: String) -> Bool { if case .sign(s) = token { true } else { false } }
    private mutating func take(_ s: String) throws -> Bool {
      guard isSign(s) || word == s else { return false }
      lastOperator = spelled
      try advance()
      return true
    }

    // MARK: Grammar

    private mutating func or() throws -> Node {
      var n = try and()
      while try take("or") { n = .binary("or", n, try and()) }
      return n
    }
    private mutating func and() throws -> Node {
      var n = try not()
      while try take("and") { n = .binary("and", n, try not()) }
      return n
    }
    private mutating func not() throws -> Node { try take("not") ? .unary("not", try not()) : try relation() }
    private mutating func relation() throws -> Node {
      var n = try sum()
      while true {
        if let op = ["=", "<>", "<=", ">=", "<", ">"].first(where: isSign) {
          _ = try take(op)
          n = .binary(op, n, try sum())
        } else if word == "like" {
          _ = try take("like")
          n = .binary("like", n, try sum())
        } else if word == "is" {
          _ = try take("is")
          let negated = try take("not")
          guard try take("null") else { throw syntax("Syntax error: Is operator is always followed by 'Null' or 'Not Null'.") }
          n = .isNull(n, negated)
        } else if word == "not" {
          _ = try take("not")
          if try take("in") { n = .unary("not", try isIn(n)) } else if try take("like") { n = .unary("not", .binary("like", n, try sum())) }
          else { throw syntax("Syntax error: Missing operand after '\(spelled)' operator.") }
        } else if word == "in" {
          _ = try take("in")
          n = try isIn(n)
        } else { return n }
      }
    }
    private mutating func isIn(_ n: Node) throws -> Node {
      guard try take("(") else { throw syntax("Syntax error: The items following the IN keyword must be separated by commas and be enclosed in parentheses.") }
      return .isIn(n, try list())
    }
    private mutating func list() throws -> [Node] {
      var all: [Node] = []
      if try take(")") { return all }
      while true {
        all.append(try or())
        if try take(",") { continue }
        guard try take(")") else { throw syntax("The expression is missing the closing parenthesis.") }
        return all
      }
    }
    private mutating func sum() throws -> Node {
      var n = try product()
      while let op = ["+", "-"].first(where: isSign) { _ = try take(op); n = .binary(op, n, try product()) }
      return n
    }
    private mutating func product() throws -> Node {
      var n = try sign()
      while let op = ["*", "/", "%"].first(where: isSign) ?? (word == "mod" ? "mod" : nil) { _ = try take(op); n = .binary(op == "mod" ? "%" : op, n, try sign()) }
      return n
    }
    private mutating func sign() throws -> Node {
      if try take("-") { return .unary("-", try sign()) }
      if try take("+") { return try sign() }
      return try operand()
    }
    private mutating func operand() throws -> Node {
      switch token {
      case .number(let v): try advance(); return .constant(v)
      case .text(let s): try advance(); return .constant(.str(s))
      case .date(let s):
        try advance()
        return .constant(try ExecutionContext.current.callStatic(TypeTable.datetime, "Parse", [.str(s)]))
      case .sign("("):
        try advance()
        let n = try or()
        guard try take(")") else { throw syntax("The expression is missing the closing parenthesis.") }
        return n
      case .name(let n, let isQuoted):
        try advance()
        if !isQuoted {
          switch n.lowercased() {
          case "true": return .constant(.yes)
          case "false": return .constant(.no)
          case "null": return .constant(DataExpression.null)
          default: if try take("(") { return try function(n) }
          }
        }
        guard let i = schema.position(n) else { throw netError("System.Data.EvaluateException", "Cannot find column [\(n)].") }
        return .column(i)
      case .sign(let s):
        throw syntax(lastOperator.isEmpty ? "Syntax error: Missing operand before '\(s)' operator." : "Syntax error: Missing operand after '\(lastOperator)' operator.")
      case .end:
        throw syntax("Syntax error: Missing operand after '\(lastOperator)' operator.")
      }
    }
    private static let counts = ["isnull": 2, "iif": 3, "len": 1, "trim": 1, "substring": 3, "abs": 1, "convert": 2]
    private mutating func function(_ name: String) throws -> Node {
      let key = name.lowercased()
      if ["sum", "avg", "min", "max", "count", "var", "stdev"].contains(key) {
        guard case .name(let column, _) = token else { throw syntax("Syntax error in aggregate argument: Expecting a single column argument with possible 'Child' qualifier.") }
        try advance()
        guard try take(")") else { throw syntax("Syntax error in aggregate argument: Expecting a single column argument with possible 'Child' qualifier.") }
        guard let i = schema.position(column) else { throw netError("System.Data.EvaluateException", "Cannot find column [\(column)].") }
        return .aggregate(key, i)
      }
      guard let count = Reader.counts[key] else { throw netError("System.Data.EvaluateException", "The expression contains undefined function call \(name)().") }
      if key == "convert" {
        let v = try or()
        guard try take(","), case let type = spelled else { throw netError("System.Data.EvaluateException", "Invalid number of arguments: function \(name)().") }
        var name = type
        if case .text(let s) = token { name = s }
        try advance()
        guard try take(")") else { throw syntax("The expression is missing the closing parenthesis.") }
        return .call(key, [v, .constant(.str(name))])
      }
      let all = try list()
      guard all.count == count else { throw netError("System.Data.EvaluateException", "Invalid number of arguments: function \(name)().") }
      return .call(key, all)
    }
  }
}
