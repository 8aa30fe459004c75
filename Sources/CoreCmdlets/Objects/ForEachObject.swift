/// Runs script blocks, or reads a property or calls a method, once per input object.
import Engine

struct ForEachObject: Cmdlet {
  static let command = Command("ForEach", "Object", module: "Microsoft.PowerShell.Core", defaultSet: "ScriptBlockSet", confirm: .low,
    synopsis: "Does something with each object.",
    examples: [("Squares", "1..3 | ForEach-Object { $_ * $_ }"), ("A property", "Get-Process | ForEach-Object Name")])
  @Parameter("InputObject", from: .pipeline, sets: ["ScriptBlockSet", "PropertyAndMethodSet", "ParallelParameterSet"], type: "psobject") var inputObject: Value?
  @Parameter("Begin", sets: ["ScriptBlockSet"]) var beginBlock: ScriptBlock?
  @Parameter("Process", at: 0, sets: ["ScriptBlockSet"], mandatory: true, attributes: [.allowNull, .allowEmptyCollection]) var processBlocks: [ScriptBlock?]
  @Parameter("End", sets: ["ScriptBlockSet"]) var endBlock: ScriptBlock?
  @Parameter("RemainingScripts", sets: ["ScriptBlockSet"], attributes: [.allowNull, .allowEmptyCollection], remaining: true) var remainingScripts: [ScriptBlock?]
  @Parameter("MemberName", at: 0, sets: ["PropertyAndMethodSet"], validate: [.notNullOrEmpty]) var memberName: String
  @Parameter("ArgumentList", sets: ["PropertyAndMethodSet"], aliases: ["Args"], remaining: true) var argumentList: [Value]
  @Parameter("Parallel", sets: ["ParallelParameterSet"]) var parallel: ScriptBlock
  @Parameter("ThrottleLimit", sets: ["ParallelParameterSet"], validate: [.range(.int(1), .int(2147483647))]) var throttleLimit: Int?
  @Parameter("TimeoutSeconds", sets: ["ParallelParameterSet"], validate: [.range(.int(0), .int(2147483))]) var timeoutSeconds: Int?
  @Parameter("AsJob", sets: ["ParallelParameterSet"]) var asJob: Switch
  @Parameter("UseNewRunspace", sets: ["ParallelParameterSet"]) var useNewRunspace: Switch

  private static let itself = RecordType("Microsoft.PowerShell.Commands.ForEachObjectCommand", base: "System.Management.Automation.PSCmdlet", [])
  private var steps: [ScriptBlock?] = []
  private var last: ScriptBlock?
  private var member: PropertyExpression?
  /// `-Parallel`, and with `-AsJob`.
  private var items: ParallelItems?
  private var job: Job?
  private var usingValues: [String: Value] = [:]
  /// The preferences may stop an action or tell of it.
  private var asks = false

