/// `ScriptBlock`, `SwitchParameter` and `PSReference`; the everyday types of `System.Management.Automation` are registered from here.
import Engine
import Primitives
import Syntax

extension NetTypes {
  static func registerAutomation() {
    let ns = "System.Management.Automation."
    registerErrorRecords()
    registerStreamRecords()
    TypeTable.extend(ns + "ScriptBlock", defineScriptBlock)
    TypeTable.extend(ns + "Internal.AutomationNull") { t in t.staticProperty("System.Management.Automation.Internal.AutomationNull Value {get;}") { _ in .void } }
    TypeTable.extend(ns + "SwitchParameter") { t in
      func on(_ v: Value) -> Bool { Conversion.toBool(v) }
      t.constructor("switch new(bool isPresent)") { a, _ in .other(SwitchParameter(a.bool(0))) }
      t.property("bool IsPresent {get;}") { v, _ in .bool(on(v)) }
      t.method("bool ToBool()") { v, _, _ in .bool(on(v)) }
      t.method("string ToString()") { v, _, _ in .str(on(v) ? "True" : "False") }
      t.staticProperty("switch Present {get;}") { _ in .other(SwitchParameter(true)) }
    }
    TypeTable.extend(ns + "PSReference") { t in
      t.constructor("ref new(System.Object value)") { a, _ in .other(PSReference(value: a.at(0).orNull)) }
      t.property("System.Object Value {get;set;}", set: { v, x, _ in try (v.refValue as? PSReference)?.assign(x.orNull) }) { v, _ in (v.refValue as? PSReference)?.value ?? .null }
    }
    TypeTable.extend(ns + "PSVariable", defineVariable)
    let attributes = ns + "PSVariableAttributeCollection"
    TypeTable.register(attributes) { NetType(attributes, base: TypeTable.resolve("System.Collections.ObjectModel.Collection[System.Attribute]") ?? TypeTable.object) }
    // what a class declares anew stands before what it inherits
    for name in ["QuestionMarkVariable", "PSCultureVariable", "PSUICultureVariable"] { TypeTable.extend(ns + name) { $0.redeclare("Value") } }
    TypeTable.extend(ns + "LocalVariable") { $0.redeclare("Options", "Value") }
    TypeTable.extend(ns + "NullVariable") { t in
      t.redeclare("Value", "Description")
      t.property(ns + "ScopedItemOptions Options {get;set;}", set: { _, _, _ in }) { _, _ in .other(PSEnum(ns + "ScopedItemOptions", "None")) }
    }
    TypeTable.register(ns + "WildcardPattern", "wildcardpattern") { NetType(ns + "WildcardPattern", base: TypeTable.object, define: defineWildcard) }
    TypeTable.register(ns + "LanguagePrimitives") { NetType(ns + "LanguagePrimitives", base: TypeTable.object, define: defineLanguagePrimitives) }
  }

