/// The tree of a source. Only what the language writes; meaning is found by the binder.

/// A type as written.
indirect enum TypeRef {
  /// `System.Collections.Generic.List<int>`: parts with their arguments (nil arguments stand for `List<>`).
  case name([(name: String, arguments: [TypeRef])], Int)
  case array(TypeRef, rank: Int, Int)
  case nullable(TypeRef, Int)
  case tuple([(type: TypeRef, name: String?)], Int)
  case pointer(TypeRef, Int)

  var offset: Int {
    switch self { case .name(_, let o), .array(_, _, let o), .nullable(_, let o), .tuple(_, let o), .pointer(_, let o): o }
  }
  /// A single word.
  var word: String? { if case .name(let p, _) = self, p.count == 1, p[0].arguments.isEmpty { p[0].name } else { nil } }
  var isVar: Bool { word == "var" }
  var isVoid: Bool { word == "void" }
}

struct Argument {
  enum Passing { case value, ref, out, `in` }
  var name: String?
  var passing = Passing.value
  var value: Expression
  /// `out int x`: the type written; nil for plain arguments.
  var declares: TypeRef?
}

final class Expression {
  indirect enum Kind {
    case literal(Literal)
    case interpolated([(text: String?, value: Expression?, alignment: Expression?, format: String?)])
    case name(String, [TypeRef])
    case member(Expression, String, [TypeRef])
    /// `?.name`, `?[i]`: the rest of the chain hangs on `whenThere`, whose innermost receiver is `conditionalReceiver`.
    case conditional(Expression, whenThere: Expression)
    case conditionalReceiver
    case call(Expression, [Argument])
    case index(Expression, [Argument])
    case new(TypeRef?, [Argument], Initialiser?)
    case newArray(TypeRef?, [Expression], rank: Int, [Expression]?)
    case anonymous([(String?, Expression)])
    case unary(String, Expression)
    case postfix(String, Expression)
    case binary(String, Expression, Expression)
    case assign(String, Expression, Expression)
    case ternary(Expression, Expression, Expression)
    case cast(TypeRef, Expression)
    case isType(Expression, Pattern)
    case asType(Expression, TypeRef)
    case typeOf(TypeRef), defaultOf(TypeRef?), sizeOf(TypeRef), nameOf(Expression)
    case this, base
    case lambda(Lambda)
    case checked(Expression), unchecked(Expression)
    case throwing(Expression)
    case switching(Expression, [(Pattern, Expression?, Expression)])
    case tuple([(String?, Expression)])
    /// `int x` or `var (a, b)` where an expression stands.
    case declaration(TypeRef, String)
    case collection([Expression])
    case range(Expression?, Expression?)
    case awaiting(Expression)
    case query(QueryClauses)
    case typeName(TypeRef)
    case missing
  }
  let kind: Kind
  /// Where messages point.
  let offset: Int
  let start: Int
  let end: Int
  var isParenthesised = false
  init(_ kind: Kind, _ offset: Int, start: Int? = nil, end: Int = 0) { self.kind = kind; self.offset = offset; self.start = start ?? offset; self.end = end }
}

enum Literal {
  case integer(UInt64, suffix: String)
  case real(String, suffix: String)
  case string(String), character(UInt16), bool(Bool), null
}

/// `{ A = 1, B = 2 }`, `{ 1, 2 }`, `{ { "a", 1 } }`, `{ ["a"] = 1 }`.
struct Initialiser {
  enum Element {
    case member(String, Expression, Int)
    case nested(String, Initialiser, Int)
    case indexed([Argument], Expression)
    case item([Expression])
  }
  var elements: [Element]
  let offset: Int
}

struct Lambda {
  var parameters: [(name: String, type: TypeRef?, passing: Argument.Passing, offset: Int)]
  /// `delegate { … }` takes whatever it is given.
  var takesAny = false
  var body: Body
  enum Body { case expression(Expression), block(Statement) }
}

/// `from x in s where … orderby … select …`.
final class QueryClauses {
  enum Clause {
    case from(String, Expression), letting(String, Expression), filter(Expression)
    case order([(Expression, descending: Bool)])
    case join(String, Expression, on: Expression, equals: Expression, into: String?)
    case select(Expression), group(Expression, by: Expression), into(String)
  }
  var clauses: [Clause] = []
}

indirect enum Pattern {
  case type(TypeRef, name: String?, Int)
  case constant(Expression)
  case relation(String, Expression)
  case not(Pattern), and(Pattern, Pattern), or(Pattern, Pattern)
  case declared(String, Int)
  case discard
  case properties(TypeRef?, [(String, Pattern)], name: String?, Int)
}

