/// Commands, their parameters, the lists they stand in, and the lists that take their output: `PSCommand`,
/// `Runspaces.Command`, `PSDataCollection<T>`.
import Engine
import NetTypes

/// `PSCommand`: statements of commands.
final class CommandList: Ref {
  let commands = Hosting.list([], TypeTable.get(Hosting.runspaces + "CommandCollection"))
  override var netType: NetType { TypeTable.get(Hosting.ns + "PSCommand") }
  var all: [HostedCommand] { commands.elements.compactMap { $0.refValue as? HostedCommand } }
  func copy() -> CommandList {
    let c = CommandList()
    for x in all { c.commands.append(.other(x.copy())) }
    return c
  }

  func add(_ c: HostedCommand) { commands.append(.other(c)) }
  func addCommand(_ a: [Value]) throws {
    let v = Hosting.argument(a, 0)
    if v.isNull { throw Hosting.null(a.count > 1 ? "cmdlet" : "command") }
    if let c = v.refValue as? HostedCommand { return add(c) }
    if let c = v.refValue as? CommandInfo { return add(HostedCommand(c.name, info: c)) }
    add(HostedCommand(Conversion.toString(v), ownScope: a.count > 1 && Conversion.toBool(a[1])))
  }
  func addScript(_ a: [Value]) throws {
    if Hosting.argument(a, 0).isNull { throw Hosting.null("script") }
    add(HostedCommand(Hosting.text(a, 0), isScript: true, ownScope: a.count > 1 && Conversion.toBool(a[1])))
  }
  func last() throws -> HostedCommand {
    guard let c = all.last else { throw Hosting.invalidOperation("A command is required to add a parameter. A command must be added to the PowerShell instance before adding a parameter.") }
    return c
  }
  func addParameter(_ a: [Value]) throws {
    let c = try last()
    if Hosting.argument(a, 0).isNull { throw Hosting.null("name") }
    if a.count > 1 { c.add(Hosting.text(a, 0), a[1]) } else { c.add(Hosting.text(a, 0), .bool(true)) }
  }
  func addParameters(_ v: Value) throws {
    let c = try last()
    if v.isNull { throw Hosting.null("parameters") }
    if let h = v.hashValue_, h.enumerated() == nil {
      for (k, x) in h.pairs {
        guard let name = k.stringValue else { throw netError(Hosting.ns + "PSArgumentException", "The keys in the dictionary must be strings.") }
        c.add(name, x)
      }
    } else { for x in v.elementsIfSequence ?? [v] { c.add(nil, x) } }
  }
  func addStatement() { all.last?.endsStatement = true }
}

enum HostedTypes {
  static func register() {
    let ns = Hosting.ns, rs = Hosting.runspaces
    TypeTable.registerGeneric(ns + "PSDataCollection`1") { a in
      let (open, closed) = (dataCollectionType(of: a), dataCollectionType(of: a))
      open.extend { dataCollection($0, closed: closed) }
      closed.extend { dataCollection($0, closed: nil) }
      return open
    }
    func collection(_ name: String, _ element: String, _ more: @escaping (NetType) -> Void) {
      TypeTable.register(name) {
        let t = NetType(
          name, base: TypeTable.generic("System.Collections.ObjectModel.Collection`1", [TypeTable.get(element)]),
          interfaces: ["System.Collections.IList", "System.Collections.ICollection", "System.Collections.IEnumerable"])
        t.extend(more)
        return t
      }
    }
    collection(rs + "CommandCollection", rs + "Command") { t in
      func list(_ v: Value) -> PSArray? { v.arrayValue }
      t.method("void Add(string command)") { v, a, _ in list(v)?.append(.other(HostedCommand(Hosting.text(a, 0)))); return .void }
      t.method("void Add(\(rs)Command item)") { v, a, _ in list(v)?.append(a[0]); return .void }
      t.method("void AddScript(string scriptContents)") { v, a, _ in list(v)?.append(.other(HostedCommand(Hosting.text(a, 0), isScript: true))); return .void }
      t.method("void AddScript(string scriptContents, bool useLocalScope)") { v, a, _ in
        list(v)?.append(.other(HostedCommand(Hosting.text(a, 0), isScript: true, ownScope: Conversion.toBool(a[1])))); return .void
      }
    }
    collection(rs + "CommandParameterCollection", rs + "CommandParameter") { t in
      t.method("void Add(string name)") { v, a, _ in v.arrayValue?.append(.other(HostedParameter(Hosting.text(a, 0), .bool(true)))); return .void }
      t.method("void Add(string name, System.Object value)") { v, a, _ in v.arrayValue?.append(.other(HostedParameter(Hosting.text(a, 0), a[1]))); return .void }
      t.method("void Add(\(rs)CommandParameter item)") { v, a, _ in v.arrayValue?.append(a[0]); return .void }
    }
    TypeTable.register(rs + "Command") { NetType(rs + "Command", base: TypeTable.object, define: command) }
    TypeTable.register(rs + "CommandParameter") {
      NetType(rs + "CommandParameter", base: TypeTable.object) { t in
        func of(_ v: Value) -> HostedParameter? { v.refValue as? HostedParameter }
        t.constructor("\(rs)CommandParameter new(string name)") { a, _ in .other(HostedParameter(Hosting.text(a, 0), .null)) }
        t.constructor("\(rs)CommandParameter new(string name, System.Object value)") { a, _ in .other(HostedParameter(a[0].isNull ? nil : Hosting.text(a, 0), a[1])) }
        t.property("string Name {get;}") { v, _ in of(v)?.name.map { .str($0) } ?? .null }
        t.property("System.Object Value {get;}") { v, _ in of(v)?.value ?? .null }
      }
    }
    TypeTable.register(ns + "PSCommand") { NetType(ns + "PSCommand", base: TypeTable.object) { t in
      func of(_ v: Value) throws -> CommandList {
        guard let c = v.refValue as? CommandList else { throw Hosting.null("command") }
        return c
      }
      t.constructor("\(ns)PSCommand new()") { _, _ in .other(CommandList()) }
      t.property("\(rs)CommandCollection Commands {get;}") { v, _ in .array(try of(v).commands) }
      t.method("void Clear()") { v, _, _ in try of(v).commands.removeAll(); return .void }
      t.method("\(ns)PSCommand Clone()") { v, _, _ in .other(try of(v).copy()) }
      building(t, ns + "PSCommand") { try of($0) }
    } }
  }

