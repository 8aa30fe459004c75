/// Classes that derive from `Cmdlet` or `PSCmdlet`: what they may call, and how they become commands.
import Engine
import NetTypes

/// Members that cmdlets inherit; the shell has them for `$PSCmdlet`.
enum CmdletMembers {
  private static let hooks: Set<String> = ["BeginProcessing", "ProcessRecord", "EndProcessing", "StopProcessing", "Dispose"]
  private static var table: NetType { TypeTable.get("System.Management.Automation.PSScriptCmdlet") }
  static func isCmdlet(_ s: ClassSymbol) -> Bool { s.type.isSubclass(of: "System.Management.Automation.Cmdlet") }
  static func has(_ n: String, _ s: ClassSymbol) -> Bool { isCmdlet(s) && (hooks.contains(n) || NetMembers.instance(table, n) != nil) }
  static func member(_ n: String, owner t: NetType, receiver r: Code, _ b: BodyCompiler) -> Code? {
    let isCmdlet = t.isSubclass(of: "System.Management.Automation.Cmdlet")
    guard isCmdlet else { return nil }
    if hooks.contains(n) { return Code(.methods([.overload(Overload("void \(n)()", types: []) { _, _, _ in .void }, table, isStatic: false)], receiver: r, typeArguments: [], name: n)) }
    guard let m = NetMembers.instance(table, n), TypeTable.object.instanceMember(n) == nil else { return nil }
    if m.kind == .method { return Code(.methods(m.overloads.map { .overload($0, table, isStatic: false) }, receiver: r, typeArguments: [], name: n)) }
    return b.loading(b.netTarget(m, r))
  }
  static func target(_ n: String, _ s: ClassSymbol?, _ b: BodyCompiler, _ r: Code? = nil) -> Target? {
    guard let s, isCmdlet(s), let m = NetMembers.instance(table, n), m.kind != .method else { return nil }
    return b.netTarget(m, r ?? b.thisCode())
  }
}

/// A compiled cmdlet at work.
struct CompiledCmdlet: Cmdlet {
  static let command = Command("Invoke", "CompiledCode")
  private var symbol: ClassSymbol?
  private var parameters: [(name: String, type: NetType, set: (Value, Value, ExecutionContext) throws -> Void, parameter: Parameter<Value?>)] = []
  private var object = Value.null
  init() {}

  private init(_ s: ClassSymbol, _ definitions: [CmdletParameter]) {
    symbol = s
    for d in definitions {
      parameters.append(
        (
          d.name, d.type, d.set,
          Parameter<Value?>(
            d.name, in: d.sets, mandatory: false, aliases: d.aliases, validate: d.checks, attributes: d.attributes, remaining: d.isRest,
            type: Text.memberName(d.type), help: d.help)
        ))
    }
  }
  private func call(_ name: String, _ shell: Invocation) throws {
    guard let m = symbol?.find(method: name, count: 0) else { return }
    do { _ = try m.invoke(object, [], shell.context) } catch let e as TerminatingError {
      let r = e.record
      // what the cmdlet itself raised is a record already; a plain exception becomes one
      if r.invocation != nil || r.isStopOfRun { throw e }
      throw shell.terminating(ErrorRecord(r.exception, id: r.exception.type.fullName, .notSpecified))
    }
  }
  private func assign(_ shell: Invocation) throws {
    for p in parameters where p.parameter.projectedValue.isBound {
      let v = p.parameter.wrappedValue ?? .null
      try p.set(object, Runtime.incoming(v, p.type), shell.context)
    }
  }
  mutating func begin(_ shell: Invocation) throws {
    guard let symbol, let m = symbol.constructors.first(where: { $0.parameters.isEmpty }) else { return }
    object = try Construction.make(symbol, m, symbol.type, [], shell.context)
    if let o = object.compiled { o.shell = shell; o.inner = .other(PSCmdletObject(shell)) }
    try assign(shell)
    try call("BeginProcessing", shell)
  }
  mutating func process(_ shell: Invocation) throws {
    try assign(shell)
    try call("ProcessRecord", shell)
  }
  mutating func end(_ shell: Invocation) throws { try call("EndProcessing", shell) }
  mutating func cleanup(_ shell: Invocation) {
    if let m = symbol?.find(method: "Dispose", count: 0) { _ = try? m.invoke(object, [], shell.context) }
  }

  /// The commands of an assembly.
  static func commands(of assembly: PSAssembly, module: String) -> [CmdletInfo] {
    assembly.types.compactMap { t in
      guard let s = ClassSymbol.of(t), CmdletMembers.isCmdlet(s), let a = AttributeNames.first(s.syntax.attributes, "Cmdlet"), a.arguments.count >= 2 else { return nil }
      let f = ConstantFolder(s.scope.compilation, s)
      guard let verb = f.value(a.arguments[0].value), let noun = f.value(a.arguments[1].value) else { return nil }
      func named(_ n: String) -> Value? { a.named.first { $0.0 == n }.flatMap { f.value($0.1) } }
      let should = named("SupportsShouldProcess").map { Conversion.toBool($0) } ?? false
      let impact = named("ConfirmImpact").flatMap { ConfirmImpact(rawValue: Int(Numbers.integer($0))) } ?? .medium
      let outputs = AttributeNames.first(s.syntax.attributes, "OutputType")?.arguments.compactMap { f.value($0.value) }.map { Text.string($0) } ?? []
      let command = Command(
        Text.string(verb), Text.string(noun), module: module, errorType: t.fullName, defaultSet: named("DefaultParameterSetName").map { Text.string($0) },
        confirm: should ? impact : nil, paging: named("SupportsPaging").map { Conversion.toBool($0) } ?? false, outputs: outputs)
      let definitions = CmdletParameter.all(s)
      return CmdletInfo(command) { CompiledCmdlet(s, definitions) }
    }
  }
}

