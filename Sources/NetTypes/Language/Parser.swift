/// `[System.Management.Automation.Language.Parser]`, tokens, extents, parse errors, `PSParser`.
import Engine
import Primitives
import Syntax

extension NetTypes {
  static func registerLanguage() {
    let s = astSpace
    func reg(_ n: String, _ base: String? = nil, _ define: @escaping (NetType) -> Void = { _ in }) {
      TypeTable.register(s + n) { NetType(s + n, base: base.map { TypeTable.get(s + $0) } ?? TypeTable.object, define: define) }
    }
    TypeTable.register(s + "IScriptExtent") { NetType(s + "IScriptExtent", .interface) }
    TypeTable.register(s + "InternalScriptExtent") { NetType(s + "InternalScriptExtent", base: TypeTable.object, interfaces: [s + "IScriptExtent"], define: defineExtent) }
    TypeTable.register(s + "IScriptPosition") { NetType(s + "IScriptPosition", .interface) }
    TypeTable.register(s + "InternalScriptPosition") { NetType(s + "InternalScriptPosition", base: TypeTable.object, interfaces: [s + "IScriptPosition"], define: definePosition) }
    reg("Parser", nil, defineParser)
    reg("ParseError", nil) { t in
      func of(_ v: Value) -> ParseError? { (v.refValue as? PSParseError)?.error }
      t.property("System.Management.Automation.Language.IScriptExtent Extent {get;}") { v, _ in of(v).map { .other(PSExtent($0.extent)) } ?? .null }
      t.property("string ErrorId {get;}") { v, _ in .str(of(v)?.id ?? "") }
      t.property("string Message {get;}") { v, _ in .str(of(v)?.message ?? "") }
      t.property("bool IncompleteInput {get;}") { v, _ in .bool(of(v)?.incompleteInput ?? false) }
      t.method("string ToString()") { v, _, _ in .str(v.refValue?.text() ?? "") }
    }
    reg("Token", nil, defineToken)
    reg("NumberToken", "Token") { t in t.property("System.Object Value {get;}") { v, _ in (v.refValue as? PSToken_)?.token.numberValue.map(Conversion.value) ?? .null } }
    reg("LabelToken", "Token") { t in t.property("string LabelText {get;}") { v, _ in (v.refValue as? PSToken_)?.token.stringValue.map { .str($0) } ?? .null } }
    reg("ParameterToken", "Token") { t in
      t.property("string ParameterName {get;}") { v, _ in (v.refValue as? PSToken_)?.token.parameterName.map { .str($0) } ?? .null }
      t.property("bool UsedColon {get;}") { v, _ in .bool((v.refValue as? PSToken_)?.token.usedColon ?? false) }
    }
    reg("VariableToken", "Token") { t in
      t.property("string Name {get;}") { v, _ in (v.refValue as? PSToken_)?.token.variablePath.map { .str($0.userPath) } ?? .null }
      t.property("System.Management.Automation.VariablePath VariablePath {get;}") { v, _ in (v.refValue as? PSToken_)?.token.variablePath.map { .other(PSVariablePath($0)) } ?? .null }
    }
    reg("StringToken", "Token") { t in t.property("string Value {get;}") { v, _ in (v.refValue as? PSToken_)?.token.stringValue.map { .str($0) } ?? .null } }
    reg("StringLiteralToken", "StringToken")
    reg("StringExpandableToken", "StringToken") { t in
      t.property("System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.Token] NestedTokens {get;}") { v, _ in
        guard let k = v.refValue as? PSToken_, !k.token.nestedTokens.isEmpty else { return .null }
        return .arr(k.token.nestedTokens.map { .other(PSToken_($0, k.source)) })
      }
    }
    for n in ["TypeName", "ArrayTypeName", "GenericTypeName"] { reg(n, nil, defineTypeName) }
    TypeTable.register(s + "TokenKind") {
      let t = NetType(s + "TokenKind", .enum, base: TypeTable.enumType, interfaces: ["System.IComparable", "System.IFormattable", "System.IConvertible"])
      t.enumeration = EnumInfo(TokenKind.allCases.map { ($0.name, Int64($0.rawValue)) })
      return t
    }
    TypeTable.register("System.Management.Automation.VariablePath") {
      NetType("System.Management.Automation.VariablePath", base: TypeTable.object) { t in
        func of(_ v: Value) -> VariablePath? { (v.refValue as? PSVariablePath)?.path }
        t.property("string UserPath {get;}") { v, _ in .str(of(v)?.userPath ?? "") }
        let scopes: [(String, VariablePath.Scope)] = [("IsGlobal", .global), ("IsLocal", .local), ("IsPrivate", .private), ("IsScript", .script)]
        for (n, x) in scopes { t.property("bool \(n) {get;}") { v, _ in .bool(of(v)?.scope == x) } }
        t.property("bool IsUnqualified {get;}") { v, _ in .bool(of(v)?.scope == VariablePath.Scope.none) }
        t.property("bool IsUnscopedVariable {get;}") { v, _ in .bool(of(v)?.scope == VariablePath.Scope.none) }
        t.property("bool IsVariable {get;}") { v, _ in .bool(of(v)?.drive == nil) }
        t.property("bool IsDriveQualified {get;}") { v, _ in .bool(of(v)?.drive != nil) }
        t.property("string DriveName {get;}") { v, _ in of(v)?.drive.map { .str($0) } ?? .null }
        t.method("string ToString()") { v, _, _ in .str(of(v)?.userPath ?? "") }
      }
    }
    registerNodes()
    registerPSParser()
  }