  /// Runs script code for a method: what ends it is the exception inside the error of the method's call.
  public static func invoking<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch let e as TerminatingError where !e.isCallDepthOverflow {
      let x = e.record.hostedException(isCommand: false)
      // what one such call raised passes through those around it
      if x.type.fullName == "System.Management.Automation.MethodInvocationException" { throw e }
      throw TerminatingError.ofCallee(x)
    }
  }
  private static func defineScriptBlock(_ t: NetType) {
    func of(_ v: Value) -> ScriptBlock? { if case .block(let b) = v.base { b } else { nil } }
    let ns = "System.Management.Automation."
    t.staticMethod("static scriptblock Create(string script)") { a, c in
      guard let text = a.text(0) else { throw nullArgument("script") }
      do { return .block(try c.makeUnboundBlock(text)) } catch let e as TerminatingError {
        // Unlike elsewhere the parser's error comes wrapped, as from any method.
        let wrapped = TerminatingError(
          "ParseException", "Exception calling \"Create\" with \"1\" argument(s): \"\(e.record.exception.message)\"", .notSpecified,
          exception: "System.Management.Automation.MethodInvocationException", inner: e.record.exception)
        throw wrapped
      }
    }
    t.property("string File {get;}") { v, _ in of(v)?.source.file.map { .str($0) } ?? .null }
    /// Of a function, its whole definition.
    func definition(_ block: ScriptBlock) -> Ast {
      if let p = block.ast.parent, p.kind == .functionDefinition { p } else { block.ast }
    }
    t.property("System.Management.Automation.Language.Ast Ast {get;}") { v, _ in of(v).map { .other(PSAst.of(definition($0))) } ?? .null }
    t.property("System.Management.Automation.PSToken StartPosition {get;}") { v, _ in of(v).map { .other(PSParserToken(position: definition($0).extent)) } ?? .null }
    t.property("guid Id {get;}") { v, _ in
      guard let extent = of(v)?.ast.extent else { return .null }
      // one for each place a block is written at, whoever asks and however often
      func half(_ part: Int) -> UInt64 {
        var h = Hasher()
        h.combine(ObjectIdentifier(extent.source)); h.combine(extent.start); h.combine(part)
        return UInt64(bitPattern: Int64(h.finalize()))
      }
      return .other(PSGuid(NetGuid(high: half(0) & ~0xF000 | 0x4000, low: half(1) & ~(3 << 62) | 1 << 63)))
    }
    t.method("""
      System.Collections.ObjectModel.Collection[psobject] InvokeWithContext(System.Collections.IDictionary functionsToDefine, System.Object \
      variablesToDefine, Params System.Object[] args)
      """) { v, a, c in
      guard let b = of(v) else { return .null }
      var captured: [(String, Value)] = []
      var item = Value.void
      for (i, x) in a.values(1).enumerated() {
        if x.isNull, !a.at(1).isNull {
          throw netError(
            "System.Management.Automation.PSInvalidOperationException",
            """
            A null entry was found in the list of variable entries to create in the script block scope. Remove the entry at index \(i), or replace it with a \
            non-null entry, and then try again.
            """
          )
        }
        guard let variable = x.refValue as? Variable else { continue }
        if variable.name == "_" { item = variable.value } else { captured.append((variable.name, variable.value)) }
      }
      // the functions are known while the block runs
      var functions: [FunctionInfo] = []
      if case .hash(let h) = a.at(0).base {
        for (k, f) in h.pairs {
          let name = Conversion.toString(k)
          if name.utf8.allSatisfy({ $0 == 32 || $0 == 9 }) {
            throw netError(
              "System.Management.Automation.PSInvalidOperationException",
              """
              The key property for an entry in the dictionary of functions to define cannot be empty because the key property is used as the function name. \
              Specify a non-empty string as the value of the key property, and then try the operation again.
              """
            )
          }
          if f.isNull {
            throw netError(
              "System.Management.Automation.PSInvalidOperationException",
              """
              The script block that defines function '\(name)' cannot be null or empty. Provide a non-empty script block in the function definition \
              dictionary, and then try the operation again.
              """
            )
          }
          guard let body = f.block else { continue }
          functions.append(FunctionInfo(name, body))
        }
      }
      let block = captured.isEmpty ? b : b.closure(capturing: captured)
      try c.refuseClauses(block)
      let result = try invoking {
        try c.withFunctions(functions, for: block) {
          try c.rememberingErrors { try c.asCallback { try c.invokeCatching(block, arguments: a.rest(2).values(0), item: item) } }
        }
      }
      let list = PSArray(result.sequence, of: TypeTable.psObject)
      list.kind = .collection
      return .array(list)
    }
    t.property("bool IsFilter {get;}") { _, _ in .no }
    t.property("bool IsConfiguration {get;}") { _, _ in .no }
    t.property("psmoduleinfo Module {get;}") { v, _ in (of(v)?.module?.known).map { .other($0) } ?? .null }
    t.property("bool DebuggerHidden {get;set;}", set: { _, _, _ in }) { _, _ in .no }
    t.method("System.Collections.ObjectModel.Collection[psobject] Invoke(Params System.Object[] args)") { v, a, c in
      guard let b = of(v) else { return .null }
      try c.refuseClauses(b)
      let r = try invoking { try c.invokeOutside(b, arguments: a.rest(0).values(0)) }
      let list: PSArray
      switch r {
      case .void, .unset: list = PSArray([])
      case .array(let items) where items.kind == .array: list = PSArray(items.values)
      default: list = PSArray([r])
      }
      list.kind = .collection
      list.elementType = TypeTable.psObject
      return .array(list)
    }
    t.method("System.Object InvokeReturnAsIs(Params System.Object[] args)") { v, a, c in
      guard let b = of(v) else { return .null }
      try c.refuseClauses(b)
      return try invoking { try c.invokeOutside(b, arguments: a.rest(0).values(0)) }
    }
    t.method("scriptblock GetNewClosure()") { v, _, c in
      guard let b = of(v) else { return .null }
      return .block(b.closure(capturing: try c.variables(scope: "0").map { ($0.name, $0.value) }))
    }
    t.method("string ToString()") { v, _, _ in .str(of(v)?.bodyText ?? "") }
  }
}