  mutating func begin(_ shell: Invocation) throws {
    if shell.parameterSet == "ParallelParameterSet" {
      let c = shell.common
      if c.errorAction != nil || c.warningAction != nil || c.informationAction != nil || c.progressAction != nil || c.pipelineVariable != nil {
        throw shell.terminating(
          "ParallelCommonParametersNotSupported", .notImplemented,
          "The following common parameters are not currently supported in the Parallel parameter set:\nErrorAction, WarningAction, InformationAction, PipelineVariable",
          exception: "System.Management.Automation.PSNotSupportedException", target: ForEachObject.itself.make([]))
      }
      if asJob.isOn {
        if $timeoutSeconds.isBound {
          throw shell.terminating(
            "ParallelCannotUseTimeoutWithJob", .invalidOperation, "The 'TimeoutSeconds' parameter cannot be used with the 'AsJob' parameter.",
            exception: "System.ArgumentException")
        }
        let j = JobTable.of(shell.context).make(.parallel, name: nil, command: parallel.bodyText)
        j.limit = throttleLimit ?? 5
        j.hasNewEngines = useNewRunspace.isOn
        j.began = .now
        job = j
        usingValues = try ParallelItems.usingValues(parallel, shell)
      } else { items = try ParallelItems(parallel, limit: throttleLimit ?? 5, seconds: timeoutSeconds, shell) }
      return
    }
    if shell.parameterSet == "PropertyAndMethodSet" {
      func preference(_ name: String) -> String { Conversion.toString(shell.context.variable(name) ?? .null).lowercased() }
      asks = preference("WhatIfPreference") == "true" || preference("ConfirmPreference") == "low" || preference("VerbosePreference") != "silentlycontinue"
      member = PropertyExpression(memberName)
      if !$inputObject.isBound || !(inputObject?.isNull ?? true) { try shell.checkWildcards([memberName]) }
      return
    }
    if shell.common.whatIf == true || shell.common.confirm == true {
      throw shell.terminating("NoShouldProcessForScriptBlockSet", .invalidOperation, "The -WhatIf and -Confirm parameters are not supported for script blocks.")
    }
    var all: [ScriptBlock?] = []
    if $beginBlock.isBound { all.append(beginBlock) }
    // in the order in which they were bound
    for name in $remainingScripts.isBound ? shell.bound.keys.compactMap(\.stringValue) : ["Process"] {
      if name == "Process" { all += (shell.bound.get(.str(name)) ?? .null).isNull ? [nil] : processBlocks } else if name == "RemainingScripts" { all += remainingScripts }
    }
    last = endBlock
    var end = all.count
    if !$endBlock.isBound, all.count > 2 { end -= 1; last = all[end] }
    let start = all.count > 1 ? 1 : 0
    steps = start < end ? Array(all[start..<end]) : []
    if end >= 2, let first = all[0] { try run(first, .void, shell) }
  }
  mutating func process(_ shell: Invocation) throws {
    let item = inputObject ?? .null
    if let items { return try items.add(item, shell) }
    if let job { return addChild(item, job, shell) }
    if let member { return try access(item, member, shell) }
    if !shell.expectsInput, !$inputObject.isBound { for step in steps { if let step { try run(step, .null, shell) } }; return }
    for step in steps { if let step { try run(step, item, shell) } }
  }
  mutating func end(_ shell: Invocation) throws {
    if let items { return try items.finish(shell) }
    if let job {
      let table = JobTable.of(shell.context)
      table.add(job)
      table.startChildren()
      return try shell.write(.other(job))
    }
    if let last { try run(last, .void, shell) }
  }
  private func addChild(_ item: Value, _ job: Job, _ shell: Invocation) {
    let child = JobTable.of(shell.context).make(.parallelChild, name: nil, command: parallel.bodyText)
    child.run = BackgroundRun(ParallelItems.task(parallel, item, usingValues, shell.context.fullPath(".")), parent: shell.context)
    child.parent = job
    job.children.append(child)
    job.waiting.append(child)
  }

  private func run(_ b: ScriptBlock, _ item: Value, _ shell: Invocation) throws { try shell.runPart(b, item: item) }

  /// `-MemberName`: a property, a dictionary's entry or a method of the object.
  private func access(_ item: Value, _ member: PropertyExpression, _ shell: Invocation) throws {
    func fail(_ id: String, _ text: String) throws {
      try shell.error(ErrorRecord(PSException("System.Management.Automation.PSArgumentException", text), id: id, .invalidArgument, target: item).aboutObject)
    }
    func mayDo(_ action: @autoclosure () -> String) throws -> Bool {
      // asked only when somebody wants to know: the texts cost more than the access
      if !asksFirst(shell) { return true }
      return try shell.shouldProcess("InputObject: \(ForEachObject.shown(item, shell))", action: action())
    }
    if item.isNull {
      if !argumentList.isEmpty {
        return try shell.error(
          "InvokeMethodOnNull", .invalidArgument, "You cannot call a method on a null-valued expression.",
          exception: "System.Management.Automation.PSArgumentException", target: .null)
      }
      guard try mayDo("Retrieve the value for property '\(memberName)'") else { return }
      return shell.context.strictVersion >= 2 ? try fail("InputObjectIsNull", "Cannot operate on a 'null' input object.") : try shell.write(.null)
    }
    var name = memberName
    if !argumentList.isEmpty { return try call(item, member, fail, mayDo, shell) }
    if member.isPattern {
      let w = Wildcard(memberName)
      let hits = Array(Set(shell.context.members(item).filter { !$0.isHidden && w.matches($0.name) }.map(\.name))).sorted()
      if hits.count > 1 {
        return try fail(
          "AmbiguousPropertyOrMethodName",
          "Input name \"\(memberName)\" is ambiguous. It can be resolved to multiple matched members. Possible matches include:\(hits.map { " " + $0 }.joined())."
        )
      }
      if let hit = hits.first { name = hit }
    }
    if case .hash(let h) = item.base, !h.isSet, h.contains(.str(name)) {
      if try mayDo("Retrieve the value for key '\(name)'") { try shell.writeEach(h.get(.str(name)) ?? .null) }
      return
    }
    if let v = try shell.context.property(item, name) {
      if try mayDo("Retrieve the value for property '\(name)'") { try shell.writeEach(v) }
      return
    }
    if let method = shell.context.members(item).first(where: { $0.name.equalsIgnoringCase(name) && ForEachObject.methods.contains($0.kind) }) {
      if try mayDo("Invoke method '\(method.name)'") { try run(method.name, item, [], shell) }
      return
    }
    guard try mayDo("Retrieve the value for property '\(memberName)'") else { return }
    if shell.context.strictVersion >= 2 { try fail("PropertyOrMethodNotFound", "The input name \"\(memberName)\" cannot be resolved to a member.") } else { try shell.write(.null) }
  }
  private func asksFirst(_ shell: Invocation) -> Bool { asks || shell.common.whatIf != nil || shell.common.confirm != nil || shell.common.verbose != nil }
  private static let methods: [PropertyInfo.Kind] = [.method, .scriptMethod, .codeMethod, .parameterized]