/// A property or field with `[Parameter]`.
struct CmdletParameter {
  let name: String, type: NetType
  var sets: [InSet] = [], aliases: [String] = [], checks: [Validation] = [], attributes: [Attribute] = []
  var isRest = false
  var help = ""
  let set: (Value, Value, ExecutionContext) throws -> Void

  static func all(_ s: ClassSymbol) -> [CmdletParameter] {
    var found: [CmdletParameter] = []
    for c in s.chain.reversed() {
      for m in c.syntax.members where AttributeNames.first(m.attributes, "Parameter") != nil {
        switch m.kind {
        case .property(_, let n, _, _):
          guard let p = c.properties.first(where: { $0.name == n }) else { continue }
          found.append(make(n, p.type, m.attributes, c) { o, v, x in _ = try p.setter?.invoke(o, [v], x) })
        case .field(_, let variables):
          for v in variables { if let f = c.fields.first(where: { $0.name == v.name }) { found.append(make(v.name, f.type, m.attributes, c) { o, x, _ in o.compiled?.fields[f.slot] = x }) } }
        default: break
        }
      }
    }
    return found
  }
  private static func make(_ n: String, _ t: NetType, _ all: [AttributeUse], _ s: ClassSymbol, _ set: @escaping (Value, Value, ExecutionContext) throws -> Void) -> CmdletParameter {
    var p = CmdletParameter(name: n, type: t, set: set)
    let f = ConstantFolder(s.scope.compilation, s)
    func texts(_ a: AttributeUse) -> [String] { a.arguments.compactMap { f.value($0.value) }.flatMap { v in v.arrayValue?.values.map { Text.string($0) } ?? [Text.string(v)] } }
    for a in all {
      guard case .name(let parts, _) = a.name, var word = parts.last?.name else { continue }
      if word.hasSuffix("Attribute") { word = String(word.dropLast(9)) }
      func named(_ k: String) -> Value? { a.named.first { $0.0 == k }.flatMap { f.value($0.1) } }
      func isOn(_ k: String) -> Bool { named(k).map { Conversion.toBool($0) } ?? false }
      let numbers = a.arguments.compactMap { f.value($0.value) }
      func count(_ i: Int) -> Int { numbers.indices.contains(i) ? Int(clamping: Numbers.integer(numbers[i])) : 0 }
      switch word {
      case "Parameter":
        var from: PipelineSource = []
        if isOn("ValueFromPipeline") { from.insert(.pipeline) }
        if isOn("ValueFromPipelineByPropertyName") { from.insert(.propertyName) }
        p.sets.append(
          InSet(
            named("ParameterSetName").map { Text.string($0) } ?? ParameterMetadata.allSets, at: named("Position").map { Int(clamping: Numbers.integer($0)) },
            mandatory: isOn("Mandatory"), from: from))
        if isOn("ValueFromRemainingArguments") { p.isRest = true }
        if let h = named("HelpMessage") { p.help = Text.string(h) }
      case "Alias": p.aliases += texts(a)
      case "AllowNull": p.attributes.append(.allowNull)
      case "AllowEmptyString": p.attributes.append(.allowEmptyString)
      case "AllowEmptyCollection": p.attributes.append(.allowEmptyCollection)
      case "ValidateNotNull": p.checks.append(.notNull)
      case "ValidateNotNullOrEmpty": p.checks.append(.notNullOrEmpty)
      case "ValidateNotNullOrWhiteSpace": p.checks.append(.notNullOrWhiteSpace)
      case "ValidateSet" where { if case .type? = numbers.first { return true }; return false }():
        if case .type(let generator)? = numbers.first { p.checks.append(.generatedSet(generator, message: named("ErrorMessage").map { Text.string($0) })) }
      case "ValidateSet": p.checks.append(.set(texts(a), ignoreCase: named("IgnoreCase").map { Conversion.toBool($0) } ?? true, message: named("ErrorMessage").map { Text.string($0) }))
      case "ValidateRange": if numbers.count == 2 { p.checks.append(.range(numbers[0], numbers[1])) } else if let k = numbers.first { p.checks.append(.rangeKind(Text.string(k))) }
      case "ValidatePattern": p.checks.append(.pattern(texts(a).first ?? "", options: "IgnoreCase", message: named("ErrorMessage").map { Text.string($0) }))
      case "ValidateLength": p.checks.append(.length(count(0), count(1)))
      case "ValidateCount": p.checks.append(.count(count(0), count(1)))
      case "ArgumentCompletions": p.attributes.append(.argumentCompletions(texts(a)))
      case "ArgumentCompleter": p.attributes.append(.argumentCompleter(numbers.first ?? .null))
      case "SupportsWildcards": p.attributes.append(.supportsWildcards)
      default:
        guard let v = AttributeObjects.make(a, s), let made = Attribute(made: v) else { break }
        if case .validate(let check) = made { p.checks.append(check) } else { p.attributes.append(made) }
      }
    }
    return p
  }
}

extension Compilation {
  /// The module that `Import-Module -Assembly` makes of an assembly; nil when no code was compiled into it.
  public static func module(for assembly: Ref, named name: String? = nil) -> ModuleInfo? {
    guard let a = assembly as? PSAssembly, !a.types.isEmpty else { return nil }
    let m = ModuleInfo(name ?? "dynamic_code_module_" + a.name)
    m.moduleType = "Binary"
    m.version = "0.0.0.0"
    m.path = a.file ?? ""
    m.exportedCmdlets = CompiledCmdlet.commands(of: a, module: m.name)
    for c in m.exportedCmdlets { c.module = m; c.moduleName = m.name }
    return m
  }
}
