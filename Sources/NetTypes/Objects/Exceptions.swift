/// Exception types are made from a table; here are the members all of them have, and those of a few.
import Engine
import Primitives

extension NetTypes {
  /// Exception types, one a line: name, base, message of one made without.
  static func registerExceptions(in table: String) {
    for line in table.tableLines {
      let words = line.tableWords
      guard words.count >= 2 else { continue }
      let name = words[0], base = words[1]
      let defaultMessage = words.count > 2 ? words.dropFirst(2).joined(separator: " ") : nil
      TypeTable.register(name) {
        let parent = TypeTable.get(base)
        let hasRecord = name.hasPrefix("System.Management.Automation.") && !parent.isSubclass(of: "System.Management.Automation.FlowControlException")
        return NetType(
          name, base: parent,
          interfaces: ["System.Runtime.Serialization.ISerializable"] + (hasRecord ? ["System.Management.Automation.IContainsErrorRecord"] : [])
        ) { defineExceptionConstructors($0, defaultMessage) }
      }
    }
  }
  static func registerExceptions() {
    registerExceptions(in: exceptionTable)
    TypeTable.register("System.Exception") {
      NetType("System.Exception", base: TypeTable.object, interfaces: ["System.Runtime.Serialization.ISerializable"]) { t in
        defineException(t)
        defineExceptionConstructors(t, nil)
      }
    }
    defineExceptionProperties()
  }

  static func exception(_ v: Value) -> PSException? {
    if case .other(let r) = v.base { return r as? PSException }
    if case .object(let o) = v { return o.exception }
    return nil
  }
  /// A property kept in the exception's own list.
  static func extra(_ t: NetType, _ definition: String, orElse usual: Value = .null) {
    let name = definition.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    t.property(definition, set: definition.contains("set;") ? { v, x, _ in exception(v)?.setProperty(name, x) } : nil) { v, _ in exception(v)?.property(name) ?? usual }
  }

  private static func defineException(_ t: NetType) {
    t.property("System.Collections.IDictionary Data {get;}") { v, _ in
      guard let e = exception(v) else { return .null }
      if let d = e.property("\u{0}Data") { return d }
      let d = PSHash(.hashtable, caseSensitive: true)
      d.exactType = TypeTable.get(exceptionDataType)
      if e.throwSite?.isBelowStatement ?? false {
        let frame = TypeTable.get(InterpretedFrameInfo.typeName)
        let name = e.record?.scriptStackTrace.split(separator: ",").first?.dropFirst(3) ?? "<ScriptBlock>"
        d.set(.type(frame), .array(PSArray([.other(InterpretedFrameInfo(String(name)))], of: frame)))
      }
      e.properties.append(("\u{0}Data", .hash(d)))
      return .hash(d)
    }
    t.property("string HelpLink {get;set;}", set: { v, x, _ in exception(v)?.setProperty("HelpLink", x) }) { v, _ in exception(v)?.property("HelpLink") ?? .null }
    t.property("int HResult {get;set;}", set: { v, x, _ in exception(v)?.setProperty("HResult", x) }) { v, _ in
      guard let e = exception(v) else { return .null }
      return e.property("HResult") ?? .int(resultCode(e.type))
    }
    t.property("System.Exception InnerException {get;}") { v, _ in
      guard let e = exception(v), let inner = e.inner else { return .null }
      if inner.property("\u{0}record") == nil, let r = ErrorRecord.ofCast(inner, in: e) { inner.properties.append(("\u{0}record", .other(r))) }
      return .other(inner)
    }
    t.property("string Message {get;}") { v, _ in .str(exception(v)?.message ?? "") }
    t.property("string Source {get;set;}", set: { v, x, _ in exception(v)?.setProperty("Source", x) }) { v, _ in
      guard let e = exception(v) else { return .null }
      if let given = e.property("Source") ?? e.throwSite.map({ .str($0.source) }) { return given }
      // the throw statement throws PowerShell's own kind as it is, everything else inside an exception that it makes
      let runtime = "System.Management.Automation.RuntimeException"
      guard let r = e.record, r.thrownByStatement, e.type.isSubclass(of: runtime), e.type.fullName != runtime || r.errorId == "RuntimeException" else { return .null }
      return .str("System.Management.Automation")
    }
    t.property("string StackTrace {get;}") { v, _ in exception(v).flatMap { $0.property("StackTrace") ?? $0.throwSite.map { .str($0.stackTrace) } } ?? .null }
    t.property("System.Reflection.MethodBase TargetSite {get;}") { v, _ in exception(v).flatMap { $0.property("TargetSite") ?? $0.throwSite.map { .other(ThrownMethod($0)) } } ?? .null }
    t.orderProperties("TargetSite", "Message", "Data", "InnerException", "HelpLink", "Source", "HResult", "StackTrace")
    t.method("System.Exception GetBaseException()") { v, _, _ in
      guard var e = exception(v) else { return v }
      while let i = e.inner { e = i }
      return .other(e)
    }
    t.method("type GetType()") { v, _, _ in .type(TypeTable.typeOf(v)) }
    t.method("string ToString()") { v, _, _ in .str(exception(v)?.longText ?? "") }
  }