  /// The methods that add to a list of commands and return what they were called on.
  static func building(_ t: NetType, _ name: String, _ list: @escaping (Value) throws -> CommandList) {
    let ns = Hosting.ns, rs = Hosting.runspaces
    t.method("\(name) AddCommand(string cmdlet)") { v, a, _ in try list(v).addCommand(a); return v }
    t.method("\(name) AddCommand(string cmdlet, bool useLocalScope)") { v, a, _ in try list(v).addCommand(a); return v }
    t.method("\(name) AddCommand(\(ns)CommandInfo commandInfo)") { v, a, _ in try list(v).addCommand(a); return v }
    if name.hasSuffix("PSCommand") { t.method("\(name) AddCommand(\(rs)Command command)") { v, a, _ in try list(v).addCommand(a); return v } }
    t.method("\(name) AddScript(string script)") { v, a, _ in try list(v).addScript(a); return v }
    t.method("\(name) AddScript(string script, bool useLocalScope)") { v, a, _ in try list(v).addScript(a); return v }
    t.method("\(name) AddParameter(string parameterName, System.Object value)") { v, a, _ in try list(v).addParameter(a); return v }
    t.method("\(name) AddParameter(string parameterName)") { v, a, _ in try list(v).addParameter(a); return v }
    t.method("\(name) AddParameters(System.Collections.IList parameters)") { v, a, _ in try list(v).addParameters(a[0]); return v }
    t.method("\(name) AddParameters(System.Collections.IDictionary parameters)") { v, a, _ in try list(v).addParameters(a[0]); return v }
    t.method("\(name) AddArgument(System.Object value)") { v, a, _ in try list(v).last().add(nil, a[0]); return v }
    t.method("\(name) AddStatement()") { v, _, _ in try list(v).addStatement(); return v }
  }

