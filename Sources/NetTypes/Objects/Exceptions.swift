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
    // what these say of themselves too, they show first
    for (type, own) in [
      ("System.ArgumentException", ["string ParamName {get;}"]), ("System.ArgumentOutOfRangeException", ["System.Object ActualValue {get;}"]),
      ("System.IO.FileNotFoundException", ["string FileName {get;}", "string FusionLog {get;}"]), ("System.ObjectDisposedException", ["string ObjectName {get;}"]),
    ] {
      TypeTable.extend(type) { t in
        t.redeclare("Message")
        for definition in own { extra(t, definition) }
      }
    }
    for n in ["PSInvalidCastException", "RuntimeException"] {
      TypeTable.extend("System.Management.Automation." + n) { t in
        t.property("System.Management.Automation.ErrorRecord ErrorRecord {get;}") { v, _ in
          guard let e = exception(v) else { return .null }
          if let r = e.property("ErrorRecord") { return r }
          if let r = e.property("\u{0}record") { return r }
          let r = ErrorRecord.contained(in: e, id: n)
          e.properties.append(("\u{0}record", .other(r)))
          return .other(r)
        }
      }
    }
    TypeTable.extend("System.Management.Automation.RuntimeException") { t in
      t.property("bool WasThrownFromThrowStatement {get;set;}", set: { v, x, _ in exception(v)?.setProperty("WasThrownFromThrowStatement", x) }) { v, _ in
        .bool(exception(v)?.record?.thrownByStatement ?? false)
      }
    }
    TypeTable.extend("System.Management.Automation.ScriptRequiresException") { t in
      for p in [
        "string CommandName {get;}", "System.Collections.ObjectModel.ReadOnlyCollection[string] MissingPSSnapIns {get;}",
        "version RequiresPSVersion {get;}", "string RequiresShellId {get;}", "string RequiresShellPath {get;}",
      ] { extra(t, p) }
    }
    TypeTable.extend("Microsoft.PowerShell.Commands.HelpNotFoundException") { t in extra(t, "string HelpTopic {get;}") }
    TypeTable.extend("System.Management.Automation.CommandNotFoundException") { t in extra(t, "string CommandName {get;set;}") }
    TypeTable.extend("System.Management.Automation.ParameterBindingException") { t in
      for p in [
        "string ParameterName {get;}", "type ParameterType {get;}", "type TypeSpecified {get;}", "string ErrorId {get;}", "long Line {get;}",
        "long Offset {get;}", "System.Management.Automation.InvocationInfo CommandInvocation {get;}",
      ] { extra(t, p) }
    }
    TypeTable.extend("System.Management.Automation.ParseException") { t in
      t.property("System.Management.Automation.Language.ParseError[] Errors {get;}") { v, _ in
        .array(PSArray(exception(v)?.parseErrors.map { .other(PSParseError($0)) } ?? [], of: TypeTable.get("System.Management.Automation.Language.ParseError")))
      }
    }
    TypeTable.extend("System.Management.Automation.SessionStateException") { t in
      t.property("string ItemName {get;}") { v, _ in exception(v).flatMap { e in e.property("ItemName") ?? e.record.flatMap { $0.target.stringValue }.map { .str($0) } } ?? .null }
    }
    TypeTable.extend("System.Management.Automation.NativeCommandExitException") { t in for p in ["string Path {get;}", "int ExitCode {get;}", "int ProcessId {get;}"] { extra(t, p) } }
    TypeTable.extend("System.Management.Automation.WildcardPatternException") { _ in }
    TypeTable.extend("System.Text.RegularExpressions.RegexParseException") { t in extra(t, "System.Text.RegularExpressions.RegexParseError Error {get;}"); extra(t, "int Offset {get;}") }
    TypeTable.extend("System.AggregateException") { t in
      t.property("System.Collections.ObjectModel.ReadOnlyCollection[System.Exception] InnerExceptions {get;}") { v, _ in
        exception(v)?.property("InnerExceptions") ?? .arr(exception(v)?.inner.map { [.other($0)] } ?? [])
      }
      t.redeclare("Message")
    }
    TypeTable.extend("System.Xml.XmlException") { t in extra(t, "int LineNumber {get;}"); extra(t, "int LinePosition {get;}") }
    TypeTable.extend("System.Net.Http.HttpRequestException") { t in extra(t, "System.Nullable[System.Net.HttpStatusCode] StatusCode {get;}") }
    TypeTable.extend("System.ComponentModel.Win32Exception") { t in extra(t, "int NativeErrorCode {get;}") }
  }

  private static func exception(_ v: Value) -> PSException? {
    if case .other(let r) = v.base { return r as? PSException }
    if case .object(let o) = v { return o.exception }
    return nil
  }
  /// A read-only property kept in the exception's own list.
  private static func extra(_ t: NetType, _ definition: String) {
    let name = definition.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    t.property(definition, set: definition.contains("set;") ? { v, x, _ in exception(v)?.setProperty(name, x) } : nil) { v, _ in exception(v)?.property(name) ?? .null }
  }

  private static func defineException(_ t: NetType) {
    t.property("System.Collections.IDictionary Data {get;}") { v, _ in
      guard let e = exception(v) else { return .null }
      if let d = e.property("\u{0}Data") { return d }
      let d = PSHash(.hashtable, caseSensitive: true)
      d.exactType = TypeTable.get(exceptionDataType)
      e.properties.append(("\u{0}Data", .hash(d)))
      return .hash(d)
    }
    t.property("string HelpLink {get;set;}", set: { v, x, _ in exception(v)?.setProperty("HelpLink", x) }) { v, _ in exception(v)?.property("HelpLink") ?? .null }
    t.property("int HResult {get;set;}", set: { v, x, _ in exception(v)?.setProperty("HResult", x) }) { v, _ in
      guard let e = exception(v) else { return .null }
      return e.property("HResult") ?? .int(resultCode(e.type))
    }
    t.property("System.Exception InnerException {get;}") { v, _ in exception(v)?.inner.map { .other($0) } ?? .null }
    t.property("string Message {get;}") { v, _ in .str(exception(v)?.message ?? "") }
    let neverThrown: Set = ["Microsoft.PowerShell.Commands.WriteErrorException", "System.Management.Automation.ParentContainsErrorRecordException"]
    t.property("string Source {get;set;}", set: { v, x, _ in exception(v)?.setProperty("Source", x) }) { v, _ in
      guard let e = exception(v) else { return .null }
      if let given = e.property("Source") { return given }
      // what no code of .NET threw has none
      if neverThrown.contains(e.type.fullName) || (e.record?.thrownByStatement ?? false) && e.type.fullName == "System.Management.Automation.RuntimeException" { return .null }
      return (e.record != nil || e.property("StackTrace") != nil ? .str("System.Management.Automation") : .null)
    }
    t.property("string StackTrace {get;}") { v, _ in exception(v)?.property("StackTrace") ?? .null }
    t.property("System.Reflection.MethodBase TargetSite {get;}") { v, _ in exception(v)?.property("TargetSite") ?? .null }
    t.orderProperties("TargetSite", "Message", "Data", "InnerException", "HelpLink", "Source", "HResult", "StackTrace")
    t.method("System.Exception GetBaseException()") { v, _, _ in
      guard var e = exception(v) else { return v }
      while let i = e.inner { e = i }
      return .other(e)
    }
    t.method("type GetType()") { v, _, _ in .type(TypeTable.typeOf(v)) }
    t.method("string ToString()") { v, _, _ in .str(exception(v).map(longText) ?? "") }
  }

  /// `Exception.ToString()`: type and message, then the inner exception.
  static func longText(_ e: PSException) -> String {
    var s = "", depth = 0, next: PSException? = e
    while let x = next {
      if depth > 0 { s += "\n ---> " }
      s += x.type.fullName
      if !x.message.isEmpty { s += ": " + x.message }
      depth += 1
      next = x.inner
    }
    for _ in 1..<depth { s += "\n   --- End of inner exception stack trace ---" }
    return s
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
      case "System.ArgumentNullException":
        t.constructor("\(n) new(string paramName)") { a, _ in named(nil, a.text(0)) }
        t.constructor("\(n) new(string paramName, string message)") { a, _ in named(a.text(1), a.text(0)) }
      case "System.ArgumentOutOfRangeException":
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
