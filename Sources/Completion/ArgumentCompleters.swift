/// Completers that scripts (`Register-ArgumentCompleter`) and modules register for values of parameters.
import Engine
import Syntax

public final class ArgumentCompleters {
  /// By lower-case `command:parameter`, or `parameter` for any command.
  public var blocks: [String: ScriptBlock] = [:]
  /// By lower-case program name (`-Native`).
  public var native: [String: ScriptBlock] = [:]
  /// For arguments of programs that no other completer is for (`-NativeFallback`).
  public var nativeFallback: ScriptBlock?
  /// Completers of modules, asked when no script's fits: values of a command's parameter, nil when it is none of theirs.
  public var providers: [(_ command: String, _ parameter: String, _ word: String, ExecutionContext) -> [CompletionMatch]?] = []

  /// Commands that only read, and quickly: completion may run them to see what their objects have.
  public var isSafeToRun: (CommandInfo) -> Bool = { _ in false }

  /// Those of a session.
  public static func of(_ context: ExecutionContext) -> ArgumentCompleters { context.service("ArgumentCompleters") { ArgumentCompleters() } }

  /// `Register-ArgumentCompleter`; no block takes the completer away.
  public func register(_ block: ScriptBlock?, commands: [String], parameter: String?, native isNative: Bool) {
    if isNative { for c in commands { native[c.lowercased()] = block }; return }
    guard let parameter else { return }
    if commands.isEmpty { blocks[parameter.lowercased()] = block }
    for c in commands { blocks[(c + ":" + parameter).lowercased()] = block }
  }
  func block(_ command: String, _ parameter: String) -> ScriptBlock? { blocks[(command + ":" + parameter).lowercased()] ?? blocks[parameter.lowercased()] }
}

/// How a syntax tree reaches a script; the module with the tree's script-side classes sets `make`.
public enum AstBridge {
  nonisolated(unsafe) public static var make: (Ast, ExecutionContext) -> Value = { ast, _ in plain(ast) }

  /// The text and place of a node and of the elements of a command, as an object of named values.
  private static func plain(_ ast: Ast) -> Value {
    let extent = PSObject([("Text", .str(ast.extent.text)), ("StartOffset", .int(ast.extent.start)), ("EndOffset", .int(ast.extent.end))])
    var properties: [(String, Value)] = [("Extent", .object(extent))]
    if let c = ast as? CommandAst { properties.append(("CommandElements", .arr(c.elements.map { plain($0) }))) }
    if let s = ast as? StringConstantExpressionAst { properties.append(("Value", .str(s.value))) }
    if let p = ast as? CommandParameterAst { properties.append(("ParameterName", .str(p.parameterName))) }
    let object = PSObject(properties)
    object.textForm = ast.extent.text
    return .object(object)
  }
}

/// Names of the views a session has for a type, for `Format-Table -View`; given by the module that draws them.
public enum ViewNames {
  public typealias Source = (_ kind: String, _ type: String) -> [String]
  public static func install(_ source: @escaping Source, into context: ExecutionContext) { context.services["ViewNames"] = Box(source) }
  static func of(_ context: ExecutionContext) -> Source? { (context.services["ViewNames"] as? Box)?.source }
  private final class Box { let source: Source; init(_ source: @escaping Source) { self.source = source } }
}
