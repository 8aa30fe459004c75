/// What the engine tells while a trace listens (`Trace-Command`, `Set-TraceSource`): lines, indented by the scopes they stand in.
public final class EngineTrace {
  /// The members of `PSTraceSourceOptions` that the engine's traces heed.
  static let error: Int64 = 0x200, line: Int64 = 0x1000, scope: Int64 = 0x2000
  private let options: Int64
  private let write: (String) -> Void
  private unowned let context: ExecutionContext
  /// A listener that runs commands is not to be told about them.
  private var isWriting = false

  public init(_ context: ExecutionContext, options: Int64, _ write: @escaping (String) -> Void) {
    self.context = context; self.options = options; self.write = write
  }
  func line(_ text: @autoclosure () -> String) { if options & EngineTrace.line != 0 { put(text()) } }
  func error(_ text: @autoclosure () -> String) { if options & EngineTrace.error != 0 { put("ERROR: " + text()) } }
  func scope<T>(_ text: @autoclosure () -> String, _ body: () throws -> T) rethrows -> T {
    guard options & EngineTrace.scope != 0 else { return try body() }
    put(text())
    context.traceDepth += 1
    defer { context.traceDepth -= 1 }
    return try body()
  }
  private func put(_ text: String) {
    if isWriting { return }
    isWriting = true
    defer { isWriting = false }
    write(String(repeating: " ", count: 4 * max(0, context.traceDepth)) + text)
  }
}

extension ExecutionContext {
  /// Tells which overload a call runs; `given` are its arguments, from which the types of a generic method are seen.
  @inline(never) func traceMethod(_ signature: String, _ given: [Value]) {
    methodTrace?.line("Invoking method: " + Overload.closed(signature, typeArguments, given))
  }
  /// `[ref]` makes its object through the binder of constructors.
  @inline(never) func traceReference(_ v: Value) {
    let type = v.isNull ? "System.Object" : MemberText.typeName(TypeTable.typeOf(v.base))
    methodTrace?.line("Invoking method: System.Management.Automation.PSReference[\(type)] new(\(type) value)")
  }
}

extension Overload {
  /// A generic method's signature with types for its type parameters: those written, else those the arguments show.
  static func closed(_ signature: String, _ written: [NetType], _ given: [Value]) -> String {
    let names = typeParameters(signature)
    if names.isEmpty { return signature }
    let parameters = parseParameters(signature)
    var found: [String: String] = [:]
    for (i, n) in names.enumerated() {
      if i < written.count { found[n] = MemberText.typeName(written[i]); continue }
      for (k, p) in parameters.enumerated() where k < given.count && !given[k].isNull {
        let t = TypeTable.typeOf(given[k].base)
        if p.type == n { found[n] = given[k].stringValue == nil && t.isSubclass(of: "System.Type") ? "System.RuntimeType, System.Private.CoreLib" : MemberText.typeName(t); break }
        if p.type.hasSuffix("[" + n + "]") || p.type == n + "[]" { found[n] = MemberText.typeName(t.elementType ?? t.genericArguments.first ?? TypeTable.object); break }
      }
    }
    var out = "", word = ""
    for c in signature + "\0" {
      if c.isLetter || c.isNumber || c == "_" { word.append(c); continue }
      out += found[word] ?? word
      if c != "\0" { out.append(c) }
      word = ""
    }
    return out
  }
}