  private static func defineParser(_ t: NetType) {
    func parse(_ text: String, _ file: String?, _ a: [Value], _ at: Int, _ c: ExecutionContext) throws -> Value {
      let r = Parser.parse(SourceText(text, file: file), keepTokens: true, stop: UnsafePointer(c.stopFlag))
      try c.poll()
      let source = r.ast.extent.source
      try a.setReference(at, .array(PSArray(r.tokens.map { .other(PSToken_($0, source)) }, of: TypeTable.get(astSpace + "Token"))), c)
      try a.setReference(at + 1, .array(PSArray(r.errors.map { .other(PSParseError($0)) }, of: TypeTable.get(astSpace + "ParseError"))), c)
      return .other(PSAst(r.ast, root: r.ast))
    }
    let refs = "[ref] System.Management.Automation.Language.Token[] tokens, [ref] System.Management.Automation.Language.ParseError[] errors"
    t.staticMethod("static System.Management.Automation.Language.ScriptBlockAst ParseFile(string fileName, \(refs))") { a, c in
      let p = try FileSystem.check(a.text(0), "fileName")
      return try parse(PSEncoding(.utf8, mark: false).decodeDetecting(try FileSystem.read(p)), p, a, 1, c)
    }
    t.staticMethod("static System.Management.Automation.Language.ScriptBlockAst ParseInput(string input, \(refs))") { a, c in try parse(a.string(0), nil, a, 1, c) }
    t.staticMethod("static System.Management.Automation.Language.ScriptBlockAst ParseInput(string input, string fileName, \(refs))") { a, c in try parse(a.string(0), a.text(1), a, 2, c) }
  }

  private static func defineExtent(_ t: NetType) {
    func of(_ v: Value) -> Extent { (v.refValue as? PSExtent)?.extent ?? Extent(SourceText(""), 0, 0) }
    t.property("string File {get;}") { v, _ in of(v).source.file.map { .str($0) } ?? .null }
    t.property("string Text {get;}") { v, _ in .str(of(v).text) }
    t.property("int StartLineNumber {get;}") { v, _ in .count(of(v).isNowhere ? 0 : of(v).startLine) }
    t.property("int StartColumnNumber {get;}") { v, _ in .count(of(v).isNowhere ? 0 : of(v).startColumn) }
    t.property("int EndLineNumber {get;}") { v, _ in .count(of(v).isNowhere ? 0 : of(v).endLine) }
    t.property("int EndColumnNumber {get;}") { v, _ in .count(of(v).isNowhere ? 0 : of(v).endColumn) }
    t.property("int StartOffset {get;}") { v, _ in .int(of(v).start) }
    t.property("int EndOffset {get;}") { v, _ in .int(of(v).end) }
    t.property("System.Management.Automation.Language.IScriptPosition StartScriptPosition {get;}") { v, _ in .other(PSScriptPosition(of(v).source, Int(of(v).start))) }
    t.property("System.Management.Automation.Language.IScriptPosition EndScriptPosition {get;}") { v, _ in .other(PSScriptPosition(of(v).source, Int(of(v).end))) }
    t.method("string ToString()") { v, _, _ in .str(of(v).text) }
  }

  private static func definePosition(_ t: NetType) {
    func of(_ v: Value) -> Extent {
      guard let p = v.refValue as? PSScriptPosition else { return Extent(SourceText(""), 0, 0) }
      return Extent(p.source, p.offset, p.offset)
    }
    t.property("string File {get;}") { v, _ in of(v).source.file.map { .str($0) } ?? .null }
    t.property("int LineNumber {get;}") { v, _ in .count(of(v).startLine) }
    t.property("int ColumnNumber {get;}") { v, _ in .count(of(v).startColumn) }
    t.property("string Line {get;}") { v, _ in .str(of(v).source.wholeLine(of(v).startLine)) }
    t.property("int Offset {get;}") { v, _ in .int(of(v).start) }
    t.method("string GetFullScript()") { v, _, _ in .str(of(v).source.text) }
  }