  private static func command(_ t: NetType) {
    let rs = Hosting.runspaces
    func of(_ v: Value) -> HostedCommand? { v.refValue as? HostedCommand }
    t.constructor("\(rs)Command new(string command)") { a, _ in .other(HostedCommand(Hosting.text(a, 0))) }
    t.constructor("\(rs)Command new(string command, bool isScript)") { a, _ in .other(HostedCommand(Hosting.text(a, 0), isScript: Conversion.toBool(a[1]))) }
    t.constructor("\(rs)Command new(string command, bool isScript, bool useLocalScope)") { a, _ in
      .other(HostedCommand(Hosting.text(a, 0), isScript: Conversion.toBool(a[1]), ownScope: Conversion.toBool(a[2])))
    }
    t.property("\(rs)CommandParameterCollection Parameters {get;}") { v, _ in of(v).map { .array($0.parameters) } ?? .null }
    t.property("string CommandText {get;}") { v, _ in .str(of(v)?.text ?? "") }
    t.property("bool IsScript {get;}") { v, _ in .bool(of(v)?.isScript ?? false) }
    t.property("bool UseLocalScope {get;}") { v, _ in .bool(of(v)?.hasOwnScope ?? false) }
    t.property("\(Hosting.ns)CommandOrigin CommandOrigin {get;set;}", set: { _, _, _ in }) { _, _ in Hosting.state(Hosting.ns + "CommandOrigin", "Runspace") }
    t.property("bool IsEndOfStatement {get;}") { v, _ in .bool(of(v)?.endsStatement ?? false) }
    t.method("void MergeMyResults(\(rs)PipelineResultTypes myResult, \(rs)PipelineResultTypes toResult)") { _, _, _ in .void }
    t.method("string ToString()") { v, _, _ in .str(of(v)?.text ?? "") }
  }

  private static func dataCollectionType(of a: [NetType]) -> NetType {
    let name = Hosting.ns + "PSDataCollection`1"
    let assembly = a[0].fullName.hasPrefix("System.Management")
      ? "System.Management.Automation, Version=7.6.5.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35"
      : "System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e"
    let t = NetType(
      "\(name)[[\(a[0].fullName), \(assembly)]]", base: TypeTable.object,
      interfaces: ["System.Collections.IList", "System.Collections.ICollection", "System.Collections.IEnumerable", "System.IDisposable"])
    t.genericArguments = a
    t.genericDefinition = name
    return t
  }
  /// A collection that is complete changes to a type of the same name that takes no more.
  /// - Parameter closed: that type; nil when this is it
  private static func dataCollection(_ t: NetType, closed: NetType?) {
    NetTypes.defineCollection(t)
    if closed == nil {
      let item = t.genericArguments.first.map { Conversion.typeText($0) } ?? "System.Object"
      for (name, parameters) in [("Add", "\(item) item"), ("Insert", "int index, \(item) item")] {
        let refusing = Member(name, .method, isStatic: false, definition: "")
        refusing.overloads = [Overload("void \(name)(\(parameters))") { _, _, _ in
          throw netError(Hosting.ns + "PSInvalidOperationException", "Objects cannot be added to a closed buffer. Make sure the buffer is open for Add and Insert operations to succeed.")
        }]
        t.add(refusing)
      }
    }
    let element = t.genericArguments.first
    func make(_ values: [Value]) -> Value {
      let a = Hosting.list(values, t)
      a.elementType = element
      return .array(a)
    }
    let name = t.fullName
    t.constructors = []
    t.constructor("\(name) new()") { _, _ in make([]) }
    t.constructor("\(name) new(int capacity)") { _, _ in make([]) }
    t.constructor("\(name) new(System.Collections.IEnumerable items)") { a, c in
      make(try (a[0].elementsIfSequence ?? [a[0]]).map { x in try element.map { try Conversion.convert(x, to: $0, c) } ?? x })
    }
    t.property("bool IsOpen {get;}") { _, _ in .bool(closed != nil) }
    t.property("bool IsReadOnly {get;}") { _, _ in .bool(false) }
    t.property("bool IsAutoGenerated {get;set;}", set: { _, _, _ in }) { _, _ in .bool(false) }
    t.property("bool BlockingEnumerator {get;set;}", set: { _, _, _ in }) { _, _ in .bool(false) }
    t.property("bool EnumeratorNeverBlocks {get;set;}", set: { _, _, _ in }) { _, _ in .bool(false) }
    t.property("bool SerializeInput {get;set;}", set: { _, _, _ in
      if element?.fullName != Hosting.ns + "PSObject" {
          throw netError(
            "System.NotSupportedException",
            """
            The SerializeInput property can only be set for the PSObject type of PSDataCollection. Set the SerializeInput property to false, or change the \
            collection type to a PSObject.
            """
          )
      }
    }) { _, _ in .bool(false) }
    t.property("int DataAddedCount {get;set;}", set: { _, _, _ in }) { _, _ in .int(1) }
    for end in ["Complete", "Dispose"] {
      t.method("void \(end)()") { v, _, _ in
        if let closed { v.arrayValue?.exactType = closed }
        return .void
      }
    }
    t.method("System.Collections.ObjectModel.Collection[\(element.map { $0.fullName } ?? "psobject")] ReadAll()") { v, _, _ in
      guard let a = v.arrayValue else { return .null }
      let r = PSArray(a.values, of: element)
      r.kind = .collection
      a.removeAll()
      return .array(r)
    }
  }
}
