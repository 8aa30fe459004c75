/// What completion asks of a session beyond the engine's own interface.
import Syntax

extension ExecutionContext {
  /// Variables seen from the current scope, inner ones first, each name once.
  public func visibleVariables() -> [(name: String, value: Value)] { ((try? variables()) ?? []).map { ($0.name, $0.current) } }
  /// Attributes of a variable (types, sets of values), in order.
  public func variableAttributes(_ name: String) -> [Attribute] { (try? variableObject(name))?.attributes ?? [] }
  /// `$?` of the last statement.
  public var lastSucceeded: Bool { flags.pointee.success }
  /// What the Ctrl+C handler sets and everything that runs polls.
  public var stopFlag: UnsafeMutablePointer<Bool> { UnsafeMutableRawPointer(flags).assumingMemoryBound(to: Bool.self) }
  /// Runs a command with plain arguments and gathers its output; for look-ups without effects.
  public func callCommand(_ name: String, _ arguments: [String] = []) throws -> [Value] {
    try output(of: ([name] + arguments.map(SourceLiteral.quoted)).joined(separator: " "))
  }
  /// What a command written out yields.
  func output(of command: String, errors: String = "Ignore") throws -> [Value] {
    let source = SourceText(command + " -ErrorAction " + errors)
    let result = try invokeBlock(ScriptBlock(Parser.parse(source).ast, source: source, home: nil))
    return result.isNull ? [] : result.arrayValue?.values ?? [result]
  }
}

extension NetType {
  /// The file a class of a script was written in.
  public var scriptFile: String? { scriptClass?.file }
  /// How the constructors are called that are not hidden. One that a script class does not write is hidden as soon as the class has methods or
  /// gives properties first values.
  public var shownConstructors: [String] {
    guard let c = scriptClass else { return allConstructors.map(\.signature) }
    let hasCode = !c.methods.isEmpty || c.properties.contains { !$0.isStatic && $0.initial != nil }
    if c.constructors.isEmpty { return hasCode ? [] : [name + " new()"] }
    return c.constructors.filter { !$0.isHidden }.map(c.constructorText)
  }
  /// Properties a script class declares itself.
  public var scriptProperties: [(name: String, isStatic: Bool, isHidden: Bool)] { scriptClass?.properties.map { ($0.name, $0.isStatic, $0.constraint.isHidden) } ?? [] }
}