  private static func defineToken(_ t: NetType) {
    func of(_ v: Value) -> PSToken_? { v.refValue as? PSToken_ }
    t.property("string Text {get;}") { v, _ in .str(of(v)?.extent.text ?? "") }
    t.property("System.Management.Automation.Language.TokenFlags TokenFlags {get;}") { v, _ in .member(astSpace + "TokenFlags", Int(of(v)?.token.flags.rawValue ?? 0)) }
    t.property("System.Management.Automation.Language.TokenKind Kind {get;}") { v, _ in .member(astSpace + "TokenKind", Int(of(v)?.token.kind.rawValue ?? 0)) }
    t.property("bool HasError {get;}") { v, _ in .bool(of(v)?.token.flags.contains(.tokenInError) ?? false) }
    t.property("System.Management.Automation.Language.IScriptExtent Extent {get;}") { v, _ in of(v).map { .other(PSExtent($0.extent)) } ?? .null }
    t.method("string ToString()") { v, _, _ in .str(of(v)?.text() ?? "") }
  }

  private static func defineTypeName(_ t: NetType) {
    func of(_ v: Value) -> TypeName? { (v.refValue as? PSTypeNameObject)?.name }
    /// `System.Int32,mscorlib` names an assembly too; the commas of a generic type stand between its arguments.
    func parts(_ v: Value) -> (name: String, assembly: String?) {
      guard let n = of(v) else { return ("", nil) }
      guard case .simple = n, let comma = n.fullName.firstIndex(of: ",") else { return (n.fullName, nil) }
      return (String(n.fullName[..<comma]), String(n.fullName[n.fullName.index(after: comma)...]))
    }
    t.property("string FullName {get;}") { v, _ in .str(of(v)?.fullName ?? "") }
    t.property("string Name {get;}") { v, _ in .str(parts(v).name) }
    t.property("string AssemblyName {get;}") { v, _ in parts(v).assembly.map { .str($0) } ?? .null }
    t.property("bool IsArray {get;}") { v, _ in if case .array? = of(v) { .yes } else { .no } }
    t.property("bool IsGeneric {get;}") { v, _ in if case .generic? = of(v) { .yes } else { .no } }
    t.property("System.Management.Automation.Language.IScriptExtent Extent {get;}") { v, _ in of(v).map { .other(PSExtent($0.extent)) } ?? .null }
    t.property("System.Management.Automation.Language.ITypeName ElementType {get;}") { v, _ in if case .array(let e, _, _)? = of(v) { .other(PSTypeNameObject(e)) } else { .null } }
    t.property("System.Management.Automation.Language.ITypeName TypeName {get;}") { v, _ in if case .generic(let n, let a, _)? = of(v) { .other(PSTypeNameObject(n, arity: a.count)) } else { .null } }
    t.property("System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Language.ITypeName] GenericArguments {get;}") { v, _ in
      if case .generic(_, let a, _)? = of(v) { .arr(a.map { .other(PSTypeNameObject($0)) }) } else { .null }
    }
    t.method("type GetReflectionType()") { v, _, _ in
      guard let shown = v.refValue as? PSTypeNameObject else { return .null }
      // of a generic type's name, the type that has it without arguments comes first
      let found = TypeTable.resolve(shown.name) ?? (shown.arity > 0 ? TypeTable.resolve("\(shown.name.fullName)`\(shown.arity)") : nil)
      return found.map { .type($0) } ?? .null
    }
    t.method("string ToString()") { v, _, _ in .str(of(v)?.fullName ?? "") }
  }

  // MARK: PSParser

