/// Syntax trees as objects: one wrapper for every node, its .NET type told by the node's kind.
import Engine
import Primitives
import Syntax

public final class PSAst: Ref {
  public let ast: Ast
  /// Keeps the tree alive: nodes know their parents without owning them.
  let root: Ast
  init(_ a: Ast, root: Ast) { ast = a; self.root = root; super.init() }
  static func of(_ a: Ast) -> PSAst {
    var r = a
    while let p = r.parent { r = p }
    return PSAst(a, root: r)
  }
  public override var netType: NetType { TypeTable.get(NetTypes.astSpace + ast.astTypeName) }
  public override func text() -> String { ast.extent.text }
  public override func isEqual(_ other: Value, ignoreCase: Bool) -> Bool { (other.refValue as? PSAst).map { $0.ast === ast } ?? false }
  public override var keyHash: UInt { UInt(bitPattern: ObjectIdentifier(ast).hashValue) }
  func value(_ a: Ast?) -> Value { a.map { .other(PSAst($0, root: root)) } ?? .null }
  func list(_ all: [Ast]) -> Value {
    let l = PSArray(all.map { .other(PSAst($0, root: root)) }, of: TypeTable.get(NetTypes.astSpace + "Ast"))
    l.kind = .readOnlyCollection
    return .array(l)
  }
}
extension NetTypes {
  /// A node of a syntax tree as scripts see it.
  public static func syntaxTree(_ a: Ast) -> Value { .other(PSAst.of(a)) }
}

/// A token of the parser as an object.
public final class PSToken_: Ref {
  let token: Token
  let source: SourceText
  init(_ t: Token, _ s: SourceText) { token = t; source = s; super.init() }
  var extent: Extent { Extent(source, Int(token.start), Int(token.end)) }
  var typeName: String {
    switch token.kind {
    case .variable, .splattedVariable: "VariableToken"
    case .parameter: "ParameterToken"
    case .number: "NumberToken"
    case .label: "LabelToken"
    case .stringLiteral, .hereStringLiteral, .generic, .identifier: token.stringValue != nil && token.kind != .identifier ? "StringLiteralToken" : "Token"
    case .stringExpandable, .hereStringExpandable: "StringExpandableToken"
    default: "Token"
    }
  }
  public override var netType: NetType { TypeTable.get(NetTypes.astSpace + typeName) }
  public override func text() -> String { token.kind == .endOfInput ? "<eof>" : extent.text }
}
/// A place in a script: `InternalScriptPosition`.
public final class PSScriptPosition: Ref {
  let source: SourceText
  let offset: Int
  init(_ s: SourceText, _ offset: Int) { source = s; self.offset = offset; super.init() }
  /// Another place in the same script.
  public func moved(to offset: Int) -> PSScriptPosition { PSScriptPosition(source, offset) }
  public override var netType: NetType { TypeTable.named("System.Management.Automation.Language.InternalScriptPosition") }
}
final class PSParseError: Ref {
  let error: ParseError
  init(_ e: ParseError) { error = e; super.init() }
  override var netType: NetType { TypeTable.get(NetTypes.astSpace + "ParseError") }
  override func text() -> String {
    (PositionMessage.lines(error.extent).map { "At line:\(error.extent.startLine) char:\(error.extent.startColumn)\n+ \($0.line)\n+ \($0.marks)" } ?? "") + "\n"
      + error.message
  }
}
final class PSTypeNameObject: Ref {
  let name: TypeName
  /// How many arguments follow it, where it names a generic type.
  let arity: Int
  init(_ n: TypeName, arity: Int = 0) { name = n; self.arity = arity; super.init() }
  override var netType: NetType {
    switch name {
    case .simple: TypeTable.get(NetTypes.astSpace + "TypeName")
    case .array: TypeTable.get(NetTypes.astSpace + "ArrayTypeName")
    case .generic: TypeTable.get(NetTypes.astSpace + "GenericTypeName")
    }
  }
  override func text() -> String { name.fullName }
}
final class PSVariablePath: Ref {
  let path: VariablePath
  init(_ p: VariablePath) { path = p; super.init() }
  override var netType: NetType { TypeTable.named("System.Management.Automation.VariablePath") }
  override func text() -> String { path.userPath }
}

extension NetTypes {
  static let astSpace = "System.Management.Automation.Language."
}