  private func call(_ item: Value, _ member: PropertyExpression, _ fail: (String, String) throws -> Void, _ mayDo: (@autoclosure () -> String) throws -> Bool, _ shell: Invocation) throws {
    let w = Wildcard(memberName)
    // a plain name needs no list of the members: the call tells
    let hits = member.isPattern ? Array(Set(shell.context.members(item).filter { !$0.isHidden && w.matches($0.name) && ForEachObject.methods.contains($0.kind) }.map(\.name))).sorted() : [memberName]
    if hits.count > 1 {
      return try fail(
        "AmbiguousMethodName",
        "Input name \"\(memberName)\" is ambiguous. It can be resolved to multiple matched methods. Possible matches include:\(hits.map { " " + $0 }.joined())."
      )
    }
    let isKnown = !asksFirst(shell) || member.isPattern || shell.context.members(item).contains { $0.name.equalsIgnoringCase(memberName) && ForEachObject.methods.contains($0.kind) }
    guard let name = hits.first, isKnown else { return try fail("MethodNotFound", "Input name \"\(memberName)\" cannot be resolved to a method.") }
    if try mayDo("Invoke method '\(name)' with arguments: \(argumentList.map { ForEachObject.shown($0, shell) }.joined(separator: ", "))") { try run(name, item, argumentList, shell) }
  }
  /// Calls the method; whatever goes wrong inside is an error about this object only.
  private func run(_ name: String, _ item: Value, _ arguments: [Value], _ shell: Invocation) throws {
    let result: Value
    do {
      result = try shell.context.throwing { try shell.context.callingByReflection { try shell.context.callMethod(item, name, arguments) } }
    } catch let e as TerminatingError where !e.isCallDepthOverflow {
      if e.record.errorId == "MethodNotFound" {
        return try shell.error(
          ErrorRecord(
            PSException("System.Management.Automation.PSArgumentException", "Input name \"\(memberName)\" cannot be resolved to a method."),
            id: "MethodNotFound", .invalidArgument, target: item).aboutObject)
      }
      // without a fitting overload, the method itself is what there is to show
      if arguments.isEmpty, e.record.errorId == "MethodCountCouldNotFindBest" { return try shell.write(try shell.context.readMember(item, name)) }
      let x = e.record.exception
      let known = x.type.fullName.hasSuffix("MethodInvocationException") || x.type.fullName.hasSuffix("MethodException")
      let wrapped = known ? x : PSException("System.Management.Automation.MethodInvocationException", "Exception calling \"\(name)\" with \"\(arguments.count)\" argument(s): \"\(x.message)\"")
      if !known { wrapped.inner = x }
      return try shell.error(ErrorRecord(wrapped, id: "MethodInvocationError", .invalidOperation, target: item).aboutObject)
    }
    try shell.writeEach(result)
  }
  private static func shown(_ v: Value, _ shell: Invocation) -> String {
    if v.isNull { return "null" }
    let text = ObjectText.plain(v, shell.context)
    return text.isEmpty ? TypeTable.typeOf(v.base).fullName : text
  }
}