  private static func registerPSParser() {
    let n = "System.Management.Automation.PS"
    TypeTable.register(n + "Parser") {
      NetType(n + "Parser", base: TypeTable.object) { t in
        func tokens(_ text: String, _ a: [Value], _ c: ExecutionContext) throws -> Value {
          let r = Parser.parse(SourceText(text), keepTokens: true, stop: UnsafePointer(c.stopFlag)), source = r.ast.extent.source
          try c.poll()
          func collection(_ items: [Value], of element: String) -> Value {
            let list = PSArray(items, of: TypeTable.get(n + element))
            list.kind = .collection
            return .array(list)
          }
          try a.setReference(1, collection(r.errors.map { .other(PSParserError($0)) }, of: "ParseError"), c)
          return collection(try r.tokens.filter { $0.kind != .endOfInput }.map { try c.poll(); return .other(PSParserToken($0, source)) }, of: "Token")
        }
        t.staticMethod("""
          static System.Collections.ObjectModel.Collection[System.Management.Automation.PSToken] Tokenize(string script, [ref] \
          System.Collections.ObjectModel.Collection[System.Management.Automation.PSParseError] errors)
          """) { a, c in try tokens(a.string(0), a, c) }
        t.staticMethod("""
          static System.Collections.ObjectModel.Collection[System.Management.Automation.PSToken] Tokenize(System.Object[] script, [ref] \
          System.Collections.ObjectModel.Collection[System.Management.Automation.PSParseError] errors)
          """) { a, c in try tokens(a.values(0).map { Conversion.toString($0) }.joined(separator: "\n"), a, c) }
      }
    }
    TypeTable.register(n + "ParseError") {
      NetType(n + "ParseError", base: TypeTable.object) { t in
        t.property(n + "Token Token {get;}") { v, _ in (v.refValue as? PSParserError).map { .other(PSParserToken(position: $0.error.extent)) } ?? .null }
        t.property("string Message {get;}") { v, _ in (v.refValue as? PSParserError).map { .str($0.error.message) } ?? .null }
      }
    }
    TypeTable.register(n + "Token") {
      NetType(n + "Token", base: TypeTable.object) { t in
        func of(_ v: Value) -> PSParserToken? { v.refValue as? PSParserToken }
        t.property("string Content {get;}") { v, _ in of(v).map { .str($0.content) } ?? .null }
        t.property(n + "TokenType Type {get;}") { v, _ in .member(n + "TokenType", of(v)?.type ?? 0) }
        for (name, get) in PSParserToken.places { t.property("int \(name) {get;}") { v, _ in .count(of(v).map { get($0.extent) } ?? 0) } }
        t.staticMethod("static \(n)TokenType GetPSTokenType(System.Management.Automation.Language.Token token)") { a, _ in
          guard let k = a.at(0).refValue as? PSToken_ else { throw nullArgument("token") }
          return .member(n + "TokenType", PSParserToken(k.token, k.source).type)
        }
      }
    }
  }
}

/// `PSParseError`: an error as `[PSParser]::Tokenize` tells of it, by its place.
final class PSParserError: Ref {
  let error: ParseError
  init(_ e: ParseError) { error = e; super.init() }
  override var netType: NetType { TypeTable.named("System.Management.Automation.PSParseError") }
}
/// `PSToken`: a token as `[PSParser]::Tokenize` tells of it.
final class PSParserToken: Ref {
  let content: String
  /// Of `PSTokenType`.
  let type: Int
  let extent: Extent
  static let places: [(String, (Extent) -> Int)] = [
    ("Start", { Int($0.start) }), ("Length", { Int($0.end - $0.start) }), ("StartLine", { $0.startLine }), ("StartColumn", { $0.startColumn }),
    ("EndLine", { $0.endLine }), ("EndColumn", { $0.endColumn })
  ]
  override var netType: NetType { TypeTable.named("System.Management.Automation.PSToken") }
  /// A place in a script, of whatever is written there.
  init(position: Extent) {
    content = position.text
    type = 19
    extent = position
    super.init()
  }
  init(_ k: Token, _ source: SourceText) {
    let e = Extent(source, Int(k.start), Int(k.end))
    let type: Int
    switch k.kind {
    case .variable, .splattedVariable: type = 6
    case .parameter: type = 2
    case .number: type = 4
    case .stringLiteral, .stringExpandable, .hereStringLiteral, .hereStringExpandable: type = 5
    case .label: type = 8
    case .comment: type = 15
    case .newLine: type = 17
    case .lineContinuation: type = 18
    case .semi: type = 16
    case .lParen, .lCurly, .atParen, .atCurly, .dollarParen: type = 12
    case .rParen, .rCurly: type = 13
    default:
      if k.flags.contains(.commandName) { type = 1 }
      else if k.flags.contains(.typeName) { type = 10 }
      else if k.flags.contains(.attributeName) { type = 9 }
      else if k.flags.contains(.memberName) { type = 7 }
      else if k.flags.contains(.keyword) { type = 14 }
      else if k.kind == .generic || k.kind == .identifier { type = 3 }
      else { type = 11 }
    }
    content = k.variablePath?.userPath ?? (type == 5 ? k.stringValue : nil) ?? e.text
    self.type = type
    extent = e
    super.init()
  }
}
