/// `ScriptBlock`, `SwitchParameter`, `PSReference`, `PSVariable`, `WildcardPattern`, `LanguagePrimitives`.
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
      t.property("System.Object Value {get;set;}", set: { v, x, _ in (v.refValue as? PSReference)?.value = x.orNull }) { v, _ in (v.refValue as? PSReference)?.value ?? .null }
    }
    TypeTable.extend(ns + "PSVariable", defineVariable)
    let attributes = ns + "PSVariableAttributeCollection"
    TypeTable.register(attributes) { NetType(attributes, base: TypeTable.resolve("System.Collections.ObjectModel.Collection[System.Attribute]") ?? TypeTable.object) }
    // what a class declares anew stands before what it inherits
    for name in ["QuestionMarkVariable", "PSCultureVariable", "PSUICultureVariable"] { TypeTable.extend(ns + name) { $0.redeclare("Value") } }
    TypeTable.extend(ns + "NullVariable") { t in
      t.redeclare("Value", "Description")
      t.property(ns + "ScopedItemOptions Options {get;set;}", set: { _, _, _ in }) { _, _ in .other(PSEnum(ns + "ScopedItemOptions", "None")) }
    }
    TypeTable.register(ns + "WildcardPattern", "wildcardpattern") { NetType(ns + "WildcardPattern", base: TypeTable.object, define: defineWildcard) }
    TypeTable.register(ns + "LanguagePrimitives") { NetType(ns + "LanguagePrimitives", base: TypeTable.object, define: defineLanguagePrimitives) }
  }

  /// Runs a block for a method: what ends it is the exception inside the method's.
  static func invoking(_ method: String, _ count: Int, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let e as TerminatingError {
      let x = e.record.hostedException(isCommand: false)
      throw TerminatingError(
        x.type.name, "Exception calling \"\(method)\" with \"\(count)\" argument(s): \"\(x.message)\"", .notSpecified,
        exception: "System.Management.Automation.MethodInvocationException", inner: x)
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
    t.property("System.Management.Automation.Language.Ast Ast {get;}") { v, _ in
      guard let ast = of(v)?.ast else { return .null }
      // of a function, its whole definition
      if let p = ast.parent, p.kind == .functionDefinition { return .other(PSAst.of(p)) }
      return .other(PSAst.of(ast))
    }
    t.property("System.Management.Automation.PSToken StartPosition {get;}") { v, _ in
      guard let b = of(v), let first = Parser.parse(SourceText(b.ast.extent.source.text), keepTokens: true).tokens.first(where: { Int($0.start) == b.ast.extent.start }) else { return .null }
      return .other(PSParserToken(first, b.ast.extent.source))
    }
    t.property("guid Id {get;}") { _, _ in .other(PSGuid(.newGuid())) }
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
      let result = try invoking("InvokeWithContext", a.count) { try c.withFunctions(functions, for: block) { try c.invokeBlock(block, arguments: a.rest(2).values(0), item: item) } }
      let list = PSArray(result.sequence, of: TypeTable.psObject)
      list.kind = .collection
      return .array(list)
    }
    t.property("bool IsFilter {get;set;}", set: { _, _, _ in }) { _, _ in .no }
    t.property("bool IsConfiguration {get;set;}", set: { _, _, _ in }) { _, _ in .no }
    t.property("psmoduleinfo Module {get;}") { v, _ in (of(v)?.module?.known).map { .other($0) } ?? .null }
    t.property("bool DebuggerHidden {get;set;}", set: { _, _, _ in }) { _, _ in .no }
    t.method("System.Collections.ObjectModel.Collection[psobject] Invoke(Params System.Object[] args)") { v, a, c in
      guard let b = of(v) else { return .null }
      let arguments = a.rest(0).values(0)
      let r = try invoking("Invoke", arguments.count) { try c.invokeBlock(b, arguments: arguments) }
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
      let arguments = a.rest(0).values(0)
      return try invoking("InvokeReturnAsIs", arguments.count) { try c.invokeBlock(b, arguments: arguments) }.orNull
    }
    t.method("scriptblock GetNewClosure()") { v, _, c in
      guard let b = of(v) else { return .null }
      return .block(b.closure(capturing: try c.variables(scope: "0").map { ($0.name, $0.value) }))
    }
    t.method("string ToString()") { v, _, _ in .str(of(v)?.bodyText ?? "") }
  }

  private static func defineVariable(_ t: NetType) {
    func of(_ v: Value) -> Variable? { v.refValue as? Variable }
    let ns = "System.Management.Automation."
    let options = TypeTable.get(ns + "ScopedItemOptions")
    t.constructor("psvariable new(string name)") { a, _ in .other(Variable(a.string(0))) }
    t.constructor("psvariable new(string name, System.Object value)") { a, _ in .other(Variable(a.string(0), a.at(1).orNull)) }
    for attributes in ["", ", System.Collections.ObjectModel.Collection[System.Attribute] attributes"] {
      t.constructor("psvariable new(string name, System.Object value, \(ns)ScopedItemOptions options\(attributes))") { a, _ in
        let v = Variable(a.string(0), a.at(1).orNull)
        try v.setOptions(optionSet((a.at(2).refValue as? PSEnum)?.raw ?? 0))
        return .other(v)
      }
    }
    t.property("string Name {get;}") { v, _ in .str(of(v)?.name ?? "") }
    t.property("string Description {get;set;}", set: { v, x, _ in of(v)?.itemDescription = Conversion.toString(x) }) { v, _ in .str(of(v)?.itemDescription ?? "") }
    t.property("System.Object Value {get;set;}", set: { v, x, _ in
      guard let variable = of(v) else { return }
      if variable.options.contains(.constant) || variable.options.contains(.readOnly) {
          throw TerminatingError(
            "VariableNotWritable", "Cannot overwrite variable \(variable.name) because it is read-only or constant.", .writeError,
            exception: ns + "SessionStateUnauthorizedAccessException", target: .str(variable.name))
      }
      try variable.assign(x.orNull)
    }) { v, _ in
      guard let variable = of(v) else { return .null }
      return variable.getter?() ?? variable.value
    }
    t.property(
      "System.Management.Automation.SessionStateEntryVisibility Visibility {get;set;}",
      set: { v, x, _ in of(v)?.isVisible = !Conversion.toString(x).equalsIgnoringCase("Private") }
    ) { v, _ in .other(PSEnum(ns + "SessionStateEntryVisibility", of(v)?.isVisible ?? true ? "Public" : "Private")) }
    t.property("psmoduleinfo Module {get;}") { _, _ in .null }
    t.property("string ModuleName {get;}") { v, _ in .str(of(v)?.moduleName ?? "") }
    t.property("\(ns)ScopedItemOptions Options {get;set;}", set: { v, x, c in
      guard let variable = of(v) else { return }
      let raw = (x.refValue as? PSEnum)?.raw ?? Int64(x.asInt)
      try variable.setOptions(optionSet(raw))
      c.noteOptions(of: variable)
    }) { v, _ in
      guard let o = of(v)?.options else { return .null }
      var raw: Int64 = 0
      if o.contains(.readOnly) { raw |= 1 }
      if o.contains(.constant) { raw |= 2 }
      if o.contains(.private) { raw |= 4 }
      if o.contains(.allScope) { raw |= 8 }
      return .other(PSEnum(options, raw))
    }
    t.property("System.Collections.ObjectModel.Collection[System.Attribute] Attributes {get;}") { v, _ in
      let r = PSArray((of(v)?.attributes ?? []).map { a in
        if let made = ClassAttributes.make?(a) { return made }
        let t = TypeTable.get(ns + a.typeName)
        return .object(PSObject(shape: t.instanceShape, type: t))
      })
      r.kind = .collection
      r.exactType = TypeTable.get(ns + "PSVariableAttributeCollection")
      return .array(r)
    }
    t.method("bool IsValidValue(System.Object value)") { v, a, c in .bool(of(v).map { c.meets($0, a.at(0).orNull) } ?? false) }
  }
  private static func optionSet(_ raw: Int64) -> Variable.Options {
    var o: Variable.Options = []
    if raw & 1 != 0 { o.insert(.readOnly) }
    if raw & 2 != 0 { o.insert(.constant) }
    if raw & 4 != 0 { o.insert(.private) }
    if raw & 8 != 0 { o.insert(.allScope) }
    return o
  }

  private static func defineWildcard(_ t: NetType) {
    func of(_ v: Value) -> WildcardPattern? { (v.refValue as? PSWildcard)?.pattern }
    let ns = "System.Management.Automation."
    func make(_ text: String, _ options: Int) throws -> Value {
      do { return .other(PSWildcard(try WildcardPattern(text, ignoreCase: options & 2 != 0), text: text, options: options)) } catch { throw netError(ns + "WildcardPatternException", "\(error)") }
    }
    t.constructor(ns + "WildcardPattern new(string pattern)") { a, _ in try make(a.string(0), 0) }
    t.constructor(ns + "WildcardPattern new(string pattern, \(ns)WildcardOptions options)") { a, _ in try make(a.string(0), a.flags(1)) }
    t.staticMethod("static \(ns)WildcardPattern Get(string pattern, \(ns)WildcardOptions options)") { a, _ in try make(a.string(0), a.flags(1)) }
    t.staticMethod("static string Escape(string pattern)") { a, _ in .str(WildcardPattern.escape(a.string(0))) }
    t.staticMethod("static string Unescape(string pattern)") { a, _ in .str(WildcardPattern.unescape(a.string(0))) }
    t.staticMethod("static bool ContainsWildcardCharacters(string pattern)") { a, _ in .bool(WildcardPattern.containsWildcard(a.string(0))) }
    t.method("bool IsMatch(string input)") { v, a, _ in .bool(of(v)?.matches(a.string(0)) ?? false) }
    t.method("string ToWql()") { v, _, _ in .str(WildcardTranslation.wql((v.refValue as? PSWildcard)?.source ?? "")) }
    t.method("regex ToRegex()") { v, _, _ in
      let w = v.refValue as? PSWildcard, options = w?.options ?? 0
      // single line; compiled, without case and without culture as the pattern is
      let flags = 16 | (options & 1 != 0 ? 8 : 0) | (options & 2 != 0 ? 1 : 0) | (options & 4 != 0 ? 512 : 0)
      return .other(PSRegex(try NetRegex.cached(WildcardTranslation.regex(w?.source ?? ""), NetRegex.Options(rawValue: flags))))
    }
  }

  private static func defineLanguagePrimitives(_ t: NetType) {
    func type(_ v: Value) throws -> NetType {
      guard case .type(let t) = v.base else { throw nullArgument("resultType") }
      return t
    }
    // outside of the language a failed cast is the cast's own exception
    func converted(_ a: [Value], _ c: ExecutionContext) throws -> Value {
      do { return try Conversion.convert(a.at(0), to: try type(a.at(1)), c) } catch let e as TerminatingError {
        guard let cast = e.record.exception.inner, cast.type.name == "PSInvalidCastException" else { throw e }
        throw TerminatingError(ErrorRecord(cast, id: cast.type.name, e.record.category))
      }
    }
    t.staticMethod("static System.Object ConvertTo(System.Object valueToConvert, type resultType)") { a, c in try converted(a, c) }
    t.staticMethod("static System.Object ConvertTo(System.Object valueToConvert, type resultType, System.IFormatProvider formatProvider)") { a, c in try converted(a, c) }
    t.staticMethod("static bool TryConvertTo(System.Object valueToConvert, type resultType, [ref] System.Object result)") { a, c in
      guard let r = Conversion.tryConvert(a.at(0), to: try type(a.at(1)), c) else { return .no }
      try a.setReference(2, r, c)
      return .yes
    }
    t.staticMethod("static bool IsTrue(System.Object obj)") { a, _ in .bool(Conversion.toBool(a.at(0))) }
    t.staticMethod("static bool IsObjectEnumerable(System.Object obj)") { a, _ in .bool(Conversion.enumerable(a.at(0)) != nil) }
    t.staticMethod("static System.Collections.IEnumerable GetEnumerable(System.Object obj)") { a, _ in Conversion.enumerable(a.at(0)).map { .array($0) } ?? .null }
    t.staticMethod("static int Compare(System.Object first, System.Object second)") { a, _ in .count(try Conversion.compare(a.at(0), a.at(1), ignoreCase: false)) }
    t.staticMethod("static int Compare(System.Object first, System.Object second, bool ignoreCase)") { a, _ in .count(try Conversion.compare(a.at(0), a.at(1), ignoreCase: a.bool(2))) }
    func tryCompare(_ a: [Value], ignoreCase: Bool, at result: Int, _ c: ExecutionContext) throws -> Value {
      guard let order = try? Conversion.compare(a.at(0), a.at(1), ignoreCase: ignoreCase) else {
        try a.setReference(result, .int(0), c)
        return .no
      }
      try a.setReference(result, .count(order.signum()), c)
      return .yes
    }
    t.staticMethod("static bool TryCompare(System.Object first, System.Object second, [ref] int result)") { a, c in try tryCompare(a, ignoreCase: false, at: 2, c) }
    t.staticMethod("static bool TryCompare(System.Object first, System.Object second, bool ignoreCase, [ref] int result)") { a, c in try tryCompare(a, ignoreCase: a.bool(2), at: 3, c) }
    t.staticMethod(
      "static bool TryCompare(System.Object first, System.Object second, bool ignoreCase, System.IFormatProvider formatProvider, [ref] int result)"
    ) { a, c in try tryCompare(a, ignoreCase: a.bool(2), at: 4, c) }
    t.staticMethod("static bool Equals(System.Object first, System.Object second)") { a, _ in .bool(Conversion.equals(a.at(0), a.at(1), ignoreCase: false)) }
    t.staticMethod("static bool Equals(System.Object first, System.Object second, bool ignoreCase)") { a, _ in .bool(Conversion.equals(a.at(0), a.at(1), ignoreCase: a.bool(2))) }
    t.staticMethod("static string ConvertTypeNameToPSTypeName(string typeName)") { a, _ in .str("[" + a.string(0) + "]") }
  }
}