final class Statement {
  struct Variable { let name: String; let value: Expression?; let offset: Int }
  struct Catch { let type: TypeRef?; let name: String?; let filter: Expression?; let body: Statement; let offset: Int; let nameOffset: Int }
  struct Section { let labels: [(pattern: Pattern?, guardedBy: Expression?)]; let body: [Statement]; let offset: Int }
  indirect enum Kind {
    case block([Statement])
    case empty
    case expression(Expression)
    case declaration(TypeRef, [Variable], isConst: Bool)
    case localFunction(Method)
    case `if`(Expression, Statement, Statement?)
    case `while`(Expression, Statement)
    case `do`(Statement, Expression)
    case `for`([Statement], Expression?, [Expression], Statement)
    case forEach(TypeRef, String, Int, Expression, Statement)
    case forEachTuple([String], Expression, Statement)
    case `switch`(Expression, [Section])
    case `return`(Expression?)
    case yieldReturn(Expression), yieldBreak
    case `break`, `continue`
    case `throw`(Expression?)
    case `try`(Statement, [Catch], Statement?)
    case using([Statement], Expression?, Statement)
    case lock(Expression, Statement)
    case checked(Statement)
    case goto(String)
    case gotoCase(Expression?)
    case labelled(String, Statement)
  }
  let kind: Kind
  let offset: Int
  /// Behind the last sign.
  let end: Int
  init(_ kind: Kind, _ offset: Int, end: Int = 0) { self.kind = kind; self.offset = offset; self.end = end }
}

struct AttributeUse {
  let name: TypeRef
  let arguments: [Argument]
  let named: [(String, Expression)]
  let target: String?
  let offset: Int
}

struct Modifiers {
  var words: Set<String> = []
  var isStatic: Bool { words.contains("static") }
  var isPublic: Bool { words.contains("public") }
  func has(_ w: String) -> Bool { words.contains(w) }
  /// `public`, `protected` …; nil when none is written.
  var access: String? {
    for w in ["public", "protected", "internal", "private"] where words.contains(w) { return w }
    return nil
  }
}

struct ParameterSyntax {
  var name: String
  var type: TypeRef
  var passing = Argument.Passing.value
  var isRest = false, isThis = false
  var initial: Expression?
  var attributes: [AttributeUse] = []
  var offset: Int
}

final class Method {
  var name = "", offset = 0
  var modifiers = Modifiers()
  var attributes: [AttributeUse] = []
  var returnType: TypeRef?
  var typeParameters: [String] = []
  var constraints: [String: [String]] = [:]
  var parameters: [ParameterSyntax] = []
  /// Nil for abstract, extern and interface methods.
  var body: Statement?
  var expressionBody: Expression?
  /// `: base(…)`, `: this(…)`.
  var chain: (isBase: Bool, arguments: [Argument], offset: Int)?
  /// `IComparable.CompareTo`.
  var explicitInterface: TypeRef?
}

struct Accessor {
  var kind: String
  var modifiers = Modifiers()
  var body: Statement?
  var expressionBody: Expression?
  var offset: Int
  var isAutomatic: Bool { body == nil && expressionBody == nil }
}

final class MemberSyntax {
  enum Kind {
    case field(TypeRef, [Statement.Variable])
    case property(TypeRef, String, [Accessor], initial: Expression?)
    case indexer(TypeRef, [ParameterSyntax], [Accessor])
    case event(TypeRef, [Statement.Variable], [Accessor])
    case method(Method), constructor(Method), finalizer(Method)
    case `operator`(String, Method)
    case conversion(isImplicit: Bool, Method)
    case type(TypeSyntax)
  }
  let kind: Kind
  let modifiers: Modifiers
  let attributes: [AttributeUse]
  let offset: Int
  var explicitInterface: TypeRef?
  init(_ kind: Kind, _ modifiers: Modifiers, _ attributes: [AttributeUse], _ offset: Int) { self.kind = kind; self.modifiers = modifiers; self.attributes = attributes; self.offset = offset }
}

final class TypeSyntax {
  enum Kind { case `class`, `struct`, interface, `enum`, delegate(Method), record }
  let kind: Kind
  /// A `ref struct`.
  var isByRefLike = false
  var name = "", offset = 0
  var modifiers = Modifiers()
  var attributes: [AttributeUse] = []
  var typeParameters: [String] = []
  var constraints: [String: [String]] = [:]
  var bases: [TypeRef] = []
  var members: [MemberSyntax] = []
  var enumMembers: [(name: String, value: Expression?, offset: Int)] = []
  /// `record R(int A)`, and classes with parameters behind their names.
  var parameters: [ParameterSyntax]?
  var baseArguments: [Argument]?
  init(_ kind: Kind) { self.kind = kind }
}

/// `using X;`, `using static X;`, `using Y = X;`
struct UsingSyntax {
  let name: TypeRef
  let alias: String?
  let isStatic: Bool
  let offset: Int
}

final class NamespaceSyntax {
  var name = ""
  var usings: [UsingSyntax] = []
  var types: [TypeSyntax] = []
  var namespaces: [NamespaceSyntax] = []
}