  private static func defineExceptionConstructors(_ t: NetType, _ defaultMessage: String?) {
    let n = t.fullName
    func new(_ message: String?, _ inner: Value = .null) -> Value {
      let e = PSException(t, message ?? defaultMessage ?? "Exception of type '\(n)' was thrown.", inner: exception(inner))
      return .other(e)
    }
    t.constructor("\(n) new()") { _, _ in new(nil) }
    if t.isSubclass(of: "System.ArgumentException") {
      func named(_ message: String?, _ param: String?, _ inner: Value = .null) -> Value {
        let e = PSException(t, (message ?? defaultMessage ?? "") + (param.map { $0.isEmpty ? "" : " (Parameter '\($0)')" } ?? ""), inner: exception(inner))
        if let param { e.properties.append(("ParamName", .str(param))) }
        return .other(e)
      }
      switch n {
      case "System.ArgumentNullException", "System.Management.Automation.PSArgumentNullException":
        t.constructor("\(n) new(string paramName)") { a, _ in named(nil, a.text(0)) }
        t.constructor("\(n) new(string paramName, string message)") { a, _ in named(a.text(1), a.text(0)) }
      case "System.ArgumentOutOfRangeException", "System.Management.Automation.PSArgumentOutOfRangeException":
        t.constructor("\(n) new(string paramName)") { a, _ in named(nil, a.text(0)) }
        t.constructor("\(n) new(string paramName, string message)") { a, _ in named(a.text(1), a.text(0)) }
        t.constructor("\(n) new(string paramName, System.Object actualValue, string message)") { a, _ in
          let v = named(a.text(2), a.text(0))
          exception(v)?.properties.append(("ActualValue", a.at(1)))
          if let e = exception(v), !a.at(1).isNull { e.message += "\nActual value was \(Conversion.toString(a.at(1)))." }
          return v
        }
      default:
        t.constructor("\(n) new(string message)") { a, _ in named(a.text(0), nil) }
        t.constructor("\(n) new(string message, string paramName)") { a, _ in named(a.text(0), a.text(1)) }
        t.constructor("\(n) new(string message, string paramName, System.Exception innerException)") { a, _ in named(a.text(0), a.text(1), a.at(2)) }
      }
      t.constructor("\(n) new(string message, System.Exception innerException)") { a, _ in named(a.text(0), nil, a.at(1)) }
      return
    }
    t.constructor("\(n) new(string message)") { a, _ in new(a.text(0)) }
    // one that gathers others names what it holds
    let namesInner = n == "System.AggregateException"
    t.constructor("\(n) new(string message, System.Exception innerException)") { a, _ in
      let inner = namesInner ? exception(a.at(1)).map { " (\($0.message))" } ?? "" : ""
      return new(a.text(0).map { $0 + inner }, a.at(1))
    }
    switch n {
    case "System.IO.FileNotFoundException":
      t.constructor("\(n) new(string message, string fileName)") { a, _ in
        let v = new(a.text(0))
        exception(v)?.properties.append(("FileName", a.at(1)))
        return v
      }
    case "System.AggregateException":
      t.constructor("\(n) new(string message, Params System.Exception[] innerExceptions)") { a, _ in
        let all = try a.rest(1, notNull: "innerExceptions")
        let v = new((a.text(0) ?? "") + all.compactMap { exception($0).map { " (\($0.message))" } }.joined(), all.first ?? .null)
        let list = PSArray(all, of: TypeTable.exception)
        list.kind = .readOnlyCollection
        exception(v)?.properties.append(("InnerExceptions", .array(list)))
        return v
      }
      func inners(_ v: Value) -> [Value] { exception(v)?.property("InnerExceptions")?.arrayValue?.values ?? exception(v)?.inner.map { [.other($0)] } ?? [] }
      func leaves(_ v: Value) -> [Value] { inners(v).flatMap { TypeTable.typeOf($0).fullName == n ? leaves($0) : [$0] } }
      func texts(_ all: [Value]) -> String { all.compactMap { exception($0).map { " (\($0.message))" } }.joined() }
      t.method("System.AggregateException Flatten()") { v, _, c in
        let message = exception(v)?.message ?? "", said = texts(inners(v))
        return try c.callStatic(TypeTable.exceptionType(n), "new", [.str(message.hasSuffix(said) ? String(message.dropLast(said.count)) : message)] + leaves(v))
      }
    case "System.Management.Automation.RuntimeException":
      t.constructor("\(n) new(string message, System.Exception innerException, System.Management.Automation.ErrorRecord errorRecord)") { a, _ in
        let v = new(a.text(0), a.at(1))
        if let r = a.at(2).refValue as? ErrorRecord { exception(v)?.record = r; exception(v)?.properties.append(("\u{0}record", .other(r))) }
        return v
      }
    case "System.ComponentModel.Win32Exception":
      t.constructor("\(n) new(int error)") { a, _ in
        let v = new("Unknown error \(a.int(0))")
        exception(v)?.properties.append(("NativeErrorCode", a.at(0)))
        return v
      }
    default: break
    }
  }
}

extension PSException {
  func setProperty(_ name: String, _ v: Value) {
    properties.removeAll { $0.0.equalsIgnoringCase(name) }
    properties.append((name, v))
  }
}
